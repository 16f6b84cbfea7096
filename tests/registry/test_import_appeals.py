import csv
from datetime import timedelta

import pytest

from appeals.insight import tallies
from appeals.models import Appeal, Category, Event
from appeals.registry import past_import
from appeals.registry.importing import NothingTaken
from appeals.registry.layouts import recognise
from appeals.registry.tables import open_table
from tests import make
from tests.registry.test_search import house

NOW = make.FRIDAY_NOON
HEADER = ["Номер", "Дата обращения", "Текст", "Тема", "Адрес", "Статус", "Исполнитель",
          "Дата принятия", "Дата исполнения", "Дата закрытия", "Заявитель", "Телефон"]  # fmt: skip
DONE = {
    "Номер": "А-1",
    "Дата обращения": "12.03.2025 10:15",
    "Текст": "Нет горячей воды, звоните 8 912 345 67 89",
    "Тема": "Нет горячей воды",
    "Адрес": "Ленина, 5",
    "Статус": "Исполнено",
    "Дата принятия": "12.03.2025 11:00",
    "Дата исполнения": "13.03.2025 09:30",
    "Дата закрытия": "14.03.2025 12:00",
    "Заявитель": "Иванова М. П.",
    "Телефон": "8412 00-11-22",
}


@pytest.fixture
def bring(city, tmp_path):
    def run(*rows, skip_bad=False, encoding="cp1251", public=False):
        path = tmp_path / "архив.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, HEADER, delimiter=";")
            writer.writeheader()
            writer.writerows(rows)
        table = open_table(path)
        outcome = past_import.look(table, recognise("appeals", table.header), now=NOW)
        return past_import.bring_in(outcome, now=NOW, skip_bad=skip_bad, public=public)

    return run


def test_a_closed_appeal_comes_with_the_journal_the_archive_tells(bring):
    ladder = house("ул. Ленина, д. 5", district="Ленинский")

    bring(DONE)

    appeal = Appeal.objects.get()
    assert (appeal.status, appeal.year, appeal.serial) == ("archived", 2025, 1)
    assert (appeal.house_id, appeal.district) == (ladder.pk, "Ленинский")
    assert appeal.category.code == "hot_water_off"
    assert appeal.next_clock_at is None
    assert [event.kind for event in appeal.events.all()] == [
        "register", "accept", "resolve", "archive",
    ]  # fmt: skip
    assert appeal.events.first().at.isoformat() == "2025-03-12T07:15:00+00:00"
    assert appeal.applicant.name == "Иванова М. П."


def test_an_imported_appeal_is_not_public_unless_the_city_says_so(bring):
    bring(DONE)
    assert not Appeal.objects.get().is_public
    bring({**DONE, "Номер": "А-2"}, public=True)
    assert "912" not in Appeal.objects.get(is_public=True).public_text


def test_an_open_appeal_begins_anew_at_the_desk_with_its_clocks_running(bring):
    bring({**DONE, "Статус": "В работе", "Дата исполнения": "", "Дата закрытия": ""})

    appeal = Appeal.objects.get()
    assert (appeal.status, appeal.organisation) == ("registered", None)
    assert appeal.next_clock_at > NOW
    assert appeal.next_clock_at < NOW + timedelta(hours=3)


def test_the_same_archive_twice_adds_nothing(bring):
    bring(DONE)

    assert bring(DONE).written == {"created": 0, "unchanged": 1}
    assert Appeal.objects.count() == 1


def test_appeals_are_numbered_by_the_time_of_filing(bring):
    late = {**DONE, "Номер": "А-2", "Дата обращения": "01.02.2025"}

    bring(DONE, {**late, "Дата принятия": "", "Дата исполнения": "", "Дата закрытия": ""})

    filed = Appeal.objects.order_by("serial").values_list("registered_at", flat=True)
    assert list(filed) == sorted(filed)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Текст": ""}, "no_text"),
        ({"Дата обращения": "вчера"}, "no_date"),
        ({"Дата обращения": "31.02.2025"}, "no_date"),
        ({"Дата обращения": "12.03.2055"}, "future_date"),
        ({}, "repeated"),
    ],
)
def test_a_bad_row_is_refused_and_nothing_is_written(bring, change, reason):
    with pytest.raises(NothingTaken) as refused:
        bring(DONE, {**DONE, "Номер": "А-1" if not change else "А-2", **change})

    problems = refused.value.outcome.problems
    assert [(p.line, p.reason) for p in problems if p.refuses] == [(3, reason)]
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Статус": "Летит"}, "unknown_status"),
        ({"Исполнитель": "Рога и копыта"}, "unknown_organisation"),
        ({"Адрес": "ул. Несуществующая, 7"}, "unknown_house"),
        ({"Дата исполнения": "01.01.2020"}, "date_order"),
        ({"Дата исполнения": "скоро"}, "bad_date"),
    ],
)
def test_a_doubtful_row_is_taken_with_a_remark(bring, change, reason):
    house("ул. Ленина, д. 5")

    outcome = bring({**DONE, **change})

    assert [p.reason for p in outcome.problems] == [reason]
    assert Appeal.objects.count() == 1


def test_a_theme_is_found_by_the_words_of_the_text(bring):
    bring({**DONE, "Тема": "Разное", "Текст": "На перекрёстке не работает светофор"})

    assert Appeal.objects.get().category.code == "traffic_light"


def test_nothing_told_is_another_problem(bring):
    bring({**DONE, "Тема": "", "Текст": "Здравствуйте"})

    assert Appeal.objects.get().category.code == Category.OTHER


def test_the_journal_of_an_archive_is_chained(bring):
    bring(DONE)
    assert broken_links() == 0
    assert Event.objects.count() == 4
    tallies.rebuild()
    assert tallies.standing() == {"archived": 1}


def broken_links():
    """Events whose hash is not that of their content and the event before."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT e.*, lag(hash) OVER w AS before, lag(at) OVER w AS was "
            "FROM appeals_event e WINDOW w AS (PARTITION BY appeal_id ORDER BY sequence)) e "
            "WHERE at <= was OR hash <> event_digest(before, appeal_id, sequence, kind, "
            "status_from, status_to, at, actor_role, actor_id, actor_name, organisation_id, "
            "details, is_public)"
        )
        return cursor.fetchone()[0]
