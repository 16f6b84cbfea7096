"""Buttons of an organisation's page: each parses, makes one call, and comes back to the page.

A refusal shows the page again with its sentence beside the button and all that was typed.
"""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from appeals import digits
from appeals.errors import AppealError, BadInput, NotAllowed
from onboarding.organisations import access, launching
from onboarding.organisations.entry import connected, mapped
from onboarding.organisations.trial import purge, sending, timetable
from onboarding.organisations.views.organisation import shown
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

# Makes the call and answers with a sentence of success.
Deed = Callable[[HttpRequest, Actor, int], str]


def _view(deed: Deed, *, name: str, place: str) -> Callable[..., HttpResponseBase]:
    """A button's view; `place` is where on the page its refusal stands."""

    @require_POST
    @connected
    @mapped
    def pressed(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
        found = access.one(pk, actor)
        try:
            with transaction.atomic():
                said = deed(request, actor, pk)
        except NotAllowed:
            raise
        except AppealError as error:
            roll_back(request)
            sentence = (
                " ".join(error.fields.values()) if isinstance(error, BadInput) else str(error)
            )
            typed = {**request.POST.dict(), "deed": name}
            return shown(
                request,
                actor,
                found,
                refused={place: sentence},
                typed=typed,
                status=error.status,
            )
        messages.success(request, said)
        return redirect("connecting:organisation", pk)

    return pressed


def _begin_trial(request: HttpRequest, actor: Actor, pk: int) -> str:
    launching.begin_trial(pk, by=actor, at=timezone.now())
    return "Тестовый режим начался: попросите первые учебные обращения."


def _send(request: HttpRequest, actor: Actor, pk: int) -> str:
    sent = sending.send(pk, by=actor, at=timezone.now())
    return f"Учебные обращения в очереди: {len(sent)}. Сроки по ним уже идут."


def _plan(request: HttpRequest, actor: Actor, pk: int) -> str:
    # What is no number is more than any: refused with the bounds.
    per_day, per_night = (
        number if (number := digits.key(request.POST.get(name) or "0")) is not None else most + 1
        for name, most in (("per_day", timetable.MOST_A_DAY), ("per_night", timetable.MOST_A_NIGHT))
    )
    kept = timetable.plan(pk, per_day=per_day, per_night=per_night, by=actor, at=timezone.now())
    return "Расписание сохранено." if kept.runs else "Расписание выключено."


def _purge(request: HttpRequest, actor: Actor, pk: int) -> str:
    count = purge.purge(pk, by=actor, at=timezone.now())
    return f"Учебные обращения удалены: {count}. Итоги остались." if count else "Удалять нечего."


def _launch(request: HttpRequest, actor: Actor, pk: int) -> str:
    launching.launch(pk, by=actor, at=timezone.now(), reason=request.POST.get("reason", ""))
    return "Организация в работе: обращения жителей приходят ей с этой минуты."


def _suspend(request: HttpRequest, actor: Actor, pk: int) -> str:
    launching.suspend(pk, reason=request.POST.get("reason", ""), by=actor, at=timezone.now())
    return "Работа приостановлена, открытые обращения у диспетчеров города."


def _resume(request: HttpRequest, actor: Actor, pk: int) -> str:
    launching.resume(pk, by=actor, at=timezone.now())
    return "Работа возобновлена."


def _end(request: HttpRequest, actor: Actor, pk: int) -> str:
    launching.end(pk, reason=request.POST.get("reason", ""), by=actor, at=timezone.now())
    return "Подключение завершено."


def _check_phone(request: HttpRequest, actor: Actor, pk: int) -> str:
    answered = request.POST.get("answered") == "yes"
    launching.check_phone(pk, is_answered=answered, by=actor, at=timezone.now())
    return "Отмечено: телефон отвечает." if answered else "Отмечено: телефон не ответил."


_trial = partial(_view, place="trial")
_work = partial(_view, place="work")
begin_trial = _trial(_begin_trial, name="begin_trial")
send_practice = _trial(_send, name="send")
plan_practice = _view(_plan, name="plan", place="plan")
purge_practice = _trial(_purge, name="purge")
launch = _view(_launch, name="launch", place="gate")
suspend = _work(_suspend, name="suspend")
resume = _work(_resume, name="resume")
end = _work(_end, name="end")
check_phone = _view(_check_phone, name="check_phone", place="phone")
