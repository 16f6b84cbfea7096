"""A data folder is ours by its marker, and nobody else's is touched."""

import json
import os
import stat

import pytest

from infra.embedded import data_folder, passwords
from infra.embedded.data_folder import DataFolder
from infra.embedded.sentences import Refusal


@pytest.fixture
def data(tmp_path):
    folder = DataFolder(tmp_path / "var")
    folder.create()
    return folder


def test_a_new_folder_is_made_closed_to_others(tmp_path):
    folder = DataFolder(tmp_path / "deep" / "var")

    assert folder.create()
    assert folder.exists()
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700


def test_a_folder_that_is_ours_is_taken_again(data):
    assert not data.create()


def test_a_folder_with_strange_files_is_refused(tmp_path):
    (tmp_path / "diploma.txt").touch()

    with pytest.raises(Refusal, match="чужие файлы"):
        DataFolder(tmp_path).create()


def test_erasing_refuses_a_folder_without_the_marker(tmp_path):
    (tmp_path / "diploma.txt").touch()

    with pytest.raises(Refusal, match="не трогаю"):
        DataFolder(tmp_path).erase()
    assert (tmp_path / "diploma.txt").exists()


def test_erasing_leaves_the_folder_ours_and_empty(data):
    (data.path / "postgres").mkdir()
    (data.path / "secrets.json").touch()

    data.erase()

    assert data.exists()
    assert [entry.name for entry in data.path.iterdir()] == [data_folder.MARKER]


def test_erasing_does_not_follow_a_link_out_of_the_folder(data, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "diploma.txt").touch()
    (data.path / "media").symlink_to(outside)

    data.erase()

    assert (outside / "diploma.txt").exists()


def test_another_persons_folder_is_refused(data, monkeypatch):
    stranger = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: stranger)

    with pytest.raises(Refusal, match="принадлежит другому пользователю"):
        data.create()


def test_a_full_disk_is_told_before_anything_begins(data):
    with pytest.raises(Refusal, match="освободите место"):
        data.require_space(1024**6)


def test_passwords_are_made_once_and_only_their_owner_reads_them(data):
    made = passwords.of(data)

    assert passwords.of(data) == made
    assert stat.S_IMODE(data.secrets.stat().st_mode) == 0o600
    assert len(set(json.loads(data.secrets.read_text()).values())) == 5


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"postgres": "x"}', '"word"'])
def test_damaged_passwords_are_refused_with_a_way_out(data, damage):
    data.secrets.write_text(damage)

    with pytest.raises(Refusal, match=r"повреждён.*--fresh"):
        passwords.of(data)


def test_lost_passwords_of_a_living_database_are_not_made_anew(data):
    (data.path / "postgres").mkdir()

    with pytest.raises(Refusal, match="пропал"):
        passwords.of(data)


def test_passwords_are_not_shown_by_accident(data):
    made = passwords.of(data)

    assert made.postgres not in repr(made)
