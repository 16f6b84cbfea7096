"""The act of a closed city: a numbered PDF that stays in the office when nothing else is left."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from console.models import Action, ClosingAct
from design import clock
from tenants import directory
from tenants.isolation import scope
from tenants.models import City, Offboarding

_SHEET = Path(__file__).parent / "act.typ"


def keep(ended: Offboarding) -> None:
    """Write the act and its line of the journal; repeating it changes nothing."""
    number = f"ОТК-{ended.ordered_at:%Y}-{ended.pk:04d}"
    at = ended.deleted_at or timezone.now()
    with scope.in_tenant(directory.facts(City.objects.using("owner").get(kind="office"))):
        if ClosingAct.objects.filter(number=number).exists():
            return
        pdf = drawn(ended, number, at)
        ClosingAct.objects.create(
            schema_name=ended.schema_name,
            city=ended.name,
            number=number,
            at=at,
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
        )
        Action.objects.create(
            at=at,
            by_name="Система",
            verb=Action.DELETED,
            schema_name=ended.schema_name,
            city=ended.name,
            details={"act": number},
        )


def drawn(ended: Offboarding, number: str, at: datetime) -> bytes:
    """The PDF."""
    told = ended.facts
    facts: dict[str, Any] = {
        "number": number,
        "day": clock.day(at),
        "city": ended.name,
        "reason": ended.reason,
        "sha256": told.get("sha256", ""),
        "lines": [
            ["Город стал доступен только для чтения", _moment(ended.ordered_at)],
            ["Закрытие начал", ended.ordered_by],
            ["Выгрузка готова", _moment(ended.exported_at)],
            ["Таблиц, строк", f"{_number(told, 'tables')}, {_number(told, 'rows')}"],
            ["Файлов жителей и организаций", _number(told, "files")],
            ["Размер выгрузки, байт", _number(told, "bytes")],
            ["Хранили до", clock.day(ended.deletes_on) if ended.deletes_on else ""],
            ["Удаление подтвердил первый", f"{ended.first_by}, {_moment(ended.first_at)}"],
            ["Удаление подтвердил второй", f"{ended.second_by}, {_moment(ended.second_at)}"],
            ["Данные удалены", _moment(at)],
        ],
    }
    return typst.compile(
        _SHEET.read_bytes(), sys_inputs={"facts": json.dumps(facts, ensure_ascii=False)}
    )


def _number(told: dict[str, Any], name: str) -> str:
    return f"{told.get(name, 0):,}".replace(",", " ")


def _moment(at: datetime | None) -> str:
    return clock.moment(at) if at else ""
