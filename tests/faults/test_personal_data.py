"""FAULT 22: canaries of personal data in forced failures are absent from logs, Sentry and broker."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config.sentry import scrub
from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.isolation.logs import TenantFormatter
from tenants.models import OutboxMessage
from tests import make

NAME, MAIL, PHONE = "Канарейкина Мария", "kanarejka@example.org", "+79270001122"
SECRET = "ТАЙНЫЙ-КОД-ОБРАЩЕНИЯ"
CANARIES = (NAME, MAIL, PHONE, "79270001122", "kanarejka", SECRET)


@pytest.fixture
def log() -> io.StringIO:
    """All that the product's formatter writes meanwhile."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(TenantFormatter("%(levelname)s %(tenant)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.DEBUG
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def failure() -> Exception:
    """What a view's exception carries when the database refuses a row of a person."""
    try:
        try:
            raise IntegrityError(f"duplicate key; DETAIL: Key (email)=({MAIL}) already exists.")
        except IntegrityError as refused:
            raise ValueError(f"{NAME}, {PHONE}: {SECRET}") from refused
    except ValueError as error:
        return error


def test_a_failed_request_writes_where_and_of_what_kind_only(committed, log, monkeypatch):
    def fail(request: object) -> None:
        raise failure()

    monkeypatch.setattr("tenants.accounts.forms.entrance.LoginForm.clean_login", fail)
    client = Client(headers={"host": "penza.localhost"}, raise_request_exception=False)

    answer = client.post("/accounts/login/?name=kanarejka", {"login": MAIL, "password": NAME})

    assert answer.status_code == 500
    told = log.getvalue()
    assert "ValueError" in told
    assert "IntegrityError" in told
    assert "test_personal_data.py" in told
    assert not [canary for canary in CANARIES if canary in told]


def test_a_row_refused_by_the_database_is_not_quoted(city, log):
    make.user(email=MAIL)
    try:
        with transaction.atomic():
            User.objects.create(email=MAIL, name=NAME)
    except IntegrityError:
        logging.getLogger("tenants").exception("Не сохранено для %s, %s", MAIL, PHONE)

    told = log.getvalue()
    assert "23505" in told
    assert "accounts_user_email" in told
    assert not [canary for canary in CANARIES if canary in told]


def test_an_exception_repeated_in_the_message_goes_too(log):
    error = failure()
    logging.getLogger("celery.app.trace").error("Task failed: %r", error, exc_info=error)

    assert not [canary for canary in CANARIES if canary in log.getvalue()]


@pytest.mark.parametrize(
    "path",
    [
        f"/track/{SECRET}/",
        f"/widget/site/accepted/{SECRET}/",
        f"/accounts/password/reset/key/2-{SECRET}/",
        f"/desk/connecting/invitation/{SECRET}/",
    ],
)
def test_addresses_that_open_something_are_not_written(log, path):
    logging.getLogger("django.request").warning("Not Found: %s", path)

    assert SECRET not in log.getvalue()
    assert "/…/" in log.getvalue()


def test_faults_of_our_own_code_keep_their_words(log):
    try:
        None.colour  # noqa: B018
    except AttributeError:
        logging.getLogger("design").exception("Страница не собралась")

    assert "'NoneType' object has no attribute 'colour'" in log.getvalue()


def test_an_event_for_sentry_keeps_type_and_place_and_nothing_typed(stage):
    told = {
        "event_id": "1",
        "level": "error",
        "message": NAME,
        "logentry": {"message": "%s", "params": [MAIL]},
        "transaction": f"/track/{SECRET}/",
        "transaction_info": {"source": "url"},
        "user": {"email": MAIL, "ip_address": "203.0.113.1"},
        "request": {
            "method": "POST",
            "url": f"http://penza.localhost/?phone={PHONE}",
            "query_string": f"phone={PHONE}",
            "data": {"name": NAME},
            "cookies": {"session": "kanarejka"},
            "headers": {"X-Name": NAME},
        },
        "extra": {"name": NAME},
        "contexts": {"celery": {"args": [MAIL]}},
        "breadcrumbs": {"values": [{"message": MAIL}]},
        "threads": {"values": [{"stacktrace": {"frames": [{"vars": {"name": NAME}}]}}]},
        "exception": {
            "values": [
                {
                    "type": "ValueError",
                    "module": "builtins",
                    "value": f"{NAME} {PHONE}",
                    "mechanism": {"type": "django", "handled": False, "data": {"name": NAME}},
                    "stacktrace": {
                        "frames": [
                            {"filename": "a.py", "lineno": 3, "vars": {"name": NAME, "mail": MAIL}}
                        ]
                    },
                }
            ]
        },
        "something_of_a_later_version": {"name": NAME},
    }

    with scope.entered(stage.penza):
        sent = scrub(told, {})

    text = json.dumps(sent, ensure_ascii=False)
    assert not [canary for canary in CANARIES if canary in text]
    assert sent["tags"] == {"city": "penza"}
    assert sent["request"] == {"method": "POST"}
    (kept,) = sent["exception"]["values"]
    assert (kept["type"], kept["stacktrace"]["frames"]) == (
        "ValueError",
        [{"filename": "a.py", "lineno": 3}],
    )


def test_a_letter_leaves_only_its_number_for_the_broker(committed):
    with scope.in_tenant(committed.penza):
        make.user(email=MAIL)
    Client(headers={"host": "penza.localhost"}).post("/accounts/login/code/", {"email": MAIL})

    with scope.entered(None):
        messages = [str(message.payload) for message in OutboxMessage.objects.all()]
    assert messages
    assert not [canary for canary in CANARIES if canary in "".join(messages)]
