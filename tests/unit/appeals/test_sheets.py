"""Files for spreadsheets: nothing in them is carried out, phones and numbers stay whole."""

import csv
import io

import pytest

from appeals.desk import sheets


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "-cmd|' /C calc'!A0",
     "+7=2", "=cmd|'/c calc'!A1"],
)  # fmt: skip
def test_a_formula_becomes_text(text):
    assert sheets.cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["+79123456789", "+7 841 212-34-56", "-5", "−5", "12,5 %", "ул. Кирова, 5", ""]
)
def test_phones_numbers_and_words_stay_as_they_are(text):
    assert sheets.cell(text) == text


def test_a_file_is_read_back_row_by_row():
    answer = sheets.answer("days", ["День", "Подано"], [["=2+2", 5], ["а;б\n«в»", None]])

    assert answer["Content-Disposition"] == 'attachment; filename="days.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [["День", "Подано"], ["'=2+2", "5"], ["а;б\n«в»", ""]]
