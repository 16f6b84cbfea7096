"""The card: what everybody may read, what a worker reads besides, and what nobody learns."""

import json

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal
from tests import make
from tests.api.conftest import APPEALS
from tests.portal.counting import statements


@pytest.fixture
def assigned(city, vodokanal):
    house = make.house()
    make.serving(house, vodokanal)
    return make.appeal(
        text="Нет воды, квартира 47, звоните 8 912 345-67-89",
        house_id=house.pk,
        category="cold_water_off",
        at=timezone.now(),
        name="Мария",
        phone="+79123456789",
        email="maria@example.org",
        flat="47",
    )


@pytest.mark.parametrize("letters", ["PNZ", "ПНЗ", "pnz", "пнз"])
def test_a_number_is_understood_in_either_alphabet(assigned, anybody, letters):
    number = assigned.latin_number.replace("PNZ", letters)

    assert anybody.get(f"{APPEALS}{number}/").json()["number"] == assigned.number


def test_a_public_card_tells_the_story_without_the_person(assigned, member, anybody):
    actions.accept(assigned.pk, by=member, at=timezone.now())

    answer = anybody.get(f"{APPEALS}{assigned.latin_number}/")

    card, text = answer.json(), json.dumps(answer.json(), ensure_ascii=False)
    assert (card["status"], card["colour"]) == ("accepted", "red")
    assert card["status_name"] == "Принято в работу"
    assert [record["kind"] for record in card["timeline"]] == ["register", "assign", "accept"]
    assert card["deadlines"]["resolve"]
    for secret in ("345-67-89", "+7912", "Мария", "maria@", "Пётр", assigned.tracking_code):
        assert secret not in text
    assert not card.keys() & {"work", "applicant", "version"}
    assert "ETag" not in answer


def test_a_public_card_takes_at_most_six_statements(assigned, anybody):
    with statements() as seen:
        anybody.get(f"{APPEALS}{assigned.latin_number}/")

    assert len(seen) <= 6, "\n".join(seen)


def test_those_who_work_on_it_see_whom_to_call_and_what_is_open(assigned, member, vodokanal_system):
    accepted = actions.accept(assigned.pk, by=member, at=timezone.now())
    with statements() as seen:
        answer = vodokanal_system.get(f"{APPEALS}{assigned.latin_number}/")

    card = answer.json()
    assert card["applicant"]["phone"] == "+79123456789"
    assert "resolve" in card["work"]["possible"]
    assert answer["ETag"] == f'"{accepted.version}"'
    assert len(seen) <= 6, "\n".join(seen)


def test_another_organisation_reads_the_public_card_alone(assigned, city, client):
    from appeals.models import ApiKey
    from tests.api.conftest import Caller

    other = make.organisation("Горэлектросеть")
    caller = Caller(client, ApiKey.issue(name="x", role="organisation", organisation=other))

    card = caller.get(f"{APPEALS}{assigned.latin_number}/").json()

    assert card["number"] == assigned.number
    assert not card.keys() & {"work", "applicant"}


@pytest.mark.parametrize(
    "number",
    [
        "PNZ-2026-999999",
        "KZN-2026-000001",
        "000001",
        "PNZ-0000-000000",
        "x" * 3000,
        "%00",
        "%FF",
        "PNZ-99999-1",
        "PNZ-2026-999999999",
        "..%2f..%2f",
    ],
    ids=lambda number: number[:20],
)
def test_missing_malformed_and_foreign_numbers_get_one_answer(assigned, anybody, number):
    answer = anybody.get(f"{APPEALS}{number}/")

    assert answer.status_code == 404
    assert answer.json()["error"] == "not_found"


def test_an_appeal_that_is_not_public_looks_like_a_missing_one(assigned, anybody):
    Appeal.objects.filter(pk=assigned.pk).update(is_public=False)

    hidden = anybody.get(f"{APPEALS}{assigned.latin_number}/")
    missing = anybody.get(f"{APPEALS}PNZ-2026-999999/")

    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
