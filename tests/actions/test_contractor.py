"""Work lent by a link: redacted, once, looked at before anybody else sees it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from appeals import actions
from appeals.actions import contractor
from appeals.actions.photos import take
from appeals.errors import BadInput, NotAllowed, NotFound, RefusedMove
from appeals.models import Attachment, ContractorLink
from tenants.accounts import limits
from tests import make
from tests.conftest import FRIDAY_NOON

LATER = FRIDAY_NOON + timedelta(hours=1)
FORTNIGHT = timedelta(days=14)


@pytest.fixture
def accepted(vodokanal, dispatcher, member):
    appeal = make.appeal(
        category="manhole_open", text="Люк открыт, звоните 8 900 123-45-67", flat="кв-41",
        phone="+79001234567", name="Мария",
    )  # fmt: skip
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    return actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)


@pytest.fixture
def lent(accepted, member):
    return contractor.lend(accepted.pk, contractor="ИП Петров", by=member, at=FRIDAY_NOON)


def shot():
    return take(make.picture())


def reported(token):
    return contractor.report(token, words="Люк заварен", after=[shot()], at=LATER)


def test_only_the_digest_of_the_token_is_kept(lent):
    link, token = lent

    assert token not in str(ContractorLink.objects.values().get())
    assert contractor.found(token, LATER) == link
    assert contractor.found(token + "x", LATER) is None


def test_the_link_dies_after_fourteen_days(lent):
    link, token = lent

    assert contractor.found(token, FRIDAY_NOON + FORTNIGHT - timedelta(seconds=1)) == link
    assert contractor.found(token, FRIDAY_NOON + FORTNIGHT) is None


def test_a_revoked_link_opens_nothing(lent, member):
    link, token = lent
    contractor.revoke(link.pk, by=member, at=LATER)

    assert contractor.found(token, LATER) is None
    with pytest.raises(NotFound):
        reported(token)


def test_a_new_link_kills_the_one_before(lent, accepted, member):
    _, first = lent
    _, second = contractor.lend(accepted.pk, contractor="ООО «Люк»", by=member, at=LATER)

    assert contractor.found(first, LATER) is None
    assert contractor.found(second, LATER) is not None


def test_the_link_dies_when_the_appeal_is_given_back(lent, accepted, member):
    _, token = lent
    actions.return_to_desk(accepted.pk, reason="Не наш люк", by=member, at=LATER)

    assert contractor.found(token, LATER) is None


def test_a_report_comes_once_and_is_nobodys_until_it_is_taken(lent, accepted):
    _, token = lent
    reported(token)

    photo = Attachment.objects.get()
    assert (photo.is_public, photo.is_verified, photo.kind) == (False, False, "after")
    accepted.refresh_from_db()
    assert accepted.status == "accepted"
    with pytest.raises(RefusedMove):
        reported(token)


def test_a_report_without_words_or_photo_is_not_taken(lent):
    _, token = lent

    with pytest.raises(BadInput) as refused:
        contractor.report(token, words=" ", at=LATER)

    assert set(refused.value.fields) == {"words", "after"}


def test_taking_the_report_resolves_with_its_photos(lent, accepted, member):
    link, token = lent
    reported(token)

    done = contractor.take_report(
        link.pk, words="Люк заварен", cause="cover_missing", by=member, at=LATER
    )

    assert (done.status, done.cause, done.photo_count) == ("resolved", "cover_missing", 1)
    photo = Attachment.objects.get()
    assert (photo.is_public, photo.is_verified) == (True, True)
    assert contractor.found(token, LATER) is None


def test_a_report_sent_back_may_come_again_and_only_the_last_is_shown(lent, accepted, member):
    link, token = lent
    reported(token)
    contractor.send_back(link.pk, remark="Закрасьте", by=member, at=LATER)
    again = LATER + timedelta(hours=1)
    contractor.report(token, words="Закрасили", after=[shot()], at=again)

    contractor.take_report(link.pk, words="Готово", cause="unknown", by=member, at=again)

    assert [p.is_public for p in Attachment.objects.order_by("id")] == [False, True]


def test_every_step_stands_in_the_journal_between_staff(lent, accepted, member):
    link, token = lent
    contractor.note_opening(link, at=LATER)
    contractor.note_opening(link, at=LATER)
    reported(token)
    contractor.take_report(link.pk, words="Готово", cause="unknown", by=member, at=LATER)

    notes = [e for e in accepted.events.all() if e.kind == "contractor"]
    assert [e.details["step"] for e in notes] == ["lent", "opened", "reported", "taken"]
    assert not any(e.is_public for e in notes)


def test_only_the_organisation_lends_and_only_what_it_has_accepted(
    accepted, stranger, dispatcher, vodokanal, member
):
    def lend(appeal, by):
        return contractor.lend(appeal.pk, contractor="ИП", by=by, at=LATER)

    with pytest.raises(NotFound):
        lend(accepted, stranger)
    with pytest.raises(NotAllowed):
        lend(accepted, dispatcher)
    waiting = make.appeal()
    actions.assign(waiting.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    with pytest.raises(RefusedMove):
        lend(waiting, member)


def test_a_stranger_neither_revokes_nor_takes(lent, stranger):
    link, token = lent
    reported(token)

    for act in (
        lambda: contractor.revoke(link.pk, by=stranger, at=LATER),
        lambda: contractor.take_report(link.pk, words="x", by=stranger, at=LATER),
        lambda: contractor.send_back(link.pk, remark="x", by=stranger, at=LATER),
    ):
        with pytest.raises(NotFound):
            act()


def said(answer):
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def page(token):
    return f"/contractor/{token}/"


@pytest.fixture
def now_lent(vodokanal, dispatcher, member):
    """A link of this very moment, for the pages, which take the real clock."""

    def lend(**shows):
        appeal = make.appeal(
            category="manhole_open", text="Люк открыт, звоните 8 900 123-45-67", flat="кв-41",
            phone="+79001234567", name="Мария", at=timezone.now(),
        )  # fmt: skip
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
        actions.accept(appeal.pk, by=member, at=timezone.now())
        _, token = contractor.lend(
            appeal.pk, contractor="ИП", by=member, at=timezone.now(), **shows
        )
        return token

    return lend


def test_the_page_tells_no_more_than_is_necessary(now_lent, client):
    text = client.get(page(now_lent())).content.decode().replace("\xa0", " ")

    for secret in ("кв-41", "Мария", "+79001234567", "123-45-67"):
        assert secret not in text.split("<main")[1].split("</main>")[0]


def test_the_page_tells_the_flat_and_the_phone_where_the_organisation_ticked_them(now_lent, client):
    text = client.get(page(now_lent(shows_flat=True, shows_phone=True))).content.decode()

    assert "кв-41" in text
    assert "+79001234567" in text


def test_a_report_goes_through_the_page_and_a_refusal_keeps_the_words(now_lent, client):
    token = now_lent()
    refused = client.post(page(token), {"words": "Заварили"})
    assert refused.status_code == 422
    assert "Заварили" in refused.content.decode()

    photo = SimpleUploadedFile("a.jpg", make.picture().read(), "image/jpeg")
    sent = client.post(page(token), {"words": "Заварили", "after": photo})

    assert sent.status_code == 302
    assert "Отчёт отправлен" in client.get(page(token)).content.decode()
    shown = Attachment.objects.get()
    assert client.get(f"{page(token)}{shown.key}.jpg").status_code == 200
    assert client.get(f"/media/{shown.key}.jpg").status_code == 404
    assert client.get(f"/contractor/x/{shown.key}.jpg").status_code == 404


def test_missing_and_revoked_links_read_the_same(now_lent, client, member):
    token = now_lent()
    contractor.revoke(ContractorLink.objects.get().pk, by=member, at=timezone.now())

    gone, missing = client.get(page(token)), client.get(page("nothing"))

    assert gone.status_code == missing.status_code == 404
    assert said(gone) == said(missing)


def test_guessing_is_limited(city, client, monkeypatch):
    stands = next(limit for limit in limits.LIMITS if limit.path.match("/contractor/guess/"))
    assert stands.per_address <= 60 <= stands.seconds
    monkeypatch.setattr(limits, "LIMITS", (replace(stands, per_address=2),))

    codes = [client.get(page(f"guess{n}")).status_code for n in range(4)]

    assert codes == [404, 404, 429, 429]
