"""«Подключить город» to the first real appeal: the whole way, as the people who walk it."""

import gzip
import io
import re
import time
from datetime import timedelta

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.models import Appeal, Cause, House, Member, Organisation
from appeals.workflow import Status
from onboarding.organisations.models import PracticeResult
from onboarding.organisations.training.content import courses
from onboarding.organisations.trial import resident
from tenants import directory
from tenants.accounts.models import Mail
from tenants.isolation import scope
from tests import make
from tests.console.conftest import orders  # noqa: F401 — a fixture
from tests.journeys.cast import come_in, now, someone
from tests.journeys.learning import answer, read_and_do
from tests.onboarding import keys
from tests.onboarding.numbers import inn

CITY = "vladivostok"
ADMINISTRATION, WATER = inn("253610000"), inn("254000001")
OFFICE_MAIL, HEAD_MAIL = "priem@vladivostok.example", "head@voda.example"
DISPATCHER_MAIL = "dispatcher@vladivostok.example"
PASSWORD = "семь раз отмерь"
RESIDENT_WAITS = timedelta(minutes=15)
INVITED = 21
# Without the real list beside the repository the same columns carry a street of our own.
STREET = "address,house_id,mgmt_company,servicedate_start,lat,long\n" + "".join(
    f'"край. Приморский, г. Владивосток, ул. Светланская, д. {number}",{number},УК «Маяк»,01.01.2014,,\n'
    for number in range(1, 41)
)


def letter(tenant, to: str, pattern: str) -> str:
    """The link in the last letter to somebody, waited for: the worker and the relay carry it."""
    for _ in range(150):
        directory.forget()
        with scope.in_tenant(tenant() if callable(tenant) else tenant):
            found = Mail.objects.filter(to=to).order_by("-pk").first()
        if found and (link := re.search(rf"http://\S*{pattern}\S*", found.body)):
            return link.group().rstrip(".")
        time.sleep(0.1)
    raise AssertionError(f"no letter to {to} with {pattern}")


def first_password(page: Page, link: str, mail: str) -> None:
    """Think one up by the letter's link and come in."""
    page.goto(link)
    set_password(page, mail)


def set_password(page: Page, mail: str) -> None:
    page.get_by_label("Новый пароль").fill(PASSWORD)
    page.get_by_role("button", name="Сохранить пароль").click()
    page.get_by_role("link", name="Войти", exact=True).last.click()
    page.get_by_label("Почта или телефон").fill(mail)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    expect(page).to_have_url(re.compile("/desk/"))


def houses(shared_data) -> tuple[str, bytes]:
    """The real register of 4,051 houses where it is, else forty houses of the same columns."""
    path = shared_data / "vladivostok.csv.gz"
    if path.exists():
        return "vladivostok.csv", gzip.decompress(path.read_bytes())
    return "vladivostok.csv", STREET.encode()


def organisations() -> bytes:
    """The table with which a city invites everybody at once."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Название", "ИНН", "Почта", "Круглосуточный телефон", "Услуги", "Дома"])
    phone = "+7 423 200-00-01"
    sheet.append(["МУП «Водоканал»", WATER, HEAD_MAIL, phone, "Холодная вода", "все"])
    for number in range(2, INVITED + 1):
        mail = f"uk{number}@mail.example"
        sheet.append([f"ООО «УК {number}»", inn(f"25400{number:04d}"), mail, "", "", "нет"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def file(name: str, content: bytes) -> list[dict]:
    """What an input of files is given."""
    return [{"name": name, "mimeType": "application/octet-stream", "buffer": content}]


@pytest.fixture
def walk(committed, product, person, orders, shared_data, tmp_path):  # noqa: F811
    """A city taken away afterwards."""
    return Walk(committed, product, person, shared_data, tmp_path)


class Walk:
    """Who walks, and where."""

    def __init__(self, stage, product, person, shared_data, folder) -> None:
        self.stage, self.product, self.person = stage, product, person
        self.shared_data, self.folder = shared_data, folder

    @property
    def city(self):
        directory.forget()
        return directory.by_schema(CITY)

    def url(self, path: str) -> str:
        return self.product.url(CITY, path)

    def apply(self) -> Page:
        """A stranger from the administration asks for a city; its administrator comes in by the letter."""
        page = self.person()
        page.goto(f"http://localhost:{self.product.port}/join/")
        page.get_by_label("Город", exact=True).press_sequentially("Владивос")
        page.get_by_role("option", name=re.compile("Владивосток")).click()
        page.get_by_label("Администрация", exact=True).fill("Администрация города Владивостока")
        page.get_by_label("ИНН администрации").fill(ADMINISTRATION)
        page.get_by_label("Официальная почта").fill(OFFICE_MAIL)
        page.get_by_label("Имя и фамилия").fill("Анна Морская")
        page.get_by_label("Должность").fill("начальник управления")
        page.get_by_label("Телефон").fill("8 423 200-00-00")
        page.get_by_label("Согласен на обработку").check()
        page.get_by_role("button", name="Отправить заявку").click()
        expect(page.get_by_role("heading", name="Проверьте почту администрации")).to_be_visible()
        page.goto(letter(self.stage.office, OFFICE_MAIL, "join/confirm"))
        page.get_by_role("button", name="Подтвердить").click()
        expect(page.get_by_role("heading", name="Заявка у оператора платформы")).to_be_visible()
        self.approve()
        page.reload()
        expect(page.get_by_role("heading", name="Город на связи")).to_be_visible()
        page.goto("about:blank")
        first_password(page, letter(lambda: self.city, OFFICE_MAIL, "reset/key"), OFFICE_MAIL)
        return page

    def approve(self) -> None:
        """An operator reads the application and lets the city in."""
        with scope.in_tenant(self.stage.office):
            operator = someone("operator", name="Оператор Первый")
        console = self.person()
        come_in(console, self.product, operator, at="console")
        console.get_by_role("link", name="Заявки").click()
        console.get_by_role("link", name="Владивосток").click()
        console.get_by_role("button", name="Одобрить и создать город").click()
        console.goto("about:blank")

    def prepare(self, page: Page) -> None:
        """The administrator's checklist, but for what organisations do."""
        page.goto(self.url("/desk/launch/look/"))
        page.get_by_label("Герб", exact=False).first.set_input_files(
            [
                {
                    "name": "герб.png",
                    "mimeType": "image/png",
                    "buffer": make.picture((500, 600), "PNG").getvalue(),
                }
            ]
        )
        page.get_by_label("Телефон", exact=False).first.fill("8 423 200-00-00")
        page.get_by_role("button", name="Сохранить").click()
        page.goto(self.url("/desk/launch/"))
        page.get_by_role("button", name="Оставить этот адрес").click()
        page.get_by_role("button", name="Просмотрели, подходит").click()

        page.goto(self.url("/desk/imports/houses/"))
        name, content = houses(self.shared_data)
        page.get_by_label("Файл с таблицей").set_input_files(file(name, content))
        page.get_by_role("button", name="Загрузить и выбрать столбцы").click()
        page.get_by_role("button", name="Проверить файл").click()
        expect(page.get_by_role("heading", name="Что изменится")).to_be_visible(timeout=120_000)
        page.get_by_role("button", name=re.compile("^Принять")).first.click()
        expect(page.get_by_text("Принято.")).to_be_visible(timeout=120_000)

        page.goto(self.url("/desk/settings/people/"))
        page.get_by_label("Имя", exact=True).fill("Дарья Звонкова")
        page.get_by_label("Почта", exact=True).fill(DISPATCHER_MAIL)
        page.get_by_label("Роль", exact=True).select_option("dispatcher")
        page.get_by_role("button", name="Пригласить").click()
        expect(page.get_by_text("Письмо со ссылкой отправлено")).to_be_visible()
        dispatcher = self.person()
        first_password(dispatcher, letter(self.city, DISPATCHER_MAIL, "reset/key"), DISPATCHER_MAIL)
        dispatcher.goto("about:blank")

    def invite(self, page: Page) -> Page:
        """Twenty-one at once; the head of one comes in by the letter."""
        page.goto(self.url("/desk/connecting/invite/file/"))
        page.get_by_label("Таблица организаций").set_input_files(
            [
                {
                    "name": "организации.xlsx",
                    "mimeType": "application/vnd.ms-excel",
                    "buffer": organisations(),
                }
            ]
        )
        page.get_by_role("button", name="Проверить таблицу").click()
        page.get_by_role("button", name=f"Пригласить все: {INVITED}").click()
        expect(page.get_by_role("link", name="МУП «Водоканал»")).to_be_visible()
        head = self.person()
        head.goto(letter(self.city, HEAD_MAIL, "connecting/invitation"))
        head.get_by_label("Ваши имя и фамилия").fill("Иванов Иван Иванович")
        head.get_by_role("button", name="Принять и придумать пароль").click()
        set_password(head, HEAD_MAIL)
        expect(head.get_by_role("heading", name="Готовность к запуску")).to_be_visible()
        return head

    @property
    def organisation(self) -> Organisation:
        """The one that goes the whole way; call inside the city."""
        return Organisation.objects.get(inn=WATER)

    def page_of(self, page: Page) -> None:
        with scope.in_tenant(self.city):
            number = self.organisation.pk
        page.goto(self.url(f"/desk/connecting/{number}/"))

    def agree(self, city: Page, head: Page) -> None:
        """The document, signed by both with certificates over its exact bytes."""
        city.goto(self.url("/desk/connecting/settings/"))
        city.get_by_label("Администрация").fill("Администрация города Владивостока")
        city.get_by_label("ИНН").fill(ADMINISTRATION)
        city.get_by_label("Адрес").fill("Океанский проспект, 20")
        city.get_by_label("Должность подписывающего").fill("глава")
        city.get_by_label("Кто подписывает").fill("Морская Анна Павловна")
        city.get_by_role("button", name="Сохранить").click()
        expect(city.get_by_text("Сведения города сохранены.")).to_be_visible()
        self.page_of(head)
        head.get_by_role("link", name="Изменить сведения").click()
        head.get_by_label("Юридический адрес").fill("ул. Светланская, 5")
        head.get_by_label("Должность руководителя").fill("директор")
        head.get_by_label("Фамилия, имя, отчество руководителя").fill("Иванов Иван Иванович")
        head.get_by_role("button", name="Сохранить").click()
        expect(head.get_by_text("Сведения сохранены.")).to_be_visible()
        self.page_of(city)
        city.get_by_role("link", name="Составить соглашение").click()
        city.get_by_role("button", name="Сохранить и отправить на подпись").click()
        expect(city.get_by_role("heading", level=1)).to_contain_text("на подписи")
        self.page_of(head)
        head.get_by_role("link", name="Подписать").click()
        self.sign(head, keys.identity(inn=WATER))
        city.goto(head.url)
        self.sign(
            city, keys.identity("Морская Анна", organisation="Администрация", inn=ADMINISTRATION)
        )
        self.page_of(head)
        expect(
            head.get_by_text("Соглашение подписано обеими сторонами и действует")
        ).to_be_visible()

    def sign(self, page: Page, who: keys.Identity) -> None:
        with page.expect_download() as sent:
            page.get_by_role("link", name="PDF для подписи").click()
        signature = keys.signed(sent.value.path().read_bytes(), who, self.folder)
        page.get_by_label("Электронная подпись").set_input_files(
            [
                {
                    "name": "document.sig",
                    "mimeType": "application/pkcs7-signature",
                    "buffer": signature,
                }
            ]
        )
        page.get_by_role("button", name="Приложить подпись").click()
        expect(page.get_by_text("подпись верна").first).to_be_visible()

    def learn(self, head: Page) -> None:
        """The head reads the course of those who lead an organisation's desk and passes its test."""
        course = courses()["organisation"]
        head.goto(self.url("/desk/training/"))
        read_and_do(head, course)
        answer(head, course, mistakes=0)
        expect(head.get_by_role("heading", level=1)).to_have_text("Проверка сдана")

    def practise(self, city: Page, head: Page) -> None:
        """Ten practice appeals on time, of which the residents confirm."""
        self.page_of(city)
        city.get_by_text("Проверить дежурный телефон").click()
        city.get_by_role("button", name="Ответили", exact=True).click()
        city.get_by_role("button", name="Начать тестовый режим").click()
        for _ in range(3):
            self.page_of(head)
            head.get_by_role("button", name=re.compile("^Прислать")).click()
            expect(head.get_by_text(re.compile("Открыто учебных"))).to_be_visible()
            self.work()
        self.page_of(city)
        expect(city.get_by_role("button", name="В работу", exact=True)).to_be_enabled()

    def work(self) -> None:
        """Every practice appeal accepted and done; the system plays its residents."""
        with scope.in_tenant(self.city):
            member = Member.objects.select_related("user").get(organisation=self.organisation)
            by = actor_of(member.user)
            for appeal in Appeal.everything.filter(is_trial=True, status=Status.ASSIGNED):
                actions.accept(appeal.pk, by=by, at=now())
                cause = Cause.objects.for_service(appeal.service)[0].code
                actions.resolve(appeal.pk, report="Воду дали", cause=cause, by=by, at=now())
            resident.play(at=now() + RESIDENT_WAITS)

    def launch(self, page: Page) -> None:
        self.page_of(page)
        page.get_by_role("button", name="В работу", exact=True).click()
        expect(page.get_by_text("в работе").first).to_be_visible()

    def open(self, page: Page) -> None:
        """Everything is done: the residents come in."""
        page.goto(self.url("/desk/launch/opening/"))
        page.get_by_role("button", name="Открыть сейчас").click()
        page.goto(self.url("/desk/launch/"))


def test_from_an_application_to_the_first_real_appeal(walk, measured):
    began = time.monotonic()
    city = walk.apply()
    walk.prepare(city)
    head = walk.invite(city)
    walk.agree(city, head)
    walk.learn(head)
    walk.practise(city, head)
    walk.launch(city)
    walk.open(city)
    expect(city.get_by_text(re.compile("готово 8 из 8"))).to_be_visible()
    measured(f"a city from its application to work: {time.monotonic() - began:.0f} s")

    with scope.in_tenant(walk.city):
        assert Organisation.objects.filter(inn__gt="").count() == INVITED
        house = House.objects.order_by("pk")[0].address
    maria = walk.person(width=360, height=780)
    maria.goto(walk.url("/new/"))
    maria.get_by_label("Опишите проблему").fill("Второй день нет холодной воды на всех этажах")
    maria.get_by_role("radio", name="У соседей тоже").check()
    maria.get_by_label("Адрес", exact=True).press_sequentially(house.removeprefix("ул. "))
    maria.get_by_role("option", name=house, exact=True).first.click()
    maria.get_by_label("Телефон (").fill("8 912 345-67-89")
    maria.get_by_label("Согласен на обработку").check()
    maria.get_by_role("button", name="Отправить обращение").click()
    expect(maria.get_by_role("heading", name="Обращение принято")).to_be_visible()
    with scope.in_tenant(walk.city):
        appeal = Appeal.objects.get(is_trial=False)
        assert appeal.organisation == walk.organisation
        assert PracticeResult.objects.filter(is_on_time=True).count() >= 10
    head.goto(walk.url("/desk/queue/"))
    expect(head.get_by_text(appeal.address).first).to_be_visible()
    head.goto("about:blank")
    city.goto("about:blank")
