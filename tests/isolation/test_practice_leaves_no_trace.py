"""A full life of practice appeals, and nothing anybody else sees has changed by it.

Every table of the city, every page that everybody or the desk reads, every counter, kept event by
event and counted anew: the same before and after.
"""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from appeals import actions
from appeals.actions.photos import take
from appeals.actions.returns import all_due
from appeals.actions.watch import note_breaches
from appeals.insight import problem_points, tallies, waves
from appeals.insight.map import folding
from appeals.models import Appeal, Cause
from appeals.notifications import digest, summaries
from onboarding.organisations.trial.resident import play
from onboarding.organisations.trial.sending import send
from tests import make
from tests.desk.conftest import browser
from tests.make import FRIDAY_NOON, hours

# Where practice itself is kept. Of the appeals and their journal the real ones are compared.
OWN = {
    *("appeals_appeal", "appeals_event", "appeals_applicant", "appeals_attachment"),
    *("appeals_callback", "appeals_postponement", "appeals_note", "appeals_crewaction"),
    *("organisations_practice", "organisations_practiceplan", "organisations_practiceresult"),
}
PUBLIC = (
    *("portal:home", "portal:map", "portal:numbers", "portal:search", "portal:organisations"),
    *("portal:problem_points", "portal:opendata", "portal:city_feed"),
)
DESK = ("desk:hall", "desk:callbacks", "desk:incidents", "desk:points", "desk:control")
LATER = FRIDAY_NOON + hours(300)
FIGURES = ("desk:dashboard",)
_PASSING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|nonce-[\w+/=-]+|data-(now|news)="[^"]*"|\d\d:\d\d(:\d\d)?'
    r'|name="(opened|key|seal|stamp)" value="[^"]*"|(value|content)="[\w:.+/=-]{24,}"'
)


@pytest.fixture
def practised(vodokanal, dispatcher, client):
    """A city with real appeals, counted, and an organisation in its trial on the same street."""
    house = make.house()
    make.serving(house, vodokanal)
    for number in range(3):
        at = FRIDAY_NOON + hours(number)
        real = make.appeal(house_id=house.pk, address="", category="cold_water_off", at=at)
        if number:
            continue
        member = make.member(vodokanal)
        actions.accept(real.pk, by=member, at=FRIDAY_NOON)
    organisation = make.organisation("Арбеково-2", stage="trial")
    organisation.services = ["cold_water"]
    organisation.save()
    other = make.house("ул. Ладожская, 99")
    make.serving(other, organisation)
    watched()
    tallies.rebuild()
    return organisation


def watched() -> None:
    """What time alone does to appeals, practice and real ones alike."""
    note_breaches(at=LATER)
    all_due(at=LATER)
    folding.fold(at=LATER)


def lived(organisation) -> None:
    """Everything that can happen to practice: asked, late, done, refuted, given back, and the watch."""
    head = make.member(organisation, position="head")
    at = FRIDAY_NOON
    sent = send(organisation.pk, 6, by=head, at=at)
    cause = Cause.objects.for_service("cold_water")[0].code
    note_breaches(at=LATER)
    for number, appeal in enumerate(sent):
        actions.accept(appeal.pk, by=head, at=at)
        if number == 0:
            actions.ask(appeal.pk, question="Какой подъезд?", by=head, at=at)
        elif number == 1:
            actions.return_to_desk(appeal.pk, reason="Не наше", by=head, at=at)
        elif number == 2:
            until = at + hours(48)
            actions.ask_postpone(appeal.pk, until=until, reason="Насос", by=head, at=at)
        else:
            photo = take(make.picture())
            actions.resolve(appeal.pk, report="Дали", cause=cause, photos=[photo], by=head, at=at)
    for hour in range(1, 4):
        play(at=at + hours(hour))
    watched()
    ids = [appeal.pk for appeal in sent]
    waves.take(ids, at=at)
    problem_points.watch(set(ids), at=at)
    digest.write(at=LATER)
    summaries.write(at=LATER)


def tables() -> dict[str, str]:
    """A digest of every table of the city; of practice's own, of what is real in them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        names = sorted(name for (name,) in cursor.fetchall())
        found = {}
        for name in names:
            if name in OWN - {"appeals_appeal", "appeals_event"} or name.startswith("django_"):
                continue
            real = {
                "appeals_appeal": "WHERE NOT t.is_trial",
                "appeals_event": "WHERE t.appeal_id IN (SELECT id FROM appeals_appeal WHERE NOT is_trial)",
            }.get(name, "")
            cursor.execute(
                "SELECT md5(coalesce(string_agg(x, '\n' ORDER BY x), '')) FROM (SELECT "
                # What is counted anew is written anew.
                f"(to_jsonb(t) - 'counted_at' - 'last_login' - 'id')::text AS x FROM {name} t {real}) r"
            )
            found[name] = cursor.fetchone()[0]
    return found


def pages(client, names) -> dict[str, str]:
    """What each page says, without what changes from look to look."""
    for cache in caches.all():
        cache.clear()
    return {
        name: _PASSING.sub("", client.get(reverse(name, "config.urls_city")).content.decode())
        for name in names
    }


def test_nothing_anybody_else_sees_has_changed(practised, client):
    desk, senior = browser(make.user("dispatcher")), browser(make.user("administrator"))
    seats = ((client, PUBLIC), (desk, DESK[:4]), (senior, (*DESK, *FIGURES)))
    shown = [pages(seat, names) for seat, names in seats]
    make.member(practised)
    counted = tables()

    lived(practised)

    assert Appeal.everything.filter(is_trial=True).count() == 6
    people = {"accounts_user", "appeals_member", "account_emailaddress"}
    now = tables()
    assert [name for name in now if now[name] != counted[name] and name not in people] == []
    tallies.rebuild()
    anew = tables()
    assert [
        name
        for name in anew
        if anew[name] != counted[name] and name not in people | {"appeals_announced"}
    ] == []
    for (seat, names), before in zip(seats, shown, strict=True):
        after = pages(seat, names)
        assert [name for name in names if after[name] != before[name]] == []
