"""A file on its way into the registry: received, checked by the worker, taken whole or not at all."""

import hashlib
import io
from dataclasses import replace
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import House, ImportRecord, Organisation, RegistryImport, Serving
from appeals.registry import exports, imports
from appeals.registry.imports import files, forget, work
from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tests import make
from tests.make import FRIDAY_NOON

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=77, name="Ольга, администратор")
HEADER = "Адрес;Широта;Долгота;Этажей;УК;Дата договора"
GOOD = "ул. Ленина, д. 5;53.2;45.0;5;ООО УК Уют;01.09.2015"
BAD = "ул. Ленина, д. 7;53.2;45.0;пять;ООО УК Уют;01.09.2015"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(*rows, header=HEADER, name="дома.csv", content=None):
    return SimpleUploadedFile(name, content or "\n".join([header, *rows]).encode())


def receive(*rows, kind="houses", **more):
    return imports.receive(kind, upload(*rows, **more), by=ADMINISTRATOR, at=FRIDAY_NOON)


def checked(*rows, kind="houses", options=None, **more):
    run = receive(*rows, kind=kind, **more)
    imports.choose_columns(
        run.pk, places=run.places, options=options or {}, by=ADMINISTRATOR, at=FRIDAY_NOON
    )
    work.go_on([{"import": run.pk}])
    run.refresh_from_db()
    return run


def taken(run, *, part=False):
    imports.accept(run.pk, part=part, by=ADMINISTRATOR, at=FRIDAY_NOON)
    work.go_on([{"import": run.pk}])
    run.refresh_from_db()
    return run


def lies(run, name) -> bool:
    return files.path_of(run.folder, name).exists()


def test_a_file_is_kept_with_its_digest_its_columns_and_its_first_rows(city):
    run = receive(*[GOOD] * 12)

    assert run.state == "columns"
    assert run.described == "CSV, UTF-8, разделитель «;»"
    assert run.places == {
        "address": 0, "latitude": 1, "longitude": 2, "floors": 3, "company": 4, "since": 5,
    }  # fmt: skip
    assert len(run.sample) == 10
    assert run.sha256 == hashlib.sha256("\n".join([HEADER, *[GOOD] * 12]).encode()).hexdigest()
    assert lies(run, files.SOURCE)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0 old", bytes(4000), HEADER.encode()]
)
def test_what_is_no_table_is_refused_and_nothing_of_it_is_kept(city, tmp_path, content):
    with pytest.raises(BadInput):
        receive(content=content or b" ")

    assert not RegistryImport.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_that_is_too_large_is_refused(city):
    large = upload(GOOD)
    large.size = (20 << 20) + 1

    with pytest.raises(BadInput, match="Разделите"):
        imports.receive("houses", large, by=ADMINISTRATOR, at=FRIDAY_NOON)


def test_one_import_at_a_time(city):
    receive(GOOD)

    with pytest.raises(RefusedMove, match="Открыта другая"):
        receive(GOOD, kind="matrix", header="Адрес;Услуга;ИНН")


def test_only_the_administrator_brings_lists_in(city):
    with pytest.raises(NotAllowed):
        imports.receive("houses", upload(GOOD), by=make.DISPATCHER, at=FRIDAY_NOON)


def test_the_check_counts_what_would_come_and_writes_nothing(city):
    run = checked(GOOD, GOOD.replace("д. 5", "д. 9"))

    assert run.state == "checked"
    assert (run.findings["read"], run.findings["good"], run.findings["refused"]) == (2, 2, 0)
    assert run.findings["counts"] == {
        "houses": {"created": 2}, "servings": {"created": 2}, "streets_created": 1,
        "companies_found": 1, "companies_created": 1,
    }  # fmt: skip
    assert not House.objects.exists()
    assert not Organisation.objects.exists()


def test_what_was_checked_is_taken_and_the_file_is_removed(
    city, django_capture_on_commit_callbacks
):
    run = checked(GOOD)

    with django_capture_on_commit_callbacks(execute=True):
        taken(run)

    assert (run.state, run.is_open) == ("taken", False)
    assert House.objects.get().floors == 5
    assert Serving.objects.get().since == date(2015, 9, 1)
    assert not lies(run, files.SOURCE)
    record = ImportRecord.objects.get()
    assert (record.actor_name, record.file_name) == ("Ольга, администратор", "дома.csv")
    assert (record.rows_read, record.rows_taken, record.rows_refused) == (1, 1, 0)
    assert record.sha256 == run.sha256


def test_with_a_refused_row_nothing_is_taken_until_the_person_says_so(city):
    run = checked(GOOD, BAD)

    with pytest.raises(RefusedMove, match="нельзя принять"):
        imports.accept(run.pk, part=False, by=ADMINISTRATOR, at=FRIDAY_NOON)
    assert not House.objects.exists()

    taken(run, part=True)
    assert House.objects.get().number == "5"
    assert ImportRecord.objects.get().rows_refused == 1


def test_a_file_without_a_good_row_cannot_be_accepted(city):
    run = checked(BAD)

    with pytest.raises(RefusedMove, match="верных строк нет"):
        imports.accept(run.pk, part=True, by=ADMINISTRATOR, at=FRIDAY_NOON)


def test_the_wrong_rows_come_as_a_workbook_with_their_cells_marked(city):
    run = checked(GOOD, BAD)

    problem = run.problems.get()
    assert (problem.line, problem.column, problem.value) == (3, "Этажей", "пять")
    assert "целое число" in problem.sentence
    book = openpyxl.load_workbook(files.path_of(run.folder, files.WRONG))
    sheet = book["Исправить"]
    assert [cell.value for cell in sheet[2]][:4] == ["ул. Ленина, д. 7", "53.2", "45.0", "пять"]
    assert sheet["G2"].value == 3
    assert "целое число" in sheet["H2"].value
    assert sheet["D2"].fill.fgColor.rgb == "FFF9D4D0"
    assert sheet["A2"].fill.fill_type is None


def test_the_workbook_of_wrong_rows_comes_back_mended(city, django_capture_on_commit_callbacks):
    run = taken(checked(GOOD, BAD), part=True)
    book = openpyxl.load_workbook(files.path_of(run.folder, files.WRONG))
    book["Исправить"]["D2"] = 5
    mended = io.BytesIO()
    book.save(mended)

    again = taken(checked(content=mended.getvalue(), name="исправлено.xlsx"))

    assert again.findings["counts"]["houses"] == {"created": 1, "gone": 1}
    assert House.objects.get(number="7").facts == {}


def test_the_same_list_twice_changes_nothing_and_a_newer_one_says_what(city):
    taken(checked(GOOD))

    same = checked(GOOD, name="другое имя.csv")
    assert same.findings["counts"]["houses"] == {"unchanged": 1}
    assert same.findings["first"] == {}
    taken(same)

    newer = checked(GOOD.replace(";5;", ";9;"))
    (change,) = newer.findings["first"]["updated"]
    assert (change["place"], change["subject"]) == ("ул. Ленина, д. 5", "Этажей")
    assert (change["was"], change["becomes"]) == ("5", "9")


def test_a_list_without_a_column_leaves_what_stands_there(city):
    taken(checked(GOOD))

    taken(checked("ул. Ленина, д. 5;12", header="Адрес;Квартир"))

    house = House.objects.get()
    assert (house.floors, house.flats, house.latitude) == (5, 12, 53.2)


def test_a_point_that_the_city_put_itself_is_moved_by_no_list(city):
    taken(checked(GOOD))
    House.objects.update(latitude=53.3, is_placed_by_hand=True)

    taken(checked(GOOD))

    assert House.objects.get().latitude == 53.3


def test_what_changed_meanwhile_is_shown_once_more_instead_of_being_taken(city):
    run = checked(GOOD)
    make.house("ул. Ладожская, 97")

    taken(run)

    assert (run.state, run.said) == ("checked", work.CHANGED_MEANWHILE)
    assert run.findings["counts"]["houses"] == {"created": 1, "gone": 1}
    assert not ImportRecord.objects.exists()


def test_a_delivery_too_many_does_nothing(city):
    run = taken(checked(GOOD))

    work.go_on([{"import": run.pk}, {"import": run.pk + 1}])

    assert ImportRecord.objects.count() == 1


def test_a_worker_that_dies_leaves_everything_as_it_was_and_the_next_one_goes_on(city, monkeypatch):
    run = checked(GOOD)
    imports.accept(run.pk, part=False, by=ADMINISTRATOR, at=FRIDAY_NOON)

    class Killed(BaseException):
        pass

    def die(*args, **kwargs):
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(ImportRecord.objects, "create", die)
        with pytest.raises(Killed), transaction.atomic():
            work.go_on([{"import": run.pk}])
    assert not House.objects.exists()
    assert RegistryImport.objects.get().state == "taking"

    work.go_on([{"import": run.pk}])
    assert House.objects.count() == 1


def test_a_file_that_breaks_off_while_it_is_read_closes_with_a_sentence(city):
    run = receive(GOOD)
    files.path_of(run.folder, files.SOURCE).write_bytes(b"PK\x03\x04 cut")
    imports.choose_columns(run.pk, places=run.places, options={}, by=ADMINISTRATOR, at=FRIDAY_NOON)

    work.go_on([{"import": run.pk}])

    run.refresh_from_db()
    assert (run.state, run.is_open) == ("unreadable", False)
    assert "повреждён" in run.said


def test_columns_are_chosen_by_hand_where_their_names_say_nothing(city):
    run = receive("ул. Ленина, д. 5;9", header="A;B")
    assert run.places == {}

    with pytest.raises(BadInput, match="Адрес одной строкой"):
        imports.choose_columns(run.pk, places={}, options={}, by=ADMINISTRATOR, at=FRIDAY_NOON)
    with pytest.raises(BadInput, match="уже выбран"):
        imports.choose_columns(
            run.pk, places={"address": 0, "floors": 0}, options={}, by=ADMINISTRATOR,
            at=FRIDAY_NOON,
        )  # fmt: skip
    imports.choose_columns(
        run.pk, places={"address": 0, "floors": 1}, options={}, by=ADMINISTRATOR, at=FRIDAY_NOON
    )
    work.go_on([{"import": run.pk}])

    taken(run)
    assert House.objects.get().floors == 9


def test_who_waits_too_long_may_ask_again(city):
    run = receive(GOOD)
    imports.choose_columns(run.pk, places=run.places, options={}, by=ADMINISTRATOR, at=FRIDAY_NOON)

    with pytest.raises(RefusedMove, match="Подождите"):
        imports.ask_again(run.pk, by=ADMINISTRATOR, at=FRIDAY_NOON + timedelta(minutes=1))
    imports.ask_again(run.pk, by=ADMINISTRATOR, at=FRIDAY_NOON + timedelta(minutes=3))


def test_a_dropped_import_leaves_no_file_and_lets_the_next_one_in(
    city, django_capture_on_commit_callbacks
):
    run = checked(BAD)
    with django_capture_on_commit_callbacks(execute=True):
        imports.drop(run.pk, by=ADMINISTRATOR, at=FRIDAY_NOON)

    assert not lies(run, files.SOURCE)
    assert lies(run, files.WRONG)
    receive(GOOD)


def test_old_imports_are_forgotten_with_their_files(city, django_capture_on_commit_callbacks):
    run = checked(BAD)
    with django_capture_on_commit_callbacks(execute=True):
        forget.forget(at=FRIDAY_NOON + timedelta(days=15))
    run.refresh_from_db()
    assert run.state == "dropped"

    forget.forget(at=FRIDAY_NOON + timedelta(days=46))

    assert not RegistryImport.objects.exists()
    assert not lies(run, files.WRONG)


def test_the_journal_of_imports_cannot_be_rewritten(city):
    taken(checked(GOOD))

    for statement in (
        "UPDATE appeals_importrecord SET rows_read = 0",
        "DELETE FROM appeals_importrecord",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_matrix_goes_the_same_way(city, vodokanal):
    make.house()
    header = "Адрес;Услуга;Организация;С"
    run = checked(
        "ул. Ладожская, 97;ХВС;Горводоканал;01.09.2020",
        "ул. Ладожская, 99;ХВС;Горводоканал;01.09.2020",
        kind="matrix", header=header, name="матрица.csv",
    )  # fmt: skip
    assert run.findings["counts"] == {"lines": {"created": 1}}
    assert "Похожие: ул. Ладожская, 97" in run.problems.get().sentence

    taken(run, part=True)

    line = Serving.objects.get()
    assert (line.organisation, line.source) == (vodokanal, "матрица: матрица.csv")
    assert checked(
        "ул. Ладожская, 97;ХВС;Горводоканал;01.09.2020", kind="matrix", header=header
    ).findings["counts"] == {"lines": {"unchanged": 1}}


def test_what_is_taken_from_the_book_comes_back_unchanged(city):
    twins = [
        f"пос. Трудовое, ул. Ленина (бывш. Лесная), д. {n} стр. 2;53.2;45.0;{n};"
        f"ООО УК Уют;{code};01.09.2015"
        for n, code in ((5, 77), (6, 78))
    ]
    header = HEADER.replace("УК;", "УК;Код УК;")
    taken(checked(*twins, "пр-кт Мира, 7а корп 2;;;;;;", header=header))

    book = "".join(exports.as_csv(exports.HOUSES, city)).encode()
    back = checked(content=book, name="дома.csv")
    assert (back.findings["counts"]["houses"], back.findings["refused"]) == ({"unchanged": 3}, 0)
    taken(back)
    matrix = "".join(exports.as_csv(exports.MATRIX, city)).encode()
    back = checked(content=matrix, kind="matrix", name="матрица.csv")
    assert list(back.problems.values_list("sentence", flat=True)) == []
    assert back.findings["counts"] == {"lines": {"unchanged": 2}}


def test_a_real_list_of_a_city_is_taken_by_its_good_rows(city, shared_data):
    """Владивосток: 4,051 rows of «Реформа ЖКХ» with «Не заполнено», far points and doubles."""
    path = shared_data / "vladivostok.csv.gz"
    if not path.exists():
        pytest.skip("нет ../shared/data/vladivostok.csv.gz")
    with scope.entered(replace(city, name="Владивосток", latitude=43.1155, longitude=131.8855)):
        run = checked(content=path.read_bytes(), name="vladivostok.csv.gz")
        found = run.findings
        assert (found["read"], found["good"], found["refused"]) == (4051, 3716, 335)
        assert dict(found["refused_by"]) == {
            "адрес повторяется": 271, "координаты далеко от города": 59, "в адресе нет улицы": 4,
            "дом другого города": 3,
        }  # fmt: skip
        far = run.problems.filter(reason="far").first()
        assert (far.column, far.refuses) == ("LAT", True)

        taken(run, part=True)

        assert House.objects.filter(source="Реформа ЖКХ, vladivostok.csv.gz").count() == 3716
        assert Organisation.objects.filter(kind="management", stage="invited").count() == 329
        assert Serving.objects.count() == 3187
