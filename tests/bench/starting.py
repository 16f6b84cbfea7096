"""How long a fresh clone takes to a healthy start, first and second: `infra/bench.py starting`.

A clone of this repository in a folder of its own, with its own data; the package cache is whatever
this machine has. Nothing that runs already is touched.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.product import ROOT, free_port


def up(clone: Path, verb: str, port: int) -> float:
    """Run one verb of `infra/up.py`; the seconds it took."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.endswith("_URL") and name not in ("PYTHONPATH", "DATA_DIR", "SECRET_KEY")
    }
    command = [shutil.which("python3") or sys.executable, "infra/up.py", verb]
    places = ["--data", str(clone / "var")]
    if verb == "start":
        places += ["--port", str(port)]
    started = time.perf_counter()
    done = subprocess.run(
        [*command, *places], cwd=clone, env=kept, capture_output=True, text=True, check=False
    )
    spent = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"`up.py {verb}` failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return spent


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--json", action="store_true", help="one line for a script")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "otklik"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        port = free_port()
        figures = {}
        try:
            figures["first_seconds"] = round(up(clone, "start", port), 1)
            up(clone, "stop", port)
            figures["second_seconds"] = round(up(clone, "start", port), 1)
        finally:
            figures["stop_seconds"] = round(up(clone, "stop", port), 1)
    if chosen.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:20} {figure}")


if __name__ == "__main__":
    main()
