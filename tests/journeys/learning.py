"""A course walked in a browser, as its text teaches."""

from playwright.sync_api import Page, expect

from onboarding.organisations.training import practice
from onboarding.organisations.training.content import Course

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
