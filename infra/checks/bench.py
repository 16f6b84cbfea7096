"""`infra/bench.py`: a measurement of `tests/bench/` on servers of its own, with real commits."""

from __future__ import annotations

import ast
import signal
import subprocess
from pathlib import Path

from infra.checks import throwaway
from infra.embedded.command import ROOT, interrupt, speak_utf8, told
from infra.embedded.progress import say
from infra.embedded.sentences import Refusal
from infra.embedded.venv import DEVELOPER, Venv

FOLDER = ROOT / "tests" / "bench"


def main(arguments: list[str]) -> int:
    """Without a name: what can be measured. With one: the figures and the command."""
    speak_utf8()
    signal.signal(signal.SIGTERM, interrupt)
    return told(lambda: measure(arguments) if arguments else show_list())


def show_list() -> int:
    """Names and first lines of all benches."""
    for name, promise in benches(FOLDER).items():
        print(f"{name:<16} {promise}")
    return 0


def measure(arguments: list[str]) -> int:
    """Servers, tables, demo cities, then the bench; 0 when it met its own terms."""
    name, *options = arguments
    if name not in benches(FOLDER):
        raise Refusal(f"Нет замера {name}; есть: {', '.join(benches(FOLDER))}.")
    venv = Venv(ROOT)
    venv.ensure(DEVELOPER)
    with throwaway.servers(ROOT, venv, durable=True) as place:
        place.prepare(demo=True)
        say(f"$ python3 infra/bench.py {' '.join(arguments)}")
        command = [str(venv.python), "-m", f"tests.bench.{name}", *options]
        return subprocess.run(command, env=place.everything, cwd=ROOT, check=False).returncode


def benches(folder: Path) -> dict[str, str]:
    """Modules with a `main`, by name, with the first line of what they promise."""
    found = {}
    for module in sorted(folder.glob("*.py")):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        if "main" in names:
            found[module.stem] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found
