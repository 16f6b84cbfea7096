"""What still holds when the code above it is wrong: rights, the server's log, messages, addresses."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client

from tenants.accounts.models import User
from tenants.fanout import outbox, relay
from tenants.isolation import scope
from tests import make


def test_the_databases_log_does_not_repeat_what_people_typed(city):
    """A refused INSERT carries the row: neither it nor the key it collided with is written down."""
    with connection.cursor() as cursor:
        found = {}
        for name in ("log_min_error_statement", "log_error_verbosity"):
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    make.user(email="canary@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="canary@example.org", password="x")])

    assert found == {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}


def test_the_office_cannot_take_a_finished_city_apart_again(committed):
    """An order that is carried out stays so: its steps and its end are the steward's to write."""
    for change in ("done = '[]'", "finished_at = NULL", "schema_name = 'kazan2'"):
        with (
            scope.entered(committed.office),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE public.tenants_provisioningjob SET {change}")


def test_a_city_lets_go_of_its_own_messages_only(committed):
    with scope.in_tenant(committed.kazan):
        outbox.put("tests", {"x": 1})
    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM tenants_outbox")
        ids = [row[0] for row in cursor.fetchall()]

    def left() -> int:
        with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM tenants_outbox")
            return cursor.fetchone()[0]

    with scope.entered(committed.penza):
        relay.finish(ids)
    assert left() == 1
    with scope.entered(committed.kazan):
        relay.finish(ids)
    assert left() == 0


@pytest.mark.parametrize(
    "path", ["/track/%00/", "/track/%00/accepted/", "/media/%00.jpg", "/appeals/%00/", "/%00"]
)
def test_an_address_with_a_nul_is_no_address(committed, path):
    assert Client(headers={"host": "penza.localhost"}).get(path).status_code == 404
