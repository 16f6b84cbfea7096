"""The report's title and the cells of its rows, the same on paper and in a spreadsheet."""

from appeals import labels
from onboarding.organisations.report.composing import Report
from onboarding.organisations.report.reading import Row

# Each column: its word and its width in a spreadsheet, in characters.
HEAD = (
    ("Организация", 34),
    ("Этап", 16),
    ("Соглашение", 24),
    ("Обучены", 12),
    ("Учебные в срок", 14),
    ("Чего не хватает", 70),
)


def title(report: Report) -> str:
    """«Подключение организаций, Пенза, 22.11.2026»."""
    return f"Подключение организаций, {report.city}, {report.day:%d.%m.%Y}"


def cells(row: Row) -> list[str]:
    """One organisation as six texts."""
    until = f", до {row.agreement_until:%d.%m.%Y}" if row.agreement_until else ""
    return [
        row.name,
        str(labels.STAGES[row.stage]),
        f"№ {row.agreement}{until}" if row.agreement else "нет",
        _of(row.trained),
        _of(row.practised),
        "; ".join(row.missing),
    ]


def _of(pair: tuple[int, int]) -> str:
    return f"{pair[0]} из {pair[1]}" if pair[1] else "—"
