"""Moves for many: foreseen, made one by one, refusals told singly, nothing lost."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, ReplyTemplate
from tests import make

BULK = "/desk/queue/bulk/"


@pytest.fixture
def three(vodokanal, dispatcher):
    """Three appeals that wait for Горводоканал."""
    return [assigned(vodokanal, dispatcher) for _ in range(3)]


def assigned(vodokanal, dispatcher, **fields):
    fields.setdefault("category", "cold_water_weak")
    appeal = make.appeal(at=timezone.now(), **fields)
    return actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())


def boxes(appeals):
    return [f"{appeal.latin_number}:{appeal.version}" for appeal in appeals]


def statuses(appeals):
    known = dict(Appeal.objects.values_list("pk", "status"))
    return [known[appeal.pk] for appeal in appeals]


def test_the_preview_changes_nothing_and_says_what_will_happen(office, three, member):
    actions.accept(three[2].pk, by=member, at=timezone.now())

    page = office.post(BULK, {"do": "accept", "appeal": boxes(three)})

    assert statuses(three) == ["assigned", "assigned", "accepted"]
    assert [row.is_possible for row in page.context["rows"]] == [True, True, False]
    assert "Станет «Принято в работу»" in page.text
    assert "сейчас невозможно" in page.text


def test_then_it_is_done_in_one_go(office, three):
    page = office.post(BULK, {"do": "accept", "appeal": boxes(three), "go": "1"})

    assert statuses(three) == ["accepted"] * 3
    assert len(page.context["done"]) == 3
    assert page.context["refused"] == []


def test_a_stale_one_is_refused_alone(office, three, member):
    chosen = boxes(three)
    actions.ask(three[1].pk, question="Какой подъезд?", by=member, at=timezone.now())

    page = office.post(BULK, {"do": "accept", "appeal": chosen, "go": "1"})

    assert statuses(three) == ["accepted", "needs_information", "accepted"]
    assert [row.appeal.pk for row in page.context["refused"]] == [three[1].pk]
    assert [e.kind for e in three[1].events.all()][-1] == "ask"


def test_a_crew_is_sent_to_all(office, three, member, vodokanal):
    crew = vodokanal.crews.create(name="Бригада 4")
    for appeal in three:
        actions.accept(appeal.pk, by=member, at=timezone.now())
    fresh = list(Appeal.objects.filter(pk__in=[a.pk for a in three]).order_by("pk"))

    form = {"do": "dispatch_crew", "crew": crew.pk, "comment": "{бригада} едет по адресу {адрес}"}
    office.post(BULK, {**form, "appeal": boxes(fresh), "go": "1"})

    assert statuses(three) == ["crew_dispatched"] * 3
    assert three[0].events.last().details["comment"] == "Бригада 4 едет по адресу у сквера"


def test_what_only_waits_is_accepted_before_the_crew_is_sent(office, three, vodokanal):
    crew = vodokanal.crews.create(name="Бригада 4")
    form = {"do": "dispatch_crew", "crew": crew.pk, "appeal": boxes(three)}

    assert "Примем в работу и направим бригаду" in office.post(BULK, form).text
    office.post(BULK, {**form, "go": "1"})

    assert statuses(three) == ["crew_dispatched"] * 3
    assert [e.kind for e in three[0].events.all()][-2:] == ["accept", "dispatch_crew"]


def test_a_crew_of_others_is_refused_for_all(office, three, stranger):
    from appeals.models import Crew

    foreign = Crew.objects.create(organisation_id=stranger.organisation_id, name="Чужая")

    page = office.post(
        BULK, {"do": "dispatch_crew", "crew": foreign.pk, "appeal": boxes(three), "go": "1"}
    )

    assert page.status_code == 422
    assert statuses(three) == ["assigned"] * 3


def test_a_template_is_filled_for_each_and_an_open_place_refuses_singly(
    office, vodokanal, dispatcher, member
):
    plain = assigned(vodokanal, dispatcher, address="у сквера")
    house = make.house()
    at_house = assigned(vodokanal, dispatcher, house_id=house.pk)
    for appeal in (plain, at_house):
        actions.accept(appeal.pk, by=member, at=timezone.now())
    crew = vodokanal.crews.create(name="Бригада 4")
    actions.dispatch_crew(at_house.pk, crew=crew, by=member, at=timezone.now())
    template = ReplyTemplate.objects.create(
        organisation=vodokanal, title="Сделано", text="{адрес}: сделала {бригада}."
    )
    chosen = list(Appeal.objects.filter(pk__in=[plain.pk, at_house.pk]).order_by("pk"))

    form = {"do": "resolve", "template": template.pk, "report": "", "cause": "unknown"}
    page = office.post(BULK, {**form, "appeal": boxes(chosen), "go": "1"})

    assert statuses([plain, at_house]) == ["accepted", "resolved"]
    said = at_house.events.filter(kind="resolve").get().details["comment"]
    assert said == "ул. Ладожская, 97: сделала Бригада 4."
    assert "{бригада}" in page.context["refused"][0].sentence


def test_returning_without_a_reason_is_refused_and_with_one_is_done(office, three):
    page = office.post(BULK, {"do": "return_to_desk", "appeal": boxes(three), "go": "1"})
    assert statuses(three) == ["assigned"] * 3
    assert len(page.context["refused"]) == 3

    office.post(
        BULK, {"do": "return_to_desk", "reason": "Не наш дом", "appeal": boxes(three), "go": "1"}
    )
    assert statuses(three) == ["returned"] * 3


def test_appeals_of_others_are_as_good_as_missing(other_office, three):
    for extra in ({}, {"go": "1"}):
        page = other_office.post(BULK, {"do": "accept", "appeal": boxes(three), **extra})
        assert "у сквера" not in page.text
    assert statuses(three) == ["assigned"] * 3


def test_nonsense_is_no_move(office, three):
    assert office.post(BULK, {"do": "confirm", "appeal": boxes(three)}).status_code == 404
    assert office.post(BULK, {"do": "accept"})["Location"] == "/desk/queue/"
    junk = ["", "x", "PNZ-2026-99999999:1", "PNZ-2026-000001:-1", "\x00"]
    assert office.post(BULK, {"do": "accept", "appeal": junk}).status_code == 200


def test_no_more_than_a_hundred_at_once(office):
    many = [f"PNZ-2026-{n:06d}:0" for n in range(1, 200)]

    page = office.post(BULK, {"do": "accept", "appeal": many})

    assert len(page.context["rows"]) == 100


def test_the_preview_of_many_costs_few_statements(office, vodokanal, dispatcher, statements):
    many = [assigned(vodokanal, dispatcher) for _ in range(20)]

    with statements(5):
        office.post(BULK, {"do": "accept", "appeal": boxes(many)})


def test_tasks_nearby_are_offered_and_taken_by_the_same_crew(
    office, vodokanal, dispatcher, member, other_office
):
    house = make.house()
    here = assigned(vodokanal, dispatcher, house_id=house.pk)
    near = assigned(vodokanal, dispatcher, house_id=house.pk)
    other = assigned(vodokanal, dispatcher, house_id=house.pk, category="manhole_open")
    crew = vodokanal.crews.create(name="Бригада 4")
    for appeal in (here, near):
        actions.accept(appeal.pk, by=member, at=timezone.now())
    actions.dispatch_crew(here.pk, crew=crew, by=member, at=timezone.now())

    page = office.get(f"/desk/appeals/{here.latin_number}/")

    found = [one.appeal.pk for one in page.context["card"].near]
    assert near.pk in found
    assert other.pk not in found
    assert "Взять вместе: Бригада 4" in page.text
    fresh = Appeal.objects.get(pk=near.pk)
    office.post(BULK, {"do": "dispatch_crew", "crew": crew.pk, "appeal": boxes([fresh]), "go": "1"})
    fresh.refresh_from_db()
    assert (fresh.status, fresh.crew_id) == ("crew_dispatched", crew.pk)
