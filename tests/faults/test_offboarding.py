"""Fault 43: a city that left can be put back equal, and nothing of it is left where it was."""

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, InternalError, connections, transaction
from django.test import Client
from django.utils import timezone

from appeals import actions
from appeals.insight.verification import flaws
from appeals.models import Appeal
from console.models import ClosingAct
from tenants import directory
from tenants.accounts.actor import Actor, Role
from tenants.fanout import outbox
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.lifecycle import export, leaving, offboarding, restore
from tenants.lifecycle.manifest import BadExport
from tenants.models import City, Entitlements, Offboarding, ProvisioningJob
from tenants.provisioning import steps
from tests import make
from tests.make import FRIDAY_NOON

CANARY = "Канарейкина Фёкла"
FIRST = Actor(role=Role.OPERATOR, user_id=1, name="Оператор Первый")
SECOND = Actor(role=Role.OPERATOR, user_id=2, name="Оператор Второй")
REASON = "Договор 12 от 01.02.2026 расторгнут"


def _made(schema: str, code: str) -> Tenant:
    wanted = {
        "name": schema.capitalize(),
        "host": f"{schema}.localhost",
        "code": code,
        "latin_code": schema[:4].upper(),
    }
    return steps.carry_out(steps.order(schema, wanted, by="tests"))


@pytest.fixture
def leaving_city(committed) -> Iterator[Tenant]:
    """Кузнецк with an appeal, its journal, a photo, a message and a page in the cache."""
    tenant = _made("kuznetsk", "КЗЦ")
    with scope.in_tenant(tenant):
        house = make.house()
        appeal = make.appeal(
            house_id=house.pk, address="", name=CANARY, phone="+79270000001", consent="tests"
        )
        organisation = make.organisation()
        member = make.member(organisation)
        actions.assign(appeal.pk, organisation=organisation, by=make.DISPATCHER, at=FRIDAY_NOON)
        actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)
        default_storage.save("photos/canary.txt", ContentFile(CANARY.encode()))
        outbox.put("tests", {"canary": 1})
        caches["default"].set("canary", CANARY)
    yield tenant
    _take_down(committed)


def _take_down(stage) -> None:
    with scope.entered(None), transaction.atomic("owner"):
        Offboarding.objects.using("owner").all().delete()
        Entitlements.objects.using("owner").all().delete()
        others = City.objects.using("owner").exclude(schema_name__in=("penza", "kazan", "office"))
        with connections["owner"].cursor() as cursor:
            for schema in others.values_list("schema_name", flat=True):
                cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        ProvisioningJob.objects.using("owner").filter(
            schema_name__in=("kuznetsk", "zarechny")
        ).delete()
        others.delete()
    for root in (settings.MEDIA_ROOT, settings.EXPORTS_ROOT):
        for schema in ("kuznetsk", "zarechny"):
            shutil.rmtree(root / schema, ignore_errors=True)
    directory.forget()
    for tenant in (stage.penza, stage.kazan, stage.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)


@pytest.fixture
def ordered(leaving_city, committed) -> Offboarding:
    """The order, old enough for the steward."""
    city = City.objects.get(schema_name="kuznetsk")
    at = timezone.now() - timedelta(hours=1)
    with scope.in_tenant(committed.office):
        return offboarding.order(city, reason=REASON, by=FIRST, at=at)


def _told(archive: Path) -> tuple[dict[str, bytes], dict]:
    """The tables and files, and the manifest without what belongs to the run."""
    with ZipFile(archive) as source:
        manifest = json.loads(source.read("manifest.json"))
        parts = {name: source.read(name) for name in source.namelist() if name != "manifest.json"}
    del manifest["made_at"], manifest["city"]
    return parts, manifest


def _export(tenant: Tenant, name: str) -> Path:
    path, _ = export.write(tenant, name, at=FRIDAY_NOON, tell=lambda done, of: None)
    return path


def test_an_export_put_into_an_empty_city_is_that_city(leaving_city):
    first = _export(leaving_city, "first.zip")
    other = _made("zarechny", "ЗРЧ")

    restore.read(first, other)
    second = _export(other, "second.zip")

    (tables, said), (again, told) = _told(first), _told(second)
    assert [name for name in tables if tables[name] != again.get(name)] == []
    assert said == told
    with scope.in_tenant(other):
        assert flaws() == []
        assert Appeal.objects.get().applicant.name == CANARY
        assert default_storage.open("photos/canary.txt").read().decode() == CANARY
        # Counters go on: a new appeal collides with nothing.
        assert make.appeal().serial == 2
        assert flaws() == []


def test_a_city_that_has_anything_takes_no_import(leaving_city, committed):
    archive = _export(leaving_city, "first.zip")

    with pytest.raises(restore.NotEmpty, match="уже есть данные"):
        restore.read(archive, leaving_city)


@pytest.mark.parametrize("name", ["tables/appeals_appeal.jsonl", "files/photos/canary.txt"])
def test_a_tampered_archive_changes_nothing(leaving_city, name, tmp_path):
    other = _made("zarechny", "ЗРЧ")
    forged = tmp_path / "forged.zip"
    with ZipFile(_export(leaving_city, "first.zip")) as source, ZipFile(forged, "w") as out:
        for each in source.namelist():
            text = source.read(each)
            out.writestr(each, text.replace(b"\xd0", b"\xd1", 1) if each == name else text)

    with pytest.raises(BadExport, match="сумма"):
        restore.read(forged, other)
    with scope.in_tenant(other):
        assert not Appeal.objects.exists()


def test_a_file_that_is_no_export_is_refused(leaving_city, tmp_path):
    junk = tmp_path / "junk.zip"
    junk.write_bytes(b"PK nothing")

    with pytest.raises(BadExport):
        restore.read(junk, leaving_city)


def test_the_steward_exports_and_deletes_nothing_before_the_day(ordered, committed):
    leaving.work_off()
    ordered.refresh_from_db(using="owner")

    assert ordered.done == ["export"]
    assert ordered.facts["files"] == 1
    assert ordered.tables_done == ordered.tables_all > 50
    with scope.in_tenant(committed.office):
        offboarding.confirm(ordered.pk, by=FIRST, at=FRIDAY_NOON)
        offboarding.confirm(ordered.pk, by=SECOND, at=FRIDAY_NOON)
    leaving.work_off()
    ordered.refresh_from_db(using="owner")
    assert ordered.done == ["export"]


def test_one_person_cannot_delete_a_city(ordered, committed):
    leaving.work_off()
    with scope.in_tenant(committed.office):
        offboarding.confirm(ordered.pk, by=FIRST, at=FRIDAY_NOON)
        with pytest.raises(offboarding.Refused, match="другой оператор"):
            offboarding.confirm(ordered.pk, by=FIRST, at=FRIDAY_NOON)
    with (
        pytest.raises(IntegrityError, match="two_persons"),
        scope.in_tenant(committed.office),
    ):
        Offboarding.objects.filter(pk=ordered.pk).update(second_by_id=1)


def test_what_left_is_gone_from_database_files_and_cache(ordered, committed):
    media = export.files_of(directory.by_schema("kuznetsk"))
    _may_go(ordered, committed)
    archive = export.folder("kuznetsk") / ordered.archive
    assert archive.is_file()

    leaving.work_off()

    ordered.refresh_from_db(using="owner")
    assert ordered.deleted_at
    assert not media.exists()
    assert not archive.exists()
    assert _left_in_database() == []
    with scope.entered(None):
        assert caches["default"]._cache.get_client().keys("kuznetsk:*") == []
    assert Client(headers={"host": "kuznetsk.localhost"}).get("/").status_code == 404
    with scope.in_tenant(committed.office):
        act = ClosingAct.objects.get()
    assert bytes(act.pdf).startswith(b"%PDF")


def _may_go(ordered: Offboarding, stage) -> None:
    leaving.work_off()
    with scope.in_tenant(stage.office):
        offboarding.confirm(ordered.pk, by=FIRST, at=FRIDAY_NOON)
        offboarding.confirm(ordered.pk, by=SECOND, at=FRIDAY_NOON)
    with scope.entered(None), transaction.atomic("owner"):
        yesterday = timezone.localdate() - timedelta(days=1)
        Offboarding.objects.using("owner").filter(pk=ordered.pk).update(deletes_on=yesterday)
    ordered.refresh_from_db(using="owner")


def _left_in_database() -> list[str]:
    """The schema, the role, rows of shared tables."""
    with scope.entered(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname = 'kuznetsk'")
        left = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = 't_kuznetsk'")
        left += [name for (name,) in cursor.fetchall()]
        for table, column in (
            ("tenants_outbox", "tenant"),
            ("tenants_provisioningjob", "schema_name"),
            ("tenants_domain", "domain"),
            ("tenants_city", "schema_name"),
        ):
            cursor.execute(f"SELECT '{table}' FROM {table} WHERE {column} LIKE '%%kuznetsk%%'")
            left += [name for (name,) in cursor.fetchall()]
    return left


def test_stopped_after_any_step_it_goes_on_from_there(ordered, committed, monkeypatch):
    _may_go(ordered, committed)
    for broken, real in dict(leaving.STEPS).items():

        def dies(row, real=real) -> None:
            real(row)
            raise RuntimeError("killed")

        monkeypatch.setitem(leaving.STEPS, broken, dies)
        leaving.work_off()
        monkeypatch.setitem(leaving.STEPS, broken, real)
        ordered.refresh_from_db(using="owner")
        assert broken not in ordered.done
        assert ordered.failure.startswith(broken)
        with scope.in_tenant(committed.office):
            offboarding.retry(ordered.pk)

    leaving.work_off()

    ordered.refresh_from_db(using="owner")
    assert ordered.deleted_at
    assert _left_in_database() == []
    with scope.in_tenant(committed.office):
        assert ClosingAct.objects.count() == 1


def test_a_closing_that_is_cancelled_leaves_the_city_as_it_was(ordered, committed):
    leaving.work_off()
    with scope.in_tenant(committed.office):
        offboarding.cancel(ordered.pk, by=SECOND, at=FRIDAY_NOON)
    directory.forget()
    leaving.work_off()

    assert not directory.by_schema("kuznetsk").entitlement.is_restricted
    assert list(export.folder("kuznetsk").iterdir()) == []


def test_a_second_order_of_the_day_keeps_its_own_archive(ordered, committed):
    leaving.work_off()
    ordered.refresh_from_db(using="owner")
    city = City.objects.get(schema_name="kuznetsk")
    with scope.in_tenant(committed.office):
        offboarding.cancel(ordered.pk, by=SECOND, at=FRIDAY_NOON)
        at = timezone.now() - timedelta(hours=1)
        again = offboarding.order(city, reason=REASON, by=FIRST, at=at)
    directory.forget()

    leaving.work_off()

    again.refresh_from_db(using="owner")
    assert again.archive != ordered.archive
    assert [path.name for path in export.folder("kuznetsk").iterdir()] == [again.archive]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"PK")])
def test_a_city_whose_archive_is_lost_is_not_deleted(ordered, committed, harm):
    _may_go(ordered, committed)
    harm(export.folder("kuznetsk") / ordered.archive)

    leaving.work_off()

    ordered.refresh_from_db(using="owner")
    assert (ordered.done, ordered.failure) == (["export"], "unroute: ArchiveLost")
    directory.forget()
    with scope.in_tenant(directory.by_schema("kuznetsk")):
        assert Appeal.objects.exists()


def test_the_export_waits_for_what_began_before_the_order(leaving_city, committed, settings):
    settings.OFFBOARDING_SETTLES_SECONDS = 310
    city = City.objects.get(schema_name="kuznetsk")
    with scope.in_tenant(committed.office):
        row = offboarding.order(city, reason=REASON, by=FIRST, at=timezone.now())

    leaving.work_off()

    row.refresh_from_db(using="owner")
    assert row.done == []


def test_the_snapshot_begins_after_the_last_writer(ordered, leaving_city, monkeypatch):
    monkeypatch.setattr(leaving, "LOCK_TIMEOUT", "50ms")
    with scope.in_tenant(leaving_city):  # from before the order, and not ended yet
        make.user()
        leaving.work_off()
        with scope.entered(None):
            ordered.refresh_from_db(using="owner")
    assert (ordered.done, ordered.failure) == ([], "export: OperationalError")

    leaving.work_off()
    ordered.refresh_from_db(using="owner")
    assert ordered.done == ["export"]


def test_a_closing_city_takes_no_write_in_the_database(ordered):
    directory.forget()
    closing = directory.by_schema("kuznetsk")

    with pytest.raises(InternalError, match="read-only"), scope.in_tenant(closing):
        make.user()
    with scope.signing_in(), scope.in_tenant(closing):
        make.user()


def test_the_command_puts_an_export_back(leaving_city, capsys):
    archive = _export(leaving_city, "first.zip")
    _made("zarechny", "ЗРЧ")

    call_command("import_city", str(archive), "zarechny")

    assert "Таблиц" in capsys.readouterr().out
