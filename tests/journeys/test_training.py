"""Somebody new passes their course on a phone; a stranger checks the certificate by its link."""

import re

from playwright.sync_api import Page, expect

from appeals.models import Member
from onboarding.organisations.training import practice
from onboarding.organisations.training.content import Course, courses
from tenants.isolation import scope
from tests.journeys.cast import be, someone

WORDS = "Заменили участок трубы, вода подана в дом"


def read_and_do(page: Page, course: Course) -> None:
    """Every lesson with its task, as its text teaches."""
    page.get_by_role("link", name="Начать первый урок").click()
    for lesson in course.lessons:
        expect(page.get_by_role("heading", level=1)).to_have_text(lesson.title)
        for number, step in enumerate(lesson.task.steps, 1):
            if len(lesson.task.steps) > 1:
                expect(page.locator(".exercise legend")).to_contain_text(f"Шаг {number} из")
            if step.kind == practice.MOVE:
                page.locator(f".exercise button[value={step.move}]").click()
                continue
            if step.kind == practice.WORDS:
                page.get_by_label("Ваши слова").fill(WORDS)
            for place in step.right:
                page.locator(".exercise [name=chosen]").nth(place).check()
            page.locator(".exercise-step .btn-main").click()
        expect(page.get_by_text("Задание сделано.")).to_be_visible()
        if lesson is not course.lessons[-1]:
            page.get_by_role("link", name="Следующий урок").click()
    page.get_by_role("link", name="К проверке").click()


def answer(page: Page, course: Course, *, mistakes: int) -> None:
    """Twenty questions, the first few wrongly; a reload in the middle loses nothing."""
    page.get_by_role("button", name="Начать проверку").click()
    by_ask = {question.ask: question for question in course.questions.values()}
    for number in range(course.asked):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Вопрос {number + 1} из 20")
        question = by_ask[page.locator("#ask").inner_text()]
        if number == 10:
            page.reload()
            expect(page.locator(".marks .is-answered")).to_have_count(10)
        said = question.options[int(number < mistakes)]
        page.get_by_role("radio", name=said, exact=True).check()
        page.get_by_role("button", name="Ответить").click()
    page.get_by_role("button", name="Завершить и узнать результат").click()


def test_a_newcomer_passes_on_a_phone_and_a_stranger_checks_the_certificate(town, product, person):
    course = courses()["organisation"]
    with scope.in_tenant(town.tenant):
        newcomer = someone("organisation", name="Никитина Ольга Сергеевна")
        Member.objects.create(user=newcomer, organisation=town.organisation)
    page = person(width=360, height=780)
    be(page, product, newcomer, town.tenant)
    page.goto(product.url("penza", "/desk/queue/"))
    expect(page.get_by_text("Обращения откроются после проверки.")).to_be_visible()

    read_and_do(page, course)
    answer(page, course, mistakes=4)

    expect(page.get_by_role("heading", level=1)).to_have_text("Проверка сдана")
    expect(page.locator(".paper-score")).to_have_text("16 из 20")
    expect(page.locator(".mistakes > li")).to_have_count(4)
    link = page.get_by_role("link", name="Страница проверки").get_attribute("href")
    page.goto(product.url("penza", "/desk/"))
    expect(page).to_have_url(re.compile("/desk/queue/"))

    stranger = person(width=360, height=780)
    stranger.goto(product.url("penza", str(link)))
    expect(stranger.get_by_role("heading", name="Действует")).to_be_visible()
    expect(stranger.get_by_text("Н. О. С.")).to_be_visible()
    expect(stranger.get_by_text("Никитина")).to_have_count(0)
