"""Behind every door of a city support reads no resident's name, phone or words about themselves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from appeals.access import call_is_open, contact_is_open
from appeals.models import (
    Appeal,
    Applicant,
    Call,
    Callback,
    ContractorLink,
    Event,
    Handover,
    Joined,
    Message,
    Note,
)
from tenants.accounts import support
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import Mail, User
from tenants.accounts.support_gate import KEY
from tenants.isolation import scope
from tenants.models import SupportAccess
from tests import make
from tests.desk.conftest import PENZA
from tests.isolation.doors import DOORS, OWN
from tests.isolation.test_every_door import URLCONF, routes

NAME, PHONE, EMAIL, FLAT = "Прасковья Канарейкина", "+79270001122", "canary@example.org", "7712"
CANARIES = ("анарейкин", "расковь", "0001122", "000-11-22", "canary@", FLAT)
TEXT = f"Нет воды, {NAME}, звоните {PHONE} или {EMAIL}"


@pytest.fixture
def access(stage) -> Iterator[SupportAccess]:
    """An open look into Пенза, written by the owner."""
    now = timezone.now()
    with scope.entered(None), transaction.atomic("owner"):
        row = SupportAccess.objects.using("owner").create(
            tenant="t_penza", city="Пенза", operator_id=1, operator_name="Инженер Иванов",
            reason="Очередь уведомлений стоит, смотрю", ticket="П-1", minutes=30, asked_at=now,
        )  # fmt: skip
        # The trigger leaves a consent to the city alone: it is put aside for this one row.
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE tenants_supportaccess DISABLE TRIGGER guard_consent")
            cursor.execute(
                "UPDATE tenants_supportaccess SET consented_at = %s, consented_by = 'Д. Р.', "
                "opened_at = %s, until = %s WHERE id = %s",
                [now, now, now + timedelta(hours=1), row.pk],
            )
            cursor.execute("ALTER TABLE tenants_supportaccess ENABLE TRIGGER guard_consent")
    yield row
    with scope.entered(None), transaction.atomic("owner"):
        SupportAccess.objects.using("owner").all().delete()


@pytest.fixture
def names(access, city, vodokanal) -> dict[str, object]:
    """One thing of each kind, with a person in every place there is for one."""
    crew = vodokanal.crews.create(name="Бригада 2")
    things = OWN.things(vodokanal, crew, make.member(vodokanal))
    Appeal.objects.update(text=TEXT, public_text=TEXT)
    appeal = Appeal.objects.latest("pk")
    Applicant.objects.update_or_create(
        appeal=appeal, defaults={"name": NAME, "phone": PHONE, "email": EMAIL, "flat": FLAT}
    )
    Joined.objects.create(
        appeal=appeal, name=NAME, phone=PHONE, email=EMAIL, flat=FLAT, text=TEXT,
        joined_at=timezone.now(),
    )  # fmt: skip
    Call.objects.update(caller=PHONE)
    Appeal.objects.update(landmark=TEXT)
    Callback.objects.create(
        appeal=appeal, result="not_satisfied", reason=TEXT, called_at=timezone.now(),
        needs_review=True,
    )  # fmt: skip
    for sequence, is_public in ((901, True), (902, False)):
        Event.objects.create(
            appeal=appeal, sequence=sequence, kind="reopen", status_to=appeal.status,
            at=timezone.now(), actor_role="applicant", is_public=is_public, hash=b"",
            details={"comment": TEXT, "controller": NAME, "said": [TEXT]},
        )  # fmt: skip
    Handover.objects.create(
        given_by_id=901, given_by_name="Нина", given_at=timezone.now(), given_to_id=902,
        given_to_name="Анна", words=TEXT, remark=TEXT, snapshot={"open": [{"text": TEXT}]},
        taken_by_id=902, taken_by_name="Анна", taken_at=timezone.now(),
    )  # fmt: skip
    ContractorLink.objects.update(report=TEXT, remark=TEXT)
    Note.objects.create(
        appeal=appeal, text=TEXT, author_id=1, author_name="Нина", written_at=timezone.now()
    )
    Message.objects.update(to=EMAIL, name=NAME, text=TEXT, subject=TEXT)
    Mail.objects.create(to=EMAIL, sender="a@b.ru", subject=TEXT, body=TEXT)
    make.user(name=NAME, phone=PHONE, email=EMAIL)
    return things


@pytest.fixture
def seat(names, access) -> Client:
    """The engineer's browser."""
    client = Client(headers=PENZA)
    person = User.objects.create_user(
        email=None, password=None, name=support.PERSON, role=support.ROLE
    )
    client.force_login(person)
    session = client.session
    session[KEY] = access.pk
    session.save()
    return client


def test_to_support_no_contact_and_no_call_is_open(names):
    engineer = Actor(role=Role.ADMINISTRATOR, name="Иванов, поддержка", support="Иванов")

    assert not contact_is_open(Appeal.objects.latest("pk"), engineer)
    assert not call_is_open(engineer)


def test_no_door_shows_a_person_to_support(seat, names):
    shown, opened = [], 0
    # The catcher of a developer's machine holds what other tests sent; no city has it.
    for name in sorted(set(DOORS) - {"desk:mail"}):
        wanted = routes()[name].pattern.converters
        words = {word: names.get(f"{name} {word}", names.get(word)) for word in wanted}
        if None in words.values():
            continue  # a secret of somebody's own stands in the address
        try:
            address = reverse(name, URLCONF, kwargs=words)
        except NoReverseMatch:
            continue
        with transaction.atomic():
            answer = seat.get(address)
            transaction.set_rollback(True)
        assert answer.status_code < 500, name
        if answer.status_code != 200:
            continue
        opened += 1
        page = answer.content.decode(errors="replace")
        shown += [(name, canary) for canary in CANARIES if canary in page]

    assert opened > 60
    assert shown == []
