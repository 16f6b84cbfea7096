"""An outside identity provider: a slot for OpenID Connect, off and invisible until it is set up."""

from django.conf import settings


def title() -> str:
    """What the provider is called on pages; empty while there is none."""
    return str(getattr(settings, "OPENID_TITLE", ""))
