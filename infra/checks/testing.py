"""Running pytest: its report as it comes, and one closing line over all its runs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NOTHING_COLLECTED = 5
CLOSING = re.compile(r"^=+ (?P<counts>.*\d+ \w+.*) in (?P<seconds>[\d.]+)s\b.*=+$")
COUNT = re.compile(r"(\d+) (\w+)")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
ORDER = ("failed", "error", "passed", "skipped", "deselected", "xfailed", "xpassed", "warning")


@dataclass(frozen=True)
class Result:
    """How one or several runs ended."""

    code: int
    counts: Counter[str]
    seconds: float

    def __add__(self, other: Result) -> Result:
        return Result(
            self.code or other.code, self.counts + other.counts, self.seconds + other.seconds
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


def run(
    python: Path, root: Path, environment: Mapping[str, str], arguments: Sequence[str]
) -> Result:
    """One run of pytest; a run that finds nothing to do is no failure by itself."""
    command = [str(python), "-m", "pytest", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    counts: Counter[str] = Counter()
    seconds = 0.0
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
        env=dict(environment),
        cwd=root,
    ) as pytest:
        try:
            for line in pytest.stdout or ():
                print(line, end="", flush=True)
                closing = read_closing(line)
                if closing:
                    counts, seconds = closing
        except BaseException:
            pytest.terminate()
            raise
    code = 0 if pytest.returncode == NOTHING_COLLECTED else pytest.returncode
    counts.pop("deselected", None)
    return Result(code, counts, seconds)


def read_closing(line: str) -> tuple[Counter[str], float] | None:
    """The counts and seconds of pytest's last line; None for every other line."""
    match = CLOSING.match(COLOUR.sub("", line).strip())
    if not match:
        return None
    found = COUNT.findall(match["counts"])
    return Counter({_singular(kind): int(count) for count, kind in found}), float(match["seconds"])


def _singular(kind: str) -> str:
    return kind.removesuffix("s") if kind in ("errors", "warnings") else kind
