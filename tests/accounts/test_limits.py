"""FAULTS 20, 21: floods are stopped over all cities together, and nobody locks out somebody else."""

from dataclasses import replace

import pytest
from django.test import Client

from tenants.accounts import limits

HOSTS = ("penza.localhost", "kazan.localhost")


def knock(host: str = HOSTS[0], address: str = "203.0.113.1", login: str = "maria@example.org"):
    client = Client(headers={"host": host}, REMOTE_ADDR=address)
    return client.post("/accounts/login/", {"login": login, "password": "не тот"})


def test_the_eleventh_try_of_one_log_in_is_stopped_with_a_sentence(committed):
    answers = [knock() for _ in range(11)]

    assert {answer.status_code for answer in answers[:10]} == {200}
    assert answers[10].status_code == 429
    assert answers[10]["Retry-After"] == "300"
    assert "Слишком много запросов подряд" in answers[10].content.decode()


def test_the_count_does_not_start_anew_at_another_city(committed):
    for number in range(10):
        knock(HOSTS[number % 2])

    assert knock(HOSTS[0]).status_code == 429
    assert knock(HOSTS[1]).status_code == 429


def test_somebody_else_at_another_address_is_let_in(committed):
    for _ in range(11):
        knock()

    assert knock(address="203.0.113.2").status_code == 200
    assert knock(login="pyotr@example.org").status_code == 200


def test_behind_a_proxy_the_person_is_counted_not_the_proxy(committed, settings):
    settings.TRUSTED_PROXIES = 1

    def through(person: str):
        client = Client(
            headers={"host": HOSTS[0], "x-forwarded-for": f"1.2.3.4, {person}"},
            REMOTE_ADDR="10.0.0.1",
        )
        return client.post("/accounts/login/", {"login": "a@example.org", "password": "нет"})

    for _ in range(11):
        through("203.0.113.1")

    assert through("203.0.113.1").status_code == 429
    assert through("203.0.113.2").status_code == 200


def test_other_spellings_of_a_phone_are_the_same_log_in(committed):
    for number in range(10):
        knock(login=f"+7{' ' * number}9271234567")

    assert knock(login="8 (927) 123-45-67").status_code == 429


def test_a_households_addresses_are_one(committed):
    for number in range(10):
        knock(address=f"2001:db8:1:2::{number:x}")

    assert knock(address="2001:db8:1:2:ffff::1").status_code == 429
    assert knock(address="2001:db8:1:3::1").status_code == 200


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_a_mailbox_is_not_flooded_from_many_addresses(committed, path):
    answers = [
        Client(headers={"host": HOSTS[number % 2]}, REMOTE_ADDR=f"203.0.113.{number}").post(
            path, {"email": "maria@example.org"}
        )
        for number in range(11)
    ]

    assert answers[9].status_code == 302
    assert answers[10].status_code == 429


@pytest.mark.parametrize("path", ["/map/plain/19/0/0.svg", "/opendata/2019-01.csv"])
def test_what_costs_much_to_draw_is_counted_too(committed, monkeypatch, path):
    few = [replace(limit, per_address=2) for limit in limits.LIMITS]
    monkeypatch.setattr(limits, "LIMITS", few)
    client = Client(headers={"host": HOSTS[0]})

    assert [client.get(path).status_code == 429 for _ in range(3)] == [False, False, True]


def test_an_api_gets_the_sentence_as_text(committed, settings):
    from tenants.accounts import limits

    response = limits.too_many(limits.LIMITS[0], Client().get("/api/v1/schema/").wsgi_request)

    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode() == limits.SENTENCE
