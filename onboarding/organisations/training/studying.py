"""Lessons: each right step of a task is kept at once, so nothing is lost with a connection."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from appeals.actions.whole import whole
from appeals.errors import BadInput
from onboarding.organisations.models import Study
from onboarding.organisations.training import practice
from onboarding.organisations.training.content import Course, Lesson
from onboarding.organisations.training.practice import Answer, Scene

# A longer silence is not study: somebody went to work or home.
LONGEST_SILENCE = timedelta(minutes=12)


def scene(lesson: Lesson, study: Study | None) -> Scene:
    """The practice appeal of this lesson as this person left it."""
    kept = _kept(lesson, study)
    return practice.scene(lesson.task, kept["done"], kept["words"])


@whole
def take_step(
    course: Course, lesson: Lesson, *, step: int, answer: Answer, user_id: int, at: datetime
) -> None:
    """Do one step of a lesson's task; a step that is done already stays done.

    Raises:
        BadInput: it is not what is asked; the sentence helps on.
    """
    take_steps(course, [(lesson, step, answer)], user_id=user_id, at=at)


@whole
def take_steps(
    course: Course,
    steps: Iterable[tuple[Lesson, int, Answer]],
    *,
    user_id: int,
    at: datetime,
) -> None:
    """The same for several steps in their order: all of them are right, or none is kept.

    Raises:
        BadInput
    """
    study = locked(course, user_id, at)
    for lesson, step, answer in steps:
        _step(study, course, lesson, step, answer)
    _count(study, at)
    study.save(update_fields=["tasks", "seconds", "worked_at"])


def _step(study: Study, course: Course, lesson: Lesson, step: int, answer: Answer) -> None:
    kept = _kept(lesson, study)
    now = practice.scene(lesson.task, kept["done"], kept["words"])
    if now.step is None or step != now.number:
        return
    open_moves = [name for name, _ in practice.buttons(lesson.task, now.status)]
    mended = practice.judge(now.step, answer, open_moves=open_moves)
    if mended:
        raise BadInput({"step": mended})
    words = dict(kept["words"])
    if now.step.kind == practice.WORDS:
        words[str(kept["done"])] = " ".join(answer.text.split())
    study.tasks[lesson.code] = {"done": step, "words": words, "version": course.version}


@whole
def begin_again(course: Course, lesson: Lesson, *, user_id: int, at: datetime) -> None:
    """The task from its first step; a lesson that was done is done no more until it is done again."""
    study = locked(course, user_id, at)
    study.tasks.pop(lesson.code, None)
    _count(study, at)
    study.save(update_fields=["tasks", "seconds", "worked_at"])


def locked(course: Course, user_id: int, at: datetime) -> Study:
    """This person's study of a course, begun now if it was not, and nobody else's to change."""
    Study.objects.bulk_create(
        [Study(user_id=user_id, course=course.code, started_at=at, worked_at=at)],
        ignore_conflicts=True,
    )
    return Study.objects.select_for_update().get(user_id=user_id, course=course.code)


def _kept(lesson: Lesson, study: Study | None) -> dict[str, Any]:
    kept: dict[str, Any] | None = study.tasks.get(lesson.code) if study is not None else None
    if kept is None or kept["version"] < lesson.version:
        return {"done": 0, "words": {}, "version": lesson.version}
    return kept


def _count(study: Study, at: datetime) -> None:
    """Add the time since the last answer."""
    spent = min(max(at - study.worked_at, timedelta(0)), LONGEST_SILENCE)
    study.seconds += round(spent.total_seconds())
    study.worked_at = at
