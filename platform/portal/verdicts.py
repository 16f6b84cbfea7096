"""The applicant's word from either of its pages: taken, or refused in a sentence that says what now."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals import actions, workflow
from appeals.errors import AppealError, BadInput, RefusedMove
from appeals.models import Appeal, Event
from design import clock
from portal import browser
from portal.forms import VerdictForm
from portal.shots import Shots
from portal.shots import shots as take_in
from tenants.accounts.actor import Actor, Role
from tenants.isolation.middleware import roll_back


@dataclass(slots=True)
class Verdict:
    """What was sent, what of it was wrong, and the photos that need not be chosen again."""

    form: VerdictForm = field(default_factory=VerdictForm)
    kept: list[str] = field(default_factory=list)
    status: int = 200

    @property
    def is_taken(self) -> bool:
        """Whether the word was taken."""
        return self.form.is_bound and self.status == 200

    @property
    def is_open(self) -> bool:
        """Whether the complaint's form must stand open: it was sent and something is missing."""
        return self.status == 422 and self.form.data.get("answer") == "reopen"


def heard(request: HttpRequest, appeal: Appeal) -> tuple[Appeal, Verdict]:
    """What was sent to a page of one's own, if anything, and the appeal as it stands after it."""
    if request.method != "POST":
        return appeal, Verdict()
    verdict = take(request, appeal)
    if verdict.is_taken:
        return appeal, verdict
    return Appeal.objects.with_card().get(pk=appeal.pk), verdict


def take(request: HttpRequest, appeal: Appeal) -> Verdict:
    """Give the word to the action it belongs to; nothing of a refused one stays but its photos."""
    verdict = Verdict(VerdictForm(request.POST))
    shots = take_in(request.POST.getlist("kept"), request.FILES.getlist("photos"))
    for problem in shots.problems:
        verdict.form.add_error("photos", problem)
    if not verdict.form.is_valid():
        verdict.status = 422
    else:
        try:
            _answer(appeal, verdict.form, shots, request)
        except BadInput as wrong:
            for name, sentence in wrong.fields.items():
                verdict.form.add_error("photos" if name == "photos" else "text", sentence)
            verdict.status = wrong.status
        except RefusedMove as late:
            now = Appeal.objects.get(pk=appeal.pk)
            verdict.form.add_error(None, stale(now) or str(late))
            verdict.status = late.status
        except AppealError as refused:
            verdict.form.add_error(None, str(refused))
            verdict.status = refused.status
    if not verdict.is_taken:
        roll_back(request)
        shots.keep(timezone.localdate(), browser.network_of(request))
        verdict.kept = shots.kept
        if shots.unkept:
            verdict.form.add_error("photos", shots.unkept)
    return verdict


def moves(appeal: Appeal) -> set[str]:
    """What the applicant may say now."""
    return {move.name for move in workflow.open_to(appeal.status, Role.APPLICANT)}


def stale(appeal: Appeal) -> str:
    """Why there is nothing to answer (any more), and what to do; empty while an answer is waited for."""
    at = _moment(appeal)
    if appeal.status == "resolved":
        return ""
    if appeal.status == "confirmed":
        return _(
            "Ответ уже есть: %(at)s подтверждено, что проблема решена. Если она осталась или "
            "повторилась, нажмите «Нет, проблема не решена»."
        ) % {"at": at}
    if appeal.status == "archived":
        return _(
            "Обращение закрыто %(at)s, ответить на него уже нельзя. Если проблема осталась или "
            "повторилась, сообщите о ней снова: новое обращение сразу попадёт исполнителю."
        ) % {"at": at}
    if appeal.status in ("rejected", "duplicate"):
        return _("По этому обращению ответа не ждут. Что с ним решено — на его странице.")
    if appeal.status == "needs_information":
        return _("Сейчас вас просят не о результате, а об уточнении: вопрос на странице обращения.")
    if appeal.reopened_count:
        return _(
            "Обращение уже снова в работе, с %(at)s. Когда исполнитель закончит, спросим вас ещё раз."
        ) % {"at": at}
    return _("Работа ещё идёт. Когда исполнитель закончит, спросим вас.")


def _moment(appeal: Appeal) -> str:
    """When it came to stand where it stands."""
    return f"{clock.day(appeal.status_at)}, {clock.minutes(appeal.status_at)}"


def report(appeal: Appeal) -> str:
    """What the executor says was done, as everybody reads it."""
    done = Event.objects.filter(
        appeal=appeal, kind__in=("resolve", "gather", "resolve_with_incident"), is_public=True
    )
    last = done.order_by("-sequence").first()
    return last.public_words if last else ""


def _answer(appeal: Appeal, form: VerdictForm, shots: Shots, request: HttpRequest) -> None:
    user = request.user.pk if request.user.is_authenticated else None
    by = Actor(role=Role.APPLICANT, user_id=user)
    at = timezone.now()
    said = form.cleaned_data
    if said["answer"] == "confirm":
        actions.confirm(appeal.pk, by=by, at=at)
        messages.success(request, _("Спасибо. Обращение закрыто с вашим подтверждением."))
    elif said["answer"] == "reopen":
        actions.reopen(
            appeal.pk, reason=said["text"], cause=said["reason"], photos=shots.all, by=by, at=at
        )
        messages.success(
            request, _("Обращение вернулось в работу под усиленный контроль. Срок теперь короче.")
        )
    else:
        asked = appeal
        if part := said["part"]:
            asked = Appeal.objects.filter(parent=appeal, part=part).first() or appeal
        actions.answer(asked.pk, text=said["text"], by=by, at=at)
        messages.success(request, _("Ответ передан. Работа продолжится."))
