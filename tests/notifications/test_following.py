"""Those who follow: what reaches them, once each, in few statements however many they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions, followed
from appeals.actions.register_outage import Plan
from appeals.models import Following, Joined, Message, Outage
from appeals.notifications import following, letters, summaries, unsubscribing
from appeals.owner import Owner
from tests import make
from tests.portal.counting import statements

NOW = timezone.now()


@pytest.fixture
def house(city):
    return make.house()


def follow(what: str, key: object, *, email: str = "ira@example.org", rhythm: str = "at_once"):
    thing = followed.find(what, str(key))
    return actions.follow(Owner(emails=(email,)), thing, rhythm=rhythm, at=NOW - timedelta(days=3))


@pytest.mark.parametrize("what", ["appeal", "house", "street", "district", "category"])
def test_what_no_row_can_hold_is_not_found(city, client, what):
    answer = client.get("/follow/", {"what": what, "id": "нет\x00такого"})

    assert answer.status_code == 404


def filed(house, **fields):
    return make.appeal(house_id=house.pk, category="cold_water_off", at=NOW, **fields)


def after(appeal, kind: str = "register") -> None:
    """What the worker does after a record of the journal, twice: delivery is at least once."""
    event = appeal.events.get(kind=kind)
    payload = {"appeal": appeal.pk, "event": event.pk, "kind": kind}
    for _ in range(2):
        following.note_appeals([payload])
        run()


def run() -> None:
    """The topic of followers until nothing is left of it."""
    while waiting := taken():
        following.spread(waiting)


def taken() -> list[dict]:
    return _SPREAD.pop("all", [])


_SPREAD: dict[str, list[dict]] = {}


@pytest.fixture(autouse=True)
def _outbox(monkeypatch):
    """Messages of the topic are kept for `run`; the city's role may not read the outbox."""
    real = following.outbox.put_all

    def put_all(topic, payloads):
        if topic == following.TOPIC:
            _SPREAD.setdefault("all", []).extend(payloads)
        else:
            real(topic, payloads)

    monkeypatch.setattr(following.outbox, "put_all", put_all)
    _SPREAD.clear()


def told() -> list[tuple[str, str]]:
    return sorted(Message.objects.values_list("to", "event"))


def test_a_new_appeal_is_told_once_to_everybody_who_follows_its_place_or_theme(house):
    follow("house", house.pk, email="house@example.org")
    follow("street", house.street_id, email="street@example.org")
    follow("district", house.district, email="district@example.org")
    follow("category", "cold_water_off", email="theme@example.org")
    for what, key in (("house", house.pk), ("street", house.street_id)):
        follow(what, key, email="both@example.org")
    elsewhere = make.house("ул. Попова, 5", district="Ленинский")
    follow("house", elsewhere.pk, email="elsewhere@example.org")

    appeal = filed(house, text="Нет воды, мой телефон +79123456789", name="Мария")
    after(appeal)

    assert told() == [
        (f"{name}@example.org", "area") for name in ("both", "district", "house", "street", "theme")
    ]
    message = Message.objects.get(to="house@example.org")
    assert "ул. Ладожская, 97" in message.subject
    assert "+79123456789" not in message.subject + message.text
    assert message.link.endswith(f"/appeals/{appeal.latin_number}/")


def test_nobody_hears_of_a_hidden_appeal_and_its_author_hears_once(house):
    follow("house", house.pk)
    after(filed(house, is_public=False))
    after(filed(house, email="ira@example.org"))

    assert told() == []


def test_each_step_of_a_followed_appeal_is_told_and_who_joined_too_is_told_once(
    house, vodokanal, member
):
    make.serving(house, vodokanal)
    appeal = filed(house)
    follow("appeal", appeal.latin_number)
    follow("appeal", appeal.pk, email="joined@example.org")
    Joined.objects.create(appeal=appeal, email="joined@example.org", joined_at=NOW)
    appeal.joined_count = 1
    appeal.save()
    actions.accept(appeal.pk, by=member, at=NOW)

    event = appeal.events.get(kind="accept")
    letters.write([{"appeal": appeal.pk, "event": event.pk, "kind": "accept"}], at=NOW)
    after(appeal, "accept")

    assert told() == [("ira@example.org", "followed"), ("joined@example.org", "progress")]


def test_an_outage_at_a_followed_house_is_told_whatever_the_rhythm(house, dispatcher):
    follow("house", house.pk, rhythm="daily")
    plan = Plan(
        kind=Outage.EMERGENCY, service="cold_water", reason="Прорыв трубы",
        house_ids=frozenset({house.pk}), starts_at=NOW,
    )  # fmt: skip
    outage = actions.register_outage(plan, by=dispatcher, at=NOW)
    payload = {"outage": outage.pk, "version": outage.version}
    for _ in range(2):
        following.note_outages([payload])
        run()

    message = Message.objects.get()
    assert (message.event, message.about) == ("outage", f"outage:{outage.pk}")
    assert "Прорыв трубы" in message.text

    actions.end_outage(outage.pk, ended_at=NOW, by=dispatcher, at=NOW)
    following.note_outages([payload])
    run()
    assert Message.objects.count() == 1, "a change that a newer one has overtaken is not told"


def test_thousands_are_told_in_a_number_of_statements_that_does_not_grow(house, monkeypatch):
    monkeypatch.setattr(following, "SLICE", 60)
    monkeypatch.setattr(following, "BATCH", 30)
    Following.objects.bulk_create(
        Following(email=f"n{n}@example.org", what="house", thing=str(house.pk), followed_at=NOW,
                  told_until=NOW) for n in range(150)
    )  # fmt: skip
    appeal = filed(house)
    following.note_appeals([
        {"appeal": appeal.pk, "event": appeal.events.get(kind="register").pk, "kind": "register"}
    ])  # fmt: skip

    turns = []
    while waiting := taken():
        with statements() as seen:
            following.spread(waiting)
        turns.append(len(seen))

    assert Message.objects.count() == 150
    assert len(turns) == 3
    # For thirty people each: preferences, known, collapsed, rows, outbox; the story besides.
    assert max(turns) <= 2 * 6 + 6, turns


def test_the_morning_brings_one_letter_about_everything_and_only_once(house):
    follow("house", house.pk, rhythm="daily")
    follow("category", "cold_water_off", rhythm="daily")
    follow("district", house.district, email="other@example.org", rhythm="daily")
    quiet = make.house("ул. Попова, 5", district="Ленинский")
    follow("house", quiet.pk, email="quiet@example.org", rhythm="daily")
    at = summaries.last_slot(NOW) + timedelta(hours=3)
    for _ in range(7):
        make.appeal(house_id=house.pk, category="cold_water_off",
                    at=summaries.last_slot(NOW) - timedelta(hours=2))  # fmt: skip

    assert summaries.write(at=at) == 3
    assert summaries.write(at=at) == 0

    assert told() == [("ira@example.org", "summary"), ("other@example.org", "summary")]
    text = Message.objects.get(to="ira@example.org").text
    assert "ул. Ладожская, 97: 7 новых обращений" in text
    assert "и ещё 2" in text


def test_one_click_in_a_letter_ends_that_wish_alone(house, client):
    wish = follow("house", house.pk)
    other = follow("street", house.street_id)
    after(filed(house))
    message = Message.objects.get()
    assert message.following_id == wish.pk
    address = unsubscribing.address_of(message).removeprefix("http://penza.localhost")

    assert "Не следить: ул. Ладожская, 97" in client.get(address).content.decode()
    client.post(address, {"List-Unsubscribe": "One-Click"})

    assert list(Following.objects.values_list("pk", flat=True)) == [other.pk]
    assert "Вы уже не следите" in client.post(address, {"what": "wish"}).content.decode()
