"""Many invitations from one table: read, checked row by row, sent all or those that are right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from appeals import catalogue
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Organisation
from appeals.registry.tables import BadFile, Table, open_table
from onboarding.organisations import scope as scopes
from onboarding.organisations.inviting import order as orders
from onboarding.organisations.inviting.invite import invite
from onboarding.organisations.inviting.order import Order
from onboarding.organisations.kinds import KINDS, kind_of
from onboarding.organisations.scope import Scope
from tenants.accounts.actor import Actor

MOST_ROWS = 300
_UNPACKED = 8 << 20
# The columns, each under the names it is usually given.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kind": ("тип", "вид", "тип организации"),
    "name": ("название", "полное название", "организация", "наименование"),
    "short_name": ("короткое название", "краткое название", "кратко"),
    "inn": ("инн",),
    "ogrn": ("огрн", "огрнип"),
    "email": ("почта", "почта руководителя", "электронная почта", "email", "e-mail"),
    "head_name": ("руководитель", "директор", "фио руководителя"),
    "phone": ("телефон",),
    "emergency_phone": ("круглосуточный телефон", "аварийный телефон", "аварийная"),
    "services": ("услуги", "отрасли"),
    "houses": ("дома", "зона"),
}
_NEEDED = ("name", "inn", "email")
_HOUSES = {"все": scopes.ALL, "весь город": scopes.ALL, "все дома": scopes.ALL,
           "по реестру": scopes.REGISTRY, "реестр": scopes.REGISTRY,
           "нет": scopes.NONE, "без домов": scopes.NONE}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: whom it names, whom of the city's it takes over, what is wrong with it."""

    line: int
    order: Order
    problems: Mapping[str, str]
    takes_over: Organisation | None = None

    @property
    def is_right(self) -> bool:
        """Whether it can be invited."""
        return not self.problems


def read(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines of a table as they were typed, by our names of the columns.

    Raises:
        BadFile: no table, a column is missing, or too many lines.
    """
    table = open_table(path, most_bytes=_UNPACKED)
    places = _places(table)
    lines: list[tuple[int, dict[str, str]]] = []
    for row in table.rows():
        if len(lines) >= MOST_ROWS:
            raise BadFile(f"Строк больше {MOST_ROWS}. Разделите файл на части.")
        cells = {
            name: row.cells[place] if place < len(row.cells) else ""
            for name, place in places.items()
        }
        lines.append((row.line, cells))
    if not lines:
        raise BadFile("В таблице нет ни одной организации, только заголовок.")
    return lines


def preview(lines: Sequence[tuple[int, Mapping[str, str]]]) -> list[Row]:
    """Every line checked against the city and against the lines above it."""
    rows: list[Row] = []
    seen: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        order, problems = _order(cells)
        takes_over = None
        if not problems:
            try:
                order = orders.checked(order)
                takes_over = orders.known(order)
                if takes_over is not None:
                    orders.refuse_known(takes_over)
                orders.refuse_taken(order.email)
            except BadInput as error:
                problems = dict(error.fields)
        for name in ("inn", "email"):
            value = getattr(order, name)
            first = seen.setdefault((name, value), line) if value else line
            if first != line:
                problems.setdefault(name, f"То же, что в строке {first}.")
        rows.append(Row(line, order, problems, takes_over))
    return rows


@whole
def invite_all(
    lines: Sequence[tuple[int, Mapping[str, str]]],
    *,
    only_right: bool,
    by: Actor,
    at: datetime,
) -> list[Organisation]:
    """Invite every line, or those that are right; with a wrong one among «all» nobody is invited.

    Raises:
        BadInput: some lines are wrong, or none is right.
        NotAllowed
    """
    rows = preview(lines)
    right = [row for row in rows if row.is_right]
    if not only_right and len(right) < len(rows):
        raise BadInput(
            {"file": "В таблице есть ошибки: исправьте их или пригласите только верные строки."}
        )
    if not right:
        raise BadInput(
            {"file": "В таблице нет ни одной верной строки. Исправьте её и загрузите снова."}
        )
    return [invite(row.order, by=by, at=at) for row in right]


def _places(table: Table) -> dict[str, int]:
    """Where each column stands.

    Raises:
        BadFile: one that is needed is missing.
    """
    header = [" ".join(name.lower().replace("ё", "е").split()) for name in table.header]
    places = {
        name: header.index(word)
        for name, words in COLUMNS.items()
        for word in words
        if word in header
    }
    if missing := [COLUMNS[name][0] for name in _NEEDED if name not in places]:
        raise BadFile(f"В таблице нет столбцов: {', '.join(missing)}. Возьмите образец ниже.")
    return places


def _order(cells: Mapping[str, str]) -> tuple[Order, dict[str, str]]:
    """What a line says; a kind or a service nobody knows is a problem of its own."""
    problems: dict[str, str] = {}
    typed = cells.get("kind", "")
    kind = kind_of(typed) if typed else "management"
    if kind is None:
        problems["kind"] = (
            f"Не знаем такого типа: «{typed}». Подойдут: вода, тепло, газ, УК, служба."
        )
        return Order(kind="", **_plain(cells)), problems
    services = _services(cells.get("services", ""), kind, problems)
    told = cells.get("houses", "").strip().lower()
    houses = _HOUSES.get(told) if told else KINDS[kind].houses
    if houses is None:
        problems["houses"] = (
            "Дома: «все», «по реестру» или «нет». Улицы выбирают на странице организации."
        )
    return Order(kind=kind, scope=Scope(services, houses or scopes.NONE), **_plain(cells)), problems


def _plain(cells: Mapping[str, str]) -> dict[str, Any]:
    names = ("name", "short_name", "inn", "ogrn", "email", "head_name", "phone", "emergency_phone")
    return {name: cells.get(name, "") for name in names}


def _services(typed: str, kind: str, problems: dict[str, str]) -> tuple[str, ...]:
    if not typed.strip():
        usual = KINDS[kind].services
        if not usual:
            problems["services"] = "Перечислите услуги через запятую: для этого типа их не угадать."
        return usual
    known = {one.name.ru.lower(): one.code for one in catalogue.services()}
    known |= {one.code: one.code for one in catalogue.services()}
    words = [word.strip().lower() for word in typed.replace(";", ",").split(",") if word.strip()]
    if strange := [word for word in words if word not in known]:
        problems["services"] = f"Таких услуг нет: {', '.join(strange)}."
    return tuple(known[word] for word in words if word in known)
