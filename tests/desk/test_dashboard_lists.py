"""Behind the numbers: lists of rows, page by page, and the tables as files."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from appeals.insight import records, rollups
from appeals.models import Category
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


def test_a_list_goes_on_page_by_page_and_repeats_nothing(administrator, statements):
    vodokanal = make.organisation()
    start = timezone.now() - timedelta(hours=5)
    for minute in range(120):
        past(
            unfiled(vodokanal),
            ("register", "", "registered", start + timedelta(minutes=minute // 2), "resident"),
        )
    rollups.rebuild()
    day = timezone.localdate(start).isoformat()
    address = f"/desk/appeals/?of=filed&from={day}&to={timezone.localdate().isoformat()}"
    numbers = []
    while address:
        with statements(9):
            answer = administrator.get(address)
        body = answer.content.decode()
        numbers += re.findall(r"ПНЗ-2026-\d{6}", body)
        found = re.search(r'href="(\?[^"]*after=[^"]*)" rel="next"', body)
        address = f"/desk/appeals/{unescape(found[1])}" if found else ""

    assert len(numbers) == len(set(numbers)) == 120
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize(
    "query",
    ["of=нет", "of=filed&from=x&to=y", "of=filed&from=0001-01-01&to=9999-12-31", "of=open&organisation=-1",
     "of=open&organisation=99999999999999999999", "of=filed&category=½", "of=filed&channel=%00",
     "of=overdue&after=zzz", "of=filed&from=2026-11-20&to=2026-11-01", "of=open&district="],
)  # fmt: skip
def test_a_nonsense_address_is_a_list_too(told, administrator, query):
    assert administrator.get(f"/desk/appeals/?{query}").status_code == 200


def test_a_list_says_what_it_was_narrowed_to_and_leads_back(told, administrator):
    category = Category.objects.for_filing()[0]
    answer = administrator.get(
        f"/desk/appeals/?of=filed&from=2026-11-01&to=2026-11-10&district=Ленинский&category={category.pk}"
    )

    assert "Подано, 1–10 ноября" in text(answer)
    assert category.name in text(answer)
    back = re.search(r'href="(/desk/dashboard/\?[^"]*)"', answer.content.decode())[1]
    assert dict(parse_qsl(urlsplit(unescape(back)).query)) == {
        "from": "2026-11-01", "to": "2026-11-10", "district": "Ленинский",
    }  # fmt: skip


@pytest.mark.parametrize(
    "table", ["days", "stages", "channels", "themes", "districts", "organisations"]
)
def test_each_table_is_a_file_with_nothing_to_carry_out(told, administrator, table):
    organisation = make.organisation("=cmd|'/c calc'!A1")
    organisation.short_name = "=cmd|'/c calc'!A1"
    organisation.save()
    past(
        unfiled(organisation),
        ("register", "", "registered", timezone.now(), "resident"),
        ("assign", "registered", "assigned", timezone.now() + timedelta(seconds=1), "dispatcher"),
        ("accept", "assigned", "accepted", timezone.now() + timedelta(seconds=2), "organisation"),
    )
    rollups.rebuild()

    answer = administrator.get(f"{PAGE}?csv={table}")

    assert answer["Content-Type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) > 1
    assert not [line for line in lines if line.startswith(("=", "+", "-", "@"))]
    if table == "organisations":
        assert "'=cmd|" in answer.content.decode()


def test_rows_as_a_file_hold_nothing_personal(administrator):
    make.appeal(name="Мария Канарейкина", phone="+79990001122", flat="47", consent="tests")
    rollups.rebuild()

    body = administrator.get("/desk/appeals/?of=open&csv=1").content.decode()

    assert "у сквера" in body
    for canary in ("Канарейкина", "9990001122"):
        assert canary not in body


@pytest.mark.parametrize(
    ("measure", "organisation", "index"),
    [("filed", None, "event_counted"), ("late", None, "event_counted"), ("done", None, "event_done"),
     ("returned", 1, "event_counted"), ("resolved", 1, "event_holder")],
)  # fmt: skip
def test_a_list_is_one_range_of_an_index_already_in_its_order(told, measure, organisation, index):
    today = timezone.localdate()
    rows = records.counted(
        measure, today - timedelta(days=30), today, records.Filters(organisation=organisation)
    )
    with connection.cursor() as cursor:
        # A handful of rows is sooner sorted than looked up: only what is possible is asked here.
        for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plan = rows.order_by("-at", "-id")[:51].explain()

    assert f"Backward using {index} " in plan
    assert "Sort" not in plan
