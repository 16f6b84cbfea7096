from dataclasses import replace
from datetime import date, datetime, time

import pytest

from appeals.routing import Candidate, Facts, Reason, Rule, Served, route

VODOKANAL = Candidate(1, "Горводоканал", "live", 3)
COMPANY = Candidate(2, "УК «Уют»", "live", 1)
FACTS = Facts(
    local_at=datetime(2026, 11, 20, 12),
    service="management",
    categories=(7, 3),
    house_id=55,
    district="Ленинский",
)


def served(organisation=COMPANY, **changes):
    return Served(**{"service": "management", "organisation": organisation} | changes)


def rule(organisation=VODOKANAL, **changes):
    return Rule(**{"id": 9, "name": "Вода", "position": 1, "organisation": organisation} | changes)


def test_the_matrix_beats_every_rule():
    decision = route(replace(FACTS, matrix=[served()], rules=[rule()]))

    assert decision.organisation_id == COMPANY.id
    assert decision.reason is Reason.MATRIX


@pytest.mark.parametrize(
    ("stage", "members", "reason"),
    [
        ("invited", 5, Reason.NOT_CONNECTED),
        ("agreement", 5, Reason.NOT_CONNECTED),
        ("training", 5, Reason.NOT_CONNECTED),
        ("trial", 5, Reason.IN_TRIAL),
        ("suspended", 5, Reason.SUSPENDED),
        ("ended", 5, Reason.ENDED),
        ("something new", 5, Reason.NOT_CONNECTED),
        ("live", 0, Reason.NO_MEMBER),
    ],
)
def test_a_company_where_nobody_looks_is_named_to_the_desk_instead(stage, members, reason):
    asleep = replace(COMPANY, stage=stage, active_members=members)

    decision = route(replace(FACTS, matrix=[served(asleep)], rules=[rule()]))

    assert decision.to_desk
    assert decision.reason is reason
    assert decision.named_organisation_id == COMPANY.id
    assert "УК «Уют»" in decision.sentence


def test_a_serving_of_another_service_does_not_count():
    assert route(replace(FACTS, matrix=[served(service="lift")])).reason is Reason.UNKNOWN_SERVER


@pytest.mark.parametrize(
    ("since", "until", "sent"),
    [
        (date(2026, 11, 20), None, True),
        (date(2026, 11, 21), None, False),
        (None, date(2026, 11, 20), False),
        (None, date(2026, 11, 21), True),
    ],
)
def test_a_serving_counts_from_its_first_day_until_its_end(since, until, sent):
    decision = route(replace(FACTS, matrix=[served(since=since, until=until)]))

    assert (decision.organisation_id == COMPANY.id) is sent


def test_of_two_servings_the_one_that_can_act_wins_then_the_later_contract():
    asleep = replace(VODOKANAL, stage="invited")
    late = Candidate(3, "УК «Новая»", "live", 1)
    lines = [
        served(asleep, since=date(2026, 10, 1)),
        served(COMPANY, since=date(2020, 1, 1)),
        served(late, since=date(2025, 1, 1)),
    ]

    assert route(replace(FACTS, matrix=lines)).organisation_id == late.id


def test_rules_are_tried_in_their_order_and_the_first_match_wins():
    rules = [
        rule(id=3, position=2),
        rule(id=2, position=1, organisation=COMPANY),
        rule(id=1, position=0, districts=frozenset({"Октябрьский"})),
    ]

    decision = route(replace(FACTS, rules=rules))

    assert (decision.organisation_id, decision.rule_id) == (COMPANY.id, 2)


@pytest.mark.parametrize(
    ("conditions", "matches"),
    [
        ({}, True),
        ({"categories": frozenset({3})}, True),
        ({"categories": frozenset({4})}, False),
        ({"services": frozenset({"management"})}, True),
        ({"services": frozenset({"gas"})}, False),
        ({"channels": frozenset({"phone"})}, False),
        ({"weekdays": frozenset({4})}, True),
        ({"weekdays": frozenset({5, 6})}, False),
        ({"hours": (time(9), time(18))}, True),
        ({"hours": (time(18), time(9))}, False),
        ({"hours": (time(22), time(13))}, True),
        ({"emergency": True}, False),
        ({"emergency": False}, True),
    ],
)
def test_a_rule_matches_when_every_condition_holds(conditions, matches):
    assert (route(replace(FACTS, rules=[rule(**conditions)])).rule_id == 9) is matches


def test_a_rule_may_keep_an_appeal_at_the_desk():
    decision = route(replace(FACTS, rules=[rule(organisation=None)]))

    assert decision.to_desk
    assert decision.rule_id == 9


def test_a_rule_that_names_a_sleeping_organisation_ends_at_the_desk_naming_it():
    decision = route(replace(FACTS, rules=[rule(replace(VODOKANAL, active_members=0))]))

    assert decision.to_desk
    assert decision.named_organisation_id == VODOKANAL.id
    assert decision.rule_id == 9


def test_an_appeal_without_a_house_goes_by_rules_alone():
    decision = route(replace(FACTS, house_id=None, matrix=[served()]))

    assert decision.reason is Reason.NO_HOUSE


def test_every_reason_has_a_sentence():
    from appeals.routing import SENTENCES

    assert set(SENTENCES) == set(Reason)
    for sentence in SENTENCES.values():
        assert sentence % {"organisation": "А", "rule": "Б"}
