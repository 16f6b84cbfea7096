"""The form's pass: proof that this city gave this form to this site, not long ago."""

from django.core import signing

from appeals.models import Site
from tenants.isolation import keys

HOLDS_SECONDS = 12 * 3600
_PURPOSE = "widget-form"


def given(site: Site) -> str:
    """A new pass for a form of this site."""
    return signing.TimestampSigner(salt=keys.salt(_PURPOSE)).sign(site.code)


def holds(token: str, site: Site) -> bool:
    """Whether a pass is ours, of this city and site, and not too old."""
    try:
        signer = signing.TimestampSigner(salt=keys.salt(_PURPOSE))
        return signer.unsign(token, max_age=HOLDS_SECONDS) == site.code
    except signing.BadSignature:
        return False
