"""`infra/check.py`: all steps told in order, the first failure ends it with the way to mend it."""

from __future__ import annotations

import argparse
import contextlib
import functools
import operator
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from infra.checks import chromium, steps, testing, throwaway
from infra.embedded.command import ROOT, interrupt, speak_utf8, told
from infra.embedded.progress import say
from infra.embedded.sentences import Refusal
from infra.embedded.venv import DEVELOPER, Venv

LONGEST = 120
# Of the quick tests: one run leaves a core idle whenever it waits for its database.
SHARES = 2
NO_BROWSER = (
    "Не нашлось Chromium для пути в браузере: установите его (apt install chromium) "
    "или назовите в переменной CHROMIUM."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when everything holds."""
    speak_utf8()
    options = _parse(arguments)
    signal.signal(signal.SIGTERM, interrupt)
    return told(lambda: check(options, ROOT))


def check(options: argparse.Namespace, root: Path) -> int:
    """The tests are started first; while they go on, the sources are read and Django is asked."""
    began = time.monotonic()
    venv = Venv(root)
    venv.ensure(DEVELOPER, servers=not options.fast)
    nowhere = throwaway.placeholders(root, venv)
    selection = ["-k", options.k] if options.k else []
    browser = chromium.find()
    if browser is None and os.environ.get("CI") and not options.fast:
        raise Refusal(NO_BROWSER)
    with contextlib.ExitStack() as running:
        if options.fast:
            folder = running.enter_context(tempfile.TemporaryDirectory(prefix="otklik-"))
            unit = ["tests/unit", *selection]
            runs = [testing.Run(venv.python, root, nowhere, unit, Path(folder) / "report")]
            running.enter_context(runs[0])
        else:
            runs = _start_all(root, venv, browser, selection, running)
        for step in _steps(options, root, venv):
            _take(step, root, nowhere)
        result = functools.reduce(operator.add, [run.told() for run in runs])
    if browser is None and not options.fast:
        say(f"Путь в браузере пропущен. {NO_BROWSER}")
    if not result.counts and not result.code:
        raise Refusal("Не выполнен ни один тест: проверьте выражение -k.")
    if result.code:
        say("Исправить: тесты, названные выше строками FAILED; один тест – check.py -k ИМЯ.")
    say(f"Проверка заняла {time.monotonic() - began:.0f} с.")
    print(result.closing_line(), flush=True)
    return 1 if result.code else 0


def _steps(options: argparse.Namespace, root: Path, venv: Venv) -> list[steps.Step]:
    """What is looked at besides the tests; nothing when a few of those are named."""
    if options.k:
        return []
    django = [] if options.fast else steps.starting_django(venv.python)
    return [*steps.reading(root, venv.python.parent), *django]


def _start_all(
    root: Path,
    venv: Venv,
    browser: str | None,
    selection: list[str],
    running: contextlib.ExitStack,
) -> list[testing.Run]:
    """The quick tests in shares and the journeys in a browser, each on servers of their own."""

    def started(which: list[str], *, gives_way: bool, **also: str) -> testing.Run:
        place = running.enter_context(throwaway.servers(root, venv, durable=False))
        told = {**place.everything, **also}
        report = place.data.path / "report"
        command = [*which, *selection]
        return running.enter_context(
            testing.Run(venv.python, root, told, command, report, gives_way=gives_way)
        )

    # The longest row, one thing after another and much waiting: it goes before the others.
    journeys = [started([testing.JOURNEYS], gives_way=False, CHROMIUM=browser)] if browser else []
    # A few named tests need one run.
    shares = testing.quick_tests(root, 1 if selection else SHARES)
    return [*(started(share, gives_way=True) for share in shares), *journeys]


def _take(step: steps.Step, root: Path, environment: Mapping[str, str]) -> None:
    """One step; its output is shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        step.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**environment, **step.environment},
        cwd=root,
        check=False,
    )
    seconds = f"{time.monotonic() - began:.1f} с".replace(".", ",")
    if done.returncode:
        print(_readable(done.stdout), flush=True)
        raise Refusal(f"Не прошло: {step.name} ({seconds}).\nИсправить: {step.mend}")
    say(f"{step.name} – {seconds}")


def _readable(output: str) -> str:
    """The whole report, or its two ends when nobody would read it whole."""
    lines = output.strip().splitlines()
    if len(lines) <= LONGEST:
        return "\n".join(lines)
    half = LONGEST // 2
    left_out = f"… ещё {len(lines) - 2 * half} строк …"
    return "\n".join([*lines[:half], left_out, *lines[-half:]])


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="infra/check.py",
        description="Всё, что должно выполняться: оформление, типы, стрелки между папками, "
        "миграции, тесты, путь в браузере. Свои серверы на время проверки.",
    )
    parser.add_argument(
        "--fast", action="store_true", help="только то, чему не нужны серверы: до 30 секунд"
    )
    parser.add_argument("-k", metavar="ВЫРАЖЕНИЕ", help="только тесты, чьё имя подходит")
    return parser.parse_args(arguments)
