"""An appeal's whole life, as the actions live it."""

import pytest

from appeals import workflow
from appeals.actions import (
    accept,
    assign,
    confirm,
    dispatch_crew,
    open_by_member,
    photos,
    reopen,
    resolve,
    return_to_desk,
)
from appeals.actions import record_callback as call_back
from appeals.errors import BadInput, NotFound, RefusedMove, Stale
from appeals.models import Appeal, Attachment, Category, Event
from tests import make
from tests.make import FRIDAY_NOON, hours


def kinds(appeal) -> list[str]:
    return [event.kind for event in Event.objects.filter(appeal=appeal)]


def test_assigning_starts_the_clock_of_the_agreement(vodokanal, dispatcher):
    appeal = make.appeal()

    assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    appeal.refresh_from_db()
    assert appeal.accept_by == FRIDAY_NOON + hours(2)
    assert kinds(appeal) == ["register", "assign"]


def test_a_house_served_by_a_live_organisation_sends_the_appeal_there_at_once(vodokanal, member):
    house = make.house()
    make.serving(house, vodokanal)

    appeal = make.appeal(house_id=house.pk, category="cold_water_off")

    assert (appeal.status, appeal.organisation_id) == ("assigned", vodokanal.pk)
    assert kinds(appeal) == ["register", "assign"]


@pytest.mark.parametrize(
    ("standing", "staffed", "words"),
    [("trial", True, "тестовом режиме"), ("live", False, "не допущен к работе")],
)
def test_an_organisation_where_nobody_looks_is_named_to_the_desk(city, standing, staffed, words):
    company = make.organisation("УК Заря", stage=standing)
    if staffed:
        make.member(company)
    house = make.house()
    make.serving(house, company)

    appeal = make.appeal(house_id=house.pk, category="cold_water_off")

    assert (appeal.status, appeal.organisation_id) == ("registered", None)
    assert appeal.named_organisation_id == company.pk
    assert "УК Заря" in appeal.routed_why
    assert words in appeal.routed_why


def test_the_first_opening_by_a_member_accepts_and_the_second_changes_nothing(
    vodokanal, member, dispatcher
):
    appeal = assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    open_by_member(appeal.pk, by=member, at=FRIDAY_NOON)
    again = open_by_member(appeal.pk, by=member, at=FRIDAY_NOON + hours(1))

    assert again.status == "accepted"
    assert again.accepted_at == FRIDAY_NOON
    assert kinds(appeal) == ["register", "assign", "accept"]


def test_an_organisation_that_asks_for_the_button_is_not_accepted_for(
    vodokanal, member, dispatcher
):
    vodokanal.accepts_by_button = True
    vodokanal.save()
    appeal = assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    assert open_by_member(appeal.pk, by=member, at=FRIDAY_NOON).status == "assigned"


def test_a_stranger_finds_nothing(vodokanal, stranger, dispatcher):
    appeal = assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    for verb in (accept, open_by_member):
        with pytest.raises(NotFound):
            verb(appeal.pk, by=stranger, at=FRIDAY_NOON)


def resolved(vodokanal, member, dispatcher):
    appeal = assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    accept(appeal.pk, by=member, at=FRIDAY_NOON)
    dispatch_crew(appeal.pk, by=member, at=FRIDAY_NOON)
    return resolve(appeal.pk, report="Заменили кран.", by=member, at=FRIDAY_NOON)


def test_a_satisfied_callback_archives(vodokanal, member, dispatcher):
    appeal = resolved(vodokanal, member, dispatcher)

    done = call_back(appeal.pk, result="satisfied", by=dispatcher, at=FRIDAY_NOON)

    assert done.status == "archived"
    assert done.closed_at == FRIDAY_NOON
    assert kinds(appeal)[-2:] == ["confirm", "archive"]


def test_an_unsatisfied_callback_sends_it_back_under_stricter_control(
    vodokanal, member, dispatcher
):
    appeal = resolved(vodokanal, member, dispatcher)
    term_before = appeal.resolve_by - FRIDAY_NOON

    back = call_back(
        appeal.pk, result="not_satisfied", reason="Опять течёт", by=dispatcher, at=FRIDAY_NOON
    )

    assert (back.status, back.control_level, back.reopened_count) == ("reopened", 1, 1)
    assert back.organisation_id == vodokanal.pk
    assert back.resolve_by - FRIDAY_NOON < term_before
    assert accept(appeal.pk, by=member, at=FRIDAY_NOON).status == "accepted"


def test_the_executor_cannot_confirm_its_own_work(vodokanal, member, dispatcher):
    appeal = resolved(vodokanal, member, dispatcher)

    with pytest.raises(RefusedMove) as refused:
        confirm(appeal.pk, by=member, at=FRIDAY_NOON)

    assert "Сейчас" in str(refused.value)


def test_a_refused_move_says_what_is_possible_now(vodokanal, member, dispatcher):
    appeal = assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    with pytest.raises(RefusedMove) as refused:
        resolve(appeal.pk, report="Готово", by=member, at=FRIDAY_NOON)

    assert refused.value.possible == ["accept", "ask", "return_to_desk"]
    assert "Принять в работу" in str(refused.value)


def test_a_stale_save_is_refused(vodokanal, member, dispatcher):
    appeal = assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    seen = appeal.version
    accept(appeal.pk, by=member, at=FRIDAY_NOON)

    with pytest.raises(Stale):
        dispatch_crew(appeal.pk, by=member, at=FRIDAY_NOON, version=seen)


def test_returning_to_the_desk_needs_a_reason_and_names_who_returned(vodokanal, member, dispatcher):
    appeal = assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    with pytest.raises(BadInput):
        return_to_desk(appeal.pk, reason=" ", by=member, at=FRIDAY_NOON)
    back = return_to_desk(appeal.pk, reason="Сети чужие", by=member, at=FRIDAY_NOON)

    assert (back.status, back.organisation_id, back.returned_count) == ("returned", None, 1)
    assert back.named_organisation_id is None
    assert "Горводоканал" in back.routed_why


def test_reopening_needs_a_reason(vodokanal, member, dispatcher):
    appeal = resolved(vodokanal, member, dispatcher)

    with pytest.raises(BadInput) as wrong:
        reopen(appeal.pk, reason="", by=dispatcher, at=FRIDAY_NOON)

    assert "reason" in wrong.value.fields


def test_every_status_but_the_last_has_a_way_on():
    dead_ends = {
        status
        for status in workflow.Status
        if not any(status in move.sources for move in workflow.TRANSITIONS.values())
    }

    # A repeat may be taken out again while the first is open.
    assert dead_ends == workflow.CLOSED - {workflow.Status.DUPLICATE}


def test_photos_go_with_the_filing_and_with_the_work(vodokanal, member, dispatcher):
    before, after = (photos.take(make.picture((size, size))) for size in (40, 60))
    appeal = make.appeal(photos=(before,))
    assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    accept(appeal.pk, by=member, at=FRIDAY_NOON)

    done = resolve(appeal.pk, report="Готово", photos=[after], by=member, at=FRIDAY_NOON)

    assert done.photo_count == 2
    shots = Attachment.objects.filter(appeal=appeal)
    assert [(shot.kind, shot.width) for shot in shots] == [("reported", 40), ("after", 60)]


def test_an_organisation_cannot_note_a_call_about_its_own_work(vodokanal, member, dispatcher):
    appeal = resolved(vodokanal, member, dispatcher)

    with pytest.raises(RefusedMove):
        call_back(appeal.pk, result="no_answer", by=member, at=FRIDAY_NOON)


def test_a_crew_member_without_a_crew_sees_nothing(vodokanal, dispatcher):
    assign(make.appeal().pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    lost = make.member(vodokanal, position="crew")

    assert not Appeal.objects.visible_to(lost).exists()


def test_what_staff_write_to_each_other_is_not_for_everybody(vodokanal, member, dispatcher):
    appeal = make.appeal()
    assign(
        appeal.pk,
        organisation=vodokanal,
        by=dispatcher,
        at=FRIDAY_NOON,
        comment="Жильцы скандальные",
    )
    return_to_desk(appeal.pk, reason="Пусть сами чинят", by=member, at=FRIDAY_NOON)
    assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    accept(appeal.pk, by=member, at=FRIDAY_NOON)
    resolve(appeal.pk, report="Заменили кран, тел. 89991234567", by=member, at=FRIDAY_NOON)

    words = [event.public_words for event in Event.objects.filter(appeal=appeal)]

    assert words[:-1] == [""] * 5
    assert words[-1].startswith("Заменили кран")
    assert "89991234567" not in words[-1]


def test_assigning_under_another_theme_runs_that_themes_clocks(vodokanal, dispatcher):
    appeal = make.appeal()
    burst = Category.objects.get(code="cold_water_off")

    moved = assign(appeal.pk, organisation=vodokanal, category=burst, by=dispatcher, at=FRIDAY_NOON)

    assert (moved.category, moved.service, moved.is_emergency) == (burst, "cold_water", True)
    assert moved.localise_by == FRIDAY_NOON + hours(0.5)
