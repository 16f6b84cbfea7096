"""A database ready for cities: roles, extensions, and the doors that are shut in it.

Done once by the server's superuser; everything afterwards is the owner's work.
"""

from urllib.parse import unquote, urlparse

import psycopg
from psycopg import sql

EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent")


def prepare(admin_url: str, owner_url: str, app_url: str) -> None:
    """Make the roles and the database that the two addresses name; safe to repeat."""
    owner, app = urlparse(owner_url), urlparse(app_url)
    database = unquote(app.path.lstrip("/"))
    with psycopg.connect(admin_url, autocommit=True) as admin:
        _role(admin, str(owner.username), "LOGIN CREATEROLE NOINHERIT", owner.password)
        _role(admin, str(app.username), "LOGIN NOINHERIT", app.password)
        _role(admin, "tenant_common", "NOLOGIN", None)
        names = {
            "owner": sql.Identifier(str(owner.username)),
            "app": sql.Identifier(str(app.username)),
            "database": sql.Identifier(database),
        }
        _run(admin, "GRANT tenant_common TO {owner} WITH ADMIN OPTION", names)
        # Django asks for UTC by set_config unless the role has it already; set_config is shut below.
        _run(admin, "ALTER ROLE {app} SET timezone = 'UTC'", names)
        _run(admin, "ALTER ROLE {owner} SET timezone = 'UTC'", names)
        for role in ("app", "owner"):
            # A refused statement would stand in the server's log with all that a person typed.
            _run(admin, f"ALTER ROLE {{{role}}} SET log_min_error_statement = 'panic'", names)
            _run(admin, f"ALTER ROLE {{{role}}} SET log_error_verbosity = 'terse'", names)
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            _run(admin, "CREATE DATABASE {database} OWNER {owner}", names)
        _run(admin, "REVOKE ALL ON DATABASE {database} FROM PUBLIC", names)
        _run(admin, "GRANT CONNECT ON DATABASE {database} TO {owner}, {app}", names)
    inside = urlparse(admin_url)._replace(path=f"/{database}").geturl()
    with psycopg.connect(inside, autocommit=True) as admin:
        for extension in EXTENSIONS:
            _run(admin, f"CREATE EXTENSION IF NOT EXISTS {extension}", names)
        _run(admin, "ALTER SCHEMA public OWNER TO {owner}", names)
        _run(admin, "REVOKE CREATE ON SCHEMA public FROM PUBLIC", names)
        # By SELECT set_config('role', …) one statement could change hands; nobody else needs it.
        _run(admin, "REVOKE EXECUTE ON FUNCTION set_config(text, text, boolean) FROM PUBLIC", names)
        _run(admin, "GRANT EXECUTE ON FUNCTION set_config(text, text, boolean) TO {owner}", names)


def _role(admin: psycopg.Connection, name: str, attributes: str, password: str | None) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    verb = "ALTER" if known else "CREATE"
    secret = (
        sql.SQL(" PASSWORD {}").format(sql.Literal(unquote(password))) if password else sql.SQL("")
    )
    admin.execute(sql.SQL(verb + " ROLE {} " + attributes).format(sql.Identifier(name)) + secret)


def _run(admin: psycopg.Connection, text: str, names: dict[str, sql.Identifier]) -> None:
    admin.execute(sql.SQL(text).format(**names))
