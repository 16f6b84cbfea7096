"""What is wrong with a row, in words its author understands."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from appeals.registry.cells import harmless

# Titles of the reasons, for the summary.
TITLES = {
    "broken_row": "число столбцов не как в заголовке",
    "no_address": "адрес пуст",
    "other_town": "дом другого города",
    "no_street": "в адресе нет улицы",
    "no_house": "в адресе нет номера дома",
    "bad_point": "координаты не читаются",
    "far": "координаты далеко от города",
    "bad_number": "не число или невозможное число",
    "future_year": "год постройки в будущем",
    "repeated": "адрес повторяется",
    "no_point": "нет координат",
    "shared_point": "одна точка у многих домов разных улиц",
    "bad_date": "дата не читается или невозможна",
    "other_serving": "другая запись об обслуживании внесена в городе",
    "unknown_service": "услуги нет в каталоге",
    "bad_inn": "ИНН не из 10 и не из 12 цифр",
    "overlap": "даты пересекаются с другой записью",
    "repeated_line": "строка повторяется",
    "no_text": "нет текста обращения",
    "no_date": "нет даты обращения или она не читается",
    "future_date": "дата в будущем",
    "date_order": "даты идут не по порядку",
    "unknown_status": "неизвестный статус",
    "unknown_category": "тема не найдена, взята «Другая проблема»",
    "unknown_house": "дома нет в реестре",
    "unknown_organisation": "организации нет в городе",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `refuses` = the row is not taken, else it is taken with a remark."""

    line: int
    reason: str
    sentence: str
    refuses: bool = True
    column: str = ""
    value: str = ""


def counted(problems: Iterable[Problem], *, refusing: bool) -> list[tuple[str, int]]:
    """(title, number of lines) for refusals or for remarks, most frequent first."""
    lines: dict[str, set[int]] = {}
    for problem in problems:
        if problem.refuses is refusing:
            lines.setdefault(problem.reason, set()).add(problem.line)
    totals = Counter({reason: len(found) for reason, found in lines.items()})
    return [(TITLES[reason], total) for reason, total in totals.most_common()]


def save(problems: Iterable[Problem], path: Path) -> None:
    """The whole list as CSV that a spreadsheet opens in Russian."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["строка", "принята", "причина", "столбец", "значение", "пояснение"])
        for item in sorted(problems, key=lambda problem: (problem.line, problem.reason)):
            taken = "нет" if item.refuses else "да"
            writer.writerow(
                [
                    item.line,
                    taken,
                    TITLES[item.reason],
                    item.column,
                    harmless(item.value),
                    item.sentence,
                ]
            )
