"""FAULT 41: a process killed in a step or right after it leaves a city nobody reaches; then it is resumed.

The killed process is real: a fork of this one with connections of its own, ended by SIGKILL, so that
neither Python nor the database gets a chance to say goodbye.
"""

import os
import signal

import pytest
from django.db import connections

from appeals.models import Category, ReplyTemplate
from billing.models import Subscription
from tenants import directory
from tenants.accounts.models import Mail, User
from tenants.isolation import scope
from tenants.models import City, Domain
from tenants.provisioning import steps
from tests.samara import ordered

STEPS = list(steps.steps_of("city"))


@pytest.fixture
def samara(committed):
    """An order for a city, gone afterwards."""
    with ordered(committed) as job:
        yield job


def killed(job, name: str, *, inside: bool) -> None:
    """Let another process carry the order out and kill it there."""
    child = os.fork()
    if not child:
        try:
            _die_at(job, name, inside=inside)
        finally:
            os._exit(99)  # it ought to be dead by now
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def _die_at(job, name: str, *, inside: bool) -> None:
    for connection in connections.all(initialized_only=True):
        connection.connection = None  # the parent's socket: neither used nor closed here
    real = steps._do

    def do(job, reached, step):
        def work(job):
            step(job)
            if inside and reached == name:
                os.kill(os.getpid(), signal.SIGKILL)

        real(job, reached, work)
        if reached == name:
            os.kill(os.getpid(), signal.SIGKILL)

    steps._do = do
    steps.carry_out(job)


@pytest.mark.parametrize("name", STEPS)
def test_a_killed_step_is_resumed_to_one_whole_city(samara, name):
    killed(samara, name, inside=True)
    samara.refresh_from_db(using="owner")
    assert name not in samara.done
    directory.forget()
    assert directory.by_host("samara.localhost") is None

    killed(samara, name, inside=False)
    samara.refresh_from_db(using="owner")
    assert samara.done == STEPS[: STEPS.index(name) + 1]
    directory.forget()
    assert (directory.by_host("samara.localhost") is not None) == (name == STEPS[-1])

    tenant = steps.carry_out(samara)

    samara.refresh_from_db(using="owner")
    assert samara.done == STEPS
    assert samara.finished_at is not None
    assert directory.by_host("samara.localhost") == tenant
    with scope.entered(None):
        assert City.objects.filter(name="Самара").count() == 1
        assert Domain.objects.filter(tenant__name="Самара").count() == 1
    with scope.in_tenant(tenant):
        codes = list(Category.objects.values_list("code", flat=True))
        assert len(codes) == len(set(codes)) > 50
        assert ReplyTemplate.objects.count() == 10
        assert User.objects.count() == Mail.objects.count() == 1
        assert Subscription.objects.count() == 1
