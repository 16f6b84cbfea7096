"""Appeals under 59-ФЗ: what is to be registered, what is to be answered, what is over; their letters."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from appeals.access import checks_identity, handles_statutory
from appeals.desk import card, finding, paging, sections
from appeals.desk.entry import show, staff
from appeals.models import OfficialLetter, StatutoryCase
from appeals.models.statutory import StatutoryCaseQuerySet
from tenants.accounts.actor import Actor

_SIZE = 50
LISTS = (
    (StatutoryCase.REGISTER, _("Зарегистрировать"), _("срок – три дня со дня поступления")),
    (StatutoryCase.CONSIDER, _("Ответить"), _("ближайший срок сверху")),
    ("ended", _("Завершённые"), _("последние сверху")),
)


@require_safe
@staff(sections.STATUTORY)
def statutory(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One of the lists, by pages; what the law waits for soonest comes first."""
    names = [name for name, _title, _about in LISTS]
    wanted = request.GET.get("list", "")
    name = wanted if wanted in names else names[0]
    rows, following = _page(name, request.GET.get("after", ""))
    context = {
        "lists": LISTS,
        "chosen": next(one for one in LISTS if one[0] == name),
        "rows": rows,
        "following": following,
        "checks_identity": checks_identity(actor),
    }
    return show(request, actor, "statutory.html", context, section=sections.STATUTORY)


@require_safe
@staff()
def letter(request: HttpRequest, actor: Actor, number: str, pk: int) -> HttpResponse:
    """A letter to the applicant as it is printed and posted."""
    if not handles_statutory(actor):
        raise PermissionDenied
    appeal = finding.visible(number, actor)
    found = OfficialLetter.objects.filter(appeal=appeal, pk=pk).select_related("appeal").first()
    if found is None:
        raise Http404
    context = {
        "letter": found,
        "case": appeal.statutory,
        "who": card.applicant_of(appeal),
    }
    return show(request, actor, "letter.html", context, section=sections.STATUTORY)


def _page(name: str, cursor: str) -> tuple[list[StatutoryCase], str]:
    """The rows of a list after the cursor, and where the next page begins (indexes case_due,
    case_ended)."""
    place = paging.read(cursor)
    cases = StatutoryCase.objects.select_related("appeal__category", "appeal__organisation")
    if name == "ended":
        rows = _after(cases.ended(), "ended_at", "lt", place).order_by("-ended_at", "-appeal")
        moment = "ended_at"
    else:
        waiting = cases.to_register() if name == StatutoryCase.REGISTER else cases.to_consider()
        rows = _after(waiting, "due_at", "gt", place).order_by("due_at", "appeal")
        moment = "due_at"
    found = list(rows[: _SIZE + 1])
    if len(found) <= _SIZE:
        return found, ""
    last = found[_SIZE - 1]
    return found[:_SIZE], f"{getattr(last, moment).isoformat()}_{last.pk}"


def _after(
    rows: StatutoryCaseQuerySet, field: str, way: str, place: paging.Place
) -> StatutoryCaseQuerySet:
    """One range of the index after this place."""
    if place is None or place[0] is None:
        return rows
    moment, identifier = place
    back = "gte" if way == "lt" else "lte"
    return rows.filter(**{f"{field}__{way}e": moment}).exclude(
        **{field: moment, f"appeal__{back}": identifier}
    )
