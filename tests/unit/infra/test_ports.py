"""Ports of this machine."""

import socket

import pytest

from infra.embedded import ports
from infra.embedded.sentences import Refusal


@pytest.fixture
def listener():
    with socket.socket() as somebody:
        somebody.bind((ports.LOOPBACK, 0))
        somebody.listen()
        yield somebody.getsockname()[1]


def test_a_port_where_somebody_listens_is_not_free(listener):
    assert not ports.is_free(listener)
    assert ports.is_answering(listener)


def test_the_refusal_of_a_taken_port_names_it_and_offers_another(listener):
    with pytest.raises(Refusal, match=rf"Порт {listener} занят.*--port {listener + 1}"):
        ports.require_free(listener)


@pytest.mark.parametrize("port", [0, -1, 65536, 99999])
def test_an_impossible_port_is_refused(port):
    with pytest.raises(Refusal, match="невозможен"):
        ports.require_free(port)


def test_a_server_gets_its_port_of_last_time_back():
    first = ports.pick()

    assert ports.pick(preferred=first) == first


def test_a_server_gets_another_port_when_its_own_is_taken(listener):
    assert ports.pick(preferred=listener) != listener


def test_two_servers_never_get_one_port():
    first = ports.pick()

    assert ports.pick(preferred=first, taken=frozenset({first})) != first


def test_waiting_ends_at_once_when_the_awaited_died():
    assert not ports.wait_until(lambda: False, seconds=3600, alive=lambda: False)
