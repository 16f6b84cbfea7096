"""The screen of seniors, and what of control stands on an appeal's page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions
from appeals.actions import Part
from appeals.models import Appeal, Callback
from tests import make
from tests.desk.conftest import browser


def now():
    return timezone.now()


@pytest.fixture
def senior(city):
    """The controller's browser."""
    return browser(make.user("controller", name="Ольга"))


@pytest.fixture
def accepted(vodokanal, member, dispatcher):
    appeal = make.appeal(at=now(), phone="+79001234567", address="ул. Первая")
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=now())
    return actions.accept(appeal.pk, by=member, at=now())


@pytest.fixture
def network(city):
    organisation = make.organisation("Горсвет")
    return organisation, make.member(organisation)


@pytest.fixture
def parts(vodokanal, network, member, dispatcher):
    """A whole and its two parts."""
    whole = make.appeal(at=now(), phone="+79001234567", name="Мария", text="Вода льёт на щит")
    given = [
        Part(organisation=vodokanal, task="Перекрыть воду"),
        Part(organisation=network[0], task="Обесточить щит"),
    ]
    actions.split(whole.pk, parts=given, by=dispatcher, at=now())
    return whole, *Appeal.objects.filter(parent=whole).order_by("part")


def test_only_seniors_have_the_screen(desk, office, senior):
    assert desk.get("/desk/control/").status_code == 403
    assert office.get("/desk/control/").status_code == 403
    assert senior.get("/desk/control/").status_code == 200


def test_a_bounced_appeal_waits_there_for_the_arbiter(desk, senior, vodokanal, member, dispatcher):
    appeal = make.appeal(at=now(), address="ул. Спорная")
    for _ in range(2):
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=now())
        actions.return_to_desk(appeal.pk, reason="Не наше", by=member, at=now())
    page = f"/desk/appeals/{appeal.latin_number}/"

    assert "ул. Спорная" in senior.get("/desk/control/").text
    assert "Решает арбитр города." in desk.get(page).text
    assert "Назначить исполнителя <kbd" not in desk.get(page).text
    assert "Решаете вы как арбитр." in senior.get(page).text
    refused = desk.post(f"{page}assign/", {"organisation": vodokanal.pk})
    assert refused.status_code == 409
    assert "Решает арбитр города: исполнители возвращали обращение, раз: 2." in refused.text


def test_what_was_asked_for_stands_in_the_form(office, senior, accepted):
    page = f"/desk/appeals/{accepted.latin_number}/"
    day = (timezone.localtime() + timedelta(days=4)).date().isoformat()
    office.post(f"{page}ask_postpone/", {"until": day, "reason": "Ждём задвижку"})

    assert "Ждём задвижку" in senior.get("/desk/control/").text
    shown = senior.get(page).text
    assert f'value="{day}"' in shown
    senior.post(f"{page}refuse_postpone/", {"words": "Успеете"})
    assert "Просьб нет." in senior.get("/desk/control/").text
    assert Appeal.objects.get(pk=accepted.pk).status == "accepted"


def test_bad_words_are_read_and_leave_the_list(senior, accepted, member, dispatcher):
    actions.resolve(accepted.pk, report="Готово", by=member, at=now())
    actions.record_callback(
        accepted.pk, result="not_satisfied", cause="rude", reason="Грубили", by=dispatcher, at=now()
    )
    assert "«Грубили»" in senior.get("/desk/control/").text

    senior.post(f"/desk/control/reviews/{Callback.objects.get().pk}/")

    assert "Непросмотренных нет." in senior.get("/desk/control/").text
    assert Callback.objects.get().reviewer_name == "Ольга"
    assert senior.post("/desk/control/reviews/999999/").status_code == 404


def test_the_screen_costs_six_statements(senior, accepted, statements):
    senior.get("/desk/control/")
    with statements(6):
        assert senior.get("/desk/control/").status_code == 200


def test_the_desk_sees_who_works_which_part(desk, parts):
    page = desk.get(f"/desk/appeals/{parts[0].latin_number}/").text

    assert "1. Горводоканал" in page
    assert "Обесточить щит" in page
    assert parts[2].latin_number in page


def test_an_executor_sees_its_task_the_words_and_after_acceptance_the_telephone(
    office, other_office, parts, member
):
    whole, first, _ = parts
    page = f"/desk/appeals/{first.latin_number}/"
    before = office.get(page).text
    actions.accept(first.pk, by=member, at=now())
    after = office.get(page).text

    assert "Перекрыть воду" in before
    assert "Вода льёт на щит" in before
    assert "+79001234567" not in before
    assert "+79001234567" in after
    assert other_office.get(page).status_code == 404
    assert office.get(f"/desk/appeals/{whole.latin_number}/").status_code == 404


def test_an_appeal_is_split_by_its_form(desk, vodokanal, member, network):
    appeal = make.appeal(at=now())
    page = f"/desk/appeals/{appeal.latin_number}/split/"

    one = desk.post(page, {"organisation_1": vodokanal.pk, "task_1": "Перекрыть воду"})
    both = desk.post(
        page,
        {
            "organisation_1": vodokanal.pk,
            "task_1": "Перекрыть воду",
            "organisation_2": network[0].pk,
            "task_2": "Обесточить щит",
        },
    )

    assert one.status_code == 422
    assert "Частей должно быть от 2 до 5." in one.text
    assert "Перекрыть воду" in one.text
    assert both.status_code == 302
    assert Appeal.objects.get(pk=appeal.pk).status == "split"


def test_the_residents_page_tells_one_story(client, parts, member):
    whole, first, _ = parts
    own = f"/track/{whole.tracking_code}/"
    actions.accept(first.pk, by=member, at=now())
    actions.ask(first.pk, question="Где ключ от подвала?", by=member, at=now())

    page = client.get(own).content.decode()
    client.post(own, {"answer": "answer", "part": "1", "text": "У старшей по дому"})

    assert "Кто что делает" in page
    assert "Где ключ от подвала?" in page
    assert "Перекрыть воду" in client.get(f"/appeals/{whole.latin_number}/").content.decode()
    assert client.get(f"/appeals/{first.latin_number}/").status_code == 404
    assert Appeal.objects.get(pk=first.pk).status == "accepted"


def test_a_refusal_takes_an_organisation_with_its_telephone(desk, vodokanal):
    vodokanal.phone = "+78412000000"
    vodokanal.save()
    appeal = make.appeal(at=now())

    desk.post(
        f"/desk/appeals/{appeal.latin_number}/reject/",
        {"ground": "not_ours", "decides": vodokanal.pk},
    )

    told = appeal.events.get(kind="reject").details
    assert told["competent"] == "ООО «Горводоканал», +78412000000"
