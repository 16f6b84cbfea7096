"""The test: begun when every lesson is done, each answer kept at once, scored at the end."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotFound, RefusedMove
from onboarding.organisations.models import Attempt, Study
from onboarding.organisations.training import certifying, clearance, paper, standing
from onboarding.organisations.training.content import Course
from onboarding.organisations.training.learners import Learner


class NoAttempt(NotFound):
    """There is no such test, or it is somebody else's."""

    sentence = "Такой проверки нет."


def opens_at(course: Course, user_id: int) -> datetime | None:
    """When the next test may begin after those not passed; None: at once."""
    done = Attempt.objects.filter(user_id=user_id, course=course.code, finished_at__isnull=False)
    failed: list[datetime] = []
    for finished, passed in done.order_by("-finished_at").values_list("finished_at", "is_passed"):
        if passed:
            break
        failed += [finished] if finished else []
    return paper.next_at(failed)


def open_attempt(course: Course, user_id: int) -> Attempt | None:
    """The test this person is at."""
    return Attempt.objects.filter(
        user_id=user_id, course=course.code, version=course.version, finished_at__isnull=True
    ).first()


@whole
def begin(course: Course, *, learner: Learner, at: datetime) -> Attempt:
    """A new paper, or the one that is open already.

    Raises:
        RefusedMove: a lesson is not done, or the pause after a test is not over.
    """
    mine = Attempt.objects.select_for_update().filter(
        user_id=learner.user_id, course=course.code, finished_at__isnull=True
    )
    open_now = mine.first()
    if open_now is not None and open_now.version == course.version:
        return open_now
    if open_now is not None:
        # The course changed under it: its questions may be gone, so it counts for nothing.
        open_now.delete()
    study = Study.objects.filter(user_id=learner.user_id, course=course.code).first()
    if len(standing.done_in(course, study)) < len(course.lessons):
        raise RefusedMove("Проверка откроется, когда будут сделаны задания всех уроков.")
    opens = opens_at(course, learner.user_id)
    if opens is not None and at < opens:
        when = timezone.localtime(opens)
        raise RefusedMove(
            f"Следующая попытка откроется {when:%d.%m в %H:%M}. Повторите пока уроки, где были ошибки."
        )
    seed = secrets.token_urlsafe(12)
    return Attempt.objects.create(
        user_id=learner.user_id,
        course=course.code,
        version=course.version,
        seed=seed,
        questions=paper.drawn(course, seed),
        started_at=at,
    )


@whole
def answer(course: Course, chosen: Mapping[str, int], *, user_id: int, at: datetime) -> Attempt:
    """Keep answers: the place on the paper by the question's code. An answer may be changed.

    Raises:
        NoAttempt: no test is open.
        BadInput: no such question or answer on this paper.
    """
    attempt = _locked(course, user_id)
    for code, place in chosen.items():
        if code not in attempt.questions:
            raise BadInput({"answer": "Такого вопроса в этой проверке нет."})
        places = paper.order(course.questions[code], attempt.seed)
        if not 0 <= place < len(places):
            raise BadInput({"answer": "Отметьте один из ответов."})
        attempt.answers[code] = places[place]
    attempt.save(update_fields=["answers"])
    return attempt


@whole
def finish(course: Course, *, learner: Learner, at: datetime) -> Attempt:
    """Score the paper; who passed gets a certificate and is let to work.

    Raises:
        NoAttempt: no test is open.
        RefusedMove: a question is not answered.
    """
    attempt = _locked(course, learner.user_id)
    left = len(attempt.questions) - len(attempt.answers)
    if left:
        raise RefusedMove(f"Остались вопросы без ответа: {left}. Ответьте на них и завершите.")
    attempt.finished_at = at
    attempt.score = paper.score(attempt.questions, attempt.answers)
    attempt.is_passed = attempt.score >= course.pass_mark
    attempt.save(update_fields=["finished_at", "score", "is_passed"])
    if attempt.is_passed:
        certifying.issue(attempt, learner=learner, at=at)
        clearance.settle(standing.of_people([learner]), at=at)
    return attempt


def _locked(course: Course, user_id: int) -> Attempt:
    attempts = Attempt.objects.select_for_update().filter(
        user_id=user_id, course=course.code, version=course.version, finished_at__isnull=True
    )
    attempt = attempts.first()
    if attempt is None:
        raise NoAttempt
    return attempt
