#!/usr/bin/env python3
# -*- coding: utf-8 -*-  # noqa: UP009
"""Everything that must hold: `python3 infra/check.py [--fast] [-k EXPRESSION]`.

This file says no more than that an old Python will not do, in words that an old Python can read.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036
    found = sys.version.split()[0]
    sys.exit(
        "Нужен Python 3.11 или новее, а это " + found + ": запустите python3.11 infra/check.py."
    )
if os.name != "posix":
    sys.exit("Проверка запускается на Linux и macOS, а в Windows – внутри WSL.")

if __name__ == "__main__":
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from infra.checks.command import main

    sys.exit(main())
