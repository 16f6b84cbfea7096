"""The steps of a check, each with the way to mend what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

SOURCES = ("tenants", "appeals", "billing", "onboarding", "platform", "infra")
MANAGE = "platform/manage.py"

# As strict as on a real server: what production would refuse must not wait for production.
PRODUCTION = {
    "OTKLIK_ENV": "production",
    "BASE_DOMAIN": "otklik.example",
    "PUBLIC_SCHEME": "https",
    "PUBLIC_PORT": "",
}


@dataclass(frozen=True)
class Step:
    """One command that must succeed."""

    name: str
    command: tuple[str, ...]
    mend: str
    environment: dict[str, str] = field(default_factory=dict)


def reading(root: Path, programs: Path) -> list[Step]:
    """What looks at the sources alone."""
    sources = tuple(name for name in SOURCES if any((root / name).rglob("*.py")))
    ruff = str(programs / "ruff")
    return [
        Step(
            "оформление",
            (ruff, "format", "--check", "--output-format=concise", "."),
            f"{_short(programs)}/ruff format .",
        ),
        Step(
            "замечания",
            (ruff, "check", "."),
            f"{_short(programs)}/ruff check --fix . – остальное по строкам выше.",
        ),
        Step(
            "типы",
            (str(programs / "mypy"), *sources),
            "поправьте типы в названных строках.",
        ),
        Step(
            "стрелки между папками",
            (str(programs / "lint-imports"), "--no-cache"),
            "перенесите названный импорт ниже по стрелкам (tool.importlinter в pyproject.toml).",
        ),
    ]


def starting_django(python: Path) -> list[Step]:
    """What starts Django; its settings and models are asked, no server is."""
    return [
        Step(
            "переводы собраны",
            (str(python), MANAGE, "build_languages"),
            "поправьте названный файл platform/locale/…/django.po.",
        ),
        Step(
            "миграции полны",
            (str(python), "-W", "ignore", MANAGE, "makemigrations", "--check", "--dry-run"),
            "создайте недостающую миграцию: makemigrations --name что_она_делает.",
        ),
        Step(
            "готовность к развёртыванию",
            (str(python), MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
            "поправьте названную настройку в platform/config/settings.py.",
            PRODUCTION,
        ),
    ]


def _short(programs: Path) -> str:
    return "/".join(programs.parts[-2:])
