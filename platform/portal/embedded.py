"""The form in a frame of another site: the same page with a bare base, a pass and its own way on."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from appeals.actions import Filing
from appeals.channels import widget
from appeals.models import Site
from tenants.accounts.actor import Actor

BASE = "portal/widget/base.html"


@dataclass(frozen=True, slots=True)
class Frame:
    """One request of a listed site's frame; templates read it as `request.widget`."""

    site: Site
    base: str = BASE

    @property
    def given(self) -> str:
        """The pass that the form carries in place of a cookie."""
        return widget.passes.given(self.site)

    @property
    def origins(self) -> str:
        """To whose pages the frame tells its height."""
        return widget.frames.ancestors(self.site)


def of(request: HttpRequest) -> Frame | None:
    """The frame this request is shown in, if any."""
    found: Frame | None = getattr(request, "widget", None)
    return found


def marked(request: HttpRequest, filing: Filing, by: Actor) -> tuple[Filing, Actor]:
    """What is told, with the site it was told on."""
    frame = of(request)
    return widget.marked(filing, by, site=frame.site) if frame else (filing, by)


def accepted(request: HttpRequest, code: str) -> str:
    """Where the page «принято» of this filing stands."""
    if frame := of(request):
        return reverse("portal:widget_accepted", args=[frame.site.code, code])
    return reverse("portal:accepted", args=[code])
