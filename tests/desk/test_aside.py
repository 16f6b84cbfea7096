"""Between people of one side: notes, calls by name, followers; no other side ever learns of them."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.actions import colleagues
from appeals.models import Event, Follower, Member, Message, Note
from appeals.notifications import colleagues as telling
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser

SECRET = "Ключ от подвала у Клавдии Петровны"


@pytest.fixture
def appeal(vodokanal, dispatcher, member):
    """An appeal that Горводоканал works."""
    filed = make.appeal(at=timezone.now())
    actions.assign(filed.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    return actions.accept(filed.pk, by=member, at=timezone.now())


def page(appeal):
    return f"/desk/appeals/{appeal.latin_number}/"


def note(client, appeal, text=SECRET):
    return client.post(f"{page(appeal)}notes/", {"text": text})


def test_a_note_of_the_organisation_is_its_own(office, desk, appeal, client, vodokanal):
    crew = vodokanal.crews.create(name="Бригада 2")
    member = make.member(vodokanal)
    actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())
    phone = make.member(vodokanal, position=Member.CREW, crew=crew)
    worker = browser(User.objects.get(pk=phone.user_id))

    note(office, appeal)

    assert SECRET in office.get(page(appeal)).text
    assert SECRET in office.get("/desk/queue/", {"appeal": appeal.latin_number}).text
    assert SECRET in worker.get(page(appeal)).text
    assert SECRET not in desk.get(page(appeal)).text
    assert SECRET not in desk.get("/desk/hall/", {"appeal": appeal.latin_number}).text
    assert SECRET not in client.get(f"/appeals/{appeal.latin_number}/").text
    assert SECRET not in client.get(f"/track/{appeal.tracking_code}/").text


def test_a_note_of_the_desk_is_its_own(office, desk, appeal):
    note(desk, appeal)

    assert SECRET in desk.get(page(appeal)).text
    assert SECRET not in office.get(page(appeal)).text


def test_a_note_stays_behind_when_the_appeal_goes_to_others(
    office, other_office, appeal, dispatcher, stranger
):
    note(office, appeal)
    organisation = Member.objects.get(user_id=stranger.user_id).organisation
    member = make.member(appeal.organisation)
    actions.return_to_desk(appeal.pk, reason="Не наше", by=member, at=timezone.now())
    actions.assign(appeal.pk, organisation=organisation, by=dispatcher, at=timezone.now())

    assert SECRET not in other_office.get(page(appeal)).text
    assert note(office, appeal, "ещё").status_code == 404


def test_a_note_never_enters_the_journal_nor_the_interface_for_systems(office, appeal, client):
    before = Event.objects.count()
    note(office, appeal)

    assert Event.objects.count() == before
    assert SECRET not in client.get(f"/api/v1/appeals/{appeal.latin_number}/").text


def test_an_empty_note_is_refused_with_a_sentence(office, appeal):
    answer = note(office, appeal, "  ")

    assert answer.status_code == 422
    assert "Напишите заметку" in answer.text


def test_strangers_write_nothing(other_office, appeal, client):
    assert note(other_office, appeal).status_code == 404
    assert other_office.post(f"{page(appeal)}follow/").status_code == 404
    assert note(client, appeal).status_code == 302  # to sign in
    assert not Note.objects.exists()


def test_colleagues_are_called_by_name_and_others_are_not(office, appeal, vodokanal, desk):
    anna = make.user("organisation", name="Анна Ким")
    Member.objects.create(user=anna, organisation=vodokanal, is_cleared=True)
    make.user("dispatcher", name="Олег Дежурный")

    text = office.get(page(appeal)).text
    assert "@Анна Ким" in text
    assert "Олег Дежурный" not in text

    people = {anna.pk: "Анна Ким"}
    assert colleagues.mentioned("спроси @анна ким, она знает", people) == [anna.pk]
    assert colleagues.mentioned("Анна Ким и @Анна Кимова", people) == []


def test_who_is_called_gets_one_message_that_does_not_quote(office, appeal, vodokanal):
    anna = make.user("organisation", name="Анна Ким")
    Member.objects.create(user=anna, organisation=vodokanal, is_cleared=True)
    note(office, appeal, f"@Анна Ким {SECRET}")
    payload = {"note": Note.objects.get().pk, "users": [anna.pk]}

    telling.call_by_name([payload])
    telling.call_by_name([payload])

    told = Message.objects.get(user_id=anna.pk)
    assert appeal.number in told.subject
    assert SECRET not in told.text + told.subject
    assert appeal.latin_number in told.link


def test_who_has_left_meanwhile_is_not_told(office, appeal, vodokanal):
    anna = make.user("organisation", name="Анна Ким")
    place = Member.objects.create(user=anna, organisation=vodokanal, is_cleared=True)
    note(office, appeal, "@Анна Ким")
    place.is_active = False
    place.save()

    telling.call_by_name([{"note": Note.objects.get().pk, "users": [anna.pk]}])

    assert not Message.objects.exists()


def test_a_follower_is_told_of_moves_until_they_stop(office, appeal, member):
    office.post(f"{page(appeal)}follow/")
    follower = Follower.objects.get()
    moved = {"event": 7, "appeal": appeal.pk, "kind": "resolve"}

    telling.tell_followers([moved])
    telling.tell_followers([moved])

    assert Message.objects.filter(user_id=follower.user_id).count() == 1
    office.post(f"{page(appeal)}follow/", {"stop": "1"})
    telling.tell_followers([{**moved, "event": 8}])
    assert Message.objects.count() == 1


def test_a_follower_who_may_not_see_it_any_more_is_not_told(office, appeal):
    office.post(f"{page(appeal)}follow/")
    member = make.member(appeal.organisation)
    actions.return_to_desk(appeal.pk, reason="Не наше", by=member, at=timezone.now())

    telling.tell_followers([{"event": 9, "appeal": appeal.pk, "kind": "return_to_desk"}])

    assert not Message.objects.exists()
