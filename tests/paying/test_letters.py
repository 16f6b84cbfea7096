"""Letters about money: each step once, to administrators alone; emergencies are never in doubt."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from appeals.models import DailyTally
from billing import actions
from billing.models import Invoice, Subscription, Usage
from paying import counting, letters
from tenants.accounts.models import Mail
from tenants.isolation import scope
from tests import make as people
from tests.books import make as money
from tests.books.stage import NOW

pytestmark = pytest.mark.usefixtures("frozen")

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.fixture
def billed(seller, as_office, administrator) -> Invoice:
    """An invoice of today."""
    with as_office() as city:
        start = NOW.date().replace(day=1)
        return money.invoice(city, at=NOW, starts_on=start, ends_on=start + timedelta(400))


def written(committed, days: int = 0) -> list[str]:
    """Subjects of the letters that a day adds."""
    with scope.in_tenant(committed.penza):
        before = set(Mail.objects.values_list("pk", flat=True))
        letters.remind(at=NOW + timedelta(days=days))
        return list(Mail.objects.exclude(pk__in=before).values_list("subject", flat=True))


def test_each_step_is_one_letter_on_its_day(committed, billed):
    said = [written(committed, days) for days in (0, 0, 6, 7, 13, 15, 16, 30, 60, 61)]

    sum_, due = "34\u00a0000\u00a0₽", f"{billed.due_on:%d.%m.%Y}"
    assert said == [
        [f"Счёт № {billed.number} на {sum_}"],
        [],
        [],
        [f"Оплатите до {due}: {sum_}"],
        [f"Оплатите до {due}: {sum_}"],
        [f"Оплата просрочена: {sum_}"],
        [],
        ["Администрация города теперь только читает: нет оплаты"],
        ["Приём обращений закрыт, кроме аварийных: нет оплаты"],
        [],
    ]


def test_after_a_pause_only_the_last_step_is_told(committed, billed):
    assert written(committed, 100) == ["Приём обращений закрыт, кроме аварийных: нет оплаты"]


def test_a_letter_says_what_is_next_and_what_never_stops(committed, billed, administrator):
    people_there = [("dispatcher", True), ("administrator", False)]
    with scope.in_tenant(committed.penza):
        for role, is_active in people_there:
            people.user(role, is_active=is_active)
    written(committed, 16)

    with scope.in_tenant(committed.penza):
        letter = Mail.objects.get()
    assert letter.to == administrator.email
    shut = billed.due_on + timedelta(days=15)
    assert f"С {shut:%d.%m.%Y} администрация сможет только читать" in letter.body
    assert "Аварийные обращения принимаются и исполняются всегда" in letter.body
    assert "http://penza.localhost/desk/billing/" in letter.body


def test_what_is_paid_is_not_spoken_of(committed, billed, as_office):
    with as_office() as city:
        money.paid(city, billed.kopecks, at=NOW)

    assert written(committed, 100) == []


def test_the_end_of_a_trial_is_told_before_and_after(committed, administrator):
    with scope.in_tenant(committed.penza):
        ends = Subscription.objects.get(tenant="t_penza").trial_until - NOW

    assert written(committed, ends.days - 6) == [
        f"Пробный период закончится {(NOW + ends + timedelta(hours=3)):%d.%m.%Y}"
    ]
    assert written(committed, ends.days + 3) == ["Пробный период закончился: выберите, как платить"]


def test_a_card_given_in_the_trial_is_asked_for_nothing(committed, administrator, as_office):
    with as_office() as city:
        Subscription.objects.filter(city=city).update(rail="stripe")
        ends = Subscription.objects.get(city=city).trial_until - NOW

    assert written(committed, ends.days - 6) == []


def test_the_end_of_a_contract_is_told_before_and_after(committed, administrator, as_office):
    with as_office() as city:
        last = NOW.date() + timedelta(days=30)
        money.contract(city, at=NOW, starts_on=NOW.date(), ends_on=last)

    assert written(committed, 24) == [f"Договор закончится {last:%d.%m.%Y}: нужен следующий"]
    assert written(committed, 33) == ["Договор закончился: нужен следующий"]


def test_an_ended_subscription_is_not_called_a_trial(committed, administrator, as_office):
    with as_office() as city:
        actions.end(city, on=None, at=NOW)

    assert written(committed, 3) == ["Подписка закончилась: её можно возобновить"]


def test_a_city_counts_its_own_days(committed, ledger):
    with scope.in_tenant(committed.penza):
        people.organisation()
        DailyTally.objects.create(day=NOW.astimezone(MOSCOW).date(), kind="register", total=1)
        counting.count(at=NOW)
        people.organisation("Горэлектросеть")
        counting.count(at=NOW)
        days = list(Usage.objects.order_by("-day").values_list("organisations", "appeals"))

    assert days[:3] == [(2, 1), (2, 0), (1, 0)]


def test_days_that_nobody_counted_are_made_up_for(committed, ledger):
    with scope.in_tenant(committed.penza):
        counting.count(at=NOW - timedelta(days=5))
        before = Usage.objects.count()
        missed = (NOW - timedelta(days=3)).astimezone(MOSCOW).date()
        DailyTally.objects.create(day=missed, kind="register", total=7)

        assert counting.count(at=NOW) == 6

        assert Usage.objects.count() == before + 5
        assert Usage.objects.get(appeals=7).day == missed
