"""The rows behind a number: what was counted, the latest or the nearest breach first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals.desk import sections, sheets
from appeals.desk.entry import show, staff
from appeals.desk.figures import drill, listing
from tenants.accounts.actor import Actor


@require_safe
@staff(sections.FIGURES)
def rows(request: HttpRequest, actor: Actor) -> HttpResponse:
    """`?of=` says what was counted, `?from=&to=` when, `organisation district category channel` of what.

    `?after=` goes on, `?csv=1` gives the first thousands as a file.
    """
    now = timezone.now()
    asked = drill.asked(request.GET.dict(), timezone.localdate(now))
    if request.GET.get("csv"):
        return sheets.answer(
            f"{asked.measure}-{asked.first}-{asked.last}", *listing.sheet(asked, now)
        )
    found = listing.page(asked, now, request.GET.get("after", ""))
    kept = request.GET.copy()
    kept.pop("after", None)
    context: dict[str, Any] = {
        "page": found,
        "first_address": f"?{kept.urlencode()}",
        "sheet_address": f"?{kept.urlencode()}&csv=1",
        **listing.heading(asked, now),
    }
    if found.next:
        kept["after"] = found.next
        context["next_address"] = f"?{kept.urlencode()}"
    return show(request, actor, "rows.html", context, section=sections.FIGURES)
