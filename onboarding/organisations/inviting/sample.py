"""The table a city fills with its organisations: our columns, two lines that show how."""

import io

from xlsxwriter import Workbook

from onboarding.organisations.inviting.bulk import COLUMNS

_LINES = (
    {
        "kind": "вода",
        "name": "Муниципальное унитарное предприятие «Водоканал» (образец)",
        "short_name": "Водоканал",
        "inn": "7707083893",
        "email": "director@vodokanal.example",
        "head_name": "Иванов Иван Иванович",
        "emergency_phone": "8 800 000-00-01",
        "services": "холодная вода, канализация",
        "houses": "все",
    },
    {
        "kind": "УК",
        "name": "ООО «УК Образец»",
        "short_name": "УК «Образец»",
        "inn": "7736050003",
        "email": "uk@obrazec.example",
        "emergency_phone": "8 800 000-00-02",
        "houses": "по реестру",
    },
)


def sample() -> bytes:
    """An XLSX; numbers are text, so that no zero is lost."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Приглашения")
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    sheet.set_column(0, len(COLUMNS) - 1, 24, text)
    for place, words in enumerate(COLUMNS.values()):
        sheet.write_string(0, place, _title(words[0]), bold)
    for number, line in enumerate(_LINES, 1):
        for place, name in enumerate(COLUMNS):
            sheet.write_string(number, place, line.get(name, ""), text)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _title(word: str) -> str:
    return word.upper() if word in ("инн", "огрн") else word.capitalize()
