"""The door of a crew's phone: one deed at a time, from a plain form or from the phone's queue."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appeals import actions, labels
from appeals.actions import held
from appeals.desk import finding, meanwhile, sections, standing_at
from appeals.desk.entry import staff
from appeals.desk.forms.crew import DeedForm
from appeals.desk.views.tasks import THEME_COOKIE, THEMES, Refused, screen
from appeals.errors import AppealError, BadInput, NotFound
from appeals.models import Appeal
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_YEAR_SECONDS = 31_536_000


@require_POST
@staff(sections.TASKS)
def deeds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Do it once. A queue is answered in JSON, a form by the page of tasks."""
    form = DeedForm(request.POST, request.FILES)
    is_readable = form.is_valid()
    found = finding.one(request.POST.get("number", ""), Appeal.objects.all())
    if found is None:
        raise Http404
    try:
        if not is_readable:
            raise BadInput({"text": form.sentence})
        # A savepoint: a refusal must leave the request's transaction usable for the answer.
        with transaction.atomic():
            told = actions.carry_out(form.deed(found.pk), by=actor, at=timezone.now())
    except NotFound as missing:
        raise Http404 from missing
    except AppealError as error:
        # Whatever else is wrong: a task that this crew never had is missing for it.
        if held.since(found.pk, actor) is None:
            raise Http404 from error
        roll_back(request)
        return _refused(request, actor, found, error)
    if _is_queue(request):
        return JsonResponse({"result": "done", **told.answer})
    messages.success(request, f"{found.number}: {labels.DEEDS[told.kind]}.")
    return redirect("desk:tasks")


@require_safe
@staff(sections.TASKS)
def state(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Who is signed in, and the proof that a queue must send with every deed."""
    return JsonResponse({"owner": str(actor.user_id), "token": get_token(request)})


@require_POST
@staff(sections.TASKS)
def standing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The crew says where it stands: the way is built from there."""
    told = request.POST
    if not standing_at.keep(
        request, told.get("latitude", ""), told.get("longitude", ""), timezone.now()
    ):
        messages.info(request, _("Место не определилось: порядок остался прежним."))
    return redirect("desk:tasks")


@require_POST
@staff(sections.TASKS)
def theme(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Night, day, or as the phone is set."""
    response = redirect("desk:tasks")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(THEME_COOKIE, chosen, max_age=_YEAR_SECONDS, samesite="Lax")
    return response


def _refused(request: HttpRequest, actor: Actor, found: Appeal, error: AppealError) -> HttpResponse:
    """Both versions for the queue; for a form its page again with everything that was typed."""
    told = request.POST
    if _is_queue(request):
        since = meanwhile.lines(found.pk, actor)
        changes = [
            {
                "at": date_format(localtime(line.at), "H:i"),
                "title": f"{line.title}: {line.facts}" if line.facts else line.title,
            }
            for line in since
        ]
        answer = {"result": "refused", "said": str(error), "meanwhile": changes}
        return JsonResponse(answer, status=error.status)
    refused = Refused(
        found.pk,
        found.number,
        told.get("kind", ""),
        str(error),
        told.get("text", ""),
        told.get("cause", ""),
    )
    return screen(request, actor, refused=refused, status=error.status)


def _is_queue(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")
