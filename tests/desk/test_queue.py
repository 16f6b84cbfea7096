"""The organisation's queue: opening is a POST and accepts, looking never does."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Applicant
from tests import make


@pytest.fixture
def assigned(vodokanal, dispatcher):
    """An appeal that waits for Горводоканал, with the applicant's phone in two places."""
    appeal = make.appeal(
        text="Нет воды, мой телефон 8 900 123-45-67", phone="+79001234567", name="Мария", flat="41",
        at=timezone.now(),
    )  # fmt: skip
    return actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())


def address(appeal, name=""):
    return f"/desk/appeals/{appeal.latin_number}/{name and name + '/'}"


def test_looking_never_accepts_and_offers_the_button(office, assigned):
    for _ in range(2):
        page = office.get(address(assigned))

    assigned.refresh_from_db()
    assert assigned.status == "assigned"
    assert "Принять в работу" in page.text


def test_opening_from_the_queue_accepts(office, assigned, member):
    answer = office.post(address(assigned, "open"), {"back": "/desk/queue/?view=accept"})

    assigned.refresh_from_db()
    assert assigned.status == "accepted"
    assert answer["Location"] == "/desk/queue/?view=accept"
    assert [e.kind for e in assigned.events.all()][-1] == "accept"


def test_opening_by_a_link_is_no_opening(office, assigned):
    assert office.get(address(assigned, "open")).status_code == 405


def test_an_organisation_that_wants_a_button_does_not_accept_by_opening(
    office, assigned, vodokanal
):
    vodokanal.accepts_by_button = True
    vodokanal.save()

    assert office.post(address(assigned, "open"))["Location"] == address(assigned)

    assigned.refresh_from_db()
    assert assigned.status == "assigned"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/desk/", "//evil.example/desk/", "/", "/desk/../", "javascript:1", ""],
)
def test_one_never_goes_on_to_another_place(office, assigned, elsewhere):
    answer = office.post(address(assigned, "open"), {"back": elsewhere})

    assert answer["Location"] in (address(assigned), "/desk/../")


def test_the_queue_opens_by_a_form_what_waits_and_by_a_link_what_is_accepted(office, assigned):
    assert f'action="{address(assigned, "open")}"' in office.get("/desk/queue/").text

    office.post(address(assigned, "open"))

    page = office.get("/desk/queue/").text
    assert f'action="{address(assigned, "open")}"' not in page
    assert f"?appeal={assigned.latin_number}" in page


def test_the_phone_is_told_after_acceptance(office, assigned):
    before = office.get(address(assigned)).text
    office.post(address(assigned, "open"))
    after = office.get(address(assigned)).text

    assert "телефон откроется после принятия" in before
    for secret in ("900 123-45-67", "+79001234567", "Мария", "кв. 41"):
        assert secret not in before.replace("\u00a0", " ")
    assert "+79001234567" in after
    assert "Мария" in after


def test_the_desk_knows_the_phone_from_the_first_minute(desk, assigned):
    assert "+79001234567" in desk.get(address(assigned)).text


def test_appeals_of_others_are_as_good_as_missing(other_office, assigned):
    for name in ("", "open", "accept", "resolve"):
        act = other_office.post if name else other_office.get
        foreign = act(address(assigned, name))
        missing = act(f"/desk/appeals/PNZ-2026-999999/{name and name + '/'}")
        assert foreign.status_code == missing.status_code == 404
    beside = other_office.get("/desk/queue/", {"appeal": assigned.latin_number})
    assert "Этого обращения у вас нет" in beside.text
    assert "Нет воды" not in beside.text


def test_lists_hold_what_their_names_say(office, assigned, member, vodokanal):
    office.post(address(assigned, "open"))
    crew = vodokanal.crews.create(name="Бригада 1")
    actions.dispatch_crew(assigned.pk, crew=crew, by=member, at=timezone.now())

    def listed(view):
        return [a.pk for a in office.get("/desk/queue/", {"view": view}).context["page"].rows]

    assert listed("all") == listed("work") == listed("crews") == [assigned.pk]
    assert listed("accept") == listed("strict") == listed("overdue") == listed("done") == []
    actions.resolve(assigned.pk, report="Сделано", by=member, at=timezone.now())
    assert listed("done") == [assigned.pk]


def test_a_queue_of_fifty_costs_eight_statements(office, vodokanal, dispatcher, statements):
    for _ in range(60):
        appeal = make.appeal(at=timezone.now())
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    assert Applicant.objects.count() == 0
    office.post("/desk/views/", {"name": "Просроченные", "view": "overdue"})
    office.post("/desk/views/", {"name": "Без бригады", "crew": "none"})

    office.get("/desk/queue/")

    with statements(8):
        page = office.get("/desk/queue/").context["page"]

    assert len(page.rows) == 50
    following = office.get("/desk/queue/", {"after": page.next}).context["page"]
    assert len(following.rows) == 10
    assert not {a.pk for a in page.rows} & {a.pk for a in following.rows}
