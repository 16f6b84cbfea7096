"""A price is whole kopecks, and every city has exactly one plan."""

import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import tariff

TOWN = tariff.Terms(
    code="town",
    name="До 50 тысяч",
    population_from=0,
    population_until=50_000,
    organisations=10,
    kopecks={"month": 1_900_000, "year": 20_500_000},
    more_kopecks={"month": 90_000, "year": 970_000},
    vat_percent=22,
)
CITY = replace(TOWN, code="city", population_from=50_000, population_until=None)


@pytest.mark.parametrize(("population", "code"), [(0, "town"), (49_999, "town"), (50_000, "city")])
def test_the_band_s_end_belongs_to_the_next_plan(population, code):
    assert tariff.choose([TOWN, CITY], population).code == code


def test_a_size_that_no_plan_covers_is_said():
    with pytest.raises(tariff.NoPlan, match="50000"):
        tariff.choose([TOWN], 50_000)


@pytest.mark.parametrize(("organisations", "more"), [(0, 0), (10, 0), (11, 1), (21, 11)])
def test_only_organisations_beyond_the_plan_s_own_are_paid_apart(organisations, more):
    quote = tariff.quote(TOWN, organisations, tariff.MONTH)

    assert quote.more == more
    assert quote.kopecks == 1_900_000 + more * 90_000


def test_the_year_has_its_own_price():
    assert tariff.quote(TOWN, 11, tariff.YEAR).kopecks == 20_500_000 + 970_000


def test_a_plan_without_vat_names_none():
    assert tariff.quote(replace(TOWN, vat_percent=None), 1, tariff.MONTH).vat_kopecks is None
    assert tariff.quote(TOWN, 0, tariff.MONTH).vat_kopecks == 342_623


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_vat_is_the_nearest_kopeck(kopecks, percent):
    exact = Fraction(kopecks * percent, 100 + percent)

    assert abs(tariff.vat_within(kopecks, percent) - exact) <= Fraction(1, 2)


def test_the_plans_of_the_file_cover_every_city_once():
    rows = tomllib.loads((Path(tariff.__file__).parent / "plans.toml").read_text(encoding="utf-8"))[
        "plan"
    ]

    assert rows[0]["from"] == 0
    assert [row["from"] for row in rows[1:]] == [row["until"] for row in rows[:-1]]
    assert "until" not in rows[-1]
    for row in rows:
        assert row["year"] < 12 * row["month"]
