"""The head's page: figures with denominators, own people and crews; somebody always leads."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Crew, Member
from tenants.accounts.models import Mail, User
from tests import make
from tests.desk.conftest import browser

TEAM = "/desk/organisation/"


@pytest.fixture
def head(vodokanal):
    """The browser of Горводоканал's head."""
    actor = make.member(vodokanal, position=Member.HEAD)
    return browser(User.objects.get(pk=actor.user_id))


@pytest.fixture
def chief(head):
    """The head's place."""
    return Member.objects.get(position=Member.HEAD)


def work(vodokanal, dispatcher, member, crew=None, *, done=False):
    appeal = make.appeal(category="cold_water_weak", at=timezone.now())
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    actions.accept(appeal.pk, by=member, at=timezone.now())
    if crew:
        actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())
    if done:
        actions.resolve(
            appeal.pk, report="Сделано", cause="pipe_wear", by=member, at=timezone.now()
        )
    return appeal


def test_load_and_outcomes_are_counted(head, vodokanal, dispatcher, member):
    crew = vodokanal.crews.create(name="Бригада 1")
    work(vodokanal, dispatcher, member, crew)
    work(vodokanal, dispatcher, member)
    done = work(vodokanal, dispatcher, member, crew, done=True)
    work(vodokanal, dispatcher, member, crew, done=True)
    actions.reopen(done.pk, reason="Снова", by=dispatcher, at=timezone.now())
    given = work(vodokanal, dispatcher, member)
    actions.return_to_desk(given.pk, reason="Не наше", by=member, at=timezone.now())

    page = head.get(TEAM)

    loads = {str(load.crew): (load.open, load.done_today) for load in page.context["loads"]}
    assert loads == {"Бригада 1": (1, 1), "None": (2, 0)}
    outcome = page.context["outcome"]
    assert (outcome.done, outcome.reopened, outcome.given_back) == (2, 1, 1)
    assert outcome.reopened_share == 50
    assert ("Износ трубопровода", 2) in page.context["causes"]


def test_the_page_costs_few_statements(head, vodokanal, statements):
    for number in range(10):
        crew = vodokanal.crews.create(name=f"Бригада {number}")
        make.member(vodokanal, position=Member.CREW, crew=crew)

    with statements(13):
        head.get(TEAM)


def test_a_colleague_is_invited_by_letter(head, vodokanal):
    head.post(
        f"{TEAM}people/",
        {"email": "Anna@vodokanal.ru", "name": "Анна Ким", "position": "dispatcher"},
    )

    place = Member.objects.get(user__email="anna@vodokanal.ru")
    assert (place.organisation_id, place.position) == (vodokanal.pk, "dispatcher")
    assert Mail.objects.get().to == "anna@vodokanal.ru"


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "no", "name": "Анна", "position": "dispatcher"},
        {"email": "a@b.ru", "name": " ", "position": "dispatcher"},
        {"email": "a@b.ru", "name": "Анна", "position": "boss"},
        {"email": "a@b.ru", "name": "Анна", "position": "crew"},
    ],
)
def test_a_wrong_invitation_is_refused_and_stays_typed(head, fields):
    answer = head.post(f"{TEAM}people/", fields)

    assert answer.status_code == 422
    assert f'value="{fields["email"]}"' in answer.text
    assert not Mail.objects.exists()


def test_a_known_address_is_not_taken_over(head):
    resident = make.user("resident", email="maria@example.org")

    answer = head.post(
        f"{TEAM}people/", {"email": "MARIA@example.org", "name": "М", "position": "head"}
    )

    assert answer.status_code == 422
    resident.refresh_from_db()
    assert resident.role == "resident"


def test_the_last_head_stays_until_there_is_another(head, chief, vodokanal):
    place = f"{TEAM}people/{chief.pk}/"
    for fields in ({"off": "1"}, {"position": "dispatcher"}):
        assert head.post(place, fields).status_code == 422
    make.member(vodokanal, position=Member.HEAD)

    head.post(place, {"position": "dispatcher"})

    chief.refresh_from_db()
    assert chief.position == "dispatcher"
    assert head.post(place, {"position": "head"}).status_code == 403


def test_who_is_switched_off_sees_nothing_from_the_next_request_on(head, office, member):
    assert office.get("/desk/queue/").status_code == 200
    place = Member.objects.get(user_id=member.user_id)

    head.post(f"{TEAM}people/{place.pk}/", {"off": "1"})

    assert office.get("/desk/queue/").status_code == 403
    head.post(f"{TEAM}people/{place.pk}/", {"on": "1"})
    assert office.get("/desk/queue/").status_code == 200


def test_crews_are_added_renamed_and_switched_off_without_open_work(
    head, vodokanal, dispatcher, member
):
    head.post(f"{TEAM}crews/", {"name": "Бригада 9", "phone": "8 900 123-45-67"})
    crew = Crew.objects.get()
    assert (crew.name, crew.phone) == ("Бригада 9", "+79001234567")
    head.post(f"{TEAM}crews/{crew.pk}/", {"name": "Ночная", "phone": ""})
    crew.refresh_from_db()
    assert crew.name == "Ночная"
    work(vodokanal, dispatcher, member, crew)

    busy = head.post(f"{TEAM}crews/{crew.pk}/", {"name": "Ночная", "off": "1"})

    assert busy.status_code == 422
    assert "открытые задачи" in busy.text


def test_a_dispatcher_sees_but_cannot(office, vodokanal, member):
    crew = vodokanal.crews.create(name="Бригада 1")
    place = Member.objects.get(user_id=member.user_id)

    page = office.get(TEAM)
    assert page.status_code == 200
    assert "Отправить приглашение" not in page.text
    for address in (
        "people/",
        f"people/{place.pk}/",
        "crews/",
        f"crews/{crew.pk}/",
    ):
        assert office.post(f"{TEAM}{address}", {"off": "1", "name": "x"}).status_code == 403
    place.refresh_from_db()
    assert place.is_active


def test_the_head_of_others_reaches_nobody_here(vodokanal, member, stranger):
    organisation = Member.objects.get(user_id=stranger.user_id).organisation
    actor = make.member(organisation, position=Member.HEAD)
    foreign = browser(User.objects.get(pk=actor.user_id))
    crew = vodokanal.crews.create(name="Бригада 1")
    place = Member.objects.get(user_id=member.user_id)

    assert foreign.post(f"{TEAM}people/{place.pk}/", {"off": "1"}).status_code == 404
    assert foreign.post(f"{TEAM}crews/{crew.pk}/", {"name": "x"}).status_code == 404
    assert "Бригада 1" not in foreign.get(TEAM).text
