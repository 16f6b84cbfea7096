"""Run a management command with both source roots on the path."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Hand the command line to Django; `platform/` is a source root, never a package."""
    root = Path(__file__).resolve().parent.parent
    sys.path[:0] = [str(root / "platform"), str(root)]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
