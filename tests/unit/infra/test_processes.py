"""What a folder starts, it ends, with all offspring and nothing else."""

import os
import re
import signal
import sys
from pathlib import Path

import pytest

from infra.embedded import identity, ports
from infra.embedded.processes import Processes, Program

DEAF = """
import os, signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    print(f"child {os.getpid()}.", flush=True)
print("ready", flush=True)
while True:
    signal.pause()
"""
MEEK = "import signal; print('ready', flush=True); signal.pause()"


@pytest.fixture
def processes(tmp_path):
    started = Processes(tmp_path / "run", tmp_path / "log")
    yield started
    started.stop(started.started())


def program(name: str, source: str, *, patience: float = 10) -> Program:
    return Program(
        name, (sys.executable, "-c", source), dict(os.environ), Path("/"), patience=patience
    )


def heard(processes: Processes, name: str, pattern: str) -> str:
    """What the process said where `pattern` asked; half a line that is being written is no answer."""
    said = re.compile(pattern)
    assert ports.wait_until(
        lambda: said.search(processes.last_words(name)) is not None,
        seconds=30,
        alive=lambda: processes.is_alive(name),
    )
    return said.findall(processes.last_words(name))[0]


def test_a_process_outlives_the_object_that_started_it_and_is_found_by_its_note(processes):
    started = processes.start(program("relay", MEEK))

    later = Processes(processes.notes, processes.logs)

    assert later.started()["relay"] == started
    assert later.is_alive("relay")


def test_stopping_ends_the_process_and_takes_its_note_away(processes):
    processes.start(program("relay", MEEK))
    heard(processes, "relay", "ready")

    processes.stop(["relay"])

    assert not processes.is_alive("relay")
    assert processes.started() == {}


def test_a_process_that_will_not_listen_is_killed_with_its_children(processes):
    processes.start(program("worker", DEAF, patience=0.1))
    child = int(heard(processes, "worker", r"child (\d+)\."))
    born = identity.identify(child)

    processes.stop(["worker"])

    assert not processes.is_alive("worker")
    assert not born.is_alive()


def test_orphans_of_a_killed_parent_are_swept(processes):
    started = processes.start(program("worker", DEAF))
    child = int(heard(processes, "worker", r"child (\d+)\."))
    born = identity.identify(child)
    os.kill(started.pid, signal.SIGKILL)
    os.waitpid(started.pid, 0)
    assert born.is_alive()

    processes.sweep()

    assert not born.is_alive()


def test_a_note_of_another_life_ends_nobody(processes):
    processes.start(program("relay", MEEK))
    note = processes.notes / "relay.process"
    note.write_text(note.read_text().replace('"born": "', '"born": "yesterday '))
    later = Processes(processes.notes, processes.logs)
    alive = processes.started()["relay"].pid

    later.stop(["relay"])

    assert identity.identify(alive) is not None
    os.kill(alive, signal.SIGKILL)


def test_a_fallen_process_can_be_started_again(processes):
    first = processes.start(program("relay", MEEK))
    os.kill(first.pid, signal.SIGKILL)

    processes.restart("relay")

    assert processes.is_alive("relay")
    assert processes.started()["relay"].pid != first.pid
