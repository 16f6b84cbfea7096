"""From an invitation to an agreement in force: the letter, the document, two electronic signatures."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from appeals.models import Organisation
from tenants.accounts.models import Mail
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, someone
from tests.onboarding import keys

CITY_INN, INN = "7736050003", "7707083893"


def test_an_organisation_is_invited_and_both_sides_sign(product, town, person, tmp_path):
    with scope.in_tenant(town.tenant):
        administrator = someone("administrator", name="Анна Морозова")
    city, head = person(), person()
    be(city, product, administrator, town.tenant)
    _tell_the_citys_side(city, product)
    _invite(city, product)
    with scope.in_tenant(town.tenant):
        letter = Mail.objects.get(to="director@vodosnab.ru")

    _come_in(head, letter.body, product)
    _tell_the_organisations_side(head)

    _send_to_be_signed(city, product)
    document = city.url
    pdf = _downloaded(city)
    own = keys.identity("Тарасов Иван Петрович", organisation="ООО «Водоснаб»", inn=INN)
    mayor = keys.identity("Кузнецова Елена Игоревна", organisation="Администрация", inn=CITY_INN)

    head.goto(document)
    _sign(head, keys.signed(pdf, mayor, tmp_path), tmp_path)
    expect(head.get_by_role("alert")).to_contain_text("Сертификат выдан другой организации")
    _sign(head, keys.signed(pdf, own, tmp_path), tmp_path)
    expect(head.get_by_text("подписано одной стороной")).to_be_visible()
    city.goto(document)
    _sign(city, keys.signed(pdf, mayor, tmp_path), tmp_path)

    expect(city.get_by_role("heading", level=1)).to_contain_text("действует")
    with scope.in_tenant(town.tenant):
        organisation = Organisation.objects.get(inn=INN)
        assert organisation.stage == "training"
        assert organisation.agreement_since is not None
    head.goto(product.url("penza", "/desk/"))
    expect(head.get_by_role("heading", name="Соглашение № ")).to_contain_text("действует")


def _tell_the_citys_side(page: Page, product) -> None:
    page.goto(product.url("penza", "/desk/connecting/settings/"))
    page.get_by_label("Администрация").fill("Администрация города")
    page.get_by_label("ИНН").fill(CITY_INN)
    page.get_by_label("Адрес").fill("пл. Мира, 1")
    page.get_by_label("Должность подписывающего").fill("глава")
    page.get_by_label("Кто подписывает").fill("Кузнецова Елена Игоревна")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сведения города сохранены.")).to_be_visible()


def _invite(page: Page, product) -> None:
    page.goto(product.url("penza", "/desk/connecting/invite/"))
    page.get_by_label("Полное название").fill("ООО «Водоснаб»")
    page.get_by_label("ИНН").fill(INN)
    page.get_by_label("Почта руководителя").fill("director@vodosnab.ru")
    page.get_by_label("Круглосуточный телефон").fill("8 841 200-00-15")
    page.get_by_role("button", name="Отправить приглашение").click()
    expect(page.get_by_text("Приглашение отправлено.")).to_be_visible()


def _come_in(page: Page, letter: str, product) -> None:
    path = re.search(r"/desk/connecting/invitation/[\w-]+/", letter)[0]
    page.goto(product.url("penza", path))
    page.get_by_label("Ваши имя и фамилия").fill("Тарасов Иван Петрович")
    page.get_by_role("button", name="Принять и придумать пароль").click()
    page.locator("[name=password1]").fill(make.PASSWORD)
    page.locator("[name=password1]").press("Enter")
    page.goto(product.url("penza", "/accounts/login/?next=/desk/"))
    page.get_by_label("Почта или телефон").fill("director@vodosnab.ru")
    page.get_by_label("Пароль").fill(make.PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Подключение")


def _tell_the_organisations_side(page: Page) -> None:
    page.get_by_role("link", name="Изменить сведения").click()
    page.get_by_label("Юридический адрес").fill("ул. Попова, 5")
    page.get_by_label("Должность руководителя").fill("директор")
    page.get_by_label("Фамилия, имя, отчество руководителя").fill("Тарасов Иван Петрович")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_text("Сведения сохранены.")).to_be_visible()


def _send_to_be_signed(page: Page, product) -> None:
    page.goto(product.url("penza", "/desk/connecting/?stage=agreement"))
    page.get_by_role("link", name="ООО «Водоснаб»").click()
    page.get_by_role("link", name="Составить соглашение").click()
    page.get_by_label("Принять в работу").select_option("15m")
    page.get_by_role("button", name="Сохранить и отправить на подпись").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("на подписи")


def _downloaded(page: Page) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("link", name="PDF для подписи").click()
    return Path(coming.value.path()).read_bytes()


def _sign(page: Page, signature: bytes, folder: Path) -> None:
    file = folder / "document.sig"
    file.write_bytes(signature)
    page.get_by_label("Электронная подпись").set_input_files(file)
    page.get_by_role("button", name="Приложить подпись").click()
