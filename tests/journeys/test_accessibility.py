"""Every page, on a phone and on a desk, against WCAG 2.2 A and AA as far as a program can tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.actions import photos
from appeals.actions.watch import note_breaches
from appeals.insight import area_tallies, house_tallies, problem_points, shifts, tallies
from appeals.models import Appeal, Member, ProblemPoint, Site
from appeals.registry import imports
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.training import learners, planting, sitting
from onboarding.organisations.training.content import courses
from onboarding.organisations.trial import sending
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import HOUSE, Town, be, come_in, now, someone, worker
from tests.product import Product

WIDTHS = (1440, 360)
HEIGHT = 900
NARROW = 320  # a desk at 400 %: nothing may need scrolling sideways (1.4.10)
_RUN = """() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
}).then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) =>
    [rule.id, node.target.join(" "), node.any.concat(node.all, node.none)
        .map((check) => check.message).join("; ")])))"""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text()


class Inspector:
    """Goes from page to page and notes what is wrong, at every width."""

    def __init__(self, page: Page, product: Product, city: str = "penza") -> None:
        self.page, self.product, self.city = page, product, city
        self.found: list[str] = []

    def visit(
        self,
        path: str,
        name: str = "",
        then: Callable[[Page], None] | None = None,
        status: int = 200,
    ) -> None:
        """Look at a page; `then` opens on it what is shut at first."""
        self.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        answer = self.page.goto(self.product.url(self.city, path))
        assert (answer.status, "/accounts/login/?" in self.page.url) == (status, False), name
        if then:
            then(self.page)
        self.look(name or path)

    def look(self, name: str) -> None:
        """Look at what stands on the screen."""
        expect(self.page.locator("h1").first).to_be_attached()
        self.page.evaluate(_axe())
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            for rule, selector, why in self.page.evaluate(_RUN):
                self.found.append(f"{name} at {width}: {rule} {selector} ({why})")
        self.page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW:
            self.found.append(f"{name} at {NARROW}: 1.4.10 Reflow, {wide} px wide")


@contextmanager
def inspecting(page: Page, product: Product, city: str = "penza") -> Iterator[Inspector]:
    """The block's pages must be without fault; all faults are told at once."""
    inspector = Inspector(page, product, city)
    yield inspector
    assert inspector.found == []


@pytest.fixture
def story(town) -> Town:
    """A city where something stands in every state."""
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        common = {"house_id": town.house.pk, "category": "cold_water_off", "at": now()}
        for number in range(4):
            filed = make.appeal(
                **common,
                name="Мария",
                phone="+79123456789",
                text="Нет воды",
                photos=shot(),
            )
            actions.assign(filed.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
            if number > 0:
                actions.accept(filed.pk, by=by, at=now())
            if number > 1:
                actions.resolve(
                    filed.pk,
                    report="Промыли",
                    cause="pipe_wear",
                    photos=shot(),
                    by=by,
                    at=now(),
                )
            if number > 2:
                actions.reopen(filed.pk, reason="Снова нет", by=make.DISPATCHER, at=now())
        make.appeal(**common, text="Нет воды, я в квартире 47")
        house_tallies.rebuild(at=now())
        area_tallies.count(at=now())
        problem_points.recount(at=now())
    return town


def shot() -> tuple[photos.Photo, ...]:
    """One photo."""
    return (photos.take(make.picture()),)


def in_state(town: Town, status: str):
    """The first appeal in a state: its number in addresses and its tracking code."""
    with scope.in_tenant(town.tenant):
        found = Appeal.objects.filter(status=status).first()
        return found.latin_number, found.tracking_code


def test_the_public_pages_are_without_fault(story, product, person):
    page = person()
    red, code = in_state(story, "resolved")
    with scope.in_tenant(story.tenant):
        site = Site.objects.create(name="Водоканал", origins=["https://v.ru"], created_at=now())
    with inspecting(page, product) as inspector:
        inspector.visit("/")
        inspector.visit("/new/", then=typed)
        inspector.visit("/new/", "/new/ refused", then=refused)
        inspector.visit(f"/appeals/{red}/", "card")
        inspector.visit(f"/appeals/{red}/?said=still", "card, answered")
        inspector.visit(f"/appeals/{red}/complain/", "complaint")
        inspector.visit(f"/track/{code}/", "own card", then=doubt)
        inspector.visit(f"/track/{code}/accepted/", "accepted")
        inspector.visit("/offline/")
        inspector.visit(f"/widget/{site.code}/", "widget")
        inspector.visit("/track/")
        inspector.visit("/search/?q=ладожская 97", "search")
        inspector.visit("/search/?q=нигде 1", "nothing found")
        inspector.visit("/organisations/")
        inspector.visit("/map/?lat=53.2&lon=45.0&z=12", "map")
        inspector.visit("/map/?lat=53.2&lon=45.0&z=17&state=work", "map near by")
        inspector.visit(f"/houses/{story.house.pk}/", "house")
        inspector.visit(f"/streets/{story.house.street_id}/", "street")
        inspector.visit(f"/districts/{story.house.district}/", "district")
        inspector.visit("/houses/?q=ладожская 97", "houses")
        inspector.visit("/problem-points/")
        inspector.visit("/numbers/")
        inspector.visit("/opendata/")
        for about in ("accessibility", "consent", "public", "terms"):
            inspector.visit(f"/about/{about}/")
        inspector.visit("/api/v1/docs/")
        inspector.visit("/nowhere/", "404", status=404)


def test_large_print_is_without_fault(story, product, person):
    page = person()
    done, _ = in_state(story, "resolved")
    page.goto(product.url("penza"))
    page.get_by_role("button", name="Версия для слабовидящих").click()
    expect(page.get_by_role("button", name="Обычная версия")).to_be_visible()
    with inspecting(page, product) as inspector:
        inspector.visit("/")
        inspector.visit("/new/")
        inspector.visit(f"/appeals/{done}/", "card")


def typed(page: Page) -> None:
    """A theme is found, its questions are asked, a photo is chosen, the list of houses is open."""
    page.get_by_label("Опишите проблему").fill("Нет холодной воды, я в квартире 47")
    expect(page.get_by_role("radio", name="Нет холодной воды")).to_be_checked()
    page.get_by_label("Адрес", exact=True).fill(HOUSE)
    expect(page.locator(".preview mark.hid")).to_be_visible()
    # The list of houses lies over the button.
    expect(page.get_by_role("option", name=HOUSE)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Об этом уже сообщили")).to_be_visible()
    page.get_by_role("button", name="Указать на карте").click()
    expect(page.locator(".pin-mark")).to_be_visible()
    page.get_by_label("Приложите снимки").set_input_files(
        [{"name": "двор.jpg", "mimeType": "image/jpeg", "buffer": make.picture().getvalue()}]
    )
    expect(page.get_by_text("Загружен, ")).to_be_visible()
    page.get_by_label("Адрес", exact=True).fill("")
    page.get_by_label("Адрес", exact=True).press_sequentially("ладожс 97")
    expect(page.get_by_role("option", name=HOUSE)).to_be_visible()
    page.keyboard.press("ArrowDown")


def refused(page: Page) -> None:
    """Everything is wrong at once; what others have told stands on the page."""
    page.get_by_label("Опишите проблему").fill("Нет холодной воды, не идёт ни капли")
    page.get_by_label("Адрес", exact=True).fill(HOUSE)
    expect(page.get_by_role("heading", name="Об этом уже сообщили")).to_be_visible()
    page.get_by_label("Телефон (").fill("12")
    page.get_by_label("Электронная почта").fill("maria")
    page.get_by_role("button", name="Отправить обращение").click()
    expect(page.get_by_role("alert")).to_be_visible()


def doubt(page: Page) -> None:
    """The form of a complaint is open."""
    page.get_by_text("Нет, проблема не решена").click()


def test_the_pages_of_accounts_are_without_fault(town, product, person):
    page = person()
    with scope.in_tenant(town.tenant):
        resident = someone("resident", name="Мария")
    with inspecting(page, product) as inspector:
        for path in ("login", "signup", "login/code", "password/reset"):
            inspector.visit(f"/accounts/{path}/")
        page.get_by_role("button").last.click()
        expect(page.get_by_role("alert")).to_be_visible()
        inspector.look("/accounts/password/reset/ refused")
        be(page, product, resident, town.tenant)
        for path in ("profile", "email", "password/change", "2fa"):
            inspector.visit(f"/accounts/{path}/")
        inspector.visit("/accounts/2fa/totp/activate/", "the password again")
        page.get_by_label("Пароль").fill(make.PASSWORD)
        page.get_by_role("button").last.click()
        expect(page.locator("main img, main svg").first).to_be_visible()
        inspector.look("/accounts/2fa/totp/activate/")


def test_the_dispatchers_pages_are_without_fault(story, product, person):
    page = person()
    be(page, product, story.dispatcher, story.tenant)
    new, _ = in_state(story, "registered")
    assigned, _ = in_state(story, "assigned")
    done, _ = in_state(story, "resolved")
    with scope.in_tenant(story.tenant):
        point = ProblemPoint.objects.latest("pk").pk
    with inspecting(page, product) as inspector:
        inspector.visit("/desk/hall/")
        inspector.visit(f"/desk/hall/?appeal={assigned}", "hall with an appeal")
        inspector.visit("/desk/hall/?view=work", "a list of the hall")
        inspector.visit("/desk/hall/", "what rings", then=lambda page: page.keyboard.press("Alt+0"))
        inspector.visit("/desk/shift/", "shift", then=lambda page: page.keyboard.press("/"))
        inspector.visit(handed_over(story), "a handover")
        inspector.visit("/desk/hall/?q=ладожская 97", "hall, found")
        inspector.visit("/desk/points/")
        inspector.visit(f"/desk/points/{point}/", "point")
        inspector.visit("/desk/new/", then=choosing)
        inspector.visit("/desk/new/", "/desk/new/ refused", then=empty)
        inspector.visit(f"/desk/new/{new}/", "registered")
        inspector.visit(f"/desk/callbacks/?appeal={done}", "callbacks", then=unhappy)
        inspector.visit("/desk/statutory/")
        inspector.visit("/desk/identity/", then=unknown)
        inspector.visit(f"/desk/appeals/{new}/", "appeal", then=unfold)
        inspector.visit("/desk/moderation/")
        inspector.visit(f"/desk/appeals/{new}/moderation/", "moderation of an appeal")
        inspector.visit(f"/desk/appeals/{new}/", "keys", then=lambda page: page.keyboard.press("?"))


def test_the_administrations_figures_are_without_fault(story, product, person):
    with scope.in_tenant(story.tenant):
        tallies.rebuild()
        aide = someone("administrator", name="Анна")
    page = person()
    be(page, product, aide, story.tenant)
    with inspecting(page, product) as inspector:
        inspector.visit(f"/desk/houses/{story.house.pk}/", "facts of a house")
        inspector.visit("/desk/dashboard/", then=tables)
        inspector.visit("/desk/dashboard/?from=2020-01-01&to=2020-01-02", "figures of nothing")
        inspector.visit("/desk/appeals/?of=open", "rows behind a number")
        inspector.visit("/desk/appeals/?of=rejected&from=2020-01-01&to=2020-01-02", "no rows")


def test_the_house_book_is_without_fault(story, product, person):
    with scope.in_tenant(story.tenant):
        keeper = someone("administrator", name="Анна")
        by = actor_of(keeper)
        make.serving(story.house, story.organisation, "gas", since=now().date())
        rows = "Адрес;Этажей\nул. Новая, 1;5\nул. Новая, 2;пять\nул. Новая, 3;9".encode()
        sent = imports.receive("houses", SimpleUploadedFile("дома.csv", rows), by=by, at=now())
    page = person()
    be(page, product, keeper, story.tenant)
    with inspecting(page, product) as inspector:
        inspector.visit("/desk/imports/houses/", "houses, one is open")
        inspector.visit("/desk/imports/matrix/")
        inspector.visit(f"/desk/imports/{sent.pk}/", "columns of a file")
        page.get_by_role("button", name="Проверить файл").click()
        expect(page.get_by_role("heading", name="Что изменится")).to_be_visible()
        inspector.look("a checked file")
        page.get_by_role("button", name="Принять верные строки").click()
        expect(page.get_by_text("Принято.")).to_be_visible()
        inspector.look("a file that was taken")
        inspector.visit("/desk/imports/houses/", "houses", then=no_file)
        inspector.visit("/desk/imports/journal/")
        inspector.visit("/desk/imports/book/")
        inspector.visit("/desk/imports/book/?lack=point", "houses without a point")
        inspector.visit("/desk/imports/book/?q=ладожская 97", "houses found")
        inspector.visit(
            f"/desk/imports/book/streets/{story.house.street_id}/", "houses of a street"
        )
        inspector.visit(f"/desk/imports/book/{story.house.pk}/", "a house", then=unfolded)


def test_the_way_of_an_organisation_is_without_fault(story, product, person):
    with scope.in_tenant(story.tenant):
        keeper = someone("administrator", name="Анна")
        by = actor_of(keeper)
        company = make.organisation("Теплосеть", stage="agreement")
        record_paper(company, number="7", since=now().date(), by=by, at=now())
        paper = company.agreements.get()
    page = person()
    be(page, product, keeper, story.tenant)
    with inspecting(page, product) as inspector:
        inspector.visit("/desk/connecting/", "organisations by stage")
        inspector.visit("/desk/connecting/?q=никого", "nobody found")
        inspector.visit("/desk/connecting/invite/")
        page.get_by_role("button", name="Отправить приглашение").click()
        expect(page.get_by_role("alert")).to_be_visible()
        inspector.look("an invitation refused")
        inspector.visit("/desk/connecting/invite/file/")
        inspector.visit(f"/desk/connecting/{company.pk}/", "the five steps")
        inspector.visit(f"/desk/connecting/{company.pk}/details/")
        inspector.visit(f"/desk/connecting/{company.pk}/agreement/", "a draft")
        inspector.visit(f"/desk/connecting/{company.pk}/agreement/paper/")
        inspector.visit(f"/desk/connecting/agreements/{paper.pk}/", "an agreement")
        inspector.visit("/desk/connecting/settings/", "agreements in the settings")
        inspector.visit("/desk/connecting/settings/texts/main/", "a text")


def no_file(page: Page) -> None:
    """Sent without a file."""
    page.get_by_role("button", name="Загрузить и выбрать столбцы").click()
    expect(page.get_by_role("alert")).to_be_visible()


def unfolded(page: Page) -> None:
    """Both forms of the matrix are open, the map stands."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    expect(page.locator(".pin-mark")).to_be_visible()


def tables(page: Page) -> None:
    """The numbers of the charts and the dictionary are open."""
    page.evaluate(
        "document.querySelectorAll('.figures-table, .figures-words').forEach((one) => one.open = true)"
    )


def handed_over(story) -> str:
    """The address of a handover that waits for its second signature."""
    with scope.in_tenant(story.tenant):
        oleg = someone("dispatcher", name="Олег Зайцев")
        by = actor_of(story.dispatcher)
        seen = shifts.snapshot(by, now())
        paper = actions.hand_over(to=oleg, words="Ключи у охраны", snapshot=seen, by=by, at=now())
    return f"/desk/shift/{paper.pk}/"


def choosing(page: Page) -> None:
    """The list of themes is open."""
    page.get_by_label("Что случилось").press_sequentially("нет")
    expect(page.get_by_role("option").first).to_be_visible()


def empty(page: Page) -> None:
    """Saved with nothing in it."""
    page.get_by_role("button", name="Зарегистрировать").click()
    expect(page.get_by_role("alert")).to_be_visible()


def unhappy(page: Page) -> None:
    """The applicant is not satisfied: the reasons are shown."""
    taking = page.get_by_role("button", name="Взять этот звонок")
    if taking.count():
        taking.click()
    page.locator("label").filter(has_text="Не доволен").first.click()
    expect(page.get_by_text("сделано не до конца")).to_be_visible()


def unknown(page: Page) -> None:
    """Nobody has this code."""
    page.get_by_label("Код из учётной записи").fill("1-000000")
    page.get_by_role("button", name="Найти", exact=True).click()
    expect(page.get_by_text("в городе нет").first).to_be_visible()


def unfold(page: Page) -> None:
    """A move's form is open."""
    page.locator("details.move summary").first.click()


def withdrawing(page: Page) -> None:
    """The form that withdraws a certificate is open."""
    page.locator(".withdraw summary").first.click()


def test_the_organisations_pages_are_without_fault(story, product, person):
    with scope.in_tenant(story.tenant):
        foreman = worker(story.organisation, name="Бригадир", crew=story.crew)
        accepted = Appeal.objects.filter(status="accepted").get()
        actions.dispatch_crew(accepted.pk, crew=story.crew, by=actor_of(story.member), at=now())
    page, phone = person(), person()
    be(page, product, story.member, story.tenant)
    be(phone, product, foreman, story.tenant)
    assigned, _ = in_state(story, "assigned")
    sent, _ = in_state(story, "crew_dispatched")
    with inspecting(page, product) as inspector:
        inspector.visit("/desk/queue/")
        inspector.visit(f"/desk/queue/?appeal={assigned}", "queue with an appeal")
        inspector.visit("/desk/queue/?view=done", "done")
        inspector.visit("/desk/queue/?view=all&pick=1", "filters of the queue")
        for page_of_ours in ("organisation", "templates", "views"):
            inspector.visit(f"/desk/{page_of_ours}/")
        inspector.visit(f"/desk/appeals/{sent}/", "appeal", then=unfold)
    with inspecting(phone, product) as inspector:
        inspector.visit("/desk/tasks/", then=unfold)
        inspector.visit("/desk/hall/", "403", status=403)


def test_the_pages_of_training_are_without_fault(story, product, person):
    with scope.in_tenant(story.tenant):
        chief = someone("administrator", name="Ада")
        learner, course = learners.of(story.member), courses()["organisation"]
        planting.study(course, learner, len(course.lessons), now())
        attempt = planting.sit(course, learner, 3, now())
        sitting.begin(course, learner=learner, at=now())
        code = attempt.certificate.code
    page, office, stranger = person(), person(), person()
    be(page, product, story.member, story.tenant)
    be(office, product, chief, story.tenant)
    home = "/desk/training/organisation"
    with inspecting(page, product) as inspector:
        inspector.visit("/desk/training/")
        for lesson in course.lessons:
            inspector.visit(f"{home}/{lesson.code}/")
        inspector.visit(f"{home}/test/1/")
        inspector.visit(f"{home}/test/finish/")
        inspector.visit(f"{home}/results/{attempt.pk}/")
    with inspecting(office, product) as inspector:
        inspector.visit("/desk/training/people/", then=withdrawing)
        inspector.visit("/desk/training/dispatcher/hall/")
        inspector.visit("/desk/training/administrator/people/")
    with inspecting(stranger, product) as inspector:
        inspector.visit(f"/certificates/{code}/")


def test_the_pages_of_practice_are_without_fault(story, product, person):
    with scope.in_tenant(story.tenant):
        organisation = make.organisation("Арбеково-2", stage="trial")
        organisation.emergency_phone = "+7 8412 00-00-14"
        organisation.save()
        head = worker(organisation, name="Надежда")
        Member.objects.filter(user=head).update(position=Member.HEAD)
        administrator = someone("administrator", name="Анна")
        sending.send(organisation.pk, by=actor_of(administrator), at=now() - make.hours(30))
        note_breaches(at=now())
        number = Appeal.everything.filter(is_trial=True).earliest("pk").latin_number
    own, city = person(), person()
    be(own, product, head, story.tenant)
    be(city, product, administrator, story.tenant)
    page = f"/desk/connecting/{organisation.pk}/"
    with inspecting(own, product) as inspector:
        inspector.visit(page, then=unfold)
        inspector.visit(f"/desk/appeals/{number}/", "practice")
    with inspecting(city, product) as inspector:
        inspector.visit(page, "gate", then=unfold)
        for part in ("practice/late/", f"practice/{now():%Y-%m-%d}/"):
            inspector.visit(f"{page}{part}")
        for part in ("report", "rules"):
            inspector.visit(f"/desk/connecting/{part}/")


def test_the_settings_are_without_fault(story, product, person):
    page = person()
    with scope.in_tenant(story.tenant):
        administrator = someone("administrator", name="Ольга Дьякова")
        make.organisation("Горсвет")
    be(page, product, administrator, story.tenant)
    with inspecting(page, product) as inspector:
        for path in (
            *("", "topics/", "topics/other/", "rules/", "rules/new/", "causes/", "causes/new/"),
            *("sites/", "sites/new/"),
            *("policy/", "calendar/", "notices/", "notices/new/", "people/", "changes/"),
        ):
            inspector.visit(f"/desk/settings/{path}")
        for path in ("", "look/", "opening/"):
            inspector.visit(f"/desk/launch/{path}")
        for chapter in ("domain", "support", "export"):
            inspector.visit(f"/desk/launch/{chapter}/")
        for path in ("", "contract/", "leaving/"):
            inspector.visit(f"/desk/billing/{path}")
        inspector.visit("/desk/settings/people/", "an invitation refused", then=invited_nobody)


def invited_nobody(page: Page) -> None:
    """An invitation without a name."""
    page.get_by_role("button", name="Пригласить").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_the_platforms_pages_are_without_fault(committed, product, person):
    with scope.in_tenant(committed.office):
        operator = someone("operator", name="Оператор Первый")
    page = person()
    with inspecting(page, product, "console") as inspector:
        inspector.visit("/accounts/login/")
        come_in(page, product, operator, at="console")
        inspector.visit("/")
        inspector.visit("/cities/penza/")
        inspector.visit("/applications/")
        inspector.visit("/cities/new/")
        page.get_by_role("button", name="Создать город").click()
        inspector.look("/cities/new/ refused")
        inspector.visit("/journal/")
        inspector.visit("/rails/")
        inspector.visit("/support/")
        for path in (
            "",
            "bank/",
            "books/",
            "plans/",
            "seller/",
            "cities/penza/",
            "cities/penza/contract/",
        ):
            inspector.visit(f"/money/{path}")
        inspector.visit("/cities/penza/closing/")
        page.goto(f"http://localhost:{product.port}/")
        inspector.look("the platform's public page")
        for path in ("tariff/?city=Пенза", "data/", "join/", "join/sent/", "join/confirm/none/"):
            page.goto(f"http://localhost:{product.port}/{path}")
            inspector.look(path)
        page.goto(f"http://localhost:{product.port}/join/")
        page.get_by_label("Город").fill("Заречный")
        page.get_by_role("button", name="Отправить заявку").click()
        expect(page.get_by_text("Какой из них ваш?")).to_be_visible()
        inspector.look("an application refused")
