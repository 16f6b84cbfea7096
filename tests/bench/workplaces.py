"""How long the workplaces' pages take in a large city and in a small one: `infra/bench.py workplaces`.

Two cities of the same history, one grown to 10,000 appeals and one to 1,000,000, are asked by eight
browsers at once, page by page, in turns, on the same running web. Server time is what the web
process and the database spent; the time of an answer includes waiting for the two cores.
"""

from __future__ import annotations

import argparse
import json

from tests.bench import city, cpu, crowd, load, product, seats

USERS = 8


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--large", type=int, default=1_000_000)
    options.add_argument("--small", type=int, default=10_000)
    options.add_argument("--count", type=int, default=400, help="answers per page and city")
    options.add_argument("--json", action="store_true", help="one line for a script")
    chosen = options.parse_args()
    places = {
        "small": (city.place("kazan.localhost"), chosen.small),
        "large": (city.place("penza.localhost"), chosen.large),
    }
    sat = {}
    for name, (place, appeals) in places.items():
        crowd.grow(place.schema, appeals)
        sat[name] = seats.taken(place.host)
    figures: dict[str, dict[str, float]] = {}
    env = product.environment()
    with product.web(env) as running:
        groups = {**running.processes, "database": city.server_process()}
        for page in seats.PAGES:
            figures[page] = {}
            for name in ("small", "large", "small", "large"):
                load.fire(running.port, sat[name].requests(page, USERS * 3), connections=USERS)
                before = cpu.spent(groups)
                result = load.fire(
                    running.port, sat[name].requests(page, chosen.count), connections=USERS
                )
                if set(result.statuses) - {200, 302}:
                    raise SystemExit(f"{page}: {result.first_failure.decode(errors='replace')}")
                spent = cpu.between(before, cpu.spent(groups))
                cost = sum(spent.values()) / chosen.count * 1000
                # Of two turns the quieter one: whatever else ran can only add.
                for key, value in {
                    "cpu_ms": cost,
                    "p50_ms": result.percentile(0.5),
                    "p95_ms": result.percentile(0.95),
                }.items():
                    known = figures[page].get(f"{name}_{key}", value)
                    figures[page][f"{name}_{key}"] = round(min(known, value), 1)
            ratio = figures[page]["large_cpu_ms"] / (figures[page]["small_cpu_ms"] or 1)
            figures[page]["large_to_small"] = round(ratio, 2)
    if chosen.json:
        print(json.dumps(figures))
        return
    print(f"{'page':26} {'p50':>7} {'p95':>7} {'cpu':>7}   {'p95 small':>9}  large:small (cpu)")
    for page, told in figures.items():
        print(
            f"{page:26} {told['large_p50_ms']:7} {told['large_p95_ms']:7} "
            f"{told['large_cpu_ms']:7}   {told['small_p95_ms']:9}  {told['large_to_small']}"
        )


if __name__ == "__main__":
    main()
