"""How many public cards a second the web shows, and how soon: `infra/bench.py cards`.

Residents come by links of a few hundred appeals that are talked about; every eighth opens the first
page. Measured with the cache of pages warm, and past it (an address the cache does not keep), on a web
of production's size: two workers of four threads. The generator runs on the same cores.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from itertools import cycle, islice

import psycopg

from tests.bench import city, cpu, load, product

BROWSERS = 8
WHICH = """
SELECT a.year, a.serial FROM {schema}.appeals_appeal a
WHERE a.is_public ORDER BY a.status_at DESC, a.id DESC LIMIT %s
"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="penza.localhost")
    options.add_argument("--cards", type=int, default=200, help="different appeals that are read")
    options.add_argument("--seconds", type=float, default=8)
    chosen = options.parse_args()
    place = city.place(chosen.host)
    paths = [f"/appeals/{number}/" for number in _numbers(place.schema, chosen.cards)]
    figures: dict[str, dict[str, float]] = {}
    with product.web(product.environment()) as running:
        groups = {**running.processes, "database": city.server_process()}
        for name, addresses in {
            "card, kept": paths,
            "home, kept": ["/"],
            "card, past the cache": [f"{path}?said=-" for path in paths],
            "home, past the cache": ["/?said=-"],
        }.items():
            once = islice(_requests(chosen.host, addresses), len(addresses))
            load.fire(running.port, once, connections=BROWSERS)
            before, load_before = cpu.spent(groups), os.getloadavg()[0]
            result = _fire(running.port, chosen.host, addresses, chosen.seconds)
            spent = cpu.between(before, cpu.spent(groups))
            if set(result.statuses) != {200}:
                raise SystemExit(result.first_failure.decode(errors="replace")[:2000])
            figures[name] = {
                "a_second": round(result.rate, 1),
                "p50_ms": round(result.percentile(0.5), 1),
                "p95_ms": round(result.percentile(0.95), 1),
                **{
                    f"{group}_cpu_ms": round(used / len(result.seconds) * 1000, 2)
                    for group, used in spent.items()
                },
                "load": round(load_before, 1),
            }
    print(json.dumps(figures, indent=1))


def _fire(port: int, host: str, paths: list[str], seconds: float) -> load.Result:
    requests = _requests(host, paths)
    return load.fire(port, islice(requests, 1_000_000), connections=BROWSERS, seconds=seconds)


def _requests(host: str, paths: list[str]) -> Iterator[bytes]:
    """GETs one after another, for ever."""
    heads = [
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n\r\n".encode()
        for path in paths
    ]
    return cycle(heads)


def _numbers(schema: str, most: int) -> list[str]:
    """The Latin numbers of the cards changed last."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as connection:
        latin = connection.execute(
            "SELECT latin_code FROM public.tenants_city WHERE schema_name = %s", [schema]
        ).fetchone()
        rows = connection.execute(WHICH.format(schema=schema).encode(), [most]).fetchall()
    assert latin is not None
    return [f"{latin[0]}-{year}-{serial:06d}" for year, serial in rows]


if __name__ == "__main__":
    main()
