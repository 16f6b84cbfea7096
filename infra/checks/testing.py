"""Running pytest: reports as they come, side by side, and one closing line over all runs."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

JOURNEYS = "tests/journeys"
NOTHING_COLLECTED = 5
LOOK_SECONDS = 0.2
# How a run is started when those beside it go before it.
GIVING_WAY = ("nice", "-n", "5")
CLOSING = re.compile(r"^=+ (?P<counts>.*\d+ \w+.*) in (?P<seconds>[\d.]+)s\b.*=+$")
COUNT = re.compile(r"(\d+) (\w+)")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
ORDER = ("failed", "error", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning")


@dataclass(frozen=True)
class Result:
    """How one run ended, or several side by side: together they took as long as the longest."""

    code: int
    counts: Counter[str]
    seconds: float

    def __add__(self, other: Result) -> Result:
        return Result(
            self.code or other.code, self.counts + other.counts, max(self.seconds, other.seconds)
        )

    def closing_line(self) -> str:
        """The line with which pytest closes a run, over all runs together."""
        parts = []
        for kind in ORDER:
            count = self.counts[kind]
            if count:
                plural = "s" if kind in ("error", "warning") and count > 1 else ""
                parts.append(f"{count} {kind}{plural}")
        text = f" {', '.join(parts) or 'no tests ran'} in {self.seconds:.2f}s "
        return text.center(80, "=")


class Run:
    """A run of pytest that writes its report into a file while others go on beside it."""

    def __init__(
        self,
        python: Path,
        root: Path,
        environment: Mapping[str, str],
        arguments: Sequence[str],
        report: Path,
        *,
        gives_way: bool = False,
    ) -> None:
        command = [*(GIVING_WAY if gives_way else ()), str(python), "-m", "pytest", *arguments]
        if sys.stdout.isatty():
            command.append("--color=yes")
        self.report = report
        with report.open("wb") as out:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                env={**environment, "PYTHONUNBUFFERED": "1"},
                cwd=root,
            )

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing of it goes on when the check has ended."""
        self.process.terminate()
        self.process.wait()

    def told(self) -> Result:
        """Its report to the end, from the start and as it comes; a run that finds nothing is no failure."""
        counts: Counter[str] = Counter()
        seconds = 0.0
        with self.report.open(encoding="utf-8", errors="replace") as report:
            line = ""
            for piece in self._pieces(report):
                print(piece, end="", flush=True)
                line += piece
                if closing := read_closing(line):
                    counts, seconds = closing
                if piece.endswith("\n"):
                    line = ""
        code = 0 if self.process.returncode == NOTHING_COLLECTED else self.process.returncode
        counts.pop("deselected", None)
        return Result(code, counts, seconds)

    def _pieces(self, report: TextIO) -> Iterator[str]:
        """Lines, and the beginnings of lines that are still being written."""
        while True:
            has_ended = self.process.poll() is not None
            while piece := report.readline():
                yield piece
            if has_ended:
                return
            time.sleep(LOOK_SECONDS)


def quick_tests(root: Path, shares: int) -> list[list[str]]:
    """All files of tests but the journeys', dealt out in turn: the same shares every time."""
    found = sorted(path.relative_to(root).as_posix() for path in root.glob("tests/**/test_*.py"))
    files = [path for path in found if not path.startswith(f"{JOURNEYS}/")]
    return [files[number::shares] for number in range(shares)]


def read_closing(line: str) -> tuple[Counter[str], float] | None:
    """The counts and seconds of pytest's last line; None for every other line."""
    match = CLOSING.match(COLOUR.sub("", line).strip())
    if not match:
        return None
    found = COUNT.findall(match["counts"])
    return Counter({_singular(kind): int(count) for count, kind in found}), float(match["seconds"])


def _singular(kind: str) -> str:
    return kind.removesuffix("s") if kind in ("errors", "warnings") else kind
