"""How long a new city takes from the order to the air: `infra/bench.py provisioning`.

Cities are made one after another on servers of the bench's own; the starter catalogue and the
check against the template are part of the time.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time

from tests.bench import city


def letters(serial: int, alphabet: str) -> str:
    """Three letters that no other city has."""
    size = len(alphabet)
    return (
        alphabet[serial // size // size % size]
        + alphabet[serial // size % size]
        + alphabet[serial % size]
    )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=20)
    options.add_argument("--json", action="store_true", help="one line for a script")
    chosen = options.parse_args()
    if "OWNER_DATABASE_URL" not in os.environ:
        raise SystemExit("Set OWNER_DATABASE_URL, or run `python3 infra/bench.py`, which does it.")
    city.set_up()
    from tenants import directory
    from tenants.provisioning import steps

    at_start = len(directory.routable_cities())
    seconds = []
    for serial in range(at_start, at_start + chosen.count):
        wanted = {
            "name": f"Город {serial}",
            "code": f"Ъ{letters(serial, 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШ')}",
            "latin_code": f"Q{letters(serial, 'ABCDEFGHIJKLMNOPQRSTUVWX')}",
            "host": f"bench{serial}.localhost",
        }
        started = time.perf_counter()
        steps.carry_out(steps.order(f"bench{serial}", wanted, by="bench"))
        seconds.append(time.perf_counter() - started)
        assert directory.by_host(wanted["host"]) is not None
    figures = {
        "cities_before": at_start,
        "cities_after": len(directory.routable_cities()),
        "first_seconds": round(seconds[0], 3),
        "median_seconds": round(statistics.median(seconds), 3),
        "slowest_seconds": round(max(seconds), 3),
        "last_seconds": round(seconds[-1], 3),
    }
    if chosen.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:20} {figure}")


if __name__ == "__main__":
    main()
