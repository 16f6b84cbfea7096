"""Filing through the API: what is taken, what is refused and how it is said."""

import json

import pytest

from appeals.models import Appeal, Applicant
from tests import make
from tests.api.conftest import APPEALS
from tests.portal.counting import statements


def refused(answer, *statuses: int) -> dict:
    assert answer.status_code in (statuses or (400, 422)), answer.content.decode()
    body = answer.json()
    assert body["message"]
    return body


def test_a_stranger_files_and_gets_number_code_and_address(anybody, city):
    answer = anybody.file(text="Нет воды, звоните 8 912 345-67-89")

    told = answer.json()
    appeal = Appeal.objects.get()
    assert answer.status_code == 201
    assert told["number"] == appeal.number
    assert told["tracking_code"] == appeal.tracking_code
    assert told["url"] == f"http://penza.localhost/appeals/{appeal.latin_number}/"
    assert answer["Location"].endswith(f"/api/v1/appeals/{appeal.latin_number}/")
    assert (appeal.channel, appeal.status) == ("api", "registered")


def test_an_appeal_at_a_served_house_goes_to_its_company_in_six_statements(anybody, vodokanal):
    house = make.house()
    make.serving(house, vodokanal)
    fields = {
        "text": "Нет воды",
        "house": house.pk,
        "category": "cold_water_off",
        "applicant": {"name": "Мария", "phone": "+79123456789"},
    }
    anybody.post(APPEALS, fields, Idempotency_Key="warm")

    with statements() as seen:
        answer = anybody.post(APPEALS, fields, Idempotency_Key="measured")

    assert answer.status_code == 201
    assert answer.json()["status"] == "assigned"
    assert len(seen) <= 6, "\n".join(seen)
    assert Appeal.objects.filter(organisation=vodokanal).count() == 2


def test_an_appeal_that_rules_decide_takes_six_statements_too(anybody, city):
    house = make.house()
    anybody.file(house=house.pk)

    with statements() as seen:
        answer = anybody.post(
            APPEALS,
            {"text": "Яма", "house": house.pk, "applicant": {"phone": "+79123456789"}},
            Idempotency_Key="k",
        )

    assert answer.status_code == 201
    assert len(seen) <= 6, "\n".join(seen)


def test_a_point_alone_is_a_place(anybody, city):
    assert anybody.file(lat=53.2, lon=45.0).status_code == 201


def test_the_applicant_is_kept_apart_from_what_is_shown(anybody, city):
    anybody.file(applicant={"name": "Мария", "phone": "+79123456789", "flat": "47"})

    kept = Applicant.objects.get()
    assert (kept.name, kept.phone, kept.flat) == ("Мария", "+79123456789", "47")


def test_the_same_key_and_body_file_once_and_answer_the_same(anybody, city):
    first = anybody.post(APPEALS, {"text": "Яма", "address": "у дома"}, Idempotency_Key="one")
    again = anybody.post(APPEALS, {"text": "Яма", "address": "у дома"}, Idempotency_Key="one")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Appeal.objects.count() == 1


def test_the_same_key_with_another_body_is_409(anybody, city):
    anybody.post(APPEALS, {"text": "Яма", "address": "у дома"}, Idempotency_Key="one")

    answer = anybody.post(APPEALS, {"text": "Лужа", "address": "у дома"}, Idempotency_Key="one")

    assert refused(answer, 409)["error"] == "key_reused"
    assert Appeal.objects.count() == 1


def test_two_systems_that_number_alike_do_not_meet(desk, vodokanal_system, city):
    for caller in (desk, vodokanal_system):
        answer = caller.post(APPEALS, {"text": "Яма", "address": "тут"}, Idempotency_Key="1")
        assert answer.status_code == 201

    assert Appeal.objects.count() == 2


@pytest.mark.parametrize("key", ["с пробелом", "x" * 201, "a b", "tab\tkey"])
def test_a_key_that_is_no_key_is_refused(anybody, city, key):
    answer = anybody.post(APPEALS, {"text": "Яма", "address": "тут"}, Idempotency_Key=key)

    assert "Idempotency-Key" in refused(answer)["fields"]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"text": ""}, "text"),
        ({"text": "   \n "}, "text"),
        ({"text": None}, "text"),
        ({"text": 5}, "text"),
        ({"text": ["а"]}, "text"),
        ({"text": "а\x00б"}, "text"),
        ({"text": "а\ud800б"}, "text"),
        ({"text": "щ" * 15_000}, "text"),
        ({"house": 999_999}, "house"),
        ({"house": -1}, "house"),
        ({"house": 2**70}, "house"),
        ({"house": "пять"}, "house"),
        ({"house": True}, "house"),
        ({"house": 1.5}, "house"),
        ({"lat": 53.2}, "lon"),
        ({"lat": 95, "lon": 45}, "lat"),
        ({"lat": True, "lon": 45}, "lat"),
        ({"lat": "1" * 400, "lon": 45}, "lat"),
        ({"lat": 43.1, "lon": 131.9}, "place"),
        ({"address": "у" * 301}, "address"),
        ({"address": "улица\nв две строки"}, "address"),
        ({"address": "", "house": None}, "address"),
        ({"category": "нет-такой"}, "category"),
        ({"category": {"$ne": 1}}, "category"),
        ({"applicant": "Мария"}, "applicant"),
        ({"applicant": ["Мария"]}, "applicant"),
        ({"applicant": {"name": "Мария\r\nBcc: все@example.org"}}, "applicant.name"),
        ({"applicant": {"email": "не почта"}}, "applicant.email"),
        ({"applicant": {"phone": "9" * 41}}, "applicant.phone"),
        ({"applicant": {"phone": 89123456789}}, "applicant.phone"),
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "replace").decode(),
)
def test_a_field_that_cannot_be_taken_gets_its_own_russian_sentence(anybody, city, fields, name):
    body = refused(anybody.file(**fields))

    sentence = body["fields"].get(name) or body["fields"].get(f"{name}.", "")
    assert sentence or any(key.startswith(name) for key in body["fields"]), body
    for words in body["fields"].values():
        assert any("а" <= letter <= "я" for letter in words.lower()), words
    assert Appeal.objects.count() == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b"[]",
        b'"text"',
        b"null",
        b'{"text": NaN}',
        b'{"text": "\xff\xfe", "address": "a"}',
        b"[" * 100_000,
        b'{"a":' * 20_000,
        b'{"lat": 1' + b"0" * 5_000 + b"}",
        b'{"text": "' + b"a" * 200_000 + b'"}',
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_a_body_that_cannot_be_read_is_refused_in_words(anybody, city, raw):
    refused(anybody.post(APPEALS, raw), 400, 413)


@pytest.mark.parametrize("charset", ["utf-16", "zlib", "base64", "idna", "нет"])
def test_the_charset_a_client_names_is_not_followed(client, city, charset):
    body = json.dumps({"text": "Яма", "address": "тут"}).encode()

    answer = client.generic("POST", APPEALS, body, f"application/json; charset={charset}")

    assert answer.status_code == 201


def test_another_kind_of_body_is_415(client, city):
    refused(client.post(APPEALS, {"text": "Яма"}), 415)


def test_what_a_caller_may_not_choose_is_passed_over(anybody, city):
    anybody.file(status="archived", role="dispatcher", organisation=1, number="X", is_public=False)

    appeal = Appeal.objects.get()
    assert appeal.status == "registered"
    assert appeal.organisation is None
    assert appeal.is_public


def test_nobody_files_under_the_law_through_the_interface(desk, anybody, city):
    for caller in (desk, anybody):
        body = refused(caller.file(regime="statutory"), 422)
        assert "портале" in body["message"]

    assert anybody.file(regime="request").status_code == 201


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_another_method_is_405_in_the_same_shape(client, city, method):
    refused(getattr(client, method)(APPEALS), 405)


def test_an_address_that_does_not_exist_is_404_in_the_same_shape(client, city):
    refused(client.post("/api/v1/nothing/"), 404)
    refused(client.get("/api/v1/appeals/PNZ-2026-000001/explode/"), 404)


@pytest.mark.parametrize(
    "words", ["ул. Ладожская, 97", "Ладожская 97", "г. Пенза, улица Ладожская, д. 97, кв. 5"]
)
def test_an_address_that_names_a_house_goes_to_its_company(anybody, vodokanal, words):
    house = make.house()
    make.serving(house, vodokanal)

    answer = anybody.file(text="Нет воды", address=words, category="cold_water_off")

    assert answer.json()["status"] == "assigned"
    assert Appeal.objects.get().house == house


@pytest.mark.parametrize("words", ["г. Казань, ул. Ладожская, 97", "Ладожская 9", "у сквера"])
def test_other_words_stay_words_for_the_desk(anybody, vodokanal, words):
    make.serving(make.house(), vodokanal)

    answer = anybody.file(text="Нет воды", address=words, category="cold_water_off")

    appeal = Appeal.objects.get()
    assert answer.json()["status"] == "registered"
    assert (appeal.house, appeal.address) == (None, words)
