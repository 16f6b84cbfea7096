"""Moves through the API: by whom, from where, and what a refusal says."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from appeals import actions, workflow
from appeals.api.moves import MOVES
from appeals.models import ApiKey, Appeal, Callback, Event
from tenants.accounts.actor import Role
from tests import make
from tests.api.conftest import APPEALS, Caller


@pytest.fixture
def assigned(city, vodokanal):
    appeal = make.appeal(at=timezone.now())
    actions.assign(appeal.pk, organisation=vodokanal, by=make.DISPATCHER, at=timezone.now())
    return Appeal.objects.get(pk=appeal.pk)


@pytest.fixture
def at_desk(city):
    return make.appeal(at=timezone.now())


def test_every_move_of_the_workflow_has_its_door():
    by_people = {name for name, move in workflow.TRANSITIONS.items() if move.roles != {Role.SYSTEM}}

    assert {move.name for move in MOVES} == {*by_people, "callback", "join"}


def test_an_appeal_walks_its_whole_life_through_the_api(at_desk, desk, vodokanal, vodokanal_system):
    steps = [
        (desk, "assign", {"organisation": vodokanal.pk}, "assigned"),
        (vodokanal_system, "accept", {}, "accepted"),
        (vodokanal_system, "dispatch_crew", {}, "crew_dispatched"),
        (vodokanal_system, "resolve", {"report": "Заменили кран"}, "resolved"),
        (desk, "callback", {"result": "not_satisfied", "reason": "Течёт"}, "reopened"),
        (vodokanal_system, "accept", {}, "accepted"),
        (vodokanal_system, "resolve", {"report": "Заменили трубу"}, "resolved"),
        (desk, "callback", {"result": "satisfied"}, "archived"),
    ]
    for caller, verb, body, status in steps:
        answer = caller.move(at_desk, verb, body)
        assert answer.status_code == 200, answer.content.decode()
        assert answer.json()["status"] == status
        assert answer["ETag"] == f'"{answer.json()["work"]["version"]}"'


def test_a_move_that_is_not_open_is_409_with_what_is_possible_now(assigned, vodokanal_system):
    answer = vodokanal_system.move(assigned, "resolve", {"report": "готово"})

    body = answer.json()
    assert answer.status_code == 409
    assert body["error"] == "refused_move"
    assert "accept" in body["possible"]
    assert "Принять в работу" in body["message"]


def test_the_second_accept_is_409_and_leaves_one_event(assigned, vodokanal_system):
    assert vodokanal_system.move(assigned, "accept").status_code == 200
    assert vodokanal_system.move(assigned, "accept").status_code == 409

    assert Event.objects.filter(appeal=assigned, kind="accept").count() == 1


@pytest.mark.parametrize("tag", ['"{}"', 'W/"{}"', "{}"])
def test_a_version_in_the_header_guards_against_a_stale_answer(assigned, vodokanal_system, tag):
    stale = vodokanal_system.move(assigned, "accept", If_Match=tag.format(assigned.version - 1))
    fresh = vodokanal_system.move(assigned, "accept", If_Match=tag.format(assigned.version))

    assert (stale.status_code, fresh.status_code) == (412, 200)


def test_a_version_in_the_body_guards_too(assigned, vodokanal_system):
    assert vodokanal_system.move(assigned, "accept", {"version": 99}).status_code == 412


def test_two_versions_that_differ_are_400(assigned, vodokanal_system):
    assert (
        vodokanal_system.move(assigned, "accept", {"version": 1}, If_Match='"2"').status_code == 400
    )
    assert vodokanal_system.move(assigned, "accept", If_Match='"два"').status_code == 400


def test_another_organisations_appeal_is_404_like_a_missing_one(assigned, client):
    other = make.organisation("Горэлектросеть")
    caller = Caller(client, ApiKey.issue(name="x", role="organisation", organisation=other))

    theirs = caller.move(assigned, "accept")
    missing = caller.post(f"{APPEALS}PNZ-2026-999999/accept/")

    assert (theirs.status_code, theirs.content) == (404, missing.content)


def test_a_stranger_is_401_and_learns_nothing(assigned, anybody):
    there = anybody.move(assigned, "accept")
    missing = anybody.post(f"{APPEALS}PNZ-2026-999999/accept/")

    assert (there.status_code, there.content) == (401, missing.content)
    assert there["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "key",
    ["", "x", "otk_penza_nonsense", "otk_kazan_nonsense", "ключ", "x" * 5000, "otk_penza_\x00"],
)
def test_a_wrong_key_is_401(assigned, client, key):
    answer = Caller(client, key or " ").move(assigned, "accept")

    assert answer.status_code == 401


def test_a_key_of_another_city_is_401(assigned, client):
    key = ApiKey.issue(name="x", role="dispatcher").replace("penza", "kazan")

    assert Caller(client, key).get(APPEALS).status_code == 401


def test_a_key_switched_off_is_401_at_the_next_call(assigned, desk):
    assert desk.get(APPEALS).status_code == 200
    ApiKey.objects.update(is_active=False)

    assert desk.get(APPEALS).status_code == 401


@pytest.mark.parametrize(
    ("verb", "body", "field"),
    [
        ("assign", {}, "organisation"),
        ("assign", {"organisation": 999}, "organisation"),
        ("assign", {"organisation": "водоканал"}, "organisation"),
        ("reject", {}, "ground"),
        ("reject", {"ground": "   "}, "ground"),
        ("ask", {"question": "\x00"}, "question"),
        ("duplicate", {"of": "PNZ-2026-999999"}, "of"),
        ("duplicate", {"of": 7}, "of"),
    ],
    ids=lambda value: str(value)[:40].encode("ascii", "replace").decode(),
)
def test_a_move_with_a_wrong_field_says_so_at_the_field(at_desk, desk, verb, body, field):
    answer = desk.move(at_desk, verb, body)

    assert answer.status_code in (400, 422)
    assert answer.json()["fields"][field]


@pytest.mark.parametrize(
    "until", ["завтра", "2026-13-01", "0001-01-01T00:00:00Z", "9" * 50, 5, None]
)
def test_postponing_to_no_date_is_refused(assigned, desk, vodokanal_system, until):
    vodokanal_system.move(assigned, "accept")

    answer = desk.move(assigned, "ask_postpone", {"until": until, "reason": "ждём трубы"})

    assert answer.status_code in (400, 422)
    assert answer.json()["fields"]["until"]


def test_postponing_to_a_date_works(assigned, client, vodokanal_system):
    controller = Caller(client, ApiKey.issue(name="контроль", role="controller"))
    vodokanal_system.move(assigned, "accept")
    until = timezone.now() + dt.timedelta(days=2)

    asked = vodokanal_system.move(
        assigned, "ask_postpone", {"until": until.isoformat(), "reason": "ждём трубы"}
    )
    answer = controller.move(
        assigned, "postpone", {"until": until.isoformat(), "reason": "ждём трубы", "words": "да"}
    )

    assert (asked.status_code, asked.json()["status"]) == (200, "accepted")
    assert answer.json()["status"] == "postponed"


def test_another_organisations_crew_is_as_good_as_missing(assigned, vodokanal_system):
    from appeals.models import Crew

    vodokanal_system.move(assigned, "accept")
    theirs = Crew.objects.create(organisation=make.organisation("Горэлектросеть"), name="1")

    foreign = vodokanal_system.move(assigned, "dispatch_crew", {"crew": theirs.pk})
    missing = vodokanal_system.move(assigned, "dispatch_crew", {"crew": 999})

    assert foreign.status_code == missing.status_code == 422
    assert foreign.content == missing.content


@pytest.fixture
def browser(city):
    """A dispatcher signed in on the site, with the checks of a real browser."""
    person = make.user("dispatcher")
    client = Client(headers={"host": "penza.localhost"}, enforce_csrf_checks=True)
    client.force_login(person)
    return client


def test_a_session_reads_the_queue(at_desk, browser):
    assert browser.get(APPEALS).json()["appeals"][0]["number"] == at_desk.number


def test_a_session_without_the_proof_of_our_page_moves_nothing(at_desk, browser):
    answer = Caller(browser).move(at_desk, "reject", {"ground": "no_breach"})

    assert answer.status_code == 403
    assert answer.json()["error"] == "forbidden"
    at_desk.refresh_from_db()
    assert at_desk.status == "registered"


def test_a_session_with_the_proof_moves(at_desk, browser):
    page = browser.get("/accounts/login/", follow=True)
    token = page.context["csrf_token"] if page.context else ""
    if not token:
        page = browser.get("/")
        token = page.context["csrf_token"]

    answer = Caller(browser).move(
        at_desk, "reject", {"ground": "no_breach"}, X_CSRFToken=str(token)
    )

    assert answer.status_code == 200, answer.content.decode()


def test_a_resident_signed_in_may_file_but_works_on_nothing(at_desk, city):
    client = Client(headers={"host": "penza.localhost"})
    client.force_login(make.user("resident"))

    assert Caller(client).get(APPEALS).status_code == 401
    assert Caller(client).move(at_desk, "reject", {"ground": "x"}).status_code == 401


def test_what_was_written_before_a_refusal_is_taken_back(assigned, desk, vodokanal_system):
    vodokanal_system.move(assigned, "accept")
    vodokanal_system.move(assigned, "resolve", {"report": "готово"})

    answer = desk.move(assigned, "callback", {"result": "satisfied", "version": 99})

    assert answer.status_code == 412
    assert Callback.objects.count() == 0
