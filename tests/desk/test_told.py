"""The delivery log, what was told on an appeal's page, and the catcher of a developer's machine."""

from datetime import timedelta

import pytest
from django.test import Client

from appeals.models import Message
from appeals.notifications import post
from appeals.notifications.post import Person
from tenants.accounts import transport
from tests import make
from tests.conftest import FRIDAY_NOON
from tests.desk.conftest import PENZA, browser

LOG = "/desk/messages/"
ADDRESS, NAME = "maria@example.org", "Мария Канарейкина"


@pytest.fixture
def administrator(city) -> Client:
    return browser(make.user("administrator"))


@pytest.fixture
def appeal(city):
    return make.appeal(email=ADDRESS, name=NAME)


def tell(appeal, *, key="appeal:1:1", **fields) -> Message:
    post.send(
        to=Person(name=NAME, email=ADDRESS), event="result", key=key, subject="Обращение выполнено",
        text="Проверьте.", at=FRIDAY_NOON, appeal=appeal.pk,
    )  # fmt: skip
    Message.objects.filter(key=key).update(**fields)
    return Message.objects.get(key=key)


@pytest.fixture
def failed(appeal):
    return tell(appeal, status="failed", reason="адрес не существует", next_try_at=None)


def test_the_log_shows_what_became_of_each_and_no_address(administrator, failed, appeal):
    page = administrator.get(LOG).content.decode()

    assert "m•••@example.org" in page
    assert "адрес не существует" in page
    assert appeal.number in page
    assert ADDRESS not in page
    assert NAME not in page


def test_an_address_is_shown_to_who_asks(administrator, failed):
    opened = administrator.get(f"{LOG}?open={failed.pk}").content.decode()
    assert "Проверьте." in opened
    assert ADDRESS not in opened

    shown = administrator.get(f"{LOG}?open={failed.pk}&shown=1").content.decode()
    assert ADDRESS in shown
    assert NAME in shown


def test_a_failed_message_is_sent_again(administrator, failed):
    answer = administrator.post(f"{LOG}{failed.pk}/again/", {"back": f"{LOG}?status=failed"})

    assert answer["Location"] == f"{LOG}?status=failed"
    failed.refresh_from_db()
    assert (failed.status, failed.reason, failed.attempts) == ("queued", "", 0)


def test_what_was_sent_is_not_sent_again(administrator, appeal):
    message = tell(appeal, status="sent", sent_at=FRIDAY_NOON, next_try_at=None)

    administrator.post(f"{LOG}{message.pk}/again/")

    message.refresh_from_db()
    assert message.status == "sent"


def test_the_log_is_narrowed_and_read_by_pages(administrator, appeal, statements):
    for number in range(60):
        tell(appeal, key=f"appeal:{number}:1")
    tell(appeal, key="appeal:99:1", status="failed", reason="нет", next_try_at=None)

    failed = administrator.get(f"{LOG}?status=failed").content.decode()
    assert failed.count("desk-open") == 1
    assert administrator.get(f"{LOG}?channel=sms").content.decode().count("desk-open") == 0
    with statements(8):
        first = administrator.get(LOG).content.decode()
    assert first.count("desk-open") == 50
    after = first.split("after=")[1].split('"')[0]
    assert administrator.get(f"{LOG}?after={after}").content.decode().count("desk-open") == 11


@pytest.mark.parametrize("query", ["status=x&channel=y&after=z", "after=٣", "status=%00"])
def test_a_made_up_filter_is_no_filter(administrator, failed, query):
    assert "desk-open" in administrator.get(f"{LOG}?{query}").content.decode()


@pytest.mark.parametrize("number", ["999999", "x", "٣", "9" * 30])
def test_a_made_up_message_is_not_found(administrator, number):
    assert administrator.get(f"{LOG}?open={number}").status_code == 404


def test_the_log_is_for_administrators(desk, office, failed):
    for browser_of in (desk, office):
        assert browser_of.get(LOG).status_code == 403
        assert browser_of.post(f"{LOG}{failed.pk}/again/").status_code == 403


def test_what_was_forgotten_says_so(administrator, appeal):
    message = tell(
        appeal, status="failed", reason="нет", next_try_at=None, to="", name="", text="",
        subject="", is_forgotten=True,
    )  # fmt: skip
    page = administrator.get(f"{LOG}?open={message.pk}").content.decode()

    assert "Текст и адрес удалены" in page
    assert "Отправить ещё раз" not in page


def test_the_page_of_an_appeal_says_who_was_told(desk, appeal, failed):
    page = desk.get(f"/desk/appeals/{appeal.latin_number}/").content.decode()

    assert "Кому сообщили" in page
    assert "m•••@example.org" in page


def test_an_organisation_is_not_shown_whom_the_city_writes_to(office, member, appeal, failed):
    from appeals import actions
    from appeals.models import Organisation

    organisation = Organisation.objects.get(pk=member.organisation_id)
    actions.assign(appeal.pk, organisation=organisation, by=make.DISPATCHER, at=FRIDAY_NOON)

    page = office.get(f"/desk/appeals/{appeal.latin_number}/").content.decode()

    assert "Кому сообщили" not in page


@pytest.fixture
def spool(city):
    for left in transport.spool().glob("*"):
        left.unlink()
    transport.keep("message-1.sms", "+79270001122\nОбращение принято".encode())
    letter = (
        b"From: a@b.ru\nTo: maria@example.org\nSubject: =?utf-8?b?0JrQvtC0?=\n"
        b"Content-Type: text/plain; charset=utf-8\n\nhttps://penza.localhost/track/x/ 1234-5678\n"
    )
    transport.keep("7.eml", letter)


def test_the_catcher_shows_letters_and_sms(client, spool):
    page = client.get("/desk/mail/").content.decode()

    assert "1234-5678" in page
    assert 'href="https://penza.localhost/track/x/"' in page
    assert "+79270001122" in page


@pytest.mark.parametrize(
    "change", [{"LOCAL": False}, {"EMAIL_URL": "smtp://post.example"}, {"EMAIL_URL": "smtps://x"}]
)
def test_there_is_no_catcher_where_letters_are_sent_or_in_production(
    client, spool, settings, change
):
    for name, value in change.items():
        setattr(settings, name, value)

    assert client.get("/desk/mail/").status_code == 404


@pytest.mark.parametrize(
    "where", [{"REMOTE_ADDR": "10.0.0.7"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.1"}]
)
def test_the_catcher_opens_on_its_own_machine_alone(client, spool, where):
    assert client.get("/desk/mail/", **where).status_code == 404


def test_the_catcher_of_a_city_holds_its_own(committed, spool):
    other = Client(headers={**PENZA, "host": "kazan.localhost"})

    assert "1234-5678" not in other.get("/desk/mail/").content.decode()


def test_a_message_that_waits_says_until_when(administrator, appeal):
    message = tell(
        appeal, status="queued", reason="почтовый сервер не отвечает",
        next_try_at=FRIDAY_NOON + timedelta(minutes=15),
    )  # fmt: skip

    page = administrator.get(f"{LOG}?open={message.pk}").content.decode()

    assert "Попробуем ещё раз 20 ноября, 12:15" in page
