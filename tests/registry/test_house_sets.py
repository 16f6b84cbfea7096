"""Many houses named at once: ranges, lists, tables, areas."""

import json

import openpyxl
import pytest

from appeals.registry import areas, house_sets
from appeals.registry.tables import BadFile
from tests import make


@pytest.fixture
def streets(city):
    for number in ("1", "2", "3", "3а", "5", "12", "41", "43"):
        make.house(f"ул. Ладожская, {number}")
    for number in ("5", "7", "9"):
        make.house(f"ул. Попова, {number}")
    make.house("ул. 8 Марта, 3")


def found(text):
    chosen = house_sets.of_text(text)
    return sorted(house.address.removeprefix("ул. ") for house in chosen.houses.values())


LADOGA = "Ладожская, "


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ладожская 1–41 нечётные", ["1", "3", "3а", "41", "5"]),
        ("ул. Ладожская, 1-41 неч", ["1", "3", "3а", "41", "5"]),
        ("ладожская 2 — 40 четные", ["12", "2"]),
        ("Ладожская, дома 1, 3 и 12", ["1", "12", "3"]),
        ("Ладожская 1–3, 41", ["1", "2", "3", "3а", "41"]),
        ("ул. Ладожская, д. 3а", ["3а"]),
        ("Ладожская 3А", ["3а"]),
        ("Ладожская", ["1", "12", "2", "3", "3а", "41", "43", "5"]),
        ("ул. Ладожская, вся", ["1", "12", "2", "3", "3а", "41", "43", "5"]),
        ("Ладожская чётные", ["12", "2"]),
        ("Ладожская: 41; Ладожская 43", ["41", "43"]),
    ],
)
def test_a_line_of_a_list(streets, text, numbers):
    assert found(text) == sorted(LADOGA + number for number in numbers)


def test_a_number_in_a_streets_name_is_no_house(streets):
    assert found("8 Марта 3") == ["8 Марта, 3"]
    assert found("ул. 8 Марта 1-15") == ["8 Марта, 3"]


def test_several_streets_in_two_statements(streets, django_assert_num_queries):
    with django_assert_num_queries(2):
        chosen = house_sets.of_text("Ладожская 1–5\nПопова, 5, 7\n\n8 Марта 3")

    assert len(chosen.houses) == 8
    assert chosen.misses == []
    assert "ул. Попова, 5, 7" in chosen.places


def test_what_names_no_house_comes_back_with_its_line(streets):
    chosen = house_sets.of_text("Ладожская 1\nНепонятная 5\nПопова 5, 11")

    assert [(miss.line, miss.why) for miss in chosen.misses] == [
        (2, "Такой улицы в реестре города нет."),
        (3, "ул. Попова: дома 11 в реестре нет."),
    ]
    assert len(chosen.houses) == 2


def test_a_table_with_addresses(streets, tmp_path):
    path = tmp_path / "houses.csv"
    path.write_text("Адрес;Примечание\nул. Ладожская, 3а;\nПопова, 7;да\nПопова;\n", "cp1251")

    chosen = house_sets.of_file(path)

    assert {house.address for house in chosen.houses.values()} == {
        "ул. Ладожская, 3а",
        "ул. Попова, 7",
    }
    assert [(miss.line, miss.why) for miss in chosen.misses] == [(4, "Нет номера дома.")]


def test_a_book_with_street_and_house(streets, tmp_path):
    book = openpyxl.Workbook()
    for row in (["Улица", "Дом"], ["Ладожская", 12], ["Попова", "7"], ["", ""]):
        book.active.append(row)
    book.save(tmp_path / "houses.xlsx")

    chosen = house_sets.of_file(tmp_path / "houses.xlsx")

    assert len(chosen.houses) == 2


def test_a_file_that_is_no_table(streets, tmp_path):
    path = tmp_path / "houses.csv"
    path.write_text("просто текст\nещё")
    with pytest.raises(BadFile):
        house_sets.of_file(path)


SQUARE = [[44.9, 53.1], [45.1, 53.1], [45.1, 53.3], [44.9, 53.3], [44.9, 53.1]]
HOLE = [[44.99, 53.19], [45.01, 53.19], [45.01, 53.21], [44.99, 53.21], [44.99, 53.19]]


def test_an_area_takes_the_houses_inside(streets):
    polygon = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": polygon}]}

    assert len(areas.of_area(json.dumps(feature)).houses) == 12


def test_a_hole_takes_them_out_again(streets):
    polygon = {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]}

    assert areas.of_area(json.dumps(polygon)).houses == {}


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "null", '{"type": "Point", "coordinates": [1, 2]}',
        '{"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]}',
        '{"type": "Polygon", "coordinates": [[[1000, 2], [3, 4], [5, 6]]]}',
        '{"type": "Polygon", "coordinates": [["a", "b", "c"]]}', "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_area_is_said_so(city, text):
    with pytest.raises(BadFile):
        areas.of_area(text)
