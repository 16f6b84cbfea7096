"""The name of one filing attempt belongs to whoever gave it: nobody takes another's."""

import json

import pytest

from appeals.models import ApiKey, Appeal


def attempt(client, text: str, key: str = "", **more: str):
    headers = {"idempotency-key": "EDDS-1", **({"authorization": f"Bearer {key}"} if key else {})}
    body = json.dumps({"text": text, "address": "у сквера"})
    return client.post(
        "/api/v1/appeals/", body, content_type="application/json", headers=headers | more
    )


@pytest.fixture
def edds(city) -> str:
    return ApiKey.issue(name="ЕДДС", role="dispatcher")


def test_a_stranger_cannot_use_up_the_numbers_of_a_citys_system(edds, client):
    assert attempt(client, "занято").status_code == 201

    mine = attempt(client, "Прорыв на Мира", edds)
    again = attempt(client, "Прорыв на Мира", edds)

    assert mine.status_code == again.status_code == 201
    assert mine.json()["number"] == again.json()["number"]


def test_two_systems_of_one_city_do_not_meet(edds, client):
    other = ApiKey.issue(name="Диспетчерская 112", role="dispatcher")

    first, second = attempt(client, "Прорыв", edds), attempt(client, "Прорыв", other)

    assert first.json()["tracking_code"] != second.json()["tracking_code"]


@pytest.mark.parametrize("typed", ["api:0:0:EDDS-1", "api::0:EDDS-1"])
def test_the_form_of_the_portal_cannot_name_an_attempt_of_the_interface(city, client, typed):
    form = {"key": typed, "text": "занято с портала", "address": "у сквера, вход"}
    assert client.post("/new/", form).status_code == 302
    assert Appeal.objects.count() == 1

    assert attempt(client, "Лужа").status_code == 201
