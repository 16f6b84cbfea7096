"""Which servers are ours and which the person named."""

import pytest

from infra.embedded import binaries, valkey
from infra.embedded.data_folder import DataFolder
from infra.embedded.processes import Processes
from infra.embedded.sentences import Refusal
from infra.embedded.servers import Servers


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path)


def servers(data: DataFolder, outer: dict[str, str]) -> Servers:
    return Servers(data, Processes(data.run, data.logs), outer)


def test_a_named_database_needs_its_owners_address_too(data):
    with pytest.raises(Refusal, match="OWNER_DATABASE_URL"):
        servers(data, {"DATABASE_URL": "postgresql://app@db/otklik"})


def test_an_empty_variable_names_nothing(data):
    assert servers(data, {"DATABASE_URL": "", "BROKER_URL": ""}).database == "embedded"


def test_no_database_programs_anywhere_is_told_with_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(binaries, "POSTGRES_PLACES", ())
    monkeypatch.setattr(binaries.shutil, "which", lambda *_, **__: None)

    with pytest.raises(Refusal, match="apt install postgresql"):
        binaries.find_postgres(tmp_path, {})
    with pytest.raises(Refusal, match="apt install redis-server"):
        binaries.find_valkey(tmp_path, {})


@pytest.mark.parametrize(
    ("said", "found"), [("postgres (PostgreSQL) 14.9", False), ("postgres (PostgreSQL) 16.2", True)]
)
def test_a_database_that_is_too_old_is_passed_over(tmp_path, monkeypatch, said, found):
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{said}'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(binaries, "POSTGRES_PLACES", ())
    monkeypatch.setattr(binaries.shutil, "which", lambda *_, **__: None)

    if found:
        assert binaries.find_postgres(tmp_path / "no", {"PG_BIN": str(tmp_path)}).version == 16
    else:
        with pytest.raises(Refusal):
            binaries.find_postgres(tmp_path / "no", {"PG_BIN": str(tmp_path)})


def test_a_broker_of_another_kind_is_not_asked():
    assert valkey.ask("amqp://guest@127.0.0.1/", "PING") is None
