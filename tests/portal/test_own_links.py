"""One-time links: everything of one contact without an account, for two hours, once, in one city."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from appeals import actions
from appeals.actions import contact_links
from appeals.models import ContactLink, Following, Message
from appeals.notifications import contact_letters
from tenants.isolation import scope
from tests import make
from tests.portal.counting import statements

EMAIL = "maria@example.org"
PENZA = {"host": "penza.localhost"}


@pytest.fixture
def appeal(city):
    return make.appeal(at=timezone.now(), email="Maria@Example.org", name="Мария")


def written() -> list[Message]:
    """What the worker writes about links that were asked for; twice: delivery is at least once."""
    for _ in range(2):
        for link in ContactLink.objects.all():
            contact_letters.write([{"link": link.pk}])
    return list(Message.objects.filter(event="link").order_by("id"))


def path_of(message: Message) -> str:
    return message.link.removeprefix("http://penza.localhost")


def asked(client, contact: str = EMAIL):
    return client.post("/track/link/", {"contact": contact}, follow=True)


def opened(client, contact: str = EMAIL) -> str:
    asked(client, contact)
    path = path_of(written()[-1])
    client.post(path)
    return path


def test_the_link_opens_all_appeals_of_the_contact_and_nothing_of_others(appeal, client):
    other = make.appeal(at=timezone.now(), email="other@example.org")
    second = make.appeal(at=timezone.now(), email=EMAIL, text="Темно во дворе")
    joined = make.appeal(at=timezone.now())
    actions.join(joined.pk, email=EMAIL, by=make.DISPATCHER, at=timezone.now())

    opened(client)

    page = client.get("/track/").content.decode()
    assert appeal.number in page
    assert second.number in page
    assert other.number not in page
    assert f'href="/appeals/{joined.latin_number}/"' in page
    assert joined.tracking_code not in page
    assert "m***@example.org" in page
    assert EMAIL not in page


def test_known_and_unknown_contacts_get_the_same_answer_by_the_same_statements(appeal):
    pages, works = [], []
    for contact in (EMAIL, "nobody@example.org"):
        fresh = Client(headers=PENZA)
        with statements() as seen:
            answer = fresh.post("/track/link/", {"contact": contact}, follow=True)
        pages.append(re.sub(r'value="[\w]{64}"', "", answer.content.decode()))
        works.append([re.sub(r"'[^']*'|\d+", "?", sql) for sql in seen])
    assert pages[0] == pages[1]
    assert works[0] == works[1]

    known, unknown = written()
    assert "/track/link/" in known.link
    assert "/track/link/" not in unknown.link


def test_a_link_opens_once_and_a_guard_that_follows_links_uses_nothing_up(appeal, client):
    asked(client)
    (message,) = written()
    guard = Client(headers=PENZA)
    for _ in range(3):
        assert guard.get(path_of(message)).status_code == 200

    assert client.post(path_of(message)).status_code == 302
    for late in (client.post, client.get):
        assert late(path_of(message)).status_code == 404
    assert appeal.number not in guard.get("/track/").content.decode()


def test_a_link_lives_two_hours_and_its_session_too(appeal, client, monkeypatch):
    asked(client)
    (message,) = written()
    code = path_of(message).split("/")[-2]
    now = timezone.now()
    assert contact_links.look(code, at=now + timedelta(minutes=119))
    assert contact_links.look(code, at=now + timedelta(minutes=121)) is None
    assert contact_links.use(code, at=now + timedelta(minutes=121)) is None

    client.post(path_of(message))
    assert appeal.number in client.get("/track/").content.decode()
    later = now + timedelta(minutes=121)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert appeal.number not in client.get("/track/").content.decode()


def test_only_a_keyed_digest_is_kept_and_it_holds_in_one_city(appeal, client, stage):
    asked(client)
    (message,) = written()
    code = path_of(message).split("/")[-2]
    link = ContactLink.objects.get()

    assert code not in str(vars(link))
    assert link.digest == contact_links.digest_of(code)
    with scope.entered(stage.kazan):
        assert contact_links.digest_of(code) != link.digest


def test_what_a_link_opened_does_not_stay_in_the_browser(appeal, client):
    opened(client)
    client.get(f"/track/{appeal.tracking_code}/")

    client.post("/track/leave/")

    assert "tracked" not in client.cookies
    assert appeal.number not in client.get("/track/").content.decode()


def test_a_mailbox_gets_three_links_an_hour_and_the_answer_stays_the_same(appeal, client):
    pages = {asked(client).redirect_chain[-1] for _ in range(5)}

    assert len(pages) == 1
    assert ContactLink.objects.count() == 3


@pytest.mark.parametrize("contact", ["", "maria", "maria@", "+7 912", "\x00@example.org"])
def test_what_is_no_address_is_said_above_the_field(city, client, contact):
    answer = client.post("/track/link/", {"contact": contact})

    assert answer.status_code == 422
    assert not ContactLink.objects.exists()


def test_a_phone_is_taken_where_sms_can_be_sent(city, client, settings):
    settings.SMS_URL = "file:"
    make.appeal(at=timezone.now(), phone="+79123456789")

    opened(client, "8 912 345-67-89")
    asked(client, "8 912 345-67-00")

    assert [message.channel for message in written()] == ["sms"]
    assert "+7 *** ***-67-89" in client.get("/track/").content.decode()


def test_following_without_an_account_begins_with_the_letters_link(city, client):
    house = make.house()
    page = f"/follow/?what=house&id={house.pk}"
    refused = client.post(page, {"rhythm": "at_once", "email": EMAIL})
    assert refused.status_code == 422
    assert "Отметьте согласие" in refused.content.decode()

    client.post(page, {"rhythm": "at_once", "email": EMAIL, "consent": "on"})
    assert not Following.objects.exists()
    (message,) = written()
    assert "ул. Ладожская, 97" in message.text
    client.post(path_of(message))

    wish = Following.objects.get()
    assert (wish.email, wish.what, wish.thing) == (EMAIL, "house", str(house.pk))
    page = client.get("/follow/").content.decode()
    assert "ул. Ладожская, 97" in page
    client.post("/follow/end/", {"wish": wish.pk})
    assert not Following.objects.exists()


def test_an_account_follows_at_once_and_nobody_ends_its_wish(city, client):
    house = make.house()
    client.force_login(make.user())
    client.post(f"/follow/?what=street&id={house.street_id}", {"rhythm": "daily"})
    wish = Following.objects.get()
    assert (wish.email, wish.rhythm) == ("", "daily")

    stranger = Client(headers=PENZA)
    assert stranger.post("/follow/end/", {"wish": wish.pk}).status_code == 404
    stranger.force_login(make.user())
    assert stranger.post("/follow/end/", {"wish": wish.pk}).status_code == 404
    assert Following.objects.exists()


@pytest.mark.parametrize("query", ["what=house&id=9", "what=x&id=1", "what=appeal&id=1", "what="])
def test_what_is_not_there_is_not_followed(city, client, query):
    hidden = make.appeal(is_public=False)
    assert client.get(f"/follow/?{query}").status_code == 404
    assert client.get(f"/follow/?what=appeal&id={hidden.latin_number}").status_code == 404
