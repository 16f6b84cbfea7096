"""Training's pages: whom they let in, what they keep, what a stranger learns of a certificate."""

import pytest
from django.test import Client
from django.urls import reverse

from appeals.models import Member
from onboarding.organisations.models import Attempt, Certificate, Reminder, Study, TrainingRules
from onboarding.organisations.training import certifying, document
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser
from tests.make import FRIDAY_NOON
from tests.onboarding.training.conftest import read_all, sit
from tests.portal import counting

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Ада")


def at(name: str, *words: object) -> str:
    """An address of a city's site."""
    return reverse(name, "config.urls_city", words)


@pytest.fixture
def own(newcomer) -> Client:
    """The newcomer's browser."""
    return browser(newcomer)


@pytest.fixture
def certificate(course, learner) -> Certificate:
    """The newcomer's certificate."""
    read_all(course, learner)
    sit(course, learner, mistakes=2)
    return Certificate.objects.get()


def test_who_must_learn_first_is_led_from_every_screen_to_the_course(own):
    for screen in ("desk:home", "desk:queue", "desk:team"):
        answer = own.get(at(screen))
        assert answer.status_code == 302
        assert answer["Location"] == at("training:home")
    assert "Обращения откроются после проверки" in own.get(at("training:home")).text


def test_a_wrong_step_is_explained_and_a_right_one_leads_on(own):
    lesson = at("training:lesson", "organisation", "accept")

    wrong = own.post(lesson, {"step": "1", "move": "return_to_desk"})
    right = own.post(lesson, {"step": "1", "move": "accept"})

    assert wrong.status_code == 422
    assert "Возвращают чужое" in wrong.text
    assert not Study.objects.filter(tasks__has_key="accept", tasks__accept__done=2).exists()
    assert right["Location"] == f"{lesson}#task"
    assert "Шаг 2 из 2" in own.get(lesson).text


def test_words_that_are_refused_stay_in_the_field(own):
    lesson = at("training:lesson", "organisation", "resolve")
    own.post(lesson, {"step": "1", "move": "resolve"})

    answer = own.post(lesson, {"step": "2", "text": "Два слова"})

    assert answer.status_code == 422
    assert "Два слова" in answer.text


def test_a_step_of_a_page_left_open_elsewhere_changes_nothing(own):
    lesson = at("training:lesson", "organisation", "accept")
    own.post(lesson, {"step": "1", "move": "accept"})

    assert own.post(lesson, {"step": "1", "move": "return_to_desk"}).status_code == 302
    assert Study.objects.get().tasks["accept"]["done"] == 1


def test_an_answer_is_kept_at_once_and_may_be_changed(own, course, learner):
    read_all(course, learner)
    own.post(at("training:test", "organisation"))
    first = at("training:question", "organisation", 1)

    assert own.post(first, {"answer": ""}).status_code == 422
    onward = own.post(first, {"answer": "2"})
    own.post(first, {"answer": "3"})

    assert onward["Location"] == at("training:question", "organisation", 2)
    assert len(Attempt.objects.get().answers) == 1
    assert 'value="3" checked' in own.get(first).text


def test_the_page_of_a_question_does_not_give_the_right_answer_away(own, course, learner):
    read_all(course, learner)
    own.post(at("training:test", "organisation"))
    places = set()
    for place in range(1, 11):
        page = own.get(at("training:question", "organisation", place))
        question = page.context["question"]
        shown = [option.text for option in page.context["options"]]
        places.add(shown.index(question.options[0]))

    assert len(places) > 1


def test_the_result_explains_what_was_wrong(own, course, certificate):
    attempt = Attempt.objects.get()
    page = own.get(at("training:result", "organisation", attempt.pk))
    wrong = course.questions[attempt.questions[0]]

    assert "18 из 20" in page.text
    assert len(page.context["mistakes"]) == 2
    assert page.context["mistakes"][0].question == wrong
    assert page.context["mistakes"][0].said == wrong.options[1]


def test_results_and_certificates_of_others_are_missing(certificate, vodokanal):
    colleague = browser(User.objects.get(pk=make.member(vodokanal).user_id))
    attempt = Attempt.objects.get()

    for address in (
        at("training:result", "organisation", attempt.pk),
        at("training:certificate", certificate.pk),
        at("training:course", "crew"),
        at("training:course", "nothing"),
    ):
        assert colleague.get(address).status_code == 404, address


def test_the_certificate_is_a_pdf_of_one_page_for_its_owner(own, certificate):
    answer = own.get(at("training:certificate", certificate.pk))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "certificate-2026-00001.pdf" in answer["Content-Disposition"]


def test_anybody_with_the_link_reads_what_it_says_and_no_name_in_full(client, certificate):
    page = client.get(at("certificates:check", certificate.code))

    assert page.status_code == 200
    assert "У-2026-00001" in page.text
    assert "Н. О. С." in page.text
    assert "Действует" in page.text
    assert "Никитина" not in page.text
    assert page["X-Robots-Tag"] == "noindex"


def test_the_page_speaks_three_languages(client, certificate):
    address = at("certificates:check", certificate.code)

    assert "Valid" in client.get(address, {"language": "en"}).text
    assert "Гамәлдә" in client.get(address, {"language": "tt"}).text


def test_a_withdrawn_certificate_says_so_without_the_reason(client, certificate):
    certifying.withdraw(
        certificate.pk, why="Проходил другой человек", by=ADMINISTRATOR, at=FRIDAY_NOON
    )
    page = client.get(at("certificates:check", certificate.code))

    assert "Отозван" in page.text
    assert "другой человек" not in page.text


def test_every_guess_of_a_link_is_answered_alike(client, certificate):
    codes = ("x", certificate.code[:-1], certificate.code + "x", "2026-00001")
    pages = [client.get(at("certificates:check", code)) for code in codes]

    assert {page.status_code for page in pages} == {404}
    # The forms of the head name the address that was asked for; nothing else differs.
    said = {
        page.text.replace(f"/certificates/{code}/", "")
        for page, code in zip(pages, codes, strict=True)
    }
    assert len(said) == 1


def test_a_head_sees_and_reminds_the_own_people_alone(vodokanal, newcomer, stranger):
    head = make.member(vodokanal, position=Member.HEAD)
    seat = browser(User.objects.get(pk=head.user_id))

    page = seat.get(at("training:people"))
    assert [side.name for side in page.context["overview"].sides] == ["Горводоканал"]

    seat.post(at("training:remind"), {"user": newcomer.pk})
    seat.post(at("training:remind"), {"user": stranger.user_id})
    assert list(Reminder.objects.values_list("user_id", flat=True)) == [newcomer.pk]


def test_the_list_costs_the_same_for_three_people_and_for_thirty(vodokanal):
    seat = browser(make.user("administrator"))
    address = at("training:people")
    make.member(vodokanal)
    with counting.statements() as few:
        seat.get(address)
    for number in range(10):
        make.member(make.organisation(f"Служба {number}"))
    with counting.statements() as many:
        seat.get(address)

    assert len(many) == len(few) <= 14


def test_an_administrator_sets_the_rules_and_withdraws_with_a_reason(certificate):
    seat = browser(make.user("administrator", name="Ада"))

    wrong = seat.post(at("training:rules"), {"grace_days": "0"})
    seat.post(at("training:rules"), {"grace_days": "21", "is_asked_of_city": "on"})
    unexplained = seat.post(at("training:withdraw", certificate.pk), {"why": ""})
    seat.post(at("training:withdraw", certificate.pk), {"why": "Ошибка"})

    assert wrong.status_code == unexplained.status_code == 422
    assert (TrainingRules.of_city().grace_days, TrainingRules.of_city().is_asked_of_city) == (
        21,
        True,
    )
    assert Certificate.objects.get().withdrawn_why == "Ошибка"


def test_the_organisations_page_tells_who_has_passed(certificate, vodokanal):
    seat = browser(make.user("administrator"))

    page = seat.get(at("connecting:organisation", vodokanal.pk)).text

    assert "1 из 2 прошли" in page
    assert "18 из 20" in page
    assert "Напомнить" in page


def test_initials_stand_for_a_name():
    assert document.initials("Никитина Ольга Сергеевна") == "Н. О. С."
    assert document.initials("Пётр") == "П."
