"""What seniors decide: bounced appeals, later dates, bad words nobody has read, their own appeals."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals import actions, labels
from appeals.desk import paging, sections
from appeals.desk.entry import show, staff
from appeals.errors import NotFound
from appeals.models import Appeal, Callback, Postponement
from appeals.workflow import Status
from tenants.accounts.actor import Actor

_MOST = 30


@require_safe
@staff(sections.CONTROL)
def control(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Four lists, each the longest waiting first; none longer than a screen of work."""
    bounced = Appeal.objects.filter(status=Status.RETURNED, arbiter_since__isnull=False)
    asked = Postponement.objects.filter(
        is_approved=None, appeal__postpone_asked_at__isnull=False
    ).select_related("appeal__category", "appeal__organisation")
    unread = Callback.objects.unread().select_related("appeal__category", "appeal__organisation")
    mine = Appeal.objects.open().filter(controller_id=actor.user_id)
    rows = mine.select_related("category", "organisation", "crew")
    context = {
        "bounced": bounced.select_related("category").order_by("arbiter_since", "id")[:_MOST],
        "asked": asked.order_by("appeal__postpone_asked_at", "appeal_id")[:_MOST],
        "unread": [(each, labels.COMPLAINTS.get(each.cause, "")) for each in unread[:_MOST]],
        "mine": paging.page(rows, paging.NEXT_BREACH_FIRST, size=_MOST),
    }
    return show(request, actor, "control.html", context, section=sections.CONTROL)


@require_POST
@staff(sections.CONTROL)
def reviewing(request: HttpRequest, actor: Actor, key: int) -> HttpResponse:
    """Bad words are read."""
    try:
        read = actions.review(key, by=actor, at=timezone.now())
    except NotFound as missing:
        raise Http404 from missing
    messages.success(request, _("%(number)s: отзыв просмотрен.") % {"number": read.appeal.number})
    return redirect("desk:control")
