"""What each process is told by its environment; only those who migrate know the owner's address."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .data_folder import DataFolder
from .passwords import Secrets

OWNERS = ("OWNER_DATABASE_URL", "ADMIN_DATABASE_URL")
STEERING = ("PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "VIRTUAL_ENV", "DJANGO_SETTINGS_MODULE")
# Without compiled modules beside the sources every start would compile thousands of them anew.
UNWELCOME = ("PYTHONDONTWRITEBYTECODE",)


def product(
    root: Path,
    data: DataFolder,
    secrets: Secrets,
    addresses: Mapping[str, str],
    port: int,
    outer: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """Everything; what the person set (mail, domain, Sentry …) goes before our defaults."""
    kept = {
        name: value
        for name, value in outer.items()
        if name not in (*STEERING, *UNWELCOME) and not name.startswith("PG")
    }
    defaults = {
        "SECRET_KEY": secrets.secret_key,
        "OTKLIK_ENV": "local",
        "BASE_DOMAIN": "localhost",
        "PUBLIC_SCHEME": "http",
        "PUBLIC_PORT": "" if port == 80 else str(port),
        # Letters and SMS are caught: each city shows them at /desk/mail/.
        "EMAIL_URL": "file:",
        "SMS_URL": "file:",
    }
    ours = {
        "DATA_DIR": str(data.path),
        "PYTHONPATH": os.pathsep.join([str(root), str(root / "platform")]),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }
    return {**defaults, **kept, **ours, **addresses}


def for_administrator(everything: Mapping[str, str]) -> dict[str, str]:
    """Makes roles and the database, once."""
    return dict(everything)


def for_owner(everything: Mapping[str, str]) -> dict[str, str]:
    """Migrates and provisions."""
    return {name: value for name, value in everything.items() if name != "ADMIN_DATABASE_URL"}


def for_app(everything: Mapping[str, str]) -> dict[str, str]:
    """Serves people: cannot even name the owner's log-in."""
    return {name: value for name, value in everything.items() if name not in OWNERS}
