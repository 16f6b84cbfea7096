"""FAULT 10 for the organisation's screens: every address × everybody × own and other organisation.

One table; an address of these screens that is missing from it fails the suite.
"""

import pytest
from django.test import Client
from django.utils import timezone

from appeals import actions
from appeals.actions import contractor
from appeals.desk import urls
from appeals.models import Member, ReplyTemplate, SharedView
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import PENZA, browser

# Who comes: with which answer. 302 of a stranger to the staff leads to signing in.
STAFF_ONLY = {"nobody": 302, "resident": 403}
QUEUE = {**STAFF_ONLY, "dispatcher": 403, "administrator": 403, "crew": 403}
ASIDE = {**STAFF_ONLY, "dispatcher": 302, "administrator": 302, "member": 302, "head": 302}
HEADS = {**QUEUE, "member": 403}

# name of the address → method, form, and the answer to each of the cast
TABLE = {
    "queue": ("get", {}, {**QUEUE, "member": 200, "head": 200, "other": 200}),
    "bulk": (
        "post",
        {"do": "accept", "appeal": "{number}:0"},
        {**QUEUE, "member": 200, "head": 200, "other": 200},
    ),
    "shared": (
        "get",
        {},
        {
            **STAFF_ONLY,
            **dict.fromkeys(("dispatcher", "administrator", "member", "head", "other"), 200),
            "crew": 403,
        },
    ),
    "shared_view": (
        "post",
        {"name": "Вид", "position": "1"},
        {
            **STAFF_ONLY,
            **dict.fromkeys(("dispatcher", "administrator", "other"), 404),
            "crew": 403,
            "member": 403,
            "head": 302,
        },
    ),
    "templates": (
        "get",
        {},
        {
            **STAFF_ONLY,
            **dict.fromkeys(("dispatcher", "administrator", "member", "head", "other"), 200),
            "crew": 403,
        },
    ),
    "template": (
        "post",
        {"title": "Шаблон", "text": "Слова"},
        {
            **STAFF_ONLY,
            **dict.fromkeys(("dispatcher", "member", "other", "crew"), 403),
            "administrator": 404,
            "head": 302,
        },
    ),
    "team": ("get", {}, {**QUEUE, "member": 200, "head": 200, "other": 200}),
    "invite": (
        "post",
        {"email": "new@vodokanal.ru", "name": "Анна", "position": "dispatcher"},
        {**HEADS, "head": 302, "other": 403},
    ),
    "member": ("post", {"position": "dispatcher"}, {**HEADS, "head": 302, "other": 403}),
    "crews": ("post", {"name": "Ночная"}, {**HEADS, "head": 302, "other": 403}),
    "crew": ("post", {"name": "Дневная"}, {**HEADS, "head": 302, "other": 403}),
    "note": ("post", {"text": "Заметка"}, {**ASIDE, "crew": 302, "other": 404}),
    "follow": ("post", {}, {**ASIDE, "crew": 302, "other": 404}),
    "own_number": (
        "post",
        {"number": "7"},
        {
            **STAFF_ONLY,
            **dict.fromkeys(("dispatcher", "administrator", "crew"), 403),
            "member": 302,
            "head": 302,
            "other": 404,
        },
    ),
    "cause": ("post", {"cause": "unknown"}, {**ASIDE, "crew": 302, "other": 404}),
    "lent": ("post", {"do": "revoke"}, {**QUEUE, "member": 302, "head": 302, "other": 404}),
    "lend": (
        "post",
        {"contractor": "ИП Петров"},
        {**QUEUE, "member": 200, "head": 200, "other": 404},
    ),
}
CAST = ("nobody", "resident", "dispatcher", "administrator", "crew", "member", "head", "other")
OURS = set(TABLE)


@pytest.fixture
def world(vodokanal, dispatcher, member, stranger):
    """An appeal that Горводоканал's crew works, and everything that has an address of its own."""
    appeal = make.appeal(category="cold_water_weak", at=timezone.now())
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    actions.accept(appeal.pk, by=member, at=timezone.now())
    crew = vodokanal.crews.create(name="Бригада 1")
    actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())
    link, _ = contractor.lend(appeal.pk, contractor="ИП", by=member, at=timezone.now())
    colleague = make.member(vodokanal)
    view = SharedView.objects.create(
        organisation=vodokanal, name="Наш", filters={"crew": "none"}, made_at=timezone.now()
    )
    template = ReplyTemplate.objects.create(organisation=vodokanal, title="Наш", text="Слова")
    number = appeal.latin_number
    people = f"/desk/organisation/people/{Member.objects.get(user_id=colleague.user_id).pk}/"
    return {
        "number": number,
        "vodokanal": vodokanal,
        "the_crew": crew,
        "stranger": stranger,
        "member": member,
        "addresses": {
            "queue": "/desk/queue/",
            "bulk": "/desk/queue/bulk/",
            "shared": "/desk/views/",
            "shared_view": f"/desk/views/{view.pk}/",
            "templates": "/desk/templates/",
            "template": f"/desk/templates/{template.pk}/",
            "team": "/desk/organisation/",
            "invite": "/desk/organisation/people/",
            "member": people,
            "crews": "/desk/organisation/crews/",
            "crew": f"/desk/organisation/crews/{crew.pk}/",
            "note": f"/desk/appeals/{number}/notes/",
            "follow": f"/desk/appeals/{number}/follow/",
            "own_number": f"/desk/appeals/{number}/own-number/",
            "cause": f"/desk/appeals/{number}/cause/",
            "lend": f"/desk/appeals/{number}/contractor/",
            "lent": f"/desk/appeals/{number}/contractor/{link.pk}/",
        },
    }


def come(who, world):
    if who == "nobody":
        return Client(headers=PENZA)
    if who in ("resident", "dispatcher", "administrator"):
        return browser(make.user(who))
    if who in ("member", "other"):
        return browser(
            User.objects.get(pk=world["member" if who == "member" else "stranger"].user_id)
        )
    position, crew = (Member.HEAD, None) if who == "head" else (Member.CREW, world["the_crew"])
    actor = make.member(world["vodokanal"], position=position, crew=crew)
    return browser(User.objects.get(pk=actor.user_id))


@pytest.mark.parametrize("who", CAST)
def test_every_door_opens_to_those_it_is_for(who, world):
    person = come(who, world)
    wrong = {}
    for name, (method, form, answers) in TABLE.items():
        told = {key: value.format(number=world["number"]) for key, value in form.items()}
        answer = getattr(person, method)(world["addresses"][name], told)
        if answer.status_code != answers[who]:
            wrong[name] = (answer.status_code, answers[who])
    assert not wrong


def test_no_address_of_these_screens_is_missing_from_the_table():
    ours = {"beside_appeal", "bulk", "contractors", "queue", "shared", "team", "templates"}
    names = {
        route.name
        for route in urls.urlpatterns
        if route.callback is not None
        and route.callback.__module__.rpartition(".")[2] in ours
        and route.callback.__module__.startswith("appeals.desk.views.")
    }

    assert names == OURS


def test_a_foreign_appeal_and_a_missing_one_answer_alike(world):
    stranger = come("other", world)
    for name in ("note", "follow", "own_number", "cause", "lend", "lent"):
        _, form, _ = TABLE[name]
        foreign = stranger.post(world["addresses"][name], form)
        missing = stranger.post(
            world["addresses"][name].replace(world["number"], "PNZ-2026-999999"), form
        )
        assert foreign.status_code == missing.status_code == 404
        assert foreign.text.replace(world["number"], "PNZ-2026-999999") == missing.text
