"""A stranger tries 100,000 numbers and codes: what opens (nothing), and what the time of an answer
tells (nothing): `python -m tests.bench.guessing`.

Tries go through the whole product in this process, without a network between. Half of them come from
one address, as a script would: the limits stop it. The other half come from as many networks as are
needed to be let in, one try each, and their times are compared: of a number that exists with a wrong
code against a number that does not. The difference of the medians must stay inside the noise: below
the difference between two halves of the same kind, or below a twentieth of a millisecond.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import time
from collections import Counter
from statistics import median

from tests.bench import city

ENOUGH_MS = 0.05


def code_of(number: int) -> str:
    """The so-manieth code a stranger thinks of."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:22]


def network_of(number: int) -> str:
    """One of four billion IPv6 networks."""
    return f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"


def main() -> None:
    """Try, count, compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="penza.localhost")
    options.add_argument("--count", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    known = _numbers(chosen.host)
    chance = random.Random(chosen.seed)
    logging.disable(logging.CRITICAL)
    half = chosen.count // 2
    answers = Counter(
        _try(chosen.host, known[n % len(known)], n, "203.0.113.7") for n in range(half)
    )
    print(f"one address, {half} tries: {_told(answers)}")

    times: dict[bool, list[float]] = {True: [], False: []}
    answers.clear()
    for turn in range(half):
        exists = chance.random() < 0.5
        number = chance.choice(known) if exists else f"PNZ-2026-{900_000 + turn:06d}"
        started = time.perf_counter()
        answers[_try(chosen.host, number, half + turn, network_of(turn))] += 1
        times[exists].append((time.perf_counter() - started) * 1000)
    print(f"a network a try, {half} tries: {_told(answers)}")

    there, missing = median(times[True]), median(times[False])
    noise = abs(median(times[False][::2]) - median(times[False][1::2]))
    print(f"median of an answer: number exists {there:.3f} ms, does not {missing:.3f} ms")
    print(f"difference {abs(there - missing):.3f} ms, noise of one kind {noise:.3f} ms")
    opened = sum(count for code, count in answers.items() if code < 400)
    tells = abs(there - missing) > max(noise * 2, ENOUGH_MS, missing * 0.01)
    if opened or tells:
        raise SystemExit(f"opened: {opened}; the time tells: {tells}")
    print("nothing opened, and the time tells nothing")


def _numbers(host: str) -> list[str]:
    """Numbers that exist, hidden ones too."""
    place = city.place(host)
    from appeals.models import Appeal
    from tenants import directory
    from tenants.isolation import scope

    tenant = directory.by_schema(place.schema)
    assert tenant is not None
    with scope.in_tenant(tenant):
        return [appeal.latin_number for appeal in Appeal.objects.order_by("-pk")[:500]]


def _try(host: str, number: str, turn: int, address: str) -> int:
    """One try: by turns the pair, the bare code, the one-time link."""
    from django.test import Client

    seat = Client(headers={"host": host}, REMOTE_ADDR=address)
    code = code_of(turn)
    if turn % 10 == 8:
        return int(seat.get(f"/track/{code}/answer/").status_code)
    if turn % 10 == 9:
        return int(seat.post(f"/track/link/{code}/").status_code)
    return int(seat.post("/track/", {"number": number, "code": code}).status_code)


def _told(answers: Counter[int]) -> str:
    return ", ".join(f"{code}: {count}" for code, count in sorted(answers.items()))


if __name__ == "__main__":
    main()
