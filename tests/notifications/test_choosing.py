"""What people choose: their grid, quiet hours, the bot's chat, their devices, the way to stop it."""

import email
import email.policy
import json
import re

import pytest
from django.test import Client

from appeals.models import Device, Message, Policy, Preference, Reach
from appeals.notifications import linking, unsubscribing
from appeals.notifications.post import Person
from tenants.accounts import transport
from tenants.accounts.models import User
from tenants.isolation import scope
from tests import make
from tests.conftest import FRIDAY_NOON
from tests.notifications.conftest import carry_all, tell

PAGE = "/accounts/notifications/"
PENZA = {"host": "penza.localhost"}


@pytest.fixture
def resident(city):
    return make.user(phone="+79270001122")


@pytest.fixture
def browser(resident):
    signed = Client(headers=PENZA)
    signed.force_login(resident)
    return signed


def test_a_stranger_signs_in_first(city):
    answer = Client(headers=PENZA).get(PAGE)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_what_is_unticked_is_not_sent(browser, resident):
    page = browser.get(PAGE).content.decode()
    offered = re.findall(r'name="wanted" value="([a-z-]+)" checked', page)
    assert "progress-email" in offered
    assert "assigned-email" not in page

    answer = browser.post(PAGE, {"wanted": [box for box in offered if box != "result-email"]})

    assert answer.status_code == 302
    tell(to=Person(user_id=resident.pk))
    tell(to=Person(user_id=resident.pk), event="question", key="appeal:12:2")
    assert list(Message.objects.values_list("event", flat=True)) == ["question"]
    assert 'value="result-email">' in browser.get(PAGE).content.decode()


def test_own_quiet_hours_go_before_the_citys(browser, resident):
    browser.post(PAGE, {
        "wanted": ["result-email"], "quiet_from_hour": "13", "quiet_till_hour": "15",
        "time_zone": "Europe/Samara",
    })  # fmt: skip

    tell(to=Person(user_id=resident.pk))  # 12 in Пенза is 13 in Самара

    message = Message.objects.get()
    assert message.status == "held"
    assert message.next_try_at.isoformat() == "2026-11-20T11:00:00+00:00"


def test_half_of_quiet_hours_is_asked_for_the_other_half(browser):
    answer = browser.post(PAGE, {"quiet_from_hour": "13"})

    assert answer.status_code == 200
    assert "Назовите оба часа" in answer.content.decode()
    assert not Reach.objects.exists()


def test_an_organisation_is_asked_how_often_it_reads_a_summary(city):
    actor = make.member(make.organisation(), position="head")
    signed = Client(headers=PENZA)
    signed.force_login(User.objects.get(pk=actor.user_id))

    page = signed.get(PAGE).content.decode()

    assert 'value="assigned-digest" checked' in page
    assert 'value="emergency-digest"' not in page
    assert 'name="digest"' in page


def stop_link() -> str:
    (file,) = transport.spool().glob("message-*.eml")
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    file.unlink()
    return re.search(r"<http://penza.localhost(.+)>", letter["List-Unsubscribe"])[1]


@pytest.fixture
def link(city):
    for left in transport.spool().glob("message-*.eml"):
        left.unlink()
    tell()
    carry_all()
    return stop_link()


def test_a_mail_program_stops_letters_with_one_click_and_no_cookie(link):
    strict = Client(headers=PENZA, enforce_csrf_checks=True)

    answer = strict.post(link, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    tell(key="appeal:13:1")
    assert Message.objects.filter(key="appeal:13:1").count() == 0
    assert Preference.objects.get().event == "result"


def test_opening_the_link_changes_nothing_and_its_buttons_do(link, client):
    assert "Не присылать сообщения?" in client.get(link).content.decode()
    assert not Preference.objects.exists()

    client.post(link, {"what": "all"})
    tell(event="question", key="appeal:14:1")
    assert not Message.objects.filter(key="appeal:14:1").exists()

    client.post(link, {"what": "again"})
    tell(event="question", key="appeal:15:1")
    assert Message.objects.filter(key="appeal:15:1").exists()


def test_a_link_of_one_city_stops_nothing_in_another(stage, link):
    token = link.split("/")[-2]

    assert unsubscribing.opened(token)
    with scope.entered(stage.kazan):
        assert unsubscribing.opened(token) is None


@pytest.mark.parametrize("token", ["x", "1-x", "1-ы", "٣-x", "1"])
def test_a_made_up_link_is_not_found(city, client, token):
    assert client.get(f"/notifications/stop/{token}/").status_code == 404


@pytest.fixture
def bot(settings, city):
    settings.TELEGRAM_BOTS = {"penza": "PenzaBot:123:ABC"}


def says(text: str, *, chat: int = 555, secret: str | None = None, **chat_fields):
    chat_of = {"id": chat, "type": "private", **chat_fields}
    return Client(headers=PENZA).post(
        "/telegram/",
        json.dumps({"update_id": 1, "message": {"chat": chat_of, "text": text}}),
        content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": linking.secret() if secret is None else secret},
    )


def code_on(page: str) -> str:
    return re.search(r"https://t.me/PenzaBot\?start=([\w-]+)", page)[1]


def pin_of(reply: dict) -> str:
    return re.search(r"\d{3} \d{3}", reply["text"])[0]


def test_a_chat_is_linked_by_a_code_and_the_pin_that_comes_back(bot, browser, resident):
    page = browser.post(f"{PAGE}telegram/", follow=True).content.decode()
    code = code_on(page)
    assert code not in browser.get(PAGE).content.decode()

    reply = says(f"/start {code}").json()

    assert (reply["method"], reply["chat_id"]) == ("sendMessage", "555")
    assert "не действует" in says(f"/start {code}", chat=666).json()["text"]
    assert Reach.objects.get(user_id=resident.pk).telegram_chat == ""
    browser.post(f"{PAGE}telegram/", {"pin": pin_of(reply)})
    assert Reach.objects.get(user_id=resident.pk).telegram_chat == "555"
    assert "Подключён" in browser.get(PAGE).content.decode()


def test_a_start_link_sent_to_somebody_ties_nobodys_chat(bot, browser, resident):
    victim = Reach.objects.create(user_id=resident.pk + 1, telegram_chat="777")
    code = code_on(browser.post(f"{PAGE}telegram/", follow=True).content.decode())
    reply = says(f"/start {code}", chat=777).json()
    right = pin_of(reply).replace(" ", "")
    wrong = f"{(int(right) + 1) % 10**6:06d}"

    for _ in range(linking.TRIES):
        browser.post(f"{PAGE}telegram/", {"pin": wrong})
    browser.post(f"{PAGE}telegram/", {"pin": right})

    victim.refresh_from_db()
    assert victim.telegram_chat == "777"
    assert Reach.objects.get(user_id=resident.pk).telegram_chat == ""


def test_code_and_pin_are_no_use_after_a_quarter_of_an_hour(bot, resident):
    late = FRIDAY_NOON + linking.CODE_LIVES
    code = linking.new_code(resident.pk, at=FRIDAY_NOON)
    assert linking.hear(code, "555", at=late) is None

    pin = linking.hear(code, "555", at=FRIDAY_NOON)
    assert not linking.link(resident.pk, pin, at=late)
    assert linking.link(resident.pk, pin, at=FRIDAY_NOON)


def test_the_person_leaves_by_the_bot_or_by_the_page(bot, browser, resident):
    reach = Reach.objects.create(user_id=resident.pk, telegram_chat="555")
    says("/stop")
    reach.refresh_from_db()
    assert reach.telegram_chat == ""

    Reach.objects.update(telegram_chat="555")
    browser.post(f"{PAGE}telegram/", {"unlink": "1"})
    reach.refresh_from_db()
    assert reach.telegram_chat == ""


@pytest.mark.parametrize("secret", ["", "wrong", "ы"])
def test_who_does_not_know_the_secret_is_not_heard(bot, secret):
    headers = {"HTTP_X_TELEGRAM_BOT_API_SECRET_TOKEN": secret}
    answer = Client(headers=PENZA).post("/telegram/", "{}", "application/json", **headers)

    assert answer.status_code == 404


def test_without_a_bot_nobody_is_heard(city, browser, settings):
    settings.TELEGRAM_BOTS = {}
    assert says("/start x", secret=linking.secret()).status_code == 404
    assert browser.post(f"{PAGE}telegram/").status_code == 404


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"message": 5}', '{"message": {"chat": {"id": 1}}}']
)
def test_nonsense_is_taken_in_silence(bot, body):
    answer = Client(headers=PENZA).post(
        "/telegram/", body, "application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": linking.secret()},
    )  # fmt: skip

    assert (answer.status_code, answer.content) == (200, b"")


def test_a_group_is_not_answered(bot):
    assert says("/start x", type="group").content == b""


KEYS = {
    "public_key": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "secret": "BTBZMqHH6r4Tts7J_aSIgg",
}


def test_a_browser_is_kept_and_forgotten(browser, resident, settings):
    settings.VAPID_PRIVATE_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    told = {**KEYS, "endpoint": "https://push.example/abc"}

    assert browser.post(f"{PAGE}devices/", told).status_code == 204
    assert browser.post(f"{PAGE}devices/", told).status_code == 204
    assert Device.objects.get().user_id == resident.pk
    assert "на 1 устройстве" in browser.get(PAGE).content.decode()

    browser.post(f"{PAGE}devices/", {"forget": "1"})
    assert not Device.objects.exists()


def test_a_browser_is_pushed_to_no_longer_than_its_session(browser, resident):
    other = Client(headers=PENZA)
    other.force_login(resident)
    browser.post(f"{PAGE}devices/", {**KEYS, "endpoint": "https://push.example/home"})
    other.post(f"{PAGE}devices/", {**KEYS, "endpoint": "https://push.example/library"})

    other.post("/accounts/logout/")

    assert Device.objects.get().endpoint.endswith("home")
    browser.logout()
    assert not Device.objects.exists()


def test_a_new_password_ends_notes_to_all_other_browsers(browser, resident):
    browser.post(f"{PAGE}devices/", {**KEYS, "endpoint": "https://push.example/home"})
    Device.objects.create(
        user_id=resident.pk, endpoint="https://push.example/thief", created_at=FRIDAY_NOON, **KEYS
    )
    new = "совсем другой пароль 7"
    browser.post(
        "/accounts/password/change/",
        {"oldpassword": make.PASSWORD, "password1": new, "password2": new},
    )

    assert Device.objects.get().endpoint.endswith("home")


@pytest.mark.parametrize(
    "change",
    [{"endpoint": "http://push.example/"}, {"endpoint": ""}, {"public_key": "xx"},
     {"public_key": "ы"}, {"secret": "AAAA"}],
)  # fmt: skip
def test_what_no_browser_sends_is_refused(browser, change):
    told = {**KEYS, "endpoint": "https://push.example/abc", **change}

    assert browser.post(f"{PAGE}devices/", told).status_code == 422


def test_the_worker_is_served_from_the_root(city, client):
    answer = client.get("/push.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert b"showNotification" in answer.content


def test_the_citys_hours_are_named(browser):
    Policy.objects.create(pk=1, quiet_from_hour=21, quiet_till_hour=7)

    assert "с 21:00 до 7:00" in browser.get(PAGE).content.decode()
