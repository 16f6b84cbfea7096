"""The outage register by the API: everybody reads, an organisation writes its own by its key."""

import pytest
from django.utils import timezone

from appeals.models import ApiKey, Outage
from tests import make
from tests.make import hours
from tests.registry.test_outages import outage

URL = "/api/v1/outages/"


@pytest.fixture
def house(city):
    return make.house()


def key(organisation) -> dict[str, str]:
    issued = ApiKey.issue(name="АСУ", role="organisation", organisation=organisation)
    return {"authorization": f"Bearer {issued}"}


def told(**fields):
    now = timezone.now()
    return {
        "kind": "emergency",
        "service": "cold_water",
        "reason": "Авария на водоводе",
        "where": "Ладожская 97",
        "starts_at": (now - hours(1)).isoformat(),
        "forecast_at": (now + hours(4)).isoformat(),
        **fields,
    }


def send(client, url, body, headers):
    return client.post(url, body, content_type="application/json", headers=headers)


def test_everybody_reads_what_is_off_at_a_house(client, house):
    found = outage(house, starts_at=timezone.now() - hours(1))
    other = outage(make.house("ул. Попова, 5"), starts_at=timezone.now() - hours(2))

    mine = client.get(URL, {"house": house.pk}).json()["outages"]
    city = client.get(URL).json()["outages"]

    assert [line["id"] for line in mine] == [found.pk]
    assert [line["id"] for line in city] == [found.pk, other.pk]
    assert client.get(URL, {"service": "gas"}).json() == {"outages": []}
    assert client.get(URL, {"house": "x"}).status_code == 400


def test_an_organisation_registers_its_own_once(client, house, vodokanal):
    headers = key(vodokanal)
    first = send(client, URL, told(external_id="118"), headers)
    again = send(client, URL, told(external_id="118"), headers)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert Outage.objects.get().organisation == vodokanal


def test_words_that_name_no_house_register_nothing(client, house, vodokanal):
    answer = send(client, URL, told(where="Ладожская 97\nНепонятная 5"), key(vodokanal))

    assert answer.status_code == 422
    assert "Непонятная" in answer.json()["fields"]["where"]
    assert not Outage.objects.exists()


def test_strangers_write_nothing_and_others_do_not_see_it(client, house, vodokanal):
    assert send(client, URL, told(), {}).status_code in (401, 403)
    mine = send(client, URL, told(), key(vodokanal)).json()["id"]
    other = key(make.organisation("Теплосеть"))

    assert send(client, f"{URL}{mine}/end/", {}, other).status_code == 404
    assert send(client, f"{URL}{mine}/forecast/", {}, other).status_code == 404


def test_the_forecast_changes_and_it_ends(client, house, vodokanal):
    headers = key(vodokanal)
    mine = send(client, URL, told(), headers).json()["id"]
    later = (timezone.now() + hours(9)).isoformat()

    changed = send(client, f"{URL}{mine}/forecast/", {"forecast_at": later}, headers)
    assert changed.status_code == 200
    assert changed.json()["reason"] == "Авария на водоводе"
    assert send(client, f"{URL}{mine}/end/", {}, headers).json()["ended_at"]
    assert send(client, f"{URL}{mine}/end/", {}, headers).status_code == 409
