"""What a person and a script are told about a running copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

ROLES = {
    "resident": "житель",
    "dispatcher": "диспетчер",
    "controller": "контролёр",
    "administrator": "администратор",
    "organisation": "организация",
    "crew": "бригада",
    "operator": "оператор платформы",
}
STATES = {"running": "работает", "stopped": "остановлен", "crashed": "упал"}
PROCESSES = {
    "postgres": "база данных",
    "valkey": "очередь и кэш",
    "web": "сайты и живая лента",
    "worker": "фоновые задания",
    "beat": "расписание",
    "relay": "доставка событий",
    "steward": "создание городов",
    "stripe": "проба оплаты картой",
}


@dataclass(frozen=True)
class State:
    """One process as it is now."""

    state: str
    pid: int | None


@dataclass(frozen=True)
class Status:
    """One copy as it is now."""

    healthy: bool
    addresses: Mapping[str, str]
    processes: Mapping[str, State]
    logins: Sequence[Mapping[str, Any]] = field(default_factory=list)
    # Whether letters and SMS stay on this machine.
    catches: bool = False
    # Where the Stripe without money shows its levers; empty with a real one.
    stripe: str = ""

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "healthy": self.healthy,
            "addresses": dict(self.addresses),
            "processes": {
                name: {"state": one.state, "pid": one.pid} for name, one in self.processes.items()
            },
            "logins": list(self.logins),
        }

    def as_text(self) -> str:
        """For people: what to open, how to sign in, and what does not run."""
        parts = ["Отклик работает." if self.healthy else self._trouble()]
        if self.addresses:
            titles = self._titles()
            rows = [[address, titles.get(key, key)] for key, address in self.addresses.items()]
            if self.catches and (first := self._first_city()):
                address = f"{self.addresses[first]}desk/mail/"
                rows.append([address, "пойманные письма и СМС, у каждого города свои"])
            if self.stripe:
                rows.append([self.stripe, "Stripe без денег: время, отказы карт, потери"])
            parts.append(table(["Адрес", "Что здесь"], rows))
        if self.logins and self.addresses:
            rows = [
                [_text(one, key) for key in ("city", "role", "name", "login", "password")]
                for one in self.logins
            ]
            header = ["Город", "Роль", "Имя", "Логин", "Пароль"]
            parts.append("Демонстрационные входы\n" + table(header, rows))
        return "\n\n".join(parts)

    def _trouble(self) -> str:
        if not self.processes:
            return "Отклик не запущен. Запустить: python3 infra/up.py start"
        rows = [
            [PROCESSES.get(name, name), STATES.get(one.state, one.state), str(one.pid or "")]
            for name, one in self.processes.items()
        ]
        return "Отклик работает не полностью.\n" + table(["Процесс", "Состояние", "Номер"], rows)

    def _first_city(self) -> str:
        return next((key for key in self.addresses if key not in ("platform", "console")), "")

    def _titles(self) -> dict[str, str]:
        cities = {label_of(one): str(one.get("city", "")) for one in self.logins}
        fixed = {"platform": "сайт платформы", "console": "кабинет операторов"}
        return {**cities, **fixed}


def addresses(logins: Iterable[Mapping[str, Any]], *, domain: str, port: int) -> dict[str, str]:
    """Every site of this copy by a short name: the platform, the console, each demo city."""
    tail = "" if port == 80 else f":{port}"
    found = {"platform": f"http://{domain}{tail}/", "console": f"http://console.{domain}{tail}/"}
    for one in logins:
        label = label_of(one)
        if label and label != domain:
            found.setdefault(label, f"http://{label}.{domain}{tail}/")
    return found


def label_of(login: Mapping[str, Any]) -> str:
    """The first part of the host: penza of penza.localhost:8000."""
    return str(login.get("host") or "").split(":")[0].split(".")[0]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, a line under the header."""
    widths = [max(len(row[index]) for row in [header, *rows]) for index in range(len(header))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [header, *rows]
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(lines)


def _text(login: Mapping[str, Any], key: str) -> str:
    value = str(login.get(key) or "")
    return ROLES.get(value, value) if key == "role" else value
