"""The door that stands on other sites: the city's own form in a frame of a listed site.

No cookie is needed there: a pass in the form, bound to city, site and time, takes the place of the CSRF
cookie. What comes in is an appeal as any other, with the channel `widget` and the site's code.
"""

from dataclasses import replace

from appeals.actions import Filing
from appeals.channels.widget import frames, passes
from appeals.models import Site
from tenants.accounts.actor import Actor

CHANNEL = "widget"

__all__ = ["CHANNEL", "frames", "marked", "passes", "site"]


def site(code: str) -> Site | None:
    """The site of a code, if the form may still stand there."""
    return Site.objects.filter(code=code, is_active=True).first() if code else None


def marked(filing: Filing, by: Actor, *, site: Site) -> tuple[Filing, Actor]:
    """The same filing, told to have come through this site."""
    return replace(filing, site=site.code), replace(by, channel=CHANNEL)
