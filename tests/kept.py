"""The database of the last run: taken again while nothing that made it has changed.

Its comment carries a digest of the sources it was made from. The comment is taken off while tests
run and put back when they have ended, so that a run that was killed leaves nothing to trust.
"""

import hashlib
import os
from pathlib import Path

import psycopg
from psycopg import sql

_ROOT = Path(__file__).resolve().parents[1]
_MAKERS = (
    "**/migrations/*.py",
    "appeals/catalogue/*",
    "appeals/actions/plant.py",
    "appeals/*.toml",
    "tenants/accounts/starter.py",
    "tenants/provisioning/*.py",
    "**/rights.py",
    "onboarding/cities/rights.py",
    "billing/*",
    "tests/conftest.py",
)


def take(name: str) -> bool:
    """Whether the database stands as a whole run left it; otherwise nothing is left of it."""
    with psycopg.connect(os.environ["ADMIN_DATABASE_URL"], autocommit=True) as admin:
        known = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        ).fetchone()
        if known is not None and known[0] == _digest():
            _say(admin, name, None)
            return True
        admin.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )
        return False


def keep(name: str) -> None:
    """Say that the run has ended and left the database clean."""
    with psycopg.connect(os.environ["ADMIN_DATABASE_URL"], autocommit=True) as admin:
        _say(admin, name, _digest())


def _say(admin: psycopg.Connection, name: str, words: str | None) -> None:
    admin.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(words))
    )


def _digest() -> str:
    found = hashlib.sha256()
    for pattern in _MAKERS:
        for path in sorted(_ROOT.glob(pattern)):
            if path.is_file() and ".venv" not in path.parts:
                found.update(str(path.relative_to(_ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
