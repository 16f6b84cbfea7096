"""An appeal with its organisation, step by step, and two looks at it."""

import pytest

from appeals import actions
from appeals.models import Appeal, Event
from tests import make
from tests.make import FRIDAY_NOON


def kinds(appeal) -> list[str]:
    return [event.kind for event in Event.objects.filter(appeal=appeal)]


def again(appeal) -> Appeal:
    return Appeal.objects.get(pk=appeal.pk)


@pytest.fixture
def assigned(vodokanal, dispatcher):
    appeal = make.appeal(phone="+79001234567", category="entrance_dark")
    return actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)


@pytest.fixture
def accepted(assigned, member):
    return actions.accept(assigned.pk, by=member, at=FRIDAY_NOON)


@pytest.fixture
def resolved(accepted, member):
    return actions.resolve(accepted.pk, report="Готово", by=member, at=FRIDAY_NOON)
