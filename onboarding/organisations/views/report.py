"""The weekly report: on the screen, on paper, in a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from onboarding.organisations import access
from onboarding.organisations.entry import only, page
from onboarding.organisations.files import PDF, XLSX, attached
from onboarding.organisations.report.composing import compose
from onboarding.organisations.report.paper import pdf as printed
from onboarding.organisations.report.spreadsheet import xlsx as tabled
from tenants.accounts.actor import Actor


@require_safe
@only(access.sees_all)
def report(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everything the meeting asks for."""
    return page(request, actor, "report.html", {"report": compose(at=timezone.now())})


@require_safe
@only(access.sees_all)
def pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """To be printed and laid before the mayor."""
    told = compose(at=timezone.now())
    return attached(printed(told), f"connecting-{told.day}.pdf", PDF)


@require_safe
@only(access.sees_all)
def xlsx(request: HttpRequest, actor: Actor) -> HttpResponse:
    """To be counted on."""
    told = compose(at=timezone.now())
    return attached(tabled(told), f"connecting-{told.day}.xlsx", XLSX)
