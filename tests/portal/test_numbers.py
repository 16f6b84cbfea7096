"""Open numbers: the same as the rows behind them, and nothing personal in the files."""

import csv
import io
import json

import pytest
from django.db import connection
from django.utils import timezone

from appeals import actions
from appeals.api.cards import line
from appeals.insight import rollups
from appeals.models import Appeal
from portal.opendata import files
from portal.opendata.columns import COLUMNS
from tenants.isolation import scope
from tests import make
from tests.portal.counting import statements

SECRETS = ("Мария", "+79001234567", "maria@", "Не горит", "у третьего подъезда")


@pytest.fixture
def lived(vodokanal, member):
    """Three appeals today: one done in time, one in work, one for the authority's eyes alone."""
    at = timezone.now()
    done = make.appeal(text="Не горит лампа", name="Мария", phone="+79001234567", at=at)
    make.appeal(landmark="у третьего подъезда", at=at)
    make.appeal(is_public=False, at=at)
    actions.assign(done.pk, organisation=vodokanal, by=make.DISPATCHER, at=at)
    actions.accept(done.pk, by=member, at=at)
    actions.resolve(done.pk, report="Готово", by=member, at=at)
    rollups.rebuild()
    return Appeal.objects.get(pk=done.pk)


def test_the_page_tells_what_was_filed_and_done_of_how_many(lived, client):
    page = " ".join(client.get("/numbers/").content.decode().split())

    assert '<dd class="big num">3</dd>' in page
    assert '<dd class="big num">1</dd>' in page
    assert "1 из 1" in page
    assert "Горводоканал" in page
    assert "Что значит каждая цифра" in page


@pytest.mark.parametrize("query", ["", "?period=month", "?period=year", "?period=all", "?day=x"])
def test_any_period_takes_nine_statements_at_most(lived, client, query):
    with statements() as seen:
        answer = client.get(f"/numbers/{query}")

    assert answer.status_code == 200
    assert len(seen) <= 9, seen


def test_a_city_where_nothing_has_happened_says_so(city, client):
    page = client.get("/numbers/").content.decode()

    assert "За это время обращений не было" in page
    assert "файлы появятся с первым" in client.get("/opendata/").content.decode()


def body(answer) -> str:
    return b"".join(answer.streaming_content).decode()


def month() -> str:
    return timezone.localdate().strftime("%Y-%m")


def test_a_month_is_a_file_of_all_public_appeals(lived, client):
    assert f"/opendata/{month()}.csv" in client.get("/opendata/").content.decode()

    rows = list(csv.DictReader(io.StringIO(body(client.get(f"/opendata/{month()}.csv")))))

    assert [*rows[0]] == [column.name for column in COLUMNS]
    assert {row["number"] for row in rows} == {
        appeal.number for appeal in Appeal.objects.filter(is_public=True)
    }
    told = next(row for row in rows if row["number"] == lived.number)
    assert (told["status"], told["colour"], told["in_time"]) == ("resolved", "green", "true")
    assert told["organisation"] == "Горводоканал"


def test_both_kinds_of_file_say_the_same_and_nothing_personal(lived, client, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 1)
    as_csv = body(client.get(f"/opendata/{month()}.csv"))
    as_json = body(client.get(f"/opendata/{month()}.json"))

    assert not [secret for secret in SECRETS if secret in as_csv + as_json]
    numbers = [row["number"] for row in csv.DictReader(io.StringIO(as_csv))]
    assert numbers == [row["number"] for row in json.loads(as_json)]
    assert len(numbers) == len(set(numbers)) == 2


def test_a_slow_reader_holds_no_transaction(committed):
    with scope.in_tenant(committed.penza):
        number = make.appeal(at=timezone.now()).number
    pieces = files.as_csv(committed.penza, timezone.localdate().replace(day=1))

    next(pieces)
    assert number in next(pieces)
    assert not connection.in_atomic_block
    assert list(pieces) == []


def test_a_place_without_a_house_is_coarse(city, client):
    make.appeal(address="двор", latitude=53.195063, longitude=45.018316)
    rollups.rebuild()

    (row,) = json.loads(body(client.get(f"/opendata/{month()}.json")))

    assert (row["latitude"], row["longitude"]) == (53.195, 45.018)


def test_a_marker_is_copied_away_by_nobody_but_those_who_go_there(city, vodokanal, member, client):
    house = make.house()
    make.serving(house, vodokanal)
    marker = {"latitude": 53.200123, "longitude": 45.000456}
    appeal = make.appeal(house_id=house.pk, category="cold_water_off", at=timezone.now(), **marker)
    rollups.rebuild()
    card = f"/api/v1/appeals/{appeal.latin_number}/"

    (row,) = json.loads(body(client.get(f"/opendata/{month()}.json")))
    for told in (row, client.get(card).json()):
        assert (told["latitude"], told["longitude"]) == (53.2, 45.0)

    assert line(appeal, member)["latitude"] == 53.200123


@pytest.mark.parametrize("name", ["2019-01.csv", "2026-13.csv", "x.csv", "2026-11.xml"])
def test_another_file_is_not_found(city, client, name):
    assert client.get(f"/opendata/{name}").status_code == 404
