import gzip

import openpyxl
import pytest

from appeals.registry import tables
from appeals.registry.layouts import mapping_from, recognise
from appeals.registry.tables import BadFile, open_table

TEXT = "Адрес;Год постройки\nул. Ленина, 5;1967\n"


def written(tmp_path, content, name="дома.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("cp1251"),
        TEXT.encode("utf-16"),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("ул. Ленина, 5", '"ул. Ленина, 5"').replace(";", ",").encode(),
        TEXT.replace("\n", "\r\n").encode(),
        gzip.compress(TEXT.encode()),
    ],
)
def test_a_table_is_read_whatever_wrote_it(tmp_path, content):
    table = open_table(written(tmp_path, content))

    assert table.header == ("Адрес", "Год постройки")
    assert [(row.line, list(row.cells)) for row in table.rows()] == [(2, ["ул. Ленина, 5", "1967"])]


def test_a_spreadsheet_is_read_as_it_is_seen(tmp_path):
    from datetime import date

    book = openpyxl.Workbook()
    book.active.append(["Адрес", "Год постройки", "Дата договора"])
    book.active.append(["ул. Ленина, 5", 1967.0, date(2015, 9, 1)])
    book.active.append([None, None, None])
    path = tmp_path / "дома.xlsx"
    book.save(path)

    rows = list(open_table(path).rows())

    assert [(row.line, list(row.cells)) for row in rows] == [
        (2, ["ул. Ленина, 5", "1967", "01.09.2015"])
    ]


def test_a_row_is_named_by_the_line_it_begins_on(tmp_path):
    text = 'Адрес,Заметка\n"ул. Ленина, 1","две\nстроки"\n"ул. Ленина, 3",\n'

    assert [row.line for row in open_table(written(tmp_path, text.encode())).rows()] == [2, 4]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\x00\x01\x02\x00" * 1000, b"PK\x03\x04broken", b"\x1f\x8b broken",
     b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 xls"],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, content):
    with pytest.raises(BadFile, match=r"\."):
        open_table(written(tmp_path, content))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BadFile, match="нет"):
        open_table(tmp_path / "нет.csv")


def test_columns_are_recognised_by_their_names():
    layout = recognise("houses", ["Широта", "Долгота", "Адрес дома", "УК", "Цвет"])

    assert layout.places == {"address": 2, "latitude": 0, "longitude": 1, "company": 3}
    assert layout.facts == {"Цвет": 4}


def test_a_mapping_goes_before_the_names():
    header = ["Где", "Адрес"]

    assert recognise("houses", header, {"address": "Где"}).places["address"] == 0


@pytest.mark.parametrize("mapping", [{"address": "Нет такого"}, {"colour": "Адрес"}])
def test_a_mapping_that_names_nothing_is_refused(mapping):
    with pytest.raises(BadFile, match=r"Есть|Возможные"):
        recognise("houses", ["Адрес"], mapping)


def test_a_table_without_an_address_is_refused_naming_its_columns():
    with pytest.raises(BadFile, match="Цвет, Вкус"):
        recognise("houses", ["Цвет", "Вкус"])


def test_a_mapping_file_is_toml_or_json(tmp_path):
    assert mapping_from(written(tmp_path, 'address = "Где"'.encode(), "a.toml")) == {
        "address": "Где"
    }
    assert mapping_from(written(tmp_path, '{"address": "Где"}'.encode(), "a.json")) == {
        "address": "Где"
    }
    with pytest.raises(BadFile):
        mapping_from(written(tmp_path, b"[1, 2]", "b.json"))


def test_not_filled_in_means_missing():
    row = tables.Row(2, ["Не заполнено", "Незаполнено", "-", "ул. Ленина, 5"])
    layout = recognise("houses", ["Год постройки", "Площадь", "Цвет", "Адрес"])

    assert layout.value(row, "built_year") == ""
    assert layout.value(row, "area_m2") == ""
    assert layout.facts_of(row) == {}
    assert layout.value(row, "address") == "ул. Ленина, 5"
