"""Problem points at the desk: the list, the closing that residents read, the passport's facts."""

import pytest
from django.utils import timezone

from appeals.insight import problem_points
from appeals.models import HouseFact, ProblemPoint
from tests import make
from tests.desk.conftest import browser
from tests.portal.places import place

MEASURE = "Заменили канат. Звоните +7 927 111-22-33"


@pytest.fixture
def point(city):
    house, now = place("ул. Ладожская, 97"), timezone.now()
    appeals = [make.appeal(house_id=house.pk, category="lift", at=now) for _ in range(3)]
    problem_points.watch([appeal.pk for appeal in appeals], at=now)
    return ProblemPoint.objects.get()


def test_the_list_shows_the_loudest_and_finds_a_house(desk, point, statements):
    with statements(6):
        page = desk.get("/desk/points/").content.decode()
    assert f'href="/desk/points/{point.pk}/"' in page

    found = desk.get("/desk/points/", {"q": "ладожская 97"}).content.decode()
    assert f'href="/houses/{point.house_id}/"' in found
    assert f'href="/desk/points/{point.pk}/"' in found
    assert "Такого дома" in desk.get("/desk/points/", {"q": "ыыы 5"}).content.decode()


def test_closing_without_a_measure_keeps_what_was_typed(desk, point):
    answer = desk.post(f"/desk/points/{point.pk}/close/", {"cause": "lift_fault", "measure": ""})

    assert answer.status_code == 422
    assert "без меры точку не закрывают" in answer.content.decode()
    assert '<option value="lift_fault" selected>' in answer.content.decode()


def test_residents_read_cause_and_measure_and_no_phone(desk, client, point):
    answer = desk.post(
        f"/desk/points/{point.pk}/close/",
        {"cause": "lift_fault", "measure": MEASURE, "version": "0"},
    )
    assert answer.status_code == 302

    for address in (f"/houses/{point.house_id}/", "/problem-points/"):
        page = client.get(address).content.decode()
        assert "Что сделали: Заменили канат" in page
        assert "111-22-33" not in page
    history = desk.get(f"/desk/points/{point.pk}/").content.decode()
    assert "Закрыта" in history
    assert (
        f'href="/desk/points/{point.pk}/"' in desk.get("/desk/points/?view=closed").content.decode()
    )


def test_somebody_elses_change_is_told(desk, point):
    desk.post(f"/desk/points/{point.pk}/explain/", {"cause": "lift_fault", "version": "0"})

    late = desk.post(
        f"/desk/points/{point.pk}/close/",
        {"cause": "lift_fault", "measure": MEASURE, "version": "0"},
    )

    assert late.status_code == 412
    assert MEASURE in late.content.decode()


def test_seniors_write_facts_into_the_passport(desk, client, point):
    senior = browser(make.user("administrator", name="Ольга"))
    address = f"/desk/houses/{point.house_id}/"
    fact = {"field": "walls", "value": "Кирпич", "source": "Техпаспорт", "told_date": "2026-11-01"}

    assert senior.post(address, {**fact, "source": ""}).status_code == 422
    assert senior.post(address, fact).status_code == 302
    assert desk.get(address).status_code == 403

    assert HouseFact.objects.get().author_name == "Ольга"
    page = client.get(f"/houses/{point.house_id}/").content.decode()
    assert "Кирпич" in page
    assert "Техпаспорт, 01.11.2026" in page


@pytest.mark.parametrize("after", ["x", "1", "1.x", "~1", "2026-13-45~1", "2026-11-22T10:00:00Z~1"])
def test_a_torn_address_of_a_page_is_the_first_page(desk, point, after):
    for view in ("open", "closed"):
        assert desk.get("/desk/points/", {"view": view, "after": after}).status_code == 200
