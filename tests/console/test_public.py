"""The platform's public site: what a city costs, by the rule that bills it, and whose data it shows."""

import pytest
from django.test import Client

from billing.models import Plan
from design import words
from onboarding.cities import directory
from tenants.isolation import scope


@pytest.fixture
def site(committed) -> Client:
    return Client(headers={"host": "localhost"})


def price(site: Client, **asked: str) -> str:
    answer = site.get("/tariff/", {"partial": "price", **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_city_s_price_is_that_of_its_plan(site):
    shown = price(site, city="Кузнецк", organisations="25")

    with scope.entered(None):
        plan = Plan.objects.get(code="small")
    assert words.rubles(plan.month_kopecks + 5 * plan.more_month_kopecks) in shown
    assert words.rubles(plan.year_kopecks + 5 * plan.more_year_kopecks) in shown
    assert "<html" not in shown
    assert f'?city={directory.exactly("Кузнецк").fias}"' in shown


@pytest.mark.parametrize(
    ("city", "said"),
    [
        ("320 000", "250–500 тысяч жителей"),
        ("0", "До 50 тысяч жителей"),
        ("99999999999999", "Больше миллиона жителей"),
        ("Заречный", "Уточните: Заречный, Пензенская область; Заречный, Свердловская область."),
        ("Атлантида", "Введите число жителей цифрами"),
        ("", "Цена зависит только от числа жителей"),
        ("-5", "Введите число жителей цифрами"),
    ],
)
def test_whatever_is_typed_gets_an_answer(site, city, said):
    assert said in price(site, city=city, organisations="x")


def test_the_calculator_stands_on_the_first_page_and_works_without_a_script(site):
    assert 'action="/tariff/"' in site.get("/").content.decode()
    assert "₽" in site.get("/tariff/", {"city": "Пенза", "organisations": "21"}).content.decode()


def test_the_directory_s_source_is_named(site):
    page = site.get("/data/").content.decode()

    assert "hflabs/city" in page
    assert "CC BY-SA 4.0" in page


def test_the_field_s_list_answers_by_the_beginning(site):
    (first, *_) = site.get("/join/cities/", {"q": "кузн"}).json()["houses"]

    assert (first["label"], first["detail"]) == ("Кузнецк", "Пензенская область")
    assert site.get("/join/cities/", {"q": "%"}).json() == {"houses": []}


def test_rubles_are_written_as_people_write_them():
    assert words.rubles(1_900_000) == "19\u00a0000\u00a0₽"
    assert words.rubles(1_900_050) == "19\u00a0000,50\u00a0₽"
    assert words.rubles(-5) == "−0,05\u00a0₽"
