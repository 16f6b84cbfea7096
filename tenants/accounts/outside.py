"""An outside identity provider: a slot for OpenID Connect, off and invisible until it is set up."""

from django.conf import settings


def title() -> str:
    """What the provider is called on pages; empty while there is none."""
    return str(getattr(settings, "OPENID_TITLE", ""))


def connect_link() -> str:
    """Where a signed-in resident begins to confirm who they are there; empty without a provider."""
    return ""
