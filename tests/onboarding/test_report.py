"""The curator's weekly report: what it says, what has changed, on paper and in a spreadsheet."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import ProgrammingError, connection, transaction

from onboarding.organisations.models import PracticeResult, WeekSnapshot
from onboarding.organisations.report import snapshots
from onboarding.organisations.report.composing import compose
from onboarding.organisations.report.paper import pdf
from onboarding.organisations.report.spreadsheet import xlsx
from onboarding.organisations.stages import advance
from tests import make
from tests.desk.conftest import browser
from tests.make import FRIDAY_NOON, hours

MONDAY = FRIDAY_NOON - timedelta(days=4)


@pytest.fixture
def city_of_three(city):
    """One live, one in its trial, one that learns; the week has begun."""
    organisations = [
        make.organisation("Горводоканал"),
        make.organisation("=HYPERLINK(1)", stage="trial"),
        make.organisation("Арбеково-2", stage="training"),
    ]
    for each in organisations:
        make.member(each)
    snapshots.take(at=MONDAY)
    return organisations


def test_the_week_is_kept_once_and_never_rewritten(city_of_three):
    assert snapshots.take(at=MONDAY + hours(30)) == 0
    assert snapshots.take(at=MONDAY + timedelta(days=7)) == 1

    assert WeekSnapshot.objects.count() == 2
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM organisations_weeksnapshot")


def test_the_report_names_everybody_and_what_the_week_has_changed(city_of_three):
    _, trial, learning = city_of_three
    advance(learning.pk, to="trial")
    PracticeResult.objects.create(
        organisation=trial,
        number="УЧ-ПНЗ-2026-000001",
        theme="Нет воды",
        received_at=FRIDAY_NOON,
        finished_at=FRIDAY_NOON,
        is_on_time=True,
    )

    told = compose(at=FRIDAY_NOON)

    assert [(group.stage, len(group.rows)) for group in told.groups] == [("live", 1), ("trial", 2)]
    assert {(one.name, one.words) for one in told.changes} == {
        ("Арбеково-2", "обучение → тестовый режим"),
        ("=HYPERLINK(1)", "учебных обращений +1"),
    }
    assert told.phrase == (
        "Организаций в городе: 3, в работе 1, в тестовом режиме 2. Сотрудников обучено: 0 из 3. "
        "За неделю продвинулись: Арбеково-2."
    )
    waits = next(row for row in told.rows if row.name == "Арбеково-2")
    assert any("Соглашение" in each for each in waits.missing)


def test_on_a_monday_the_week_that_is_over_is_told(city_of_three):
    advance(city_of_three[2].pk, to="trial")
    next_monday = MONDAY + timedelta(days=7)
    snapshots.take(at=next_monday)

    assert [one.name for one in compose(at=next_monday + hours(1)).changes] == ["Арбеково-2"]
    assert compose(at=next_monday + hours(30)).changes == []


def test_without_a_week_behind_it_the_report_says_so(vodokanal):
    assert compose(at=FRIDAY_NOON).since is None


def test_it_is_read_by_the_same_few_statements(city_of_three, django_assert_max_num_queries):
    for number in range(20):
        make.member(make.organisation(f"УК {number}", stage="trial"))

    with django_assert_max_num_queries(16):
        compose(at=FRIDAY_NOON)


def test_a_spreadsheet_carries_nothing_out(city_of_three):
    book = openpyxl.load_workbook(io.BytesIO(xlsx(compose(at=FRIDAY_NOON))))

    assert book.sheetnames == ["Организации", "Этапы", "За неделю"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    named = next(cell for cell in cells if cell.value == "=HYPERLINK(1)")
    assert named.data_type == "s"


def test_paper_is_made_whatever_stands_in_a_name(city_of_three):
    city_of_three[0].short_name = '#"]) УК «Ёлки & [палки]» $x$ \\'
    city_of_three[0].save()

    made = pdf(compose(at=FRIDAY_NOON))

    assert made.startswith(b"%PDF")
    assert len(made) > 5000


def test_the_curator_downloads_it(city_of_three):
    seat = browser(make.user("controller"))
    for name, kind in (
        ("connecting.pdf", "application/pdf"),
        ("connecting.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ):
        answer = seat.get(f"/desk/connecting/report/{name}")
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert "attachment" in answer["Content-Disposition"]
    assert seat.get("/desk/connecting/report/").status_code == 200
