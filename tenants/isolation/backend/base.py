"""A database connection that holds nothing about the city between transactions.

`BEGIN` carries `SET LOCAL ROLE` and `SET LOCAL search_path` in its own message, so that a
transaction costs no extra round trip and any pooler may stand between. That message is ours to
the letter; everything else goes by the extended protocol, one statement a call, so that
`…; SET LOCAL ROLE t_other` smuggled into a query is refused by the server.

A statement of a city outside a transaction, or inside a transaction opened for somebody else,
is refused here, before it reaches the server.
"""

from functools import lru_cache
from typing import Any

import psycopg
from django.db.backends.postgresql import base as postgresql
from psycopg import generators
from psycopg.pq import ExecStatus, TransactionStatus

from tenants.isolation import scope
from tenants.isolation.backend.introspection import SchemaIntrospection
from tenants.isolation.backend.schema import WritingSchemaEditor


class OutsideTransaction(RuntimeError):
    """A city's statement outside a transaction would run without the city's role."""


class ForeignTransaction(RuntimeError):
    """The transaction was opened for another tenant than the one that now wants to use it."""


@lru_cache(4096)
def opening(schema: str, with_role: bool, is_sealed: bool = False) -> bytes:
    """The fixed text that opens a transaction for a schema.

    Of a sealed city (tenants.entitlement) the database takes no write: the mode rides with BEGIN
    and cannot be changed back inside.
    """
    if schema == scope.PUBLIC:
        return b"BEGIN; SET LOCAL search_path = public"
    scope.check_schema_name(schema)
    begin = "BEGIN READ ONLY" if is_sealed else "BEGIN"
    role = f'SET LOCAL ROLE "t_{schema}"; ' if with_role else ""
    return f'{begin}; {role}SET LOCAL search_path = "{schema}", public'.encode()


class TenantConnection(psycopg.Connection[Any]):
    """Opens every transaction for the tenant of the moment and remembers for whom."""

    with_role = True
    opened_for: str | None = None

    def _start_query(self) -> Any:
        """psycopg's hook before each statement (private, pinned by a contract test)."""
        if self._autocommit or self.pgconn.transaction_status != TransactionStatus.IDLE:
            return
        if self._pipeline:
            raise psycopg.NotSupportedError("A transaction cannot be opened inside a pipeline.")
        tenant = scope.current()
        self.opened_for = tenant.schema if tenant else scope.PUBLIC
        # The owner's hands take a sealed city apart or bring it up to date.
        is_sealed = self.with_role and scope.is_sealed()
        self.pgconn.send_query(opening(self.opened_for, self.with_role, is_sealed))
        for result in (yield from generators.execute(self.pgconn)):
            if result.status == ExecStatus.FATAL_ERROR:
                raise psycopg.errors.error_from_result(result, encoding=self.pgconn._encoding)

    def refuse_strangers(self) -> None:
        """Fail closed when the tenant of the moment is not the transaction's.

        Raises:
            OutsideTransaction, ForeignTransaction
        """
        wanted = scope.schema()
        if self._autocommit or self.pgconn.transaction_status == TransactionStatus.IDLE:
            if wanted != scope.PUBLIC:
                raise OutsideTransaction(f"A statement of {wanted} outside a transaction.")
        elif self.opened_for != wanted:
            raise ForeignTransaction(
                f"A statement of {wanted} in a transaction opened for {self.opened_for}."
            )


class TenantCursor(postgresql.CursorMixin, psycopg.ClientCursor[Any]):
    """Django's client cursor: one statement a call, and only for the transaction's tenant."""

    one_statement = True

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: Any = None) -> Any:
        self._refuse_strangers()
        return super()._execute_send(query, force_extended=self.one_statement, binary=binary)

    def _start_copy_gen(self, statement: Any, params: Any = None) -> Any:
        yield from self._start_query(statement)
        self._refuse_strangers()
        yield from super()._start_copy_gen(statement, params)

    def _refuse_strangers(self) -> None:
        if isinstance(self._conn, TenantConnection):
            self._conn.refuse_strangers()


class OwnerConnection(TenantConnection):
    """The connection of migrations and provisioning: the path of the tenant, the owner's rights."""

    with_role = False


class OwnerCursor(TenantCursor):
    """Migrations write several statements in one call; nobody's input comes here."""

    one_statement = False


class DatabaseWrapper(postgresql.DatabaseWrapper):
    """What Django sees: an ordinary PostgreSQL whose tenant follows the context."""

    introspection_class = SchemaIntrospection
    SchemaEditorClass = WritingSchemaEditor

    # django-tenants asks the connection whose schema it is on; the answer is the context's.
    @property
    def schema_name(self) -> str:
        """The schema of the moment."""
        return scope.schema()

    @property
    def tenant(self) -> scope.Tenant | None:
        """The tenant of the moment."""
        return scope.current()

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters with our cursor."""
        params = super().get_connection_params()
        params["cursor_factory"] = OwnerCursor if self.alias == "owner" else TenantCursor
        params.setdefault("connect_timeout", 5)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> TenantConnection:
        """A connection of the kind that suits the alias; transactions read what is committed."""
        kind = OwnerConnection if self.alias == "owner" else TenantConnection
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return kind.connect(**conn_params)

    def is_usable(self) -> bool:
        """Whether the server answers; asked of the connection, not of any city."""
        with scope.entered(None):
            return bool(super().is_usable())

    def in_error(self) -> bool:
        """Whether the open transaction has failed, so that a commit would roll back in silence."""
        if self.connection is None:
            return False
        return bool(self.connection.pgconn.transaction_status == TransactionStatus.INERROR)
