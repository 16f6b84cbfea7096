"""`manage.py document_metrics`: what every figure means, for the documentation, from the dictionary."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from appeals.insight import metrics
from appeals.insight.durations import ERROR
from appeals.insight.steps import MEASURES

DOCS = Path(settings.ROOT) / "platform" / "docs"
_ENGLISH = f"""# Figures: what each means and how it is counted

Made by `python platform/manage.py document_metrics` from `appeals/insight/metrics.toml`; a test holds
it fresh. The same dictionary is the help of `/desk/dashboard/`.

Everything is counted from the journal, in the city's time zone, by the event's own day. Counting event
by event (`notifications/announce.py` → `insight/rollups.py::count`) and counting anew
(`manage.py count_anew`, `rollups.rebuild`) are one SQL text (`insight/steps.py`), so they agree in any
order of delivery; a test compares them over random histories. A number and the list it opens share a
definition too (`insight/records.py`); a test opens every number.

- `appeals_flow`: day or month × cut (organisation, category, channel) × district, {len(MEASURES)} counters.
- `appeals_waitday`: day × organisation or district × stage, the buckets of its waits in a row.
- `appeals_waitmonth`: month × organisation or district × stage × bucket, a counter.

A million appeals in three years leave 0.6, 0.3 and 0.8 million rows, 350 MB in all
(`tests/bench/dashboard.py` draws them). Of such a city the page costs 0.12 s of processor time for a day,
0.15 s for a week, 0.23 s for a month, 0.42 s for a year and 0.76 s for three years, database included.

Cuts are kept beside each other, not multiplied: a sum over one cut is the whole city. Periods over 45
days are read by whole months with days at both ends. Medians and p90 come from buckets that grow by a
tenth: at most {100 * ERROR:.1f} % from the true value, and histograms add up without loss.

A theme changed later takes along what was counted under the old one (`category_was` in the event
`assign`); a district and a channel never change. A return counts against who returned.
"""
_RUSSIAN = """# Что значат числа

Составлено командой `manage.py document_metrics` из `appeals/insight/metrics.toml`; те же слова стоят на
экране «Показатели» под «Что значат эти числа».

Всё считается по журналу, дни — по часам города.
"""


class Command(BaseCommand):
    """Writes platform/docs/metrics.md and its Russian page, or checks that they are fresh."""

    help = "Writes what every figure means into platform/docs."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` for tests."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or complain."""
        for path, text in pages().items():
            if not options["check"]:
                path.write_text(text, encoding="utf-8")
            elif path.read_text(encoding="utf-8") != text:
                raise CommandError(f"{path.name} устарел: выполните manage.py document_metrics.")


def pages() -> dict[Path, str]:
    """Both pages by where they lie."""
    english = [_ENGLISH, "| figure | counted | column |", "|---|---|---|"]
    russian = [_RUSSIAN, "| Число | Что значит | Как посчитано |", "|---|---|---|"]
    for metric in metrics.known().values():
        column = f"`{metric.measure}`" if metric.measure else ""
        english.append(f"| {metric.en} ({metric.ru}) | {metric.en_counted} | {column} |")
        russian.append(f"| {metric.ru} | {metric.ru_means} | {metric.ru_counted} |")
    return {
        DOCS / "metrics.md": "\n".join([*english, ""]),
        DOCS / "ru" / "pokazateli.md": "\n".join([*russian, ""]),
    }
