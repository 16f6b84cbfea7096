"""One update of an incident is one message to each person, however often it is delivered."""

import pytest

from appeals import actions
from appeals.actions import incident_parts
from appeals.models import Category, IncidentUpdate
from appeals.notifications import incidents
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON, hours


@pytest.fixture
def sent(monkeypatch):
    """What was handed to the one door by which people are told."""
    told: list[dict] = []

    def send(**message):
        if message["key"] not in {earlier["key"] for earlier in told}:
            told.append(message)

    monkeypatch.setattr(incidents.post, "send", send)
    return told


@pytest.fixture
def incident(city):
    houses = [make.house(f"ул. Ладожская, {number}") for number in ("1", "3")]
    for house, who in [
        (houses[0], {"phone": "+79001234567", "name": "Анна"}),
        (houses[1], {"phone": "+79001234567", "name": "Анна"}),
        (houses[1], {"email": "ivan@example.org"}),
        (houses[1], {}),
    ]:
        make.appeal(house_id=house.pk, category="heating_off", text="Холодно", **who)
    return actions.open_incident(
        category=Category.objects.get(code="heating_off"),
        title="Прорыв на тепловой сети",
        house_ids=[house.pk for house in houses],
        forecast_at=FRIDAY_NOON + hours(6),
        by=DISPATCHER,
        at=FRIDAY_NOON,
    )


def deliver(kind):
    update = IncidentUpdate.objects.filter(kind=kind).last()
    for _ in range(2):
        incidents.tell_everybody([{"update": update.pk}])


def test_two_appeals_of_one_person_are_one_message(incident, sent):
    deliver("opened")

    assert sorted(message["to"].phone or message["to"].email for message in sent) == [
        "+79001234567",
        "ivan@example.org",
    ]
    message = sent[0]
    assert message["event"] == "incident"
    assert incident.number in message["text"]
    assert "Прогноз: до 18:00, 20 ноября" in message["text"]
    assert "/track/" in message["link"]
    assert not any("79001234567" in told["key"] for told in sent)


def test_a_closing_tells_those_whose_houses_are_back(incident, sent):
    first, second = incident.houses.order_by("house__number")
    actions.close_incident(
        incident.pk,
        restored=[first.house_id],
        not_restored=[second.house_id],
        words="Тепло подано",
        by=DISPATCHER,
        at=FRIDAY_NOON + hours(3),
    )

    deliver("restored")

    assert [message["to"].name for message in sent] == ["Анна"]
    assert "Тепло подано" in sent[0]["text"]
    assert "подтвердите" in sent[0]["text"]


def test_a_big_closing_is_finished_by_the_outbox(incident, sent, monkeypatch):
    monkeypatch.setattr(incident_parts, "BATCH", 1)
    actions.close_incident(
        incident.pk,
        restored=[line.house_id for line in incident.houses.all()],
        by=DISPATCHER,
        at=FRIDAY_NOON + hours(3),
    )
    assert incident.appeals.filter(status="resolved").count() == 1

    deliver("closed")

    assert incident.appeals.filter(status="resolved").count() == 4
    assert len(sent) == 2
