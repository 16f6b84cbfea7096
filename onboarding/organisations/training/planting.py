"""The training of a demonstration city, passed by the same functions as everybody's."""

from datetime import datetime, timedelta

from appeals.models import Organisation
from onboarding.organisations.models import Attempt
from onboarding.organisations.training import (
    clearance,
    learners,
    paper,
    sitting,
    standing,
    studying,
)
from onboarding.organisations.training.content import Course, courses
from onboarding.organisations.training.learners import Learner
from onboarding.organisations.training.practice import Answer, Step

_WORDS = "Заменили участок трубы, вода подана в дом"


def plant(at: datetime) -> None:
    """Everybody of a live organisation and of the city has passed; who is on the way is in the middle."""
    people = [*learners.of_city(), *learners.of_organisations()]
    for number, learner in enumerate(people):
        course = courses()[learner.course]
        day = at - timedelta(days=45 - number % 30, minutes=37 * number % 240)
        if learner.organisation is None or learner.organisation.stage == Organisation.LIVE:
            study(course, learner, len(course.lessons), day)
            sit(course, learner, number % 4, day + timedelta(minutes=12))
        else:
            study(course, learner, number % len(course.lessons), day)
    clearance.settle(standing.of_people(people), at=at)


def study(course: Course, learner: Learner, lessons: int, at: datetime) -> None:
    """So many lessons with their tasks."""
    steps = [
        (lesson, number, right(step))
        for lesson in course.lessons[:lessons]
        for number, step in enumerate(lesson.task.steps, 1)
    ]
    if steps:
        studying.take_steps(course, steps, user_id=learner.user_id, at=at)


def sit(course: Course, learner: Learner, mistakes: int, at: datetime) -> Attempt:
    """The test with a few mistakes."""
    attempt = sitting.begin(course, learner=learner, at=at)
    given = {}
    for number, code in enumerate(attempt.questions):
        order = paper.order(course.questions[code], attempt.seed)
        given[code] = order.index(1 if number < mistakes else 0)
    sitting.answer(course, given, user_id=learner.user_id, at=at)
    return sitting.finish(course, learner=learner, at=at + timedelta(minutes=14))


def right(step: Step) -> Answer:
    """What the step asks for."""
    return Answer(move=step.move, chosen=step.right, text=_WORDS if step.words else "")
