import pytest
from django.db import DatabaseError, connection, transaction

from appeals import actions, moderated
from appeals.actions import Change, Origin, photos
from appeals.errors import BadInput, Blocked, NotAllowed, RefusedMove
from appeals.insight import verification
from appeals.models import Block, Complaint, Moderation
from tenants.accounts.actor import ANONYMOUS
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON, hours

TEXT = "Яма у подъезда. Управляющий Семёнов — негодяй"


@pytest.fixture
def appeal(city):
    return make.appeal(
        text=TEXT, name="Мария", phone="+79123456789", browser="b1", network="n1",
        photos=(photos.take(make.picture()),),
    )  # fmt: skip


def change(appeal, what, how, *, by=DISPATCHER, **told):
    told.setdefault("reason", "" if how == "show" else "insult")
    moved = actions.moderate(
        appeal.pk, Change(what=what, how=how, **told), by=by, at=FRIDAY_NOON + hours(1)
    )
    appeal.refresh_from_db()
    return moved


def test_an_edit_hides_words_and_keeps_the_applicants_own_and_the_journal(appeal):
    change(appeal, "text", "edit", text="Яма у подъезда, звоните 8 912 345-67-89", comment="брань")

    assert appeal.text == TEXT
    assert appeal.public_text == "Яма у подъезда, звоните [телефон скрыт]"
    assert "Часть текста скрыта модератором: оскорбления" in moderated.text_note(appeal.moderated)
    kept = Moderation.objects.get()
    assert (kept.before, kept.after) == (TEXT, appeal.public_text)
    told = appeal.events.get(kind="moderate").details
    assert told == {"what": "text", "how": "edit", "why": "insult"}
    assert not list(verification.flaws())


def test_showing_again_gives_back_what_stood_before_the_first_change(appeal):
    change(appeal, "text", "edit", text="Яма у подъезда")
    change(appeal, "text", "hide")
    assert appeal.public_text == ""

    change(appeal, "text", "show")

    assert appeal.public_text == TEXT
    assert appeal.moderated is None
    assert [each.how for each in Moderation.objects.all()] == ["edit", "hide", "show"]


def test_the_history_cannot_be_changed_or_deleted(appeal):
    change(appeal, "text", "hide")

    for statement in (
        "UPDATE appeals_moderation SET before = ''",
        "DELETE FROM appeals_moderation",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_words_of_a_record_are_hidden_and_the_record_stays(appeal):
    actions.reject(
        appeal.pk, ground="no_breach", words="Семёнов — негодяй", by=DISPATCHER, at=FRIDAY_NOON
    )
    event = appeal.events.get(kind="reject")
    change(appeal, "words", "hide", sequence=event.sequence, reason="personal")

    assert moderated.hidden_words(appeal.moderated) == {
        event.sequence: "Слова скрыты модератором: личные данные."
    }
    event.refresh_from_db()
    assert event.details["comment"].endswith("Семёнов — негодяй")
    assert not list(verification.flaws())


def test_a_photo_and_the_whole_appeal_are_hidden_and_come_back(appeal):
    shot = appeal.attachments.get()
    change(appeal, "photo", "hide", photo=shot.pk, reason="harsh")
    shot.refresh_from_db()
    assert (shot.is_public, shot.hidden_why) == (False, "harsh")
    change(appeal, "photo", "show", photo=shot.pk)
    shot.refresh_from_db()
    assert (shot.is_public, shot.hidden_why) == (True, "")

    change(appeal, "whole", "hide", reason="rules")
    assert not appeal.is_public
    change(appeal, "whole", "show")
    assert appeal.is_public


def test_what_the_applicant_sent_for_the_authority_alone_is_not_published(city):
    private = make.appeal(is_public=False)

    with pytest.raises(RefusedMove, match="так решил заявитель"):
        change(private, "whole", "show")


def test_only_the_desk_moderates_and_never_without_a_reason(appeal, member):
    with pytest.raises(NotAllowed):
        change(appeal, "text", "hide", by=member)
    with pytest.raises(BadInput):
        change(appeal, "text", "hide", reason="")
    with pytest.raises(BadInput):
        change(appeal, "text", "edit", text="  ")


def complain(appeal, browser, **told):
    told.setdefault("reason", "insult")
    return actions.complain(
        appeal.pk, origin=Origin(browser=browser), by=ANONYMOUS, at=FRIDAY_NOON, **told
    )


def test_a_change_answers_the_complaints_about_the_same_thing_alone(appeal):
    shot = appeal.attachments.get()
    complain(appeal, "b1")
    complain(appeal, "b1")
    complain(appeal, "b2")
    about_photo = complain(appeal, "b1", photo=shot.key)

    change(appeal, "text", "hide")

    assert list(Complaint.objects.filter(decided_at__isnull=True)) == [about_photo]
    assert Complaint.objects.filter(decision="changed").count() == 2
    actions.leave(about_photo.pk, by=DISPATCHER, at=FRIDAY_NOON)
    assert not Complaint.objects.filter(decided_at__isnull=True).exists()


def block(appeal, *kinds, days=7):
    return actions.block(
        appeal.pk, kinds=list(kinds), reason="spam", days=days, by=DISPATCHER, at=FRIDAY_NOON
    )


def test_a_blocked_source_is_told_until_when_and_whom_to_call(appeal):
    block(appeal, "phone", "browser")

    for origin in ({"browser": "b1"}, {"browser": "b9", "phone": "+79123456789"}):
        with pytest.raises(Blocked, match=r"До 27.11.2026, 12:00 .* реклама .* Угроза жизни — 112"):
            make.appeal(**({"consent": "tests"} | origin))
    make.appeal(browser="b9", network="n1")
    with pytest.raises(Blocked):
        complain(appeal, "b1")


def test_the_telephone_takes_everybody_and_a_block_ends(appeal):
    held = block(appeal, "phone")[0]

    make.appeal(by=DISPATCHER, phone="+79123456789")
    make.appeal(browser="b1", phone="+79123456789", at=FRIDAY_NOON + hours(24 * 7 + 1))
    actions.lift(held.pk, by=DISPATCHER, at=FRIDAY_NOON)
    make.appeal(browser="b1", phone="+79123456789")


def test_a_block_keeps_no_contact_and_is_not_doubled(appeal):
    block(appeal, "phone", "network")
    assert block(appeal, "phone") == []

    kept = " ".join(f"{each.digest} {each.shown}" for each in Block.objects.all())
    assert "9123456789" not in kept
    assert "…6789" in kept
    with pytest.raises(BadInput):
        block(appeal, "email")
