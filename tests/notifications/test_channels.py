"""Each channel against a real server of its protocol: what it sends, and what it makes of answers."""

import ssl
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from appeals.models import Device, Message, Reach
from appeals.notifications import delivery, post
from appeals.notifications.channels import sealing, vapid
from appeals.notifications.post import Person
from tests import make
from tests.conftest import FRIDAY_NOON
from tests.fakes.smtp import post_office
from tests.notifications.conftest import carry_all, tell

PHONE = Person(phone="+79270001122")


def state() -> tuple[str, str]:
    message = Message.objects.get()
    return message.status, message.reason


def test_a_letter_goes_by_smtp(city, office):
    tell()
    carry_all()

    (letter,) = office.letters
    assert letter["To"] == "maria@example.org"
    assert letter["Subject"] == "Обращение выполнено"
    assert "http://penza.localhost/track/x/" in letter.get_content()
    assert state() == ("sent", "")


def test_an_address_that_does_not_exist_is_not_tried_again(city, office):
    office.refusing["maria@example.org"] = "550 5.1.1 no such user maria@example.org"
    tell()
    carry_all()

    assert state() == ("failed", "адрес не существует")


def test_a_full_mailbox_is_tried_again_later_and_at_last_given_up(city, office):
    office.refusing["maria@example.org"] = "452 4.2.2 mailbox full"
    tell()
    carry_all()

    message = Message.objects.get()
    assert (message.status, message.reason) == ("queued", "ящик переполнен (ответ 452)")
    pause = message.next_try_at - message.created_at
    assert delivery.sweep(at=message.next_try_at) == 1
    for _ in range(len(delivery.PAUSES)):
        carry_all()
    assert pause > delivery.PAUSES[0]
    assert state() == ("failed", "ящик переполнен (ответ 452)")


def test_a_post_that_is_down_is_tried_again(city, settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    tell()
    carry_all()

    assert state() == ("queued", "почтовый сервер не отвечает")


def test_a_post_that_answers_nonsense_is_tried_again(city, office):
    office.greeting = "999 what"
    tell()
    carry_all()

    assert state()[0] == "queued"


def test_a_post_nobody_vouches_for_is_told_nothing(city, settings, tmp_path):
    with post_office(self_signed(tmp_path)) as opened:
        settings.EMAIL_URL = f"smtps://name:password@127.0.0.1:{opened.port}"
        tell()
        carry_all()

    assert opened.letters == []
    assert state() == ("queued", "сертификат почтового сервера не прошёл проверку")


def self_signed(folder) -> ssl.SSLContext:
    """A certificate that its holder made for itself."""
    key = ec.generate_private_key(sealing.CURVE)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(FRIDAY_NOON - timedelta(days=9))
        .not_valid_after(FRIDAY_NOON + timedelta(days=9000))
        .sign(key, hashes.SHA256())
    )
    file = folder / "post.pem"
    file.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture
def sms(settings, outside):
    settings.SMS_KEY, settings.SMS_LOGIN = "SECRET", "gorod"
    settings.SMS_URL = f"smsru:{outside.url}"
    outside.answer = {"status_code": 100, "sms": {"79270001122": {"status_code": 100}}}
    return outside


def test_a_person_without_mail_gets_an_sms(city, sms):
    tell(to=PHONE)
    carry_all()

    (asked,) = sms.asked
    assert asked.path == "/sms/send"
    assert asked.form == {
        "api_id": "SECRET",
        "to": "79270001122",
        "msg": "Обращение выполнено. http://penza.localhost/track/x/",
        "json": "1",
    }
    assert state() == ("sent", "")


def test_with_mail_no_sms_is_paid_for(city, sms):
    tell(to=Person(email="maria@example.org", phone="+79270001122"))

    assert Message.objects.get().channel == "email"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"sms": {"7": {"status_code": 202}}}, ("failed", "номер записан неверно")),
        ({"status_code": 201}, ("queued", "кончились деньги на сообщения")),
        ({"status_code": 777}, ("queued", "оператор связи не принял сообщение (ответ 777)")),
        ("x", ("queued", "оператор связи не принял сообщение (ответ 200)")),
    ],
)
def test_what_smsru_answers_is_understood(city, sms, answer, expected):
    sms.answer = answer
    tell(to=PHONE)
    carry_all()

    assert state() == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [({"id": 5, "cnt": 1}, ("sent", "")), ({"error_code": 7}, ("failed", "номер записан неверно"))],
)
def test_smsc_is_asked_in_its_own_words(city, sms, settings, answer, expected):
    settings.SMS_URL = f"smsc:{sms.url}"
    sms.answer = answer
    tell(to=PHONE)
    carry_all()

    asked = sms.asked[0]
    assert (asked.path, asked.form["psw"], asked.form["login"]) == (
        "/sys/send.php",
        "SECRET",
        "gorod",
    )
    assert state() == expected


def test_a_redirect_is_not_followed(city, sms):
    sms.status, sms.headers = 302, {"Location": "http://127.0.0.1:1/"}
    tell(to=PHONE)
    carry_all()

    assert len(sms.asked) == 1
    assert state()[0] == "queued"


@pytest.fixture
def resident(city):
    return make.user(email=None, phone="+79270001122")


@pytest.fixture
def bot(settings, outside, resident):
    settings.TELEGRAM_BOTS = {"penza": "PenzaBot:123:ABC"}
    settings.TELEGRAM_URL = outside.url
    Reach.objects.create(user_id=resident.pk, telegram_chat="555")
    return outside


def test_the_bot_writes_to_the_linked_chat(bot, resident):
    tell(to=Person(user_id=resident.pk))
    carry_all()

    (asked,) = bot.asked
    assert asked.path == "/bot123:ABC/sendMessage"
    assert asked.json["chat_id"] == "555"
    assert asked.json["text"].startswith("Обращение выполнено")
    assert state() == ("sent", "")


def test_who_stopped_the_bot_is_not_written_to_again(bot, resident):
    bot.status = 403
    tell(to=Person(user_id=resident.pk))
    carry_all()

    assert state() == ("failed", "получатель остановил бота")
    assert Reach.objects.get().telegram_chat == ""


@pytest.fixture
def browser(settings, outside, resident):
    """A browser that asked to be pushed to, and the key with which it reads."""
    settings.VAPID_PRIVATE_KEY = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    settings.PUSH_IS_LOCAL = True
    own = ec.generate_private_key(sealing.CURVE)
    return Device.objects.create(
        user_id=resident.pk,
        endpoint=f"{outside.url}/push/abc",
        public_key=sealing.packed(sealing.point(own)),
        secret=sealing.packed(b"0123456789abcdef"),
        created_at=FRIDAY_NOON,
    )


def test_a_push_is_sealed_and_signed(browser, outside, resident):
    outside.status = 201
    tell(to=Person(user_id=resident.pk))
    carry_all()

    (asked,) = outside.asked
    assert asked.headers["Content-Encoding"] == "aes128gcm"
    assert asked.headers["Authorization"].endswith(f"k={vapid.public_key()}")
    assert "выполнено".encode() not in asked.body
    assert state() == ("sent", "")


def test_a_browser_that_is_gone_is_forgotten(browser, outside, resident):
    outside.status = 410
    tell(to=Person(user_id=resident.pk))
    carry_all()

    assert state() == ("failed", "получатель отключил уведомления на этом устройстве")
    assert not Device.objects.exists()


def test_a_push_never_knocks_at_our_own_network(browser, outside, resident, settings):
    settings.PUSH_IS_LOCAL = False
    tell(to=Person(user_id=resident.pk))
    carry_all()

    assert outside.asked == []
    assert state() == ("queued", "служба уведомлений браузера не отвечает")


def test_a_long_text_still_fits_a_push(browser, outside, resident):
    post.send(
        to=Person(user_id=resident.pk), event="result", key="appeal:1:1:x", subject="Ответ",
        text="очень " * 2000, at=FRIDAY_NOON,
    )  # fmt: skip
    carry_all()

    assert len(outside.asked[0].body) <= sealing.RECORD_BYTES
    assert state()[0] == "sent"
