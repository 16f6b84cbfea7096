from datetime import date

import pytest
from django.db import IntegrityError

from appeals import actions
from appeals.models import House, Serving
from appeals.registry import matrix_changes
from appeals.registry.layouts import recognise
from appeals.registry.tables import open_table
from tenants.accounts.actor import ANONYMOUS
from tests import make

HEADER = "Адрес;Код дома;Услуга;Организация;ИНН;С;По"


@pytest.fixture
def house(city):
    return make.house()


@pytest.fixture
def other(city):
    return make.organisation("Теплосеть")


@pytest.fixture
def bring(city, tmp_path):
    def run(*rows, header=HEADER, ends_older=False, write=True):
        path = tmp_path / "матрица.csv"
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        table = open_table(path)
        plan = matrix_changes.planned(
            table,
            recognise("matrix", table.header),
            town="Пенза",
            source="матрица.csv",
            ends_older=ends_older,
        )
        if write:
            matrix_changes.write(plan)
        return plan

    return run


def refusals(plan) -> list[tuple]:
    return [(each.line, each.reason, each.column, each.value) for each in plan.problems]


def days() -> list[tuple]:
    return list(
        Serving.objects.order_by("since", "id").values_list(
            "organisation__short_name", "service", "since", "until"
        )
    )


def test_a_line_comes_by_address_and_name_with_its_last_day(bring, house, vodokanal):
    plan = bring("г. Пенза, Ладожская ул., 97;;ХВС;Горводоканал;;01.09.2020;31.08.2025")

    assert plan.problems == []
    assert plan.counts == {"created": 1}
    assert days() == [("Горводоканал", "cold_water", date(2020, 9, 1), date(2025, 9, 1))]


def test_a_line_comes_by_code_and_inn(bring, house, vodokanal):
    House.objects.update(outside_id="6959681")
    vodokanal.inn = "5836010360"
    vodokanal.save()

    plan = bring(";6959681;Холодная вода;;5836010360;;")

    assert plan.problems == []
    assert days() == [("Горводоканал", "cold_water", None, None)]


def test_the_same_file_twice_changes_nothing_and_a_newer_one_updates(bring, house, vodokanal):
    row = "ул. Ладожская, 97;;ХВС;Горводоканал;;01.09.2020;"
    bring(row)

    assert bring(row).counts == {"unchanged": 1}
    newer = bring(f"{row}31.12.2026")
    assert newer.counts == {"updated": 1}
    assert days() == [("Горводоканал", "cold_water", date(2020, 9, 1), date(2027, 1, 1))]
    (change,) = newer.changes
    assert (change.was, change.becomes) == ("с 01.09.2020", "с 01.09.2020 по 31.12.2026")


@pytest.mark.parametrize(
    ("row", "reason", "column", "words"),
    [
        ("ул. Ладожская, 98;;ХВС;Горводоканал;;;", "unknown_house", "Адрес", "Похожие: ул. Ладожская, 97"),
        ("ул. Ладожская;;ХВС;Горводоканал;;;", "no_house", "Адрес", "номера дома"),
        ("г. Кузнецк, ул. Ладожская, 97;;ХВС;Горводоканал;;;", "other_town", "Адрес", "Кузнецк"),
        (";777;ХВС;Горводоканал;;;", "unknown_house", "Код дома", "код 777"),
        (";;ХВС;Горводоканал;;;", "no_address", "Адрес", "впишите"),
        ("ул. Ладожская, 97;;ХВС;Горводокан;;;", "unknown_organisation", "Организация", "Похожая: Горвод"),
        ("ул. Ладожская, 97;;ХВС;;7700000000;;", "unknown_organisation", "ИНН", "7700000000"),
        ("ул. Ладожская, 97;;ХВС;;77;;", "bad_inn", "ИНН", "10 или 12"),
        ("ул. Ладожская, 97;;ХВС;;;;", "unknown_organisation", "Организация", "впишите"),
        ("ул. Ладожская, 97;;Чай;Горводоканал;;;", "unknown_service", "Услуга", "Чай"),
        ("ул. Ладожская, 97;;;Горводоканал;;;", "unknown_service", "Услуга", "впишите"),
        ("ул. Ладожская, 97;;ХВС;Горводоканал;;завтра;", "bad_date", "С", "01.09.2026"),
        ("ул. Ладожская, 97;;ХВС;Горводоканал;;02.09.2020;01.09.2020", "date_order", "По", "поменяйте"),
        ("ул. Ладожская, 97;;ХВС;Горводоканал;;;;лишнее", "broken_row", "", "Столбцов 8"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_column_and_what_to_do(
    bring, house, vodokanal, row, reason, column, words
):
    plan = bring(row, write=False)

    (problem,) = plan.problems
    assert (problem.line, problem.reason, problem.column, problem.refuses) == (
        2, reason, column, True,
    )  # fmt: skip
    assert words in problem.sentence
    assert plan.good == 0


def test_dates_that_overlap_within_the_file_are_refused_naming_the_other_row(
    bring, house, vodokanal, other
):
    plan = bring(
        "ул. Ладожская, 97;;ХВС;Теплосеть;;01.06.2024;",
        "ул. Ладожская, 97;;ХВС;Горводоканал;;01.01.2020;01.06.2024",
    )

    (problem,) = plan.problems
    assert (problem.line, problem.reason) == (2, "overlap")
    assert "со строкой 3" in problem.sentence
    assert "«Горводоканал» с 01.01.2020 по 01.06.2024" in problem.sentence
    assert len(days()) == 1


def test_lines_that_follow_each_other_day_by_day_are_taken(bring, house, vodokanal, other):
    plan = bring(
        "ул. Ладожская, 97;;ХВС;Теплосеть;;01.06.2024;",
        "ул. Ладожская, 97;;ХВС;Горводоканал;;01.01.2020;31.05.2024",
    )

    assert plan.problems == []
    assert [line[0] for line in days()] == ["Горводоканал", "Теплосеть"]


def test_a_row_said_twice_is_taken_once_with_a_remark(bring, house, vodokanal):
    row = "ул. Ладожская, 97;;ХВС;Горводоканал;;01.01.2020;"

    plan = bring(row, row)

    assert [(p.reason, p.refuses) for p in plan.problems] == [("repeated_line", False)]
    assert len(days()) == 1


def test_what_overlaps_a_line_that_stands_is_refused_naming_it(bring, house, vodokanal, other):
    make.serving(house, vodokanal, since=date(2020, 1, 1))

    plan = bring("ул. Ладожская, 97;;ХВС;Теплосеть;;01.06.2024;")

    (problem,) = plan.problems
    assert "уже стоит «Горводоканал» с 01.01.2020" in problem.sentence
    assert len(days()) == 1


def test_the_city_may_let_the_older_line_end_where_the_new_one_begins(
    bring, house, vodokanal, other
):
    make.serving(house, vodokanal, since=date(2020, 1, 1))
    row = "ул. Ладожская, 97;;ХВС;Теплосеть;;01.06.2024;"

    plan = bring(row, ends_older=True)

    assert plan.counts == {"created": 1, "ended": 1}
    assert days() == [
        ("Горводоканал", "cold_water", date(2020, 1, 1), date(2024, 6, 1)),
        ("Теплосеть", "cold_water", date(2024, 6, 1), None),
    ]
    assert bring(row, ends_older=True).counts == {"unchanged": 1}


def test_an_older_line_that_outlives_the_new_one_does_not_give_way(bring, house, vodokanal, other):
    make.serving(house, vodokanal, since=date(2020, 1, 1))

    plan = bring("ул. Ладожская, 97;;ХВС;Теплосеть;;01.06.2024;01.07.2024", ends_older=True)

    assert [each.reason for each in plan.problems] == ["overlap"]


def test_the_database_itself_refuses_two_organisations_on_one_day(house, vodokanal, other):
    make.serving(house, vodokanal, since=date(2020, 1, 1))

    with pytest.raises(IntegrityError):
        make.serving(house, other, since=date(2024, 6, 1))


def test_an_appeal_goes_to_the_organisation_of_the_matrix(bring, house, vodokanal):
    bring("ул. Ладожская, 97;;Холодная вода;Горводоканал;;;")

    filing = make.filing(house_id=house.pk, category="cold_water_off")
    appeal = actions.register(filing, by=ANONYMOUS, at=make.FRIDAY_NOON)

    assert appeal.organisation == vodokanal
