"""A list of 33,000 houses with 300 wrong rows: its time and its memory: `python -m tests.bench.imports`.

The file is sent, checked, taken by its good rows, then sent and checked once more (nothing changes);
a matrix of three services of every house follows. CSV or XLSX. All in one transaction of the city,
rolled back at the end; the files go to a folder of their own and are removed. Memory is the most this
process had, and what it had before the first file.
"""

from __future__ import annotations

import argparse
import io
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import city

HOUSES, WRONG = 33_000, 300
_HEADER = (
    "Адрес", "Район", "Широта", "Долгота", "Год постройки", "Этажей", "Квартир", "Площадь",
    "Управляющая компания", "Код УК", "Дата договора", "Серия",
)  # fmt: skip
_SERVICES = ("Холодная вода", "Отопление", "Электричество")
_ENDS = ("ская", "ный", "цев", "ова", "енко", "ий", "ое", "ов", "ин", "ева")


def houses(town: str, latitude: float, longitude: float) -> list[list[str]]:
    """The rows; every 110th is wrong in one of six ways."""
    rows = []
    for place in range(HOUSES):
        street = f"Проверочная{place // 66 // 10}{_ENDS[place // 66 % 10]}"
        row = [
            f"г. {town}, ул. {street}, д. {place % 66 + 1}", "Дальний",
            f"{latitude + place % 66 / 1000:.6f}", f"{longitude + place // 66 / 10000:.6f}",
            str(1950 + place % 70), str(place % 16 + 1), str(place % 200), f"{place % 9000}.5",
            f"ООО «Компания {place % 331}»", str(100_000 + place % 331), "01.09.2015", "типовая",
        ]  # fmt: skip
        if place % (HOUSES // WRONG) == 0:
            wrong = place // (HOUSES // WRONG) % 6
            changes = {0: (0, "г. Кузнецк, ул. Ленина, д. 1"), 1: (0, ""), 2: (2, "95.0"),
                       3: (5, "пять"), 4: (4, "3013"), 5: (2, f"{latitude + 5}")}  # fmt: skip
            row[changes[wrong][0]] = changes[wrong][1]
        rows.append(row)
    return rows


def matrix(rows: list[list[str]]) -> list[list[str]]:
    """Three services of every house; the houses that were refused are unknown here."""
    return [
        [row[0], service, "ООО «Компания 1»", "", "01.01.2020", ""]
        for row in rows
        for service in _SERVICES
    ]


def written(header: tuple[str, ...], rows: list[list[str]], form: str) -> bytes:
    """The file's bytes."""
    if form == "csv":
        return "\n".join(";".join(row) for row in [header, *rows]).encode("cp1251", "replace")
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([header, *rows]):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return out.getvalue()


def memory_mb() -> int:
    """The most this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--host", default="penza.localhost")
    options.add_argument("--form", choices=("csv", "xlsx"), default="csv")
    chosen = options.parse_args()
    city.set_up()
    from django.conf import settings
    from django.db import transaction

    from tenants import directory
    from tenants.isolation import scope

    tenant = directory.by_host(chosen.host)
    if tenant is None or tenant.latitude is None or tenant.longitude is None:
        raise SystemExit(f"There is no city with a known centre at {chosen.host}.")
    rows = houses(tenant.name, tenant.latitude, tenant.longitude)
    files = {
        "houses": written(_HEADER, rows, chosen.form),
        "matrix": written(
            ("Адрес", "Услуга", "Организация", "ИНН", "С", "По"), matrix(rows), chosen.form
        ),
    }
    print(f"{chosen.form}: houses {len(files['houses']) >> 10} KB, "
          f"matrix {len(files['matrix']) >> 10} KB")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, scope.in_tenant(tenant):
        settings.MEDIA_ROOT = Path(folder)
        print(f"memory before: {memory_mb()} MB")
        measure("houses", files["houses"], take=True)
        measure("houses", files["houses"], take=False)
        measure("matrix", files["matrix"], take=True)
        measure("matrix", files["matrix"], take=False)
        transaction.set_rollback(True)


def measure(kind: str, content: bytes, *, take: bool) -> None:
    """One file from its upload to its end."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from appeals.models import RegistryImport
    from appeals.registry import imports
    from appeals.registry.imports import work
    from tenants.accounts.actor import Actor, Role

    by, at = Actor(role=Role.ADMINISTRATOR, user_id=1, name="Замер"), datetime.now(UTC)
    RegistryImport.objects.filter(is_open=True).delete()

    def timed(name: str, step) -> None:
        started, before = time.perf_counter(), time.process_time()
        step()
        took, own = time.perf_counter() - started, time.process_time() - before
        print(f"{kind} {name}: {took:.1f} s ({own:.1f} s of our own), {memory_mb()} MB")

    def receive() -> None:
        imports.receive(kind, SimpleUploadedFile("проба", content), by=by, at=at)

    timed("received", receive)
    run = RegistryImport.objects.latest("pk")
    imports.choose_columns(run.pk, places=run.places, options={}, by=by, at=at)
    timed("checked", lambda: work.go_on([{"import": run.pk}]))
    run.refresh_from_db()
    found = run.findings
    print(f"  {found['good']} good, {found['refused']} refused: {found['counts']}")
    print(f"  {found['refused_by']}")
    if take:
        imports.accept(run.pk, part=True, by=by, at=at)
        timed("taken", lambda: work.go_on([{"import": run.pk}]))


if __name__ == "__main__":
    main()
