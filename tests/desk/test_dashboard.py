"""The administration's page: every number opens exactly its rows, for those who may see them."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils import timezone

from appeals.desk.figures import drill, page
from appeals.insight import periods, records, rollups
from appeals.models import District, Event, Flow
from tests import make
from tests.desk.conftest import browser
from tests.insight.test_rollups import Life, past, unfiled

PAGE = "/desk/dashboard/"


@pytest.fixture(autouse=True)
def _addresses_of_a_city(settings):
    """What a request of a city's host has; the page is read without one here."""
    settings.ROOT_URLCONF = "config.urls_city"


@pytest.fixture
def administrator(city):
    return browser(make.user("administrator", name="Анна, администрация"))


@pytest.fixture
def lived(city):
    """A city where something of everything has happened, counted."""
    Life(1).live(8, 70)
    rollups.rebuild()


@pytest.fixture
def told(city):
    """A city with one appeal on its way, counted."""
    now = timezone.now()
    past(
        unfiled(make.organisation(), district="Ленинский"),
        ("register", "", "registered", now - timedelta(seconds=3), "resident"),
        ("assign", "registered", "assigned", now - timedelta(seconds=2), "dispatcher"),
        ("accept", "assigned", "accepted", now - timedelta(seconds=1), "organisation"),
    )
    rollups.rebuild()


def text(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def rows_behind(address: str) -> int:
    """How many rows the list at this address has."""
    query = dict(parse_qsl(urlsplit(unescape(address)).query, keep_blank_values=True))
    now = timezone.now()
    asked = drill.asked(query, timezone.localdate(now))
    assert asked.measure == query["of"]
    if asked.measure in records.STANDING:
        return records.standing(asked.measure, asked.filters, now).count()
    return records.counted(asked.measure, asked.first, asked.last, asked.filters).count()


def read(**query):
    now = timezone.now()
    district = query.pop("district", None)
    period = periods.asked(query, timezone.localdate(now))
    return page.read(period, at=now, district=district)


@pytest.mark.parametrize("district", [None, "Ленинский"])
def test_every_number_is_as_many_rows(lived, district):
    found = read(district=district)
    now = found.reading.now
    door = found.door

    checked = 0
    for measure in Flow.MEASURES:
        if measure in ("opened", "ended"):
            continue
        assert rows_behind(door.to(measure)) == now.whole[measure], measure
        for cut, name in (
            ("organisation", "organisation"),
            ("category", "category"),
            ("channel", "channel"),
        ):
            for value, flows in now.by(cut).items():
                assert rows_behind(door.to(measure, **{name: value})) == flows[measure], (
                    measure,
                    cut,
                )
                checked += flows[measure] > 0
        for place, flows in now.by_district().items():
            assert rows_behind(door.to(measure, district=place)) == flows[measure]
    assert checked > 20
    assert rows_behind(door.to("in_time")) == now.whole["in_time"]
    assert rows_behind(door.to("open")) == found.reading.open_now
    assert rows_behind(door.to("overdue")) == found.reading.overdue.total
    for name, flows, filed, resolved in found.days:
        assert (rows_behind(filed), rows_behind(resolved)) == (flows["filed"], flows["resolved"]), (
            name
        )
    for organisation, count in found.reading.overdue.by_organisation.items():
        assert rows_behind(door.to("overdue", organisation=organisation)) == count
    for stage in found.stages:
        if stage.late_address:
            assert rows_behind(stage.late_address) == stage.spread.late, stage.key


def test_what_broke_its_term_is_counted_and_found_the_same(city):
    vodokanal = make.organisation()
    start = timezone.now() - timedelta(days=1)

    def at(minutes):
        return start + timedelta(minutes=minutes)

    past(
        unfiled(vodokanal, district="Ленинский"),
        ("register", "", "registered", at(0), "resident"),
        ("assign", "registered", "assigned", at(1), "dispatcher"),
        ("breach", "assigned", "assigned", at(5), "system", {"clock": "accept"}),
        ("accept", "assigned", "accepted", at(6), "organisation"),
        ("breach", "accepted", "accepted", at(7), "system", {"clock": "localise"}),
        ("dispatch_crew", "accepted", "crew_dispatched", at(8), "organisation"),
        ("breach", "crew_dispatched", "crew_dispatched", at(9), "system", {"clock": "resolve"}),
        ("dispatch_crew", "crew_dispatched", "crew_dispatched", at(9.5), "organisation"),
        ("resolve", "crew_dispatched", "resolved", at(10), "organisation"),
        ("reopen", "resolved", "reopened", at(11), "applicant"),
        ("accept", "reopened", "accepted", at(12), "organisation"),
        ("resolve", "accepted", "resolved", at(13), "organisation"),
    )  # fmt: skip
    rollups.rebuild()

    day = timezone.localdate(start)
    found = read(**{"from": day.isoformat(), "to": timezone.localdate().isoformat()})

    assert {stage.key: (stage.spread.count, stage.spread.late) for stage in found.stages} == {
        "assign": (1, 0), "accept": (2, 1), "crew": (1, 1), "resolve": (2, 1),
    }  # fmt: skip
    for stage in found.stages:
        if stage.has_clock:
            assert rows_behind(stage.late_address) == 1, stage.key
    assert rows_behind(found.door.to("late")) == rows_behind(found.door.to("in_time")) == 1


def test_the_page_takes_at_most_thirteen_statements(told, administrator, statements):
    administrator.get(PAGE)
    with statements(13):
        answer = administrator.get(PAGE)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "query",
    ["", "period=today", "period=month", "period=week&day=2026-01-01", "from=2024-01-01&to=2026-06-30",
     "district=Ленинский", "district=%00", "district=нет такого", "all=1", "day=9999-99-99&period=x"],
)  # fmt: skip
def test_any_period_is_shown(told, administrator, query):
    answer = administrator.get(f"{PAGE}?{query}")

    assert answer.status_code == 200
    assert "style=" not in answer.content.decode()
    assert "обновлено" in text(answer)


def test_a_city_where_nothing_has_happened_says_so(administrator):
    assert "За эти дни обращений не было." in text(administrator.get(PAGE))


@pytest.mark.parametrize("role", ["administrator", "controller"])
def test_administration_and_controllers_see_it(city, role):
    person = browser(make.user(role))
    assert person.get(PAGE).status_code == 200
    assert person.get("/desk/appeals/?of=open").status_code == 200


@pytest.mark.parametrize("role", ["dispatcher", "resident"])
@pytest.mark.parametrize("address", [PAGE, "/desk/appeals/", f"{PAGE}?csv=organisations"])
def test_nobody_else_does(city, role, address):
    assert browser(make.user(role)).get(address).status_code == 403


def test_an_organisation_does_not_see_the_others(office, phone):
    for address in (PAGE, "/desk/appeals/?of=open", f"{PAGE}?csv=organisations"):
        assert office.get(address).status_code == 403
        assert phone.get(address).status_code == 403


def test_districts_stand_by_inhabitants_when_the_city_knows_them(city):
    for _ in range(3):
        past(
            unfiled(district="Ленинский"),
            ("register", "", "registered", timezone.now(), "resident"),
        )
    past(unfiled(district="Южный"), ("register", "", "registered", timezone.now(), "resident"))
    rollups.rebuild()
    assert [(row.name, row.rate) for row in read().districts] == [
        ("Ленинский", None),
        ("Южный", None),
    ]

    District.objects.create(name="Ленинский", inhabitants=100_000)
    District.objects.create(name="Южный", inhabitants=10_000)

    assert [(row.name, row.rate_shown) for row in read().districts] == [
        ("Южный", "1,0"),
        ("Ленинский", "0,3"),
    ]


def test_no_place_under_twenty(city):
    busy, quiet = make.organisation("Большая"), make.organisation("Малая")
    start = timezone.now() - timedelta(minutes=5)
    for organisation, times in ((busy, 20), (quiet, 19)):
        for _ in range(times):
            past(
                unfiled(organisation),
                ("register", "", "registered", start, "resident"),
                ("assign", "registered", "assigned", start + timedelta(seconds=1), "system"),
                ("accept", "assigned", "accepted", start + timedelta(seconds=2), "organisation"),
                ("resolve", "accepted", "resolved", start + timedelta(seconds=3), "organisation"),
            )
    rollups.rebuild()
    today = timezone.localdate()

    found = read(**{"from": (today - timedelta(days=1)).isoformat(), "to": today.isoformat()})

    assert [(one.name, one.place) for one in found.organisations] == [
        ("Большая", 1),
        ("Малая", None),
    ]


def test_the_state_at_the_start_of_a_period_is_the_sum_of_all_before(city):
    for day in (30, 20, 3):
        past(
            unfiled(),
            ("register", "", "registered", timezone.now() - timedelta(days=day), "resident"),
        )
    rollups.rebuild()
    today = timezone.localdate()
    begin = today - timedelta(days=10)

    found = read(**{"from": begin.isoformat(), "to": today.isoformat()}).reading

    assert (found.open_at_start, found.open_now) == (2, 3)
    assert Event.objects.count() == 3


def test_the_administration_says_how_many_live_where(administrator):
    make.house()
    make.house("ул. Кирова, 5", district="Ленинский")
    address = "/desk/settings/districts/"
    assert "Первомайский" in text(administrator.get(address))

    refused = administrator.post(address, {"district_0": "84000", "district_1": ""})
    assert refused.status_code == 422
    assert "Напишите, откуда числа" in text(refused)
    assert "84000" in refused.content.decode()
    assert administrator.post(address, {"district_0": "минус", "source": "а"}).status_code == 422

    kept = administrator.post(
        address, {"district_0": "84000", "district_1": "", "source": "Росстат, 2026"}
    )
    assert kept.status_code == 302
    assert list(District.objects.order_by("name").values_list("name", "inhabitants", "source")) == [
        ("Ленинский", 84000, "Росстат, 2026"),
        ("Первомайский", None, "Росстат, 2026"),
    ]
    assert "Районы" in text(administrator.get("/desk/settings/changes/"))


def test_only_the_administration_says_it(city, desk, office):
    for person in (desk, office, browser(make.user("controller"))):
        assert person.get("/desk/settings/districts/").status_code == 403
