"""Fault 13 and the whole of support access: reason, consent, one-time link, reading alone, both audits."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from appeals.desk import entry
from appeals.models import Applicant, Call
from console import support_news
from console.models import Action
from tenants.accounts import looking, support
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import Mail, SupportView, User
from tenants.isolation import scope
from tenants.models import City, SupportAccess, SupportConsent
from tests import make
from tests.desk.conftest import browser

REASON = "Очередь уведомлений стоит, смотрю, какой канал не отвечает"
NAME, PHONE = "Прасковья Канарейкина", "+7 927 000-11-22"
ASKED = {"city": "penza", "reason": REASON, "ticket": "П-3108", "minutes": "30"}


@pytest.fixture(autouse=True)
def nobody_looks(committed) -> Iterator[None]:
    """Shared rows of support are gone afterwards."""
    yield
    with scope.entered(None), transaction.atomic("owner"):
        SupportAccess.objects.using("owner").all().delete()
        SupportConsent.objects.using("owner").all().delete()


@pytest.fixture
def operator(committed) -> Client:
    """The engineer at the console."""
    with scope.in_tenant(committed.office):
        client = Client(headers={"host": "console.localhost"})
        client.force_login(make.user("operator", name="Инженер Иванов"))
    return client


@pytest.fixture
def administrator(committed) -> Client:
    """The city's administrator at the desk."""
    with scope.in_tenant(committed.penza):
        return browser(make.user("administrator", name="Д. Р."))


@pytest.fixture
def appeal(committed) -> str:
    """An appeal with personal data in every place."""
    with scope.in_tenant(committed.penza):
        text = f"Нет воды, звоните {PHONE}, {NAME}"
        made = make.appeal(text=text, name=NAME, phone=PHONE, flat="12", consent="tests")
        Call.objects.create(outside_id="1", caller=PHONE, rang_at=timezone.now())
        make.user(name=NAME, phone="+79270001122")
        return made.latin_number


def _row() -> SupportAccess:
    return SupportAccess.objects.using("owner").get()


def _asked(operator: Client) -> SupportAccess:
    answer = operator.post("/support/", ASKED)
    assert answer.status_code == 302, answer.content.decode()
    return _row()


def _enter(operator: Client) -> Client:
    """The engineer's browser on the city's host, by the one-time link."""
    page = operator.post(f"/support/{_row().pk}/link/").content.decode()
    path = page.partition("http://penza.localhost")[2].partition('"')[0]
    seat = Client(headers={"host": "penza.localhost"})
    assert "Только чтение" in seat.get(path).content.decode()
    assert seat.post(path)["Location"] == "/desk/"
    assert seat.post(path).status_code == 403  # it is a support session now: nothing is posted
    assert Client(headers={"host": "penza.localhost"}).post(path).status_code == 404
    return seat


@pytest.fixture
def looking_on(operator, administrator, appeal) -> Client:
    """Asked, consented, entered."""
    pk = _asked(operator).pk
    administrator.post(f"/desk/launch/support/{pk}/answer/", {"what": "consent"})
    return _enter(operator)


@pytest.mark.parametrize(
    "wrong", [{"reason": "надо"}, {"ticket": " "}, {"minutes": "31"}, {"minutes": ""}]
)
def test_without_a_reason_a_ticket_or_a_span_nobody_is_asked(operator, wrong):
    answer = operator.post("/support/", ASKED | wrong)

    assert answer.status_code == 422
    assert not SupportAccess.objects.using("owner").exists()


def test_nobody_looks_into_the_operators_office(operator):
    assert operator.post("/support/", ASKED | {"city": "office"}).status_code == 404


def test_without_consent_there_is_no_link(operator):
    pk = _asked(operator).pk

    page = operator.post(f"/support/{pk}/link/", follow=True).content.decode()

    assert "Согласия города нет" in page
    assert "support/enter" not in page


def test_the_office_cannot_write_the_consent_itself(operator, committed):
    pk = _asked(operator).pk
    with scope.in_tenant(committed.office):
        SupportAccess.objects.filter(pk=pk).update(
            consented_at=timezone.now(), consented_by="Подделка"
        )

    assert _row().consented_at is None
    with pytest.raises(IntegrityError), scope.in_tenant(committed.office):
        SupportAccess.objects.filter(pk=pk).update(
            opened_at=timezone.now(), until=timezone.now() + timedelta(days=9)
        )


def test_another_citys_administrator_neither_sees_nor_answers(operator, committed):
    pk = _asked(operator).pk
    with scope.in_tenant(committed.kazan):
        stranger = Client(headers={"host": "kazan.localhost"})
        stranger.force_login(make.user("administrator"))

    stranger.post(f"/desk/launch/support/{pk}/answer/", {"what": "consent"})

    assert _row().consented_at is None
    assert stranger.get(f"/desk/launch/support/{pk}/").status_code == 404
    assert "П-3108" not in stranger.get("/desk/launch/support/").content.decode()


def test_a_refusal_is_told_to_the_operator(operator, administrator):
    pk = _asked(operator).pk
    administrator.post(f"/desk/launch/support/{pk}/answer/", {"what": "refuse"})

    assert "отказал Д. Р." in operator.get("/support/").content.decode()


def test_a_standing_consent_lets_in_until_it_is_taken_back(operator, administrator):
    administrator.post("/desk/launch/support/consent/", {"what": "give"})
    _asked(operator)
    assert _row().consented_by == "Д. Р."
    SupportAccess.objects.using("owner").all().delete()

    administrator.post("/desk/launch/support/consent/", {"what": "take"})
    _asked(operator)
    assert _row().consented_at is None


def test_support_reads_the_desk_without_residents_names_and_phones(looking_on, appeal):
    seen = ""
    for path in (
        f"/desk/appeals/{appeal}/", "/desk/hall/", "/desk/calls/", "/desk/appeals/",
        "/desk/messages/", f"/desk/identity/?q={PHONE}", "/desk/moderation/", "/desk/callbacks/",
        f"/api/v1/appeals/{appeal}/",
    ):  # fmt: skip
        answer = looking_on.get(path)
        assert answer.status_code == 200, path
        page = answer.content.decode()
        for canary in ("Канарейкина", "Прасковья", "000-11-22", "9270001122", "270001122"):
            assert canary not in page.replace(f'value="{PHONE}"', ""), (path, canary)
        seen += page

    assert "вы смотрите «Пенза» до" in seen
    assert looking.HIDDEN in seen


def test_support_changes_nothing_whatever_it_sends(looking_on, appeal, committed):
    for path in ("/desk/settings/policy/", f"/desk/appeals/{appeal}/reject/", "/new/"):
        assert looking_on.post(path, {"text": "x"}).status_code == 403
    with scope.in_tenant(committed.penza):
        before = Applicant.objects.get().name
    assert before == NAME


def test_the_database_refuses_a_view_that_writes(looking_on, monkeypatch, committed):
    def writes(*args):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_user SET name = ''")

    monkeypatch.setattr(entry, "_support", writes)

    assert looking_on.get("/desk/hall/").status_code == 423
    with scope.in_tenant(committed.penza):
        assert not User.objects.filter(name="").exists()


def test_files_are_not_carried_away(looking_on):
    answer = looking_on.get("/desk/launch/export/archive/")

    assert answer.status_code in (403, 404)


def test_every_page_is_in_both_audits_with_both_names(looking_on, appeal, committed):
    looking_on.get(f"/desk/appeals/{appeal}/")
    looking_on.get("/desk/hall/?secret=1")
    looking_on.get("/desk/hall/")

    with scope.in_tenant(committed.penza):
        lines = list(SupportView.objects.order_by("id"))
        keys = [{"view": line.pk} for line in lines]
    assert [line.path for line in lines] == [f"/desk/appeals/{appeal}/", "/desk/hall/"]
    assert {(line.operator_name, line.consented_by) for line in lines} == {
        ("Инженер Иванов", "Д. Р.")
    }
    with scope.entered(committed.penza):
        support_news.repeat_in_the_office(keys)
        support_news.repeat_in_the_office(keys)
    with scope.in_tenant(committed.office):
        assert [v.path for v in SupportView.objects.order_by("id")] == [v.path for v in lines]
        assert list(Action.objects.values_list("verb", flat=True)) == ["entered", "asked"]
    with pytest.raises(DatabaseError, match="denied"), scope.in_tenant(committed.penza):
        SupportView.objects.all().delete()


def test_a_city_writes_nobody_s_name_into_the_office_s_journal(looking_on, committed):
    looking_on.get("/desk/hall/")
    with scope.in_tenant(committed.penza):
        true = SupportView.objects.get()
        forged = {"at": timezone.now(), "schema_name": "kazan", "operator_name": "Другой",
                  "consented_by": "Никто", "path": "/x/"}  # fmt: skip
        mine = SupportView.objects.create(key=uuid.uuid4(), access_id=true.access_id, **forged)
        none = SupportView.objects.create(
            key=uuid.uuid4(), access_id=true.access_id + 999, **forged
        )
    with scope.entered(committed.penza):
        support_news.repeat_in_the_office([{"view": mine.pk}, {"view": none.pk}])

    with scope.in_tenant(committed.office):
        (line,) = SupportView.objects.all()
    assert (line.operator_name, line.consented_by, line.schema_name) == (
        true.operator_name,
        true.consented_by,
        "penza",
    )


def test_where_no_line_can_be_written_there_is_no_look(looking_on, monkeypatch):
    monkeypatch.setattr(scope, "is_sealed", lambda: True)

    assert looking_on.get("/desk/hall/").status_code == 403


def test_past_its_end_it_is_over_at_the_next_request(looking_on, committed):
    with scope.entered(None), transaction.atomic("owner"):
        SupportAccess.objects.using("owner").update(until=timezone.now())

    answer = looking_on.get("/desk/hall/")

    assert answer["Location"] == "/support/over/"
    assert "/accounts/login/" in looking_on.get("/desk/hall/")["Location"]


def test_either_side_ends_it_at_once(looking_on, operator, administrator):
    page = administrator.get("/desk/hall/").content.decode()
    assert "Инженер Иванов смотрит ваш город" in page
    administrator.post(f"/desk/launch/support/{_row().pk}/answer/", {"what": "finish"})

    assert looking_on.get("/desk/hall/")["Location"] == "/support/over/"
    assert "смотрит ваш город" not in administrator.get("/desk/hall/").content.decode()
    assert _row().finished_by == "Д. Р."


def test_the_operator_ends_it_by_the_button(looking_on):
    answer = looking_on.post("/support/finish/")

    assert answer["Location"] == "/support/over/"
    assert _row().finished_by == "Инженер Иванов"
    assert "/accounts/login/" in looking_on.get("/desk/hall/")["Location"]


def test_another_operator_does_not_use_the_consent(operator, administrator, committed):
    pk = _asked(operator).pk
    administrator.post(f"/desk/launch/support/{pk}/answer/", {"what": "consent"})
    with scope.in_tenant(committed.office):
        other = Client(headers={"host": "console.localhost"})
        other.force_login(make.user("operator"))

    assert (
        "только тот, кто просил" in other.post(f"/support/{pk}/link/", follow=True).content.decode()
    )


def test_a_link_two_minutes_old_opens_nothing(operator, administrator, committed):
    pk = _asked(operator).pk
    administrator.post(f"/desk/launch/support/{pk}/answer/", {"what": "consent"})
    at = timezone.now()
    by = Actor(role=Role.OPERATOR, user_id=_row().operator_id, name="Инженер Иванов")
    with scope.in_tenant(committed.office):
        token = support.link(pk, by=by, at=at)
    with scope.in_tenant(committed.kazan):
        assert support.found(token, at=at) is None
    with scope.in_tenant(committed.penza):
        assert support.found(token, at=at) is not None
        with pytest.raises(support.Refused, match="устарела"):
            support.enter(token, at=at + timedelta(minutes=2))


def test_the_synthetic_person_is_nobody_without_an_open_look(committed):
    with scope.in_tenant(committed.penza):
        person = User.objects.create_user(
            email=None, password=None, name=support.PERSON, role=support.ROLE
        )
        seat = browser(person)

    assert seat.get("/desk/hall/")["Location"] == "/support/over/"


def test_the_administrators_read_of_it_in_a_letter_once(operator, committed):
    with scope.in_tenant(committed.penza):
        make.user("administrator", email="glava@example.org")
    pk = _asked(operator).pk
    with scope.entered(committed.office):
        for _ in range(2):
            support_news.tell_administrators([{"access": pk, "schema": "penza"}])

    with scope.in_tenant(committed.penza):
        letter = Mail.objects.get()
    assert (letter.to, "П-3108" in letter.body) == ("glava@example.org", True)
    assert "http://penza.localhost/desk/launch/support/" in letter.body


def test_a_city_that_lives_is_asked_and_no_other(committed):
    with scope.in_tenant(committed.office), pytest.raises(support.Refused, match="работает"):
        support.ask(
            City(kind="city", state=City.DELETED, schema_name="x"),
            reason=REASON,
            ticket="1",
            minutes=30,
            by=Actor(role=Role.OPERATOR, user_id=1),
            at=timezone.now(),
        )
