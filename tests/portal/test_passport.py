"""The passport of a house, the pages above it, the city's problem points: what everybody may know."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from appeals.insight import area_tallies, house_tallies, problem_points
from appeals.models import Appeal, HouseFact, ProblemPoint
from appeals.registry import house_outages
from tests import make
from tests.make import hours
from tests.portal.counting import statements
from tests.portal.places import place
from tests.registry.test_outages import outage

HTML = {"headers": {"accept": "text/html"}}


@pytest.fixture
def house(city):
    found = place("ул. Ладожская, 97", district="Первомайский")
    found.built_year, found.floors, found.flats = 1986, 9, 216
    found.source, found.source_date = "ГИС ЖКХ", date(2026, 10, 14)
    found.facts = {"Подъездов": "6", "Класс энергоэффективности": "C"}
    found.save()
    return found


def count(appeals=()):
    """What the worker does after an event and every few minutes."""
    now = timezone.now()
    house_tallies.count(appeals, at=now)
    house_tallies.refresh(at=now)
    area_tallies.count(at=now)
    problem_points.watch(appeals, at=now)


def filed(house, times=1, **fields):
    fields = {"category": "lift", "at": timezone.now(), **fields}
    appeals = [make.appeal(house_id=house.pk, **fields) for _ in range(times)]
    count([appeal.pk for appeal in appeals])
    return appeals


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_the_passport_names_who_serves_and_who_managed_before(client, house):
    company = make.organisation("УК Арбеково", stage="invited")
    company.emergency_phone = "+78412003030"
    company.save()
    make.serving(house, company, "management", since=date(2021, 3, 1))
    make.serving(
        house, make.organisation("Жилсервис"), "management",
        since=date(2009, 1, 1), until=date(2021, 3, 1),
    )  # fmt: skip
    make.serving(house, make.organisation("Горводоканал"), "cold_water")

    text = page(client, f"/houses/{house.pk}/")

    assert "УК Арбеково" in text
    assert "tel:+78412003030" in text
    assert "Раньше домом управляли" in text
    assert "Жилсервис" in text
    assert "Нет сведений, кто отвечает за услуги:" in text


def test_the_passport_tells_outages_against_the_norm(client, house, monkeypatch):
    noon = timezone.now().replace(day=20, hour=9, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    outage(house, starts_at=noon - hours(60), ended_at=noon - hours(54), kind="planned")
    outage(house, starts_at=noon - hours(5), forecast_at=noon + hours(2))
    outage(
        house,
        service="hot_water",
        starts_at=noon - hours(50),
        ended_at=noon - hours(2),
        kind="yearly",
    )

    text = page(client, f"/houses/{house.pk}/").replace("\xa0", " ")

    assert "Холодная вода: отключение, прогноз до" in text
    assert "<b>11 ч</b> из допустимых 8 ч — <b>превышение 3 ч</b>" in text
    assert "Плату за месяц должны снизить на 0,5 %" in text
    assert "Считается отдельно от нормы" in text
    assert "учтено выше" in text


def test_the_pages_hours_are_those_that_are_counted(house):
    now = timezone.now()
    outage(house, starts_at=now - hours(10), ended_at=now - hours(4))
    outage(house, starts_at=now - hours(6))
    outage(house, service="gas", starts_at=now - hours(2))
    outage(
        house, service="heating", starts_at=now - hours(24 * 366), ended_at=now - hours(24 * 364)
    )
    house_tallies.count_houses([house.pk], at=now)

    found = house_outages.of_house(house.pk, at=now)

    house.refresh_from_db()
    assert found.off.total_seconds() == house.tally.off_seconds == (10 + 2 + 24) * 3600


def test_unknown_facts_say_so_and_known_ones_name_their_source(client, house):
    HouseFact.objects.create(
        house=house, field="heat_meter", source="УК Арбеково", told_date=date(2026, 11, 3),
        at=timezone.now(),
    )  # fmt: skip

    text = page(client, f"/houses/{house.pk}/")

    assert "ГИС ЖКХ, 14.10.2026" in text
    assert "Нет сведений" in text
    assert "Запрошено: УК Арбеково, 03.11.2026" in text
    assert "Класс энергоэффективности" in text


def test_appeals_are_counted_by_branch_and_only_public_ones_are_shown(client, house):
    shown, *_ = filed(house, 2)
    hidden = make.appeal(
        house_id=house.pk, category="lift", is_public=False, text="Скрытое", at=timezone.now()
    )
    filed(house, category="heating_off", at=timezone.now() - timedelta(days=400))

    answer = client.get(f"/houses/{house.pk}/")
    text = answer.content.decode()

    assert shown.number in text
    assert hidden.number not in text
    assert "Обращения за 12 месяцев: 2" in text
    assert answer.context["filed"].open == 3
    assert len(answer.context["filed"].years) == 2


def test_no_personal_data_stands_on_the_passport(client, house):
    filed(house, text="Нет воды, кв. 15, звоните +7 927 111-22-33, Мария Петровна", category="other",
          name="Мария Петровна", phone="+79271112233")  # fmt: skip

    text = page(client, f"/houses/{house.pk}/")

    assert "111-22-33" not in text
    assert "Петровна" not in text
    assert "кв. 15" not in text


def test_the_passport_reads_ten_statements_however_much_there_is(client, house):
    filed(house, 4)
    make.serving(house, make.organisation("Горводоканал"), "cold_water")
    outage(house, starts_at=timezone.now() - hours(1))
    ProblemPoint.objects.update(cause="pipe_wear")

    with statements() as seen:
        page(client, f"/houses/{house.pk}/")

    assert len(seen) <= 10, "\n".join(seen)


def test_street_and_district_stand_above_the_house(client, house):
    other = place("ул. Ладожская, 2", district="Первомайский")
    filed(house, 3)
    outage(other, starts_at=timezone.now() - hours(1))

    with statements() as seen:
        street = page(client, f"/streets/{house.street_id}/")
    assert len(seen) <= 9, "\n".join(seen)
    with statements() as seen:
        district = page(client, "/districts/Первомайский/")
    assert len(seen) <= 9, "\n".join(seen)

    assert f'href="/houses/{other.pk}/"' in street
    assert "Домов: 2" in street
    assert f'href="/streets/{house.street_id}/"' in district
    assert "Обращений в работе: 3" in district
    for text in (street, district):
        assert "Холодная вода: отключение" in text
        assert "3 случая за 90 дней" in text


def test_medians_stand_beside_their_denominators(client, house):
    place("ул. Ладожская, 2", district="Первомайский")
    filed(house, 2)

    answer = client.get(f"/houses/{house.pk}/")

    line = answer.context["near"].lines[0]
    assert line.measure == "per_hundred"
    assert line.part == 2
    assert line.whole == 216
    assert [cell.houses for cell in line.cells] == [1, 1, 1]
    assert [cell.houses for cell in answer.context["near"].houses] == [2, 2, 2]


def test_the_citys_points_are_listed_by_district_and_told_to_scripts(client, house):
    filed(house, 3)
    filed(place("ул. Попова, 5", district="Ленинский"), 4, category="chute")

    text = page(client, "/problem-points/")
    assert text.index("ул. Попова") < text.index("ул. Ладожская")
    assert "ул. Попова" not in page(client, "/problem-points/?district=Первомайский")
    points = client.get("/problem-points/?format=json").json()["points"]
    assert [(p["code"], p["cases"], p["url"]) for p in points][1] == (
        "lift",
        3,
        f"/houses/{house.pk}/",
    )


def test_long_lists_of_points_go_on_from_the_last_row(client, house, monkeypatch):
    monkeypatch.setattr("portal.points.ROWS", 2)
    for theme in ("lift", "chute", "basement"):
        filed(house, 3, category=theme)

    first = client.get("/problem-points/")
    second = client.get(f"/problem-points/?after={first.context['next']}")

    seen = [each.point.pk for answer in (first, second) for each in answer.context["points"]]
    assert len(seen) == len(set(seen)) == 3
    assert second.context["next"] == ""


def test_people_find_their_house_and_scripts_get_json(client, house):
    browser = client.get("/houses/", {"q": "ладожская 97"}, **HTML)
    assert f'href="/houses/{house.pk}/"' in browser.content.decode()
    assert "Ваш дом" in browser.content.decode()
    assert "Ничего не нашлось" in client.get("/houses/", {"q": "ыыы 1"}, **HTML).content.decode()
    assert client.get("/houses/", {"q": "ладожская 97"}).json()["houses"][0]["id"] == house.pk
    assert "Accept" in browser["Vary"]
    search = client.get("/search/", {"q": "ладожская 97"}).content.decode()
    assert f'href="/houses/{house.pk}/"' in search


@pytest.mark.parametrize(
    "address",
    ["/houses/0/", "/houses/99999999999999999999/", "/houses/x/", "/streets/0/", "/districts/Нет/"],
)
def test_what_is_not_there_is_a_plain_404(city, client, address):
    assert client.get(address).status_code == 404


def test_an_empty_city_says_what_it_means(city, client):
    bare = place("ул. Попова, 5")

    text = page(client, f"/houses/{bare.pk}/")

    assert "обращений за год не было" in text
    assert "Соседей ещё не посчитали" in text
    assert "Проблемных точек нет" in page(client, "/problem-points/")
    assert Appeal.objects.count() == 0
