"""Days, notices, people, numbers: what may be set, what may not, and that it is written down."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from appeals.actions import clocks
from appeals.administration import calendar, causes, notices, people, policy
from appeals.errors import BadInput
from appeals.models import Cause, CityDay, Notice, Policy, SettingChange
from tenants.accounts.actor import Role
from tenants.accounts.models import Mail, User
from tests import make
from tests.desk.conftest import browser
from tests.make import FRIDAY_NOON, hours

MONDAY = date(2026, 11, 23)


def test_a_day_off_moves_a_term_of_working_days(administrator):
    plain = clocks.calendar_of_city().close_of_working_day(FRIDAY_NOON, 1)

    calendar.declare_day(
        MONDAY, kind="off", source="Указ региона", by=administrator, at=FRIDAY_NOON
    )

    assert clocks.calendar_of_city().close_of_working_day(FRIDAY_NOON, 1) == plain + timedelta(1)


def test_a_withdrawn_day_is_as_in_the_country(administrator):
    calendar.declare_day(MONDAY, kind="off", source="Указ", by=administrator, at=FRIDAY_NOON)
    calendar.withdraw_day(MONDAY, by=administrator, at=FRIDAY_NOON)

    assert clocks.calendar_of_city().is_working(MONDAY)
    assert not CityDay.objects.exists()


def test_a_short_saturday_works_an_hour_less(administrator):
    saturday = date(2026, 11, 28)
    calendar.declare_day(saturday, kind="short", source="Указ", by=administrator, at=FRIDAY_NOON)

    city = clocks.calendar_of_city()
    opens, closes = city.hours_of(saturday)
    assert city.is_working(saturday)
    assert closes - opens == hours(8)


def test_a_day_that_passed_cannot_be_declared(administrator):
    with pytest.raises(BadInput) as refused:
        calendar.declare_day(
            date(2026, 11, 1), kind="off", source="Указ", by=administrator, at=FRIDAY_NOON
        )

    assert "day" in refused.value.fields


def test_a_notice_is_shown_on_the_portal_while_it_holds(administrator, client):
    from django.utils import timezone

    now = timezone.now()
    notices.publish_notice(
        "Во вторник промывка сетей",
        starts_at=now - hours(1),
        ends_at=now + hours(1),
        by=administrator,
        at=now,
    )
    home = {"host": "penza.localhost"}
    assert "промывка сетей" in client.get("/", headers=home).content.decode()
    assert "промывка сетей" in client.get("/new/", headers=home).content.decode()

    notices.end_notice(Notice.objects.get().pk, by=administrator, at=now)

    assert "промывка сетей" not in client.get("/", headers=home).content.decode()


def test_a_notice_of_a_district_names_it(administrator, client):
    from django.utils import timezone

    now = timezone.now()
    notices.publish_notice(
        "Ремонт сетей",
        starts_at=now - hours(1),
        ends_at=now + hours(5),
        district="Октябрьский",
        by=administrator,
        at=now,
    )

    page = client.get("/", headers={"host": "penza.localhost"}).content.decode()
    assert "<b>Октябрьский:</b> Ремонт сетей" in " ".join(page.split())


def test_a_notice_that_ends_before_it_begins_is_refused(administrator):
    with pytest.raises(BadInput) as refused:
        notices.publish_notice(
            "Вода", starts_at=FRIDAY_NOON, ends_at=FRIDAY_NOON - hours(1), by=administrator,
            at=FRIDAY_NOON,
        )  # fmt: skip

    assert "ends_at" in refused.value.fields


def test_an_invited_person_gets_a_letter_and_a_role(administrator):
    person = people.invite_person(
        email="new@example.org", name="Вера", role="dispatcher", by=administrator, at=FRIDAY_NOON
    )

    assert person.role == "dispatcher"
    assert Mail.objects.filter(to="new@example.org").exists()


def test_a_known_address_is_not_invited_again(administrator):
    known = make.user("dispatcher")

    with pytest.raises(BadInput) as refused:
        people.invite_person(
            email=known.email.upper(), name="Вера", role="dispatcher", by=administrator,
            at=FRIDAY_NOON,
        )  # fmt: skip

    assert "email" in refused.value.fields


def test_a_person_switched_off_is_out_at_the_next_request(administrator):
    nina = make.user("dispatcher")
    desk = browser(nina)
    assert desk.get("/desk/hall/").status_code == 200

    people.set_person(nina.pk, role="dispatcher", is_active=False, by=administrator, at=FRIDAY_NOON)

    assert desk.get("/desk/hall/").status_code in (302, 403)


def test_the_last_administrator_cannot_be_lost(administrator):
    other = make.user("administrator")
    people.set_person(other.pk, role="controller", is_active=True, by=administrator, at=FRIDAY_NOON)

    with pytest.raises(BadInput):
        people.set_person(
            administrator.user_id, role="dispatcher", is_active=True, by=administrator,
            at=FRIDAY_NOON,
        )  # fmt: skip
    assert User.objects.filter(role="administrator", is_active=True).count() == 1


def test_nobody_of_an_organisation_or_a_resident_can_be_made_staff_here(administrator):
    resident = make.user()

    with pytest.raises(people.NoPerson):
        people.set_person(
            resident.pk, role="administrator", is_active=True, by=administrator, at=FRIDAY_NOON
        )


def test_a_cause_is_added_once_and_can_be_taken_out_of_the_choice(administrator):
    made = causes.set_cause(
        None, name="Мороз", services=("heating",), is_active=True, by=administrator, at=FRIDAY_NOON
    )
    assert made in Cause.objects.for_service("heating")
    assert made not in Cause.objects.for_service("gas")

    with pytest.raises(BadInput):
        causes.set_cause(
            None, name="мороз ", services=(), is_active=True, by=administrator, at=FRIDAY_NOON
        )
    causes.set_cause(
        made.pk, name="Мороз", services=(), is_active=False, by=administrator, at=FRIDAY_NOON
    )
    assert made not in Cause.objects.for_service("heating")


def test_numbers_out_of_bounds_are_named(administrator):
    with pytest.raises(BadInput) as refused:
        policy.set_policy(
            {"callback_attempts": 99, "callback_from_hour": 20, "callback_till_hour": 9},
            by=administrator,
            at=FRIDAY_NOON,
        )

    assert set(refused.value.fields) == {"callback_attempts", "callback_till_hour"}
    assert not Policy.objects.exists()


def test_numbers_set_hold_for_everybody(administrator):
    policy.set_policy({"callback_attempts": 5}, by=administrator, at=FRIDAY_NOON)

    assert Policy.of_city().callback_attempts == 5
    assert "попыток дозвониться: 5" in SettingChange.objects.get().after


@pytest.mark.parametrize(
    "statement",
    ["UPDATE appeals_settingchange SET reason = ''", "DELETE FROM appeals_settingchange"],
)
def test_the_record_of_changes_cannot_be_rewritten(administrator, statement):
    from django.db import connection

    policy.set_policy({"callback_attempts": 5}, by=administrator, at=FRIDAY_NOON)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "address",
    ["", "changes/", "topics/", "topics/other/", "rules/", "rules/new/", "policy/", "calendar/",
     "notices/", "notices/new/", "people/"],
)  # fmt: skip
def test_settings_open_to_administrators_alone(administrator, seat, address):
    assert seat.get(f"/desk/settings/{address}").status_code == 200
    for role in (Role.DISPATCHER, Role.CONTROLLER, Role.RESIDENT):
        assert browser(make.user(str(role))).get(f"/desk/settings/{address}").status_code == 403
