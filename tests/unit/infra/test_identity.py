"""A process is its number and its birth; neither alone."""

import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from infra.embedded import identity

WAIT_FOR_A_SIGNAL = "import signal; print('ready', flush=True); signal.pause()"


@pytest.fixture
def child():
    with subprocess.Popen(
        [sys.executable, "-c", WAIT_FOR_A_SIGNAL], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        yield process
        process.kill()


def test_a_running_process_is_alive(child):
    assert identity.identify(child.pid).is_alive()


def test_the_next_holder_of_a_number_is_a_stranger_and_gets_no_signal(child):
    yesterday = replace(identity.identify(child.pid), born="another life")

    assert not yesterday.is_alive()
    assert not yesterday.send(signal.SIGKILL)
    assert child.poll() is None


def test_a_finished_process_that_nobody_buried_is_not_alive(child):
    one = identity.identify(child.pid)

    assert one.send(signal.SIGKILL)
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

    assert not one.is_alive()


def test_a_number_that_nobody_holds_has_no_identity():
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        gone.wait()

    assert identity.identify(gone.pid) is None


def test_grandchildren_are_descendants():
    grandchild = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WAIT_FOR_A_SIGNAL!r}])"
    )
    with subprocess.Popen([sys.executable, "-c", grandchild], stdout=subprocess.PIPE) as parent:
        parent.stdout.readline()
        family = identity.descendants(parent.pid)
        identity.end_now(family)

    assert len(family) == 1
    assert not family[0].is_alive()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows environments")
def test_an_orphan_is_found_by_its_mark():
    mark = {"OTKLIK_RUN": f"/nowhere/{os.getpid()}"}
    command = [sys.executable, "-c", WAIT_FOR_A_SIGNAL]
    with subprocess.Popen(command, env={**os.environ, **mark}, stdout=subprocess.PIPE) as orphan:
        orphan.stdout.readline()
        found = identity.carrying(f"OTKLIK_RUN={mark['OTKLIK_RUN']}")
        identity.end_now(found)

    assert [one.pid for one in found] == [orphan.pid]
