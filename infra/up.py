#!/usr/bin/env python3
# -*- coding: utf-8 -*-  # noqa: UP009
"""Otklik by one command: `python3 infra/up.py [start|stop|status] [--help]`.

This file says no more than that an old Python will not do, in words that an old Python can read.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036
    found = sys.version.split()[0]
    sys.exit("Нужен Python 3.11 или новее, а это " + found + ": запустите python3.11 infra/up.py.")
if os.name != "posix":
    sys.exit("Отклик запускается на Linux и macOS, а в Windows – внутри WSL.")

if __name__ == "__main__":
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    from infra.embedded.command import main

    sys.exit(main())
