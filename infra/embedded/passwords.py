"""The secrets of one copy: made once, kept in a file that only its owner reads."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from .data_folder import DataFolder, write_private
from .sentences import Refusal


@dataclass(frozen=True, repr=False)
class Secrets:
    """Passwords of the database's log-ins and of the broker, and the key that signs sessions."""

    postgres: str
    owner: str
    app: str
    valkey: str
    secret_key: str


def of(data: DataFolder) -> Secrets:
    """The secrets of this folder; a new folder gets new ones.

    Refuses a damaged file: new passwords would not open the database that the old ones closed.
    """
    path = data.secrets
    if not path.exists():
        if (data.path / "postgres").exists():
            raise Refusal(_damaged(path, "пропал"))
        made = Secrets(*(secrets.token_urlsafe(48) for _ in fields(Secrets)))
        write_private(path, asdict(made))
        return made
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        read = Secrets(**{field.name: stored[field.name] for field in fields(Secrets)})
        sound = all(isinstance(value, str) and len(value) >= 16 for value in asdict(read).values())
    except (ValueError, KeyError, TypeError):
        sound = False
    if not sound:
        raise Refusal(_damaged(path, "повреждён"))
    path.chmod(0o600)
    return read


def _damaged(path: Path, what: str) -> str:
    return (
        f"Файл паролей {path} {what}: верните его из копии или начните с чистых данных "
        "командой infra/up.py start --fresh."
    )
