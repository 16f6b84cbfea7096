"""Files that were made to harm, or were harmed on the way: each ends in a sentence, nothing half-taken."""

import gzip
import io
import threading
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, connections, transaction

from appeals.errors import BadInput
from appeals.models import House, ImportRecord, Organisation, RegistryImport, SettingChange
from appeals.registry import imports
from appeals.registry.imports import files, work
from appeals.registry.tables import BadFile, open_table
from tenants.accounts.actor import Actor, Role
from tenants.fanout.carried import StillCarried
from tenants.isolation import scope
from tests import make
from tests.make import FRIDAY_NOON

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=77, name="Ольга")
HEADER = "Адрес;Этажей;УК"
GOOD = "ул. Ленина, д. 5;5;ООО УК Уют"
SMALL = 1 << 20
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def book(*rows) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def ods(body: str) -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table>"
        f"{body}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return archive(mimetype=ODS, content_xml=content.encode())


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def read(tmp_path, content, most_bytes=SMALL):
    path = tmp_path / "таблица"
    path.write_bytes(content)
    table = open_table(path, most_bytes=most_bytes)
    return table, list(table.rows())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(gzip.compress(b"a;b\n" + b"1;2\n" * (17 * SMALL)), id="a gzip of a great text"),
        pytest.param(archive(xl__workbook_xml=b"<x>" + b" " * (65 * SMALL)), id="a zip bomb"),
        pytest.param(archive(xl__sharedStrings_xml=bytes(40 * SMALL)), id="a zip of words"),
        pytest.param(
            archive(xl__worksheets__sheet1_xml=b"<sheetData><row>" + b"<c/>" * (2 * SMALL)),
            id="a row without end",
        ),
        pytest.param(
            ods("<table:table-row>" + "<!-- </table:table-row> -->" + cell("x") * 9),
            id="rows that end in a remark",
        ),
        pytest.param(
            ods("</table:table><table:table>" + "<table:table-row>" + cell("x") * (2 * SMALL // 10)),
            id="a second sheet with a row without end",
        ),
        pytest.param(archive(**{f"a{n}": b"" for n in range(600)}), id="a zip of many members"),
        pytest.param(book(["Адрес"], ["ул. Ленина, 5"])[:-300], id="a book cut off"),
        pytest.param(archive(xl__workbook_xml=b"<x"), id="a book that is none"),
        pytest.param(ods(row(cell("Адрес")))[:-60], id="an ods cut off"),
        pytest.param(archive(mimetype=ODS), id="an empty ods"),
        pytest.param(b"\x1f\x8b broken", id="a gzip that is none"),
        pytest.param(gzip.compress(HEADER.encode() * 99)[:-9], id="a gzip cut off"),
        pytest.param(make.picture().getvalue(), id="a picture"),
        pytest.param(b"\n\n", id="lines without words"),
    ],
)  # fmt: skip
def test_a_file_made_to_harm_is_refused_in_a_sentence(tmp_path, content):
    with pytest.raises(BadFile) as refused:
        read(tmp_path, content, most_bytes=64 * SMALL)

    assert len(str(refused.value)) > 10
    assert "Traceback" not in str(refused.value)


def test_entities_that_grow_without_end_are_refused(tmp_path):
    laughs = (
        '<!DOCTYPE x [<!ENTITY a "ha">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
        + "]>"
    )
    content = archive(
        mimetype=ODS,
        content_xml=f"{laughs}<x>&j;</x>".encode(),
    )

    with pytest.raises(BadFile):
        read(tmp_path, content)


def test_a_sheet_that_claims_a_million_cells_is_read_or_refused_in_little_memory(tmp_path):
    wide = openpyxl.Workbook()
    wide.active["A1"] = "Адрес"
    for number in range(2, 40):
        wide.active.cell(number, 16_000).value = "x"
    out = io.BytesIO()
    wide.save(out)

    with pytest.raises(BadFile, match="пустых ячеек"):
        read(tmp_path, out.getvalue())


def test_an_ods_with_endless_repetitions_is_read_as_far_as_it_says_something(tmp_path):
    empty = 'table:number-rows-repeated="1048000"'
    wide = 'table:number-columns-repeated="16384"'
    table, rows = read(
        tmp_path,
        ods(
            row(cell("Адрес"), cell("Этажей"))
            + row(cell("", wide), more=empty)
            + row(
                cell("ул. Ленина, 5"),
                '<table:table-cell office:value-type="float" office:value="5"/>',
                cell("", wide),
            )
        ),
    )

    assert (table.header, table.described) == (("Адрес", "Этажей"), "ODS")
    assert [(each.line, list(each.cells)) for each in rows] == [(1048002, ["ул. Ленина, 5", "5"])]


def send(content, name="дома.csv", kind="houses"):
    run = imports.receive(kind, SimpleUploadedFile(name, content), by=ADMINISTRATOR, at=FRIDAY_NOON)
    imports.choose_columns(run.pk, places=run.places, options={}, by=ADMINISTRATOR, at=FRIDAY_NOON)
    return run


def take(run, part=False):
    imports.accept(run.pk, part=part, by=ADMINISTRATOR, at=FRIDAY_NOON)
    work.go_on([{"import": run.pk}])
    run.refresh_from_db()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_every_encoding_and_divider_gives_the_same_house(city, encoding, sign):
    text = f"{HEADER}\n«ул. Ленина д. 5»;5;ООО УК Уют".replace(";", sign)
    run = send(text.encode(encoding))
    work.go_on([{"import": run.pk}])

    take(run)

    assert House.objects.get().address == "ул. Ленина, д. 5"


def test_formulas_stay_words_in_and_out(city):
    run = send(f"{HEADER}\nул. Ленина, д. 5;5;=cmd|' /C calc'!A0\n=1+1;5;x".encode())
    work.go_on([{"import": run.pk}])
    workbook = openpyxl.load_workbook(files.path_of(run.folder, files.WRONG))

    take(run, part=True)

    assert Organisation.objects.get().name == "=cmd|' /C calc'!A0"
    assert all(each.data_type != "f" for sheet in workbook for line in sheet for each in line)


def test_a_name_of_a_file_leads_nowhere(city):
    run = send(f"{HEADER}\n{GOOD}".encode(), name="../../../etc/passwd")

    assert run.file_name == "passwd"
    assert ".." not in run.folder


def test_a_table_of_a_header_alone_is_refused(city):
    with pytest.raises(BadInput, match="ни одной строки"):
        send(HEADER.encode())


def test_a_file_longer_than_the_worker_has_time_for_is_refused(city, monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 11)
    run = send("\n".join([HEADER, *[GOOD] * 12]).encode())

    work.go_on([{"import": run.pk}])

    run.refresh_from_db()
    assert (run.state, run.said) == ("unreadable", "Строк больше 11. Разделите файл на части.")


def test_a_second_worker_waits_and_a_killed_one_is_followed(committed):
    """One holds the import; the message comes again while it works, and after it died."""
    with scope.in_tenant(committed.penza):
        run = send(f"{HEADER}\n{GOOD}".encode())
    held, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with scope.entered(committed.penza):
            with transaction.atomic():
                RegistryImport.objects.select_for_update().get(pk=run.pk)
                held.set()
                let_go.wait(5)
                transaction.set_rollback(True)
        connections["default"].close()

    worker = threading.Thread(target=hold)
    worker.start()
    held.wait(5)
    with scope.entered(committed.penza):
        try:
            with pytest.raises(StillCarried):
                work.go_on([{"import": run.pk}])
        finally:
            let_go.set()
            worker.join()
        work.go_on([{"import": run.pk}])
    with scope.in_tenant(committed.penza):
        run.refresh_from_db()
        assert run.state == "checked"


def test_a_file_goes_through_the_outbox_of_its_own_city(committed):
    with scope.in_tenant(committed.kazan):
        run = send(f"{HEADER}\n{GOOD}".encode())
        folder = files.path_of(run.folder, files.SOURCE)
    assert "kazan" in folder.parts

    with scope.entered(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT tenant, topic, payload::text FROM tenants_outbox")
        assert cursor.fetchall() == [("t_kazan", "import", f'{{"import": {run.pk}}}')]
    with scope.in_tenant(committed.penza):
        work.go_on([{"import": run.pk}])
        assert not RegistryImport.objects.exists()


def test_lines_that_overlapped_before_are_ended_where_the_next_begins(committed):
    """What migration 0025 does to a matrix that two lists have written."""
    from importlib import import_module

    migration = import_module("appeals.migrations.0025_matrix")
    with scope.in_tenant(committed.penza):
        house = make.house()
        first, second, twin = (
            make.organisation(name).pk for name in ("Первая", "Вторая", "Третья")
        )
    rows = [(first, None), (second, "2020-01-01"), (twin, "2020-01-01"), (first, "2024-01-01")]
    with scope.entered(committed.penza), transaction.atomic("owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE appeals_serving DROP CONSTRAINT serving_one_at_a_time")
            for organisation, since in rows:
                cursor.execute(
                    "INSERT INTO appeals_serving (house_id, service, organisation_id, since, source)"
                    " VALUES (%s, 'gas', %s, %s, '')",
                    [house.pk, organisation, since],
                )
            cursor.execute(migration.KEEP_ONE)
            cursor.execute(migration.END_OLDER)
            cursor.execute(
                "SELECT organisation_id, since::text, until::text FROM appeals_serving "
                "ORDER BY since NULLS FIRST"
            )
            assert cursor.fetchall() == [
                (first, None, "2020-01-01"),
                (second, "2020-01-01", "2024-01-01"),
                (first, "2024-01-01", None),
            ]
            told = SettingChange.objects.using("owner").get()
            assert (told.before, told.subject) == (
                "Третья с 01.01.2020", "Матрица: ул. Ладожская, 97, gas",
            )  # fmt: skip
        transaction.set_rollback(True, using="owner")


def test_while_a_list_is_taken_appeals_are_filed_and_a_house_waits_to_be_mended(
    committed, monkeypatch
):
    with scope.in_tenant(committed.penza):
        house = make.house()
        run = send(f"{HEADER}\n{GOOD}".encode())
        work.go_on([{"import": run.pk}])
        imports.accept(run.pk, part=False, by=ADMINISTRATOR, at=FRIDAY_NOON)
    seen: list[str] = []
    write = ImportRecord.objects.create

    def others() -> None:
        with scope.in_tenant(committed.penza):
            seen.append(make.appeal(house_id=house.pk, address="").address)
        with pytest.raises(OperationalError), scope.in_tenant(committed.penza):
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            House.objects.filter(pk=house.pk).update(floors=9)
        connections["default"].close()

    def meanwhile(**fields):
        other = threading.Thread(target=others)
        other.start()
        other.join()
        return write(**fields)

    monkeypatch.setattr(ImportRecord.objects, "create", meanwhile)
    with scope.entered(committed.penza):
        work.go_on([{"import": run.pk}])

    assert seen == ["ул. Ладожская, 97"]
    with scope.in_tenant(committed.penza):
        assert RegistryImport.objects.get().state == "taken"
        assert House.objects.get(pk=house.pk).floors is None
