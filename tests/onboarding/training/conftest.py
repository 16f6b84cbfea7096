"""Somebody who learns, and how a course is passed in a moment."""

from datetime import datetime

import pytest

from appeals.models import Member
from onboarding.organisations.training import learners, planting
from onboarding.organisations.training.content import Course, courses
from onboarding.organisations.training.learners import Learner
from tenants.accounts.models import User
from tests import make
from tests.make import FRIDAY_NOON


@pytest.fixture
def course() -> Course:
    """The course of an organisation's dispatcher."""
    return courses()["organisation"]


@pytest.fixture
def newcomer(vodokanal) -> User:
    """Somebody new in a working organisation."""
    person = make.user("organisation", name="Никитина Ольга Сергеевна")
    Member.objects.create(user=person, organisation=vodokanal)
    return person


@pytest.fixture
def learner(newcomer) -> Learner:
    """The same person as one who learns."""
    return learners.of(newcomer)


def read_all(course: Course, learner: Learner, *, at: datetime = FRIDAY_NOON) -> None:
    """Do the tasks of every lesson."""
    planting.study(course, learner, len(course.lessons), at)


def sit(course: Course, learner: Learner, *, mistakes: int = 0, at: datetime = FRIDAY_NOON):
    """Begin a test, answer with so many mistakes, hand it in."""
    return planting.sit(course, learner, mistakes, at)
