"""A list with mistakes is mended on its way into the registry, a matrix follows, an appeal goes by it."""

import io

import openpyxl
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.models import Appeal, House, Organisation
from tenants.accounts.actor import ANONYMOUS
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, now, someone

HOUSES = (
    "Место;Высота\n"
    "г. Пенза, ул. Новая, д. 1;5\n"
    "г. Пенза, ул. Новая, д. 2;пять\n"
    "г. Пенза, ул. Новая, д. 3;9\n"
)
MATRIX = "Адрес;Услуга;Организация;С\nНовая 2;ХВС;{organisation};01.01.2020\n"


def upload(page: Page, product, name: str, content: bytes) -> None:
    page.get_by_label("Файл с таблицей").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content}]
    )
    page.get_by_role("button", name="Загрузить и выбрать столбцы").click()


def check(page: Page) -> None:
    """Let the worker check it; the page turns by itself."""
    page.get_by_role("button", name="Проверить файл").click()
    expect(page.get_by_role("heading", name="Что изменится")).to_be_visible()


def test_a_list_with_mistakes_is_mended_accepted_and_sends_an_appeal_to_its_organisation(
    town, product, person
):
    with scope.in_tenant(town.tenant):
        administrator = someone("administrator", name="Ольга")
        organisation = Organisation.objects.get(pk=town.organisation.pk)
    page = person()
    be(page, product, administrator, town.tenant)

    page.goto(product.url("penza", "/desk/imports/houses/"))
    upload(page, product, "дома.csv", HOUSES.encode("cp1251"))
    page.get_by_label("Адрес одной строкой").select_option(
        label="Место · г. Пенза, ул. Новая, д. 1"
    )
    page.get_by_label("Этажей").select_option(label="Высота · 5")
    check(page)
    row = page.get_by_role("row").filter(has_text="пять")
    expect(row).to_contain_text("3")
    expect(row).to_contain_text("Высота")

    with page.expect_download() as sent:
        page.get_by_role("link", name="Скачать строки с ошибками").click()
    page.get_by_role("button", name="Принять верные строки (2)").click()
    expect(page.get_by_text("Принято.")).to_be_visible()

    book = openpyxl.load_workbook(io.BytesIO(sent.value.path().read_bytes()))
    book["Исправить"]["B2"] = "5"
    mended = io.BytesIO()
    book.save(mended)
    page.goto(product.url("penza", "/desk/imports/houses/"))
    upload(page, product, "исправлено.xlsx", mended.getvalue())
    page.get_by_label("Адрес одной строкой").select_option(
        label="Место · г. Пенза, ул. Новая, д. 2"
    )
    page.get_by_label("Этажей").select_option(label="Высота · 5")
    check(page)
    page.get_by_role("button", name="Принять", exact=False).first.click()
    expect(page.get_by_text("Принято.")).to_be_visible()

    page.get_by_role("link", name="Дальше – матрица").click()
    upload(page, product, "матрица.csv", MATRIX.format(organisation=organisation.name).encode())
    check(page)
    page.get_by_role("button", name="Принять", exact=False).first.click()
    expect(page.get_by_text("1 новая запись")).to_be_visible()

    with scope.in_tenant(town.tenant):
        house = House.objects.get(address="ул. Новая, д. 2")
        assert house.floors == 5
        filing = make.filing(house_id=house.pk, category="cold_water_off")
        appeal = actions.register(filing, by=ANONYMOUS, at=now())
        assert Appeal.objects.get(pk=appeal.pk).organisation_id == organisation.pk
    page.goto(product.url("penza", f"/desk/imports/book/{house.pk}/"))
    expect(page.get_by_text("с 01.01.2020")).to_be_visible()
    expect(
        page.get_by_text("нет точки на карте", exact=False).or_(page.locator(".pin-mark"))
    ).to_be_visible()
