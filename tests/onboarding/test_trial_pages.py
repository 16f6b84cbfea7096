"""Buttons of an organisation's page over HTTP, the sheet, and the letters to both sides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals.models import Appeal, Member, Message
from onboarding.organisations import launch_letters, launching
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.models import GateRules, PracticeResult, Step
from onboarding.organisations.today import today
from onboarding.organisations.trial import daily
from onboarding.organisations.trial.sheet import sheet
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser
from tests.make import FRIDAY_NOON, hours

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Анна, администратор")
REASON = "Авария на сетях, нужны все руки"


@pytest.fixture
def trial(city):
    organisation = make.organisation("Арбеково-2", stage="trial")
    organisation.services = ["cold_water"]
    organisation.emergency_phone = "+7 8412 00-00-14"
    organisation.save()
    make.serving(make.house(), organisation)
    return organisation


@pytest.fixture
def head(trial):
    """A browser at its head's desk."""
    return browser(User.objects.get(pk=make.member(trial, position="head").user_id))


@pytest.fixture
def curator(city):
    """A browser at the administrator's desk."""
    return browser(make.user("administrator", name="Анна"))


def page(trial, rest: str = "") -> str:
    return f"/desk/connecting/{trial.pk}/{rest}"


def result(trial, number: int, at, *, late: str = "") -> PracticeResult:
    return PracticeResult.objects.create(
        organisation=trial,
        number=f"УЧ-ПНЗ-2026-{number:06}",
        theme="Нет холодной воды",
        received_at=at - hours(3),
        finished_at=at,
        is_on_time=not late,
        late=[late] if late else [],
        course=[
            {"at": at.isoformat(), "what": "Срок истёк: принять", "words": "", "tone": "breach"}
        ],
    )


def test_an_organisation_asks_works_and_reads_its_squares(trial, head):
    answer = head.post(page(trial, "practice/send/"), follow=True)
    assert "Учебные обращения в очереди: 5" in answer.content.decode()

    queue = head.get("/desk/queue/").content.decode()
    assert "Тестовый режим." in queue
    assert queue.count("УЧ-ПНЗ-2026-") >= 5
    card = Appeal.everything.filter(is_trial=True).first()
    shown = head.get(f"/desk/appeals/{card.latin_number}/")
    assert shown.status_code == 200
    assert "Тестовый режим." in shown.content.decode()
    result(trial, 900001, FRIDAY_NOON, late="принято через 3 ч, срок 2 часа")
    assert "№ 900001, принято через 3 ч, срок 2 часа" in head.get(page(trial)).content.decode()


def test_nobody_else_opens_a_practice_card(trial, head, curator, client):
    head.post(page(trial, "practice/send/"))
    number = Appeal.everything.filter(is_trial=True).first().latin_number

    for seat in (curator, browser(make.user("dispatcher"))):
        assert seat.get(f"/desk/appeals/{number}/").status_code == 404
    assert client.get(f"/appeals/{number}/").status_code == 404


def test_a_live_screen_has_no_band_of_practice(vodokanal):
    seat = browser(User.objects.get(pk=make.member(vodokanal).user_id))

    assert "Тестовый режим." not in seat.get("/desk/queue/").content.decode()


def test_a_timetable_out_of_bounds_is_refused_and_keeps_what_was_typed(trial, head):
    refused = head.post(page(trial, "practice/plan/"), {"per_day": "400", "per_night": "1"})

    assert refused.status_code in (400, 422)
    assert 'value="400"' in refused.content.decode()
    assert "От 0 до 40." in refused.content.decode()
    head.post(page(trial, "practice/plan/"), {"per_day": "6", "per_night": "1"})
    trial.practice_plan.refresh_from_db()
    assert (trial.practice_plan.per_day, trial.practice_plan.per_night) == (6, 1)


def test_an_early_start_without_a_reason_loses_nothing_typed(trial, curator, head):
    refused = curator.post(page(trial, "launch/"), {"reason": "срочно"})
    assert refused.status_code in (400, 422)
    assert ">срочно</textarea>" in refused.content.decode()
    assert head.post(page(trial, "launch/"), {"reason": REASON}).status_code == 403

    curator.post(page(trial, "launch/"), {"reason": REASON})

    trial.refresh_from_db()
    assert trial.stage == "live"
    assert REASON in head.get(page(trial)).content.decode()


def test_the_button_opens_for_the_city_alone_when_everything_is_met(trial, head, curator):
    GateRules.objects.create(trained_percent=0, practice_least=0)
    record_paper(
        trial, number="84", since=today(timezone.now()), by=ADMINISTRATOR, at=timezone.now()
    )
    Member.objects.filter(organisation=trial).update(is_cleared=True)
    curator.post(page(trial, "phone/"), {"answered": "yes"})
    button = f'action="{page(trial, "launch/")}"'

    assert button in curator.get(page(trial)).content.decode()
    assert button not in head.get(page(trial)).content.decode()
    curator.post(page(trial, "launch/"))
    assert "Обращения жителей приходят организации" in head.get(page(trial)).content.decode()


def test_a_purge_is_one_click_and_tells_how_many(trial, head):
    head.post(page(trial, "practice/send/"))

    answer = head.post(page(trial, "practice/purge/"), follow=True)

    assert "Учебные обращения удалены: 5" in answer.content.decode()
    assert not Appeal.everything.filter(is_trial=True).exists()


def test_the_sheet_of_a_day_says_what_was_late_and_why(trial, head):
    day = today(FRIDAY_NOON)
    result(trial, 1, FRIDAY_NOON)
    result(trial, 2, FRIDAY_NOON, late="принято через 3 ч, срок 2 часа")
    result(trial, 3, FRIDAY_NOON - timedelta(days=1))

    told = sheet(trial, day, at=FRIDAY_NOON + hours(20))
    assert (len(told.done), told.on_time, len(told.late)) == (2, 1, 1)
    shown = head.get(page(trial, f"practice/{day}/")).content.decode()
    assert "принято через 3 ч, срок 2 часа" in shown
    assert "Срок истёк: принять" in head.get(page(trial, "practice/late/")).content.decode()
    for wrong in ("2026-13-40", "1999-01-01", "2999-01-01", "x"):
        assert head.get(page(trial, f"practice/{wrong}/")).status_code == 404


def test_the_letter_of_the_morning_reaches_the_head_and_the_curator_once(trial, head, curator):
    result(trial, 2, FRIDAY_NOON, late="принято через 3 ч, срок 2 часа")
    morning = FRIDAY_NOON + hours(21)

    assert daily.write(at=FRIDAY_NOON + hours(2)) == 0
    for _ in range(2):
        daily.write(at=morning)

    letters = Message.objects.filter(about__startswith="practice")
    assert letters.count() == 2
    assert "принято через 3 ч, срок 2 часа" in letters[0].text
    assert letters[0].link.endswith(f"practice/{today(FRIDAY_NOON)}/")


def test_both_sides_hear_that_work_begins(trial, head, curator):
    launching.launch(trial.pk, by=ADMINISTRATOR, at=FRIDAY_NOON, reason=REASON)
    step = Step.objects.get(what="started_early")

    for _ in range(2):
        launch_letters.tell([{"step": step.pk}])

    letters = Message.objects.filter(about__startswith="organisation")
    assert letters.count() == 2
    assert all(REASON in letter.text for letter in letters)


def test_the_page_takes_the_same_statements_however_much_was_practised(
    trial, curator, django_assert_max_num_queries
):
    for number in range(40):
        result(trial, number, FRIDAY_NOON + hours(number), late="не принято в срок")

    with django_assert_max_num_queries(55):
        curator.get(page(trial))
