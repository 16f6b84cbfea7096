#!/usr/bin/env python3
# -*- coding: utf-8 -*-  # noqa: UP009
"""Measurements on throw-away servers: `python3 infra/bench.py [NAME [OPTIONS OF THE BENCH]]`."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036
    found = sys.version.split()[0]
    sys.exit(
        "Нужен Python 3.11 или новее, а это " + found + ": запустите python3.11 infra/bench.py."
    )
if os.name != "posix":
    sys.exit("Замеры запускаются на Linux и macOS, а в Windows – внутри WSL.")

if __name__ == "__main__":
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from infra.checks.bench import main

    sys.exit(main(sys.argv[1:]))
