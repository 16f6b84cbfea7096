"""How many appeals a second the API takes with everything running: `infra/bench.py filing`.

Two web workers, stream, worker, beat and relay run; so does the load generator, on the same
machine. Every appeal is committed durably with its event, clocks, routing and outbox row. The
figure counts answers 201 alone, and each is looked for in the database afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
import uuid
from collections.abc import Iterator

from tests.bench import city, cpu, load, product

WARM_UP = 300
TEXTS = (
    "Вторые сутки нет горячей воды во всём подъезде, просим проверить стояк.",
    "Во дворе не горит фонарь у детской площадки, вечером очень темно.",
    "Прорвало трубу в подвале, вода стоит и пахнет сыростью, звоните в домофон.",
    "Яма на дороге напротив остановки, машины объезжают по тротуару.",
    "Мусор не вывозят четвёртый день, контейнеры переполнены.",
)


def requests(place: city.Place, count: int, seed: int) -> Iterator[bytes]:
    """Filings of different people from different addresses, made before the clock starts."""
    chance = random.Random(seed)
    made = []
    for serial in range(count):
        body = json.dumps(
            {
                "text": f"{chance.choice(TEXTS)} Заявка {seed}-{serial}.",
                "house": chance.choice(place.houses),
                "category": chance.choice(place.categories),
                "applicant": {
                    "name": "Иванова Анна",
                    "phone": f"+7900{chance.randrange(10**7):07}",
                },
            },
            ensure_ascii=False,
        ).encode()
        person = ".".join(str(chance.randrange(1, 255)) for _ in range(4))
        head = (
            f"POST /api/v1/appeals/ HTTP/1.1\r\nHost: {place.host}\r\n"
            f"X-Forwarded-For: {person}\r\nIdempotency-Key: {uuid.uuid4()}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return iter(made)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="penza.localhost")
    options.add_argument("--count", type=int, default=5_000)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--connections", type=int, default=16)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--json", action="store_true", help="one line for a script")
    chosen = options.parse_args()

    # The limit of filings per address stays on: each simulated resident has their own address.
    env = product.environment(TRUSTED_PROXIES="1")
    place = city.place(chosen.host)
    warm = requests(place, WARM_UP, chosen.seed)
    measured = requests(place, chosen.count, chosen.seed + 1)
    with product.everything(env) as running:
        groups = {**running.processes, "database": city.server_process()}
        load.fire(running.port, warm, connections=chosen.connections)
        city.wait_until_drained(place)
        before, used, busy = city.filed(place), cpu.spent(groups), cpu.machine()
        result = load.fire(
            running.port, measured, connections=chosen.connections, seconds=chosen.seconds
        )
        at_end, busy_at_end = cpu.spent(groups), cpu.machine()
        drained = city.wait_until_drained(place)
    taken = result.statuses[201]
    kept = city.filed(place) - before
    ours = cpu.between(used, at_end)
    worked, possible = busy_at_end[0] - busy[0], busy_at_end[1] - busy[1]
    figures = {
        "appeals_per_second": round(taken / result.duration, 1),
        "taken": taken,
        "kept": kept,
        "p50_ms": round(result.percentile(0.50), 1),
        "p95_ms": round(result.percentile(0.95), 1),
        "drain_seconds": round(drained, 1),
        "statuses": dict(result.statuses),
        "cpu_ms_per_appeal": {
            name: round(seconds / max(taken, 1) * 1000, 2) for name, seconds in ours.items()
        },
        # The load generator and whatever else ran: above a few per cent the rate is not ours.
        "others_share_of_machine": round((worked - sum(ours.values())) / possible, 2)
        if possible
        else None,
    }
    if chosen.json:
        print(json.dumps(figures))
    else:
        for name, figure in figures.items():
            print(f"{name:20} {figure}")
    if taken != kept or set(result.statuses) != {201}:
        raise SystemExit(f"Not every filing was taken: {result.first_failure.decode()}")


if __name__ == "__main__":
    main()
