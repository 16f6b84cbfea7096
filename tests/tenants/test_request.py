"""A request is one transaction: what ends badly leaves nothing behind."""

import contextlib
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from psycopg import errors as pg

from appeals.models import Organisation
from tenants.isolation import scope
from tenants.isolation.middleware import TRIES, TenantMiddleware, TryAgain, roll_back
from tests import make


def answer(view, *, method: str = "get", data=None) -> HttpResponse:
    """What the middleware makes of a view, as Django wraps it."""
    middleware = TenantMiddleware(lambda request: view(request))
    request = getattr(RequestFactory(), method)("/", data, headers={"host": "penza.localhost"})
    return middleware(request)


def rows(stage) -> int:
    with scope.in_tenant(stage.penza):
        return Organisation.objects.count()


@pytest.mark.parametrize(("status", "kept"), [(200, 1), (302, 1), (404, 0), (409, 0), (500, 0)])
def test_only_an_answer_without_error_commits(committed, status, kept):
    def view(request):
        make.organisation()
        return HttpResponse(status=status)

    assert answer(view).status_code == status
    assert rows(committed) == kept


def test_an_answer_made_from_an_exception_rolls_back_whatever_its_status(committed):
    def view(request):
        make.organisation()
        roll_back(request)
        return HttpResponse(status=200)

    answer(view)

    assert rows(committed) == 0


@pytest.mark.parametrize("error", [Http404, PermissionDenied, ValueError])
def test_an_exception_of_a_view_rolls_back(committed, error):
    def view(request):
        make.organisation()
        raise error

    with pytest.raises(error):
        answer(view)
    assert rows(committed) == 0


def test_a_failed_transaction_is_never_answered_as_a_success(committed):
    def view(request):
        make.organisation()
        with connection.cursor() as cursor:
            with contextlib.suppress(pg.DivisionByZero):
                cursor.cursor.execute("SELECT 1/0")
        return HttpResponse("всё хорошо")

    assert answer(view).status_code == 500
    assert rows(committed) == 0


def test_a_deadlock_is_run_again(committed):
    runs = []

    def view(request):
        runs.append(request.POST.get("a"))
        make.organisation()
        if len(runs) == 1:
            raise OperationalError from pg.DeadlockDetected()
        return HttpResponse()

    assert answer(view, method="post", data={"a": "1"}).status_code == 200
    assert runs == ["1", "1"]
    assert rows(committed) == 1


def test_a_race_lost_every_time_is_an_honest_failure(committed):
    runs = []

    def view(request):
        runs.append(make.organisation())
        raise TryAgain

    assert answer(view, method="post", data={"a": "1"}).status_code == 500
    assert len(runs) == TRIES
    assert rows(committed) == 0


def test_real_deadlocks_end_in_two_successes(committed):
    with scope.in_tenant(committed.penza):
        first, second = make.organisation("Первая"), make.organisation("Вторая")
    meet = threading.Barrier(2)
    waited = threading.local()

    def crossing(one: int, other: int):
        def view(request):
            Organisation.objects.filter(pk=one).update(phone="1")
            if not getattr(waited, "done", False):
                waited.done = True
                meet.wait(20)
            Organisation.objects.filter(pk=other).update(phone="2")
            return HttpResponse()

        return view

    statuses = []

    def run(view):
        try:
            statuses.append(answer(view, method="post", data={"a": "1"}).status_code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(crossing(*pair),))
        for pair in ((first.pk, second.pk), (second.pk, first.pk))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [200, 200]
