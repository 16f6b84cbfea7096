"""Ready words: whose they are, how they come into a form, what is never sent unfilled."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Member, ReplyTemplate
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser

PAGE = "/desk/templates/"


@pytest.fixture
def head(vodokanal):
    """The browser of Горводоканал's head."""
    actor = make.member(vodokanal, position=Member.HEAD)
    return browser(User.objects.get(pk=actor.user_id))


@pytest.fixture
def accepted(vodokanal, dispatcher, member):
    filed = make.appeal(category="cold_water_weak", at=timezone.now())
    actions.assign(filed.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    return actions.accept(filed.pk, by=member, at=timezone.now())


def move(appeal, name):
    return f"/desk/appeals/{appeal.latin_number}/{name}/"


def test_the_city_writes_for_all_and_an_organisation_for_itself(head, office, other_office, city):
    administrator = browser(make.user("administrator"))
    administrator.post(PAGE, {"title": "Городской", "text": "Спасибо, {номер}"})
    head.post(PAGE, {"title": "Наш", "text": "Бригада {бригада}", "move": "resolve"})

    assert [t.organisation_id is None for t in ReplyTemplate.objects.order_by("id")] == [
        True,
        False,
    ]
    assert "Городской" in office.get(PAGE).text
    assert "Наш" in office.get(PAGE).text
    assert "Городской" in other_office.get(PAGE).text
    assert "Наш" not in other_office.get(PAGE).text


def test_only_who_leads_writes(office, desk, vodokanal):
    for person in (office, desk):
        assert person.post(PAGE, {"title": "Мой", "text": "Слова"}).status_code == 403
    assert not ReplyTemplate.objects.exists()


def test_a_wrong_template_is_refused_and_stays_typed(head):
    answer = head.post(PAGE, {"title": "", "text": "Мы уже едем"})

    assert answer.status_code == 422
    assert "Мы уже едем" in answer.text
    assert "Назовите шаблон" in answer.text


def test_a_template_is_changed_and_deleted_by_its_own_head_alone(head, vodokanal, stranger):
    head.post(PAGE, {"title": "Наш", "text": "Слова"})
    template = ReplyTemplate.objects.get()
    organisation = Member.objects.get(user_id=stranger.user_id).organisation
    actor = make.member(organisation, position=Member.HEAD)
    foreign = browser(User.objects.get(pk=actor.user_id))

    for form in ({"title": "Чужой", "text": "x"}, {"delete": "1"}):
        assert foreign.post(f"{PAGE}{template.pk}/", form).status_code == 404
    head.post(f"{PAGE}{template.pk}/", {"title": "Новый", "text": "Слова", "move": "ask"})
    template.refresh_from_db()
    assert (template.title, template.move) == ("Новый", "ask")
    head.post(f"{PAGE}{template.pk}/", {"delete": "1"})
    assert not ReplyTemplate.objects.exists()


def test_the_form_offers_them_filled_and_names_what_is_left(office, accepted, vodokanal):
    ReplyTemplate.objects.create(
        organisation=vodokanal, title="Сделано", text="{номер}: {что сделано}", move="resolve"
    )
    ReplyTemplate.objects.create(organisation=vodokanal, title="Вопрос", text="Где?", move="ask")

    page = office.get(f"/desk/appeals/{accepted.latin_number}/").text

    assert f'data-words="{accepted.number}: {{что сделано}}"' in page
    assert "впишите {что сделано}" in page


def test_without_a_script_the_button_puts_the_words_in_and_nothing_is_lost(
    office, accepted, vodokanal
):
    template = ReplyTemplate.objects.create(
        organisation=vodokanal, title="Сделано", text="По адресу {адрес}"
    )

    page = office.post(
        move(accepted, "resolve"),
        {"report": "Начал писать", "template": template.pk, "insert": "1"},
    )

    assert page.status_code == 200
    assert "Начал писать\nПо адресу у сквера" in page.text
    accepted.refresh_from_db()
    assert accepted.status == "accepted"


def test_an_open_place_is_refused_with_its_name_and_the_words_are_kept(office, accepted):
    answer = office.post(
        move(accepted, "resolve"), {"report": "Готово до {срок}", "cause": "unknown"}
    )

    assert answer.status_code == 422
    assert "Не заполнено: {срок}" in answer.text
    assert "Готово до {срок}" in answer.text
    accepted.refresh_from_db()
    assert accepted.status == "accepted"
