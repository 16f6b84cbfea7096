"""The house book's screens: a file from its upload to its end, the book, one house mended by hand."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appeals.models import House, RegistryImport, Serving, SettingChange
from appeals.registry.imports import work
from tests import make
from tests.desk.conftest import browser

HEADER = "Адрес;Этажей;УК"
GOOD = "ул. Ленина, д. 5;5;ООО УК Уют"
BAD = "ул. Ленина, д. 7;пять;ООО УК Уют"


@pytest.fixture(autouse=True)
def _city_of_its_own(settings, tmp_path):
    settings.ROOT_URLCONF = "config.urls_city"
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def seat(city):
    return browser(make.user("administrator", name="Ольга, администратор"))


@pytest.fixture
def house(city):
    return make.house()


def send(seat, *rows, kind="houses", header=HEADER):
    content = "\n".join([header, *rows]).encode()
    answer = seat.post(
        reverse(f"imports:{kind}"), {"file": SimpleUploadedFile("дома.csv", content)}, follow=True
    )
    return RegistryImport.objects.latest("pk"), answer


def chosen(run) -> dict:
    places = {f"place_{field}": str(place) for field, place in run.places.items()}
    return places | {"radius_km": "60", "source": "Реформа ЖКХ"}


def checked(seat, *rows):
    run, _ = send(seat, *rows)
    seat.post(reverse("imports:columns", args=[run.pk]), chosen(run))
    work.go_on([{"import": run.pk}])
    return run, page(seat, run)


def page(seat, run, query="") -> str:
    return seat.get(reverse("imports:run", args=[run.pk]) + query).content.decode()


def test_a_file_goes_from_its_columns_to_the_book(seat):
    run, answer = send(seat, GOOD)
    shown = answer.content.decode()
    assert "Узнали 3 столбца" in shown
    assert "УК · ООО УК Уют" in shown
    assert "ул. Ленина, д. 5" in shown

    seat.post(reverse("imports:columns", args=[run.pk]), chosen(run))
    assert "Проверяем файл" in page(seat, run)
    work.go_on([{"import": run.pk}])
    assert "1 новый дом" in page(seat, run)
    seat.post(reverse("imports:accept", args=[run.pk]))
    assert "Записываем в реестр" in page(seat, run)
    work.go_on([{"import": run.pk}])

    assert "Принято." in page(seat, run)
    house = House.objects.get()
    assert house.source == "Реформа ЖКХ"
    assert "ул. Ленина" in seat.get(reverse("imports:book")).content.decode()
    assert "Ольга, администратор" in seat.get(reverse("imports:journal")).content.decode()


def test_a_wrong_row_is_shown_with_its_number_column_value_and_what_to_do(seat):
    run, shown = checked(seat, GOOD, BAD)

    assert "1 строку принять нельзя" in shown
    for words in ("строка </span>3", "Этажей", "пять", "не целое число"):
        assert words in shown
    refused = seat.post(reverse("imports:accept", args=[run.pk]), follow=True).content.decode()
    assert "нельзя принять" in refused
    assert not House.objects.exists()

    seat.post(reverse("imports:accept", args=[run.pk]), {"part": "1"})
    work.go_on([{"import": run.pk}])
    assert "Скачать остальные" in page(seat, run)
    assert House.objects.count() == 1


def test_the_reports_are_workbooks(seat):
    run, _ = checked(seat, GOOD, BAD)

    for what, title in (("wrong", "Исправить"), ("changes", "Изменения")):
        answer = seat.get(reverse("imports:report", args=[run.pk, what]))
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
        assert title in book.sheetnames
        assert "filename" in answer["Content-Disposition"]
    assert seat.get(reverse("imports:report", args=[run.pk, "source"])).status_code == 404


def test_columns_without_an_address_are_refused_and_the_choice_stays(seat):
    run, _ = send(seat, GOOD)

    answer = seat.post(
        reverse("imports:columns", args=[run.pk]),
        {"place_floors": "1", "place_flats": "1", "radius_km": "0"},
    )

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Не меньше 1" in shown
    answer = seat.post(
        reverse("imports:columns", args=[run.pk]),
        {"place_floors": "1", "place_flats": "1", "radius_km": "60"},
    )
    shown = answer.content.decode()
    assert "Выберите столбец: «Адрес одной строкой» или «Улица»" in shown
    assert "уже выбран: «Этажей»" in shown
    assert RegistryImport.objects.get().state == "columns"


def test_a_checked_file_may_be_given_other_columns(seat):
    run, shown = checked(seat, GOOD)
    assert "?columns=1" in shown
    assert "Что в каком столбце" in page(seat, run, "?columns=1")

    seat.post(reverse("imports:columns", args=[run.pk]), chosen(run) | {"place_floors": ""})
    work.go_on([{"import": run.pk}])

    run.refresh_from_db()
    assert "floors" not in run.places


def test_what_is_no_table_stays_on_the_page_with_a_sentence(seat):
    answer = seat.post(
        reverse("imports:houses"), {"file": SimpleUploadedFile("дома.xls", b"\xd0\xcf\x11\xe0 ")}
    )

    assert answer.status_code == 422
    assert "старый формат XLS" in answer.content.decode()
    assert seat.post(reverse("imports:houses")).status_code == 422


def test_while_one_is_open_the_other_page_leads_to_it(seat):
    run, _ = send(seat, GOOD)

    shown = seat.get(reverse("imports:matrix")).content.decode()

    assert reverse("imports:run", args=[run.pk]) in shown
    assert 'type="file"' not in shown


def test_the_bar_of_progress_asks_for_the_page_once_the_worker_is_done(seat):
    run, _ = send(seat, GOOD)
    seat.post(reverse("imports:columns", args=[run.pk]), chosen(run))
    state = reverse("imports:state", args=[run.pk])
    assert "HX-Refresh" not in seat.get(state)

    work.go_on([{"import": run.pk}])

    assert seat.get(state)["HX-Refresh"] == "true"


def test_problems_go_on_by_pages(seat):
    run, shown = checked(seat, GOOD, *[BAD.replace("7", str(n)) for n in range(8, 68)])

    assert "Дальше" in shown
    assert "строка </span>52<" in shown
    assert "строка </span>53<" not in shown
    last = run.problems.order_by("line")[49]
    following = page(seat, run, f"?after={last.line}_{last.pk}")
    assert "строка </span>53<" in following
    assert "Дальше" not in following


def test_the_pages_of_the_book_ask_the_same_however_many_houses(seat, statements):
    seat.get(reverse("imports:book"))
    for number in range(30):
        make.house(f"ул. Улица{number}, {number + 1}")
    street = make.house("ул. Ленина, 1").street
    for number in range(2, 40):
        make.house(f"ул. Ленина, {number}")

    for address in ("book", "book?lack=company", f"book/streets/{street.pk}"):
        with statements(7):
            path, _, query = address.partition("?")
            assert seat.get(f"/desk/imports/{path}/?{query}").status_code == 200


def test_streets_are_leafed_by_pages_with_yo_in_its_place(seat, monkeypatch):
    monkeypatch.setattr("appeals.registry.book.PAGE", 2)
    for name in ("Ёлочная", "Дачная", "Жукова"):
        make.house(f"ул. {name}, 1")

    shown = seat.get(reverse("imports:book")).content.decode()

    assert shown.index("Дачная") < shown.index("Ёлочная")
    assert "Жукова" not in shown
    following = shown.partition('href="?after=')[2].partition('"')[0]
    assert "Жукова" in seat.get(f"{reverse('imports:book')}?after={following}").content.decode()


def test_the_book_lists_what_is_missing_and_finds_by_address(seat, house):
    House.objects.update(latitude=None, longitude=None)

    assert house.address in seat.get("/desk/imports/book/?lack=point").content.decode()
    assert house.address in seat.get("/desk/imports/book/?lack=company").content.decode()
    assert house.address in seat.get("/desk/imports/book/?q=ладожс 97").content.decode()


def test_a_line_is_added_and_ended_by_hand_with_a_reason(seat, house, vodokanal):
    told = {
        "service": "cold_water", "organisation": vodokanal.pk, "since": "2026-09-01",
        "reason": "договор № 12",
    }  # fmt: skip
    seat.post(reverse("imports:add_line", args=[house.pk]), told)
    line = Serving.objects.get()
    assert (line.since, line.until) == (date(2026, 9, 1), None)
    assert line.source == "Ольга, администратор: договор № 12"

    prefix = f"end{line.pk}"
    seat.post(
        reverse("imports:end_line", args=[house.pk, line.pk]),
        {f"{prefix}-last_day": "2027-08-31", f"{prefix}-reason": "расторгнут"},
    )
    line.refresh_from_db()
    assert line.until == date(2027, 9, 1)
    shown = seat.get(reverse("imports:house", args=[house.pk])).content.decode()
    assert "с 01.09.2026 по 31.08.2027" in shown
    assert "закончена: Ольга, администратор: расторгнут" in shown
    ended, added = SettingChange.objects.all()
    assert (ended.reason, added.reason) == ("расторгнут", "договор № 12")
    assert ended.before == "«Горводоканал» с 01.09.2026"


def test_a_line_on_days_of_another_is_refused_naming_it_and_loses_nothing(seat, house, vodokanal):
    make.serving(house, make.organisation("Теплосеть"), since=date(2020, 1, 1))

    answer = seat.post(
        reverse("imports:add_line", args=[house.pk]),
        {"service": "cold_water", "organisation": vodokanal.pk, "since": "2026-09-01",
         "reason": "договор № 12"},
    )  # fmt: skip

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "уже записано: «Теплосеть» с 01.01.2020" in shown
    assert "договор № 12" in shown
    assert Serving.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Выберите услугу"),
        ({"service": "cold_water"}, "Выберите организацию"),
        ({"service": "cold_water", "since": "2026-09-02", "last_day": "2026-09-01"}, "поменяйте"),
        ({"service": "cold_water", "since": "вчера"}, "Введите день"),
        ({"service": "cold_water", "reason": "д" * 301}, "300"),
    ],
)
def test_a_line_that_says_too_little_is_refused(seat, house, told, sentence):
    answer = seat.post(reverse("imports:add_line", args=[house.pk]), told)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_house_is_moved_to_where_it_stands_and_not_to_another_town(seat, house):
    address = reverse("imports:point", args=[house.pk])

    seat.post(address, {"latitude": "53,21", "longitude": "45.03"})
    house.refresh_from_db()
    assert (house.latitude, house.longitude, house.is_placed_by_hand) == (53.21, 45.03, True)
    assert SettingChange.objects.get().after == "53.210000, 45.030000"

    far = seat.post(address, {"latitude": "55.75", "longitude": "37.61"})
    assert far.status_code == 422
    assert "км от центра" in far.content.decode()
    assert "Нужны градусы" in seat.post(address, {"latitude": "север"}).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_book_and_the_matrix_are_taken_away(seat, house, vodokanal, form):
    vodokanal.name = "=HYPERLINK(1)"
    vodokanal.save()
    make.serving(house, vodokanal, since=date(2020, 1, 1), until=date(2027, 1, 1))

    texts = []
    for what in ("houses", "matrix"):
        answer = seat.get(reverse("imports:export", args=[what, form]))
        content = b"".join(answer.streaming_content)
        if form == "csv":
            texts.append(content.decode("utf-8-sig"))
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
            assert all(cell.data_type != "f" for row in sheet for cell in row)
            texts.append(str([[cell.value for cell in row] for row in sheet]))
    assert "ул. Ладожская, 97" in texts[0]
    assert "Холодная вода" in texts[1]
    assert "31.12.2026" in texts[1]
    if form == "csv":
        assert "'=HYPERLINK" in texts[1]


def test_only_administrators_come_in(desk, office, house):
    for seat in (desk, office):
        for name, arguments in (("houses", []), ("book", []), ("house", [house.pk])):
            assert seat.get(reverse(f"imports:{name}", args=arguments)).status_code == 403
