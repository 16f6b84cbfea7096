"""The verbs of the one command, as far as they go without starting anything."""

import json
import signal
import socket

import pytest

from infra.embedded import command, ports


@pytest.fixture(autouse=True)
def polite_end():
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "var"


def test_a_script_asks_about_a_copy_that_never_ran(folder, capsys):
    code = command.main(["status", "--json", "--data", str(folder)])

    assert code == 1
    assert json.loads(capsys.readouterr().out) == {
        "healthy": False,
        "addresses": {},
        "processes": {},
        "logins": [],
    }
    assert not folder.exists()


def test_stopping_what_never_ran_is_no_failure(folder, capsys):
    assert command.main(["stop", "--data", str(folder)]) == 0
    assert "не запущен" in capsys.readouterr().err
    assert not folder.exists()


def test_a_refused_start_is_one_sentence_and_leaves_no_folder(folder, capsys):
    with socket.socket() as somebody:
        somebody.bind((ports.LOOPBACK, 0))
        somebody.listen()
        port = somebody.getsockname()[1]

        code = command.main(["start", "--data", str(folder), "--port", str(port)])

    assert code == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not folder.exists()


def test_a_refused_fresh_start_erases_nothing(folder, capsys):
    command.DataFolder(folder).create()
    (folder / "media").mkdir()

    assert command.main(["start", "--fresh", "--data", str(folder), "--port", "99999"]) == 1
    assert (folder / "media").exists()


def test_a_strangers_folder_is_not_made_ours(folder, capsys):
    folder.mkdir()
    (folder / "diploma.txt").touch()

    assert command.main(["start", "--fresh", "--data", str(folder)]) == 1
    assert [entry.name for entry in folder.iterdir()] == ["diploma.txt"]
