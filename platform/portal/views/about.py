"""Pages about the site itself: consent, terms, what is public, accessibility."""

from collections.abc import Iterable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from appeals import terms
from appeals.terms import Term
from portal import consent

# What each group of terms is about, in the order in which work goes on.
_CLOCKS = {
    "accept": _("Принять в работу"),
    "localise": _("Остановить аварию"),
    "resolve": _("Устранить"),
    "answer": _("Ответить"),
    "limit": _("Сколько может не быть воды, тепла и света"),
    "duty": _("Обязанности аварийной службы и города"),
    "register": _("Письменные обращения по закону № 59-ФЗ"),
}
# The stages of a written appeal stand in one group.
_WRITTEN = {"forward", "consider", "extend"}
PAGES = ("consent", "terms", "public", "accessibility")


@require_safe
def about(request: HttpRequest, page: str) -> HttpResponse:
    """One of the pages; the list of terms is the data the clocks run by."""
    if page not in PAGES:
        raise Http404
    if page == "consent":
        return edition(request, consent.VERSION)
    context: dict[str, object] = {}
    if page == "terms":
        context["groups"] = _groups(terms.in_force(timezone.localdate()).values())
    return render(request, f"portal/about/{page}.html", context)


@require_safe
def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """The consent as somebody agreed to it: each edition under its own address."""
    if edition not in consent.EDITIONS:
        raise Http404
    context = {
        "consent_edition": date.fromisoformat(edition),
        "text": consent.template(edition),
        "editions": consent.dates(but=edition),
    }
    return render(request, "portal/about/consent.html", context)


def _groups(held: Iterable[Term]) -> list[tuple[str | Promise, list[Term]]]:
    """The terms under what they are about; a group without any is left out."""
    found: dict[str, list[Term]] = {clock: [] for clock in _CLOCKS}
    for term in sorted(held, key=lambda term: (term.source, term.name)):
        found["register" if term.clock in _WRITTEN else term.clock].append(term)
    return [(_CLOCKS[clock], several) for clock, several in found.items() if several]
