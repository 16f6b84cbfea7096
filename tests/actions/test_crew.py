"""A crew's phone tells what was done: each thing once, in its own time, nothing lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from appeals import actions
from appeals.actions import photos
from appeals.actions.shots import LIMIT
from appeals.errors import BadInput, KeyReused, NotFound, RefusedMove
from appeals.models import Appeal, Attachment, Category, CrewAction, Event, Member
from tests import make

NOW = timezone.now()


@pytest.fixture
def crew(vodokanal):
    return vodokanal.crews.create(name="Бригада 2")


@pytest.fixture
def foreman(vodokanal, crew):
    return make.member(vodokanal, position=Member.CREW, crew=crew)


@pytest.fixture
def task(vodokanal, crew, member, dispatcher):
    appeal = make.appeal(address="ул. Леонова, 32", at=NOW)
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=NOW)
    actions.accept(appeal.pk, by=member, at=NOW)
    return actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=NOW)


def deed(task, kind, **fields) -> actions.Deed:
    fields.setdefault("key", uuid4())
    return actions.Deed(appeal_id=task.pk, kind=kind, **fields)


def shot() -> photos.Photo:
    return photos.take(make.picture())


def kinds(task) -> list[str]:
    return [event.kind for event in Event.objects.filter(appeal=task)]


def last(task) -> Event:
    return Event.objects.filter(appeal=task).last()


def test_a_day_of_work_is_told_in_order(task, foreman):
    later = NOW + timedelta(hours=2)
    for told in (
        deed(task, "set_out"),
        deed(task, "arrive"),
        deed(task, "photo", photo=shot(), photo_kind="before"),
        deed(task, "crew_note", text="перекрыли колонку"),
        deed(task, "photo", photo=shot(), photo_kind="after"),
        deed(task, "resolve", text="Заменили вентиль"),
    ):
        actions.carry_out(told, by=foreman, at=later)

    assert kinds(task)[-6:] == ["set_out", "arrive", "photo", "crew_note", "photo", "resolve"]
    now = Appeal.objects.get(pk=task.pk)
    assert (now.status, now.photo_count) == ("resolved", 2)
    assert (now.set_out_at, now.arrived_at) == (later, later)


def test_the_same_deed_told_again_is_answered_and_not_repeated(task, foreman):
    told = deed(task, "crew_note", text="перекрыли колонку")

    first = actions.carry_out(told, by=foreman, at=NOW)
    again = actions.carry_out(told, by=foreman, at=NOW + timedelta(hours=1))

    assert (again.pk, again.answer) == (first.pk, first.answer)
    assert kinds(task).count("crew_note") == 1


def test_a_deed_told_again_after_the_task_was_taken_away_is_still_answered(
    task, foreman, member, vodokanal
):
    told = deed(task, "arrive")
    first = actions.carry_out(told, by=foreman, at=NOW)
    actions.dispatch_crew(task.pk, crew=vodokanal.crews.create(name="7"), by=member, at=NOW)

    assert actions.carry_out(told, by=foreman, at=NOW).pk == first.pk


def test_a_key_belongs_to_one_person_and_one_task(task, foreman, vodokanal, crew):
    mate = make.member(vodokanal, position=Member.CREW, crew=crew)
    told = deed(task, "arrive")
    actions.carry_out(told, by=foreman, at=NOW)

    with pytest.raises(KeyReused):
        actions.carry_out(told, by=mate, at=NOW)


def test_two_mates_at_the_place_are_one_arrival(task, foreman, vodokanal, crew):
    mate = make.member(vodokanal, position=Member.CREW, crew=crew)

    actions.carry_out(deed(task, "arrive"), by=foreman, at=NOW)
    actions.carry_out(deed(task, "arrive"), by=mate, at=NOW)

    assert kinds(task).count("arrive") == 1


def test_what_was_done_without_a_connection_keeps_its_own_time(task, foreman):
    received = timezone.now() + timedelta(hours=3)
    sent = received - timedelta(minutes=7)  # the phone's clock is slow
    done = sent - timedelta(hours=1)

    told = deed(task, "arrive", done_at=done, sent_at=sent)
    actions.carry_out(told, by=foreman, at=received)

    assert last(task).details["phone_at"] == (received - timedelta(hours=1)).isoformat()
    assert Appeal.objects.get(pk=task.pk).arrived_at == received - timedelta(hours=1)
    assert CrewAction.objects.get().done_at == received - timedelta(hours=1)


def test_a_time_that_cannot_be_is_not_believed_and_the_deed_is_kept(task, foreman):
    received = timezone.now() + timedelta(hours=3)
    told = deed(task, "arrive", done_at=received - timedelta(days=2), sent_at=received)

    actions.carry_out(told, by=foreman, at=received)

    assert last(task).details["phone_clock"] == "doubtful"
    assert Appeal.objects.get(pk=task.pk).arrived_at == received


def test_a_task_that_was_never_theirs_is_missing(task, foreman, vodokanal):
    other = make.member(vodokanal, position=Member.CREW, crew=vodokanal.crews.create(name="7"))

    for as_report in (False, True):
        with pytest.raises(NotFound):
            actions.carry_out(deed(task, "arrive", as_report=as_report), by=other, at=NOW)


def test_a_task_given_to_others_is_a_conflict_and_the_report_is_kept(
    task, foreman, member, vodokanal
):
    actions.dispatch_crew(task.pk, crew=vodokanal.crews.create(name="7"), by=member, at=NOW)
    told = deed(task, "resolve", text="Закрыли кран")

    with pytest.raises(RefusedMove, match="больше не у вашей бригады"):
        actions.carry_out(told, by=foreman, at=NOW)
    kept = deed(task, "resolve", text="Закрыли кран", key=told.key, as_report=True)
    actions.carry_out(kept, by=foreman, at=NOW)

    record = last(task)
    assert (record.kind, record.is_public) == ("crew_report", False)
    assert record.details["deed"] == "сделано"
    assert record.details["comment"] == "Закрыли кран"
    assert Appeal.objects.get(pk=task.pk).status == "crew_dispatched"


def test_a_photo_as_a_report_is_not_published(task, foreman, dispatcher, member):
    actions.return_to_desk(task.pk, reason="не наше", by=member, at=NOW)

    told = deed(task, "photo", photo=shot(), photo_kind="after", as_report=True)
    actions.carry_out(told, by=foreman, at=NOW)

    kept = Attachment.objects.get()
    assert (kept.kind, kept.is_public) == (Attachment.LATE, False)


def test_a_task_already_resolved_is_a_conflict(task, foreman, member):
    actions.resolve(task.pk, report="сделали сами", by=member, at=NOW)

    with pytest.raises(RefusedMove, match="«Выполнено» сейчас невозможно"):
        actions.carry_out(deed(task, "resolve", text="Закрыли кран"), by=foreman, at=NOW)
    with pytest.raises(RefusedMove, match="обращение в состоянии «Выполнено»"):
        actions.carry_out(deed(task, "arrive"), by=foreman, at=NOW)


def test_what_the_crew_cannot_do_goes_back_to_its_dispatcher(task, foreman, member):
    with pytest.raises(BadInput):
        actions.carry_out(deed(task, "give_back"), by=foreman, at=NOW)

    actions.carry_out(deed(task, "give_back", text="Нет доступа в подвал"), by=foreman, at=NOW)

    now = Appeal.objects.visible_to(member).get(pk=task.pk)
    assert (now.status, now.crew, now.organisation_id) == (
        "accepted",
        None,
        member.organisation_id,
    )
    assert last(task).public_words == ""


def test_a_new_crew_starts_from_the_beginning(task, foreman, member, vodokanal):
    actions.carry_out(deed(task, "arrive"), by=foreman, at=NOW)

    sent = actions.dispatch_crew(task.pk, crew=vodokanal.crews.create(name="7"), by=member, at=NOW)

    assert (sent.set_out_at, sent.arrived_at) == (None, None)


@pytest.fixture
def photographed_theme(task):
    Category.objects.filter(pk=task.category_id).update(needs_photos=True)


def test_a_theme_may_ask_for_photos_before_and_after(task, foreman, photographed_theme):
    done = deed(task, "resolve", text="Закрыли кран")
    with pytest.raises(BadInput, match="нужны снимки «до» и «после»"):
        actions.carry_out(done, by=foreman, at=NOW)
    actions.carry_out(deed(task, "photo", photo=shot(), photo_kind="before"), by=foreman, at=NOW)
    with pytest.raises(BadInput, match="Чтобы закончить, нужен снимок «после»"):
        actions.carry_out(done, by=foreman, at=NOW)
    actions.carry_out(deed(task, "photo", photo=shot(), photo_kind="after"), by=foreman, at=NOW)

    actions.carry_out(done, by=foreman, at=NOW)

    assert Appeal.objects.get(pk=task.pk).status == "resolved"


def test_a_reopened_appeal_needs_new_photos(
    task, foreman, member, dispatcher, crew, photographed_theme
):
    actions.resolve(task.pk, report="готово", before=[shot()], photos=[shot()], by=member, at=NOW)
    later = NOW + timedelta(hours=1)
    actions.reopen(task.pk, reason="течёт", by=dispatcher, at=later)
    actions.accept(task.pk, by=member, at=later)
    actions.dispatch_crew(task.pk, crew=crew, by=member, at=later)

    with pytest.raises(BadInput, match="«до» и «после»"):
        actions.carry_out(deed(task, "resolve", text="готово"), by=foreman, at=later)


def test_photos_are_enough_at_some_point(task, foreman):
    picture = shot()
    for _ in range(LIMIT):
        told = deed(task, "photo", photo=picture, photo_kind="before")
        actions.carry_out(told, by=foreman, at=NOW)

    with pytest.raises(BadInput, match="больше не нужно"):
        actions.carry_out(
            deed(task, "photo", photo=picture, photo_kind="before"), by=foreman, at=NOW
        )


def test_a_cry_for_help_is_for_staff(task, foreman):
    actions.carry_out(deed(task, "crew_help", text="Нужна муфта 110"), by=foreman, at=NOW)

    assert (last(task).kind, last(task).is_public) == ("crew_help", False)


def test_what_was_told_is_never_changed(task, foreman):
    actions.carry_out(deed(task, "arrive"), by=foreman, at=NOW)

    for change in (CrewAction.objects.all().delete, lambda: CrewAction.objects.update(kind="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
