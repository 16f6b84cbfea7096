"""Work lent to a contractor without an account: given, reported once, looked at, taken or sent back.

Nothing a contractor sends is public until the organisation has taken it as its own report. Every
step stands in the journal, between staff.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from appeals import placeholders
from appeals.actions import journal
from appeals.actions.attach import keep
from appeals.actions.photos import Photo
from appeals.actions.resolve import resolve
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound, RefusedMove
from appeals.models import Appeal, Attachment, ContractorLink
from appeals.models.contractor_link import LASTS, WORKED
from tenants.accounts.actor import Actor, Role

LONGEST_NAME = 120
LONGEST_REPORT = 4000
PHOTOS = 5


@whole
def lend(
    appeal_id: int,
    *,
    contractor: str,
    shows_flat: bool = False,
    shows_phone: bool = False,
    by: Actor,
    at: datetime,
) -> tuple[ContractorLink, str]:
    """A link for a contractor, good for fourteen days, and its token, told this once.

    An earlier link of the appeal dies, unless a report came by it that nobody has looked at. What
    was reported to an organisation that had the appeal before keeps nobody waiting.

    Raises:
        BadInput: no name.
        NotAllowed: only the organisation lends its work.
        RefusedMove: it is not in work, or a report waits.
        NotFound
    """
    appeal = _own(appeal_id, by)
    if appeal.is_trial:
        raise RefusedMove("Учебное обращение подрядчику не передают: выполните его сами.")
    contractor = " ".join(contractor.split())
    if not contractor or len(contractor) > LONGEST_NAME:
        raise BadInput({"contractor": f"Напишите, кому даёте ссылку, до {LONGEST_NAME} знаков."})
    if appeal.status not in WORKED:
        raise RefusedMove("Ссылку подрядчику дают, когда обращение принято в работу.")
    for earlier in _waiting(appeal):
        is_own = earlier.organisation_id == appeal.organisation_id
        if is_own and earlier.reported_at is not None:
            raise RefusedMove("Отчёт подрядчика ждёт вас. Примите его или верните, тогда новая.")
        _revoke(earlier, appeal, by=by, at=at)
    token = ContractorLink.new_token()
    link = ContractorLink.objects.create(
        appeal=appeal,
        organisation_id=appeal.organisation_id or 0,
        contractor=contractor,
        digest=ContractorLink.digest_of(token),
        shows_flat=shows_flat,
        shows_phone=shows_phone,
        made_at=at,
        made_by_id=by.user_id,
        made_by_name=by.name,
        expires_at=at + LASTS,
    )
    _note(appeal, "lent", link, by=by)
    return link, token


@whole
def revoke(link_id: int, *, by: Actor, at: datetime) -> ContractorLink:
    """From now on the link opens nothing.

    Raises:
        NotAllowed, NotFound
        RefusedMove: it is dead already.
    """
    link, appeal = _lent(link_id, by)
    if link.taken_at is not None or link.revoked_at is not None:
        raise RefusedMove(_("Эта ссылка уже не действует."))
    _revoke(link, appeal, by=by, at=at)
    return link


def found(token: str, at: datetime) -> ContractorLink | None:
    """The link behind a token, if it still opens something; one read by the digest."""
    link = (
        ContractorLink.objects.filter(digest=ContractorLink.digest_of(token))
        .select_related("appeal", "appeal__category", "appeal__applicant", "organisation")
        .first()
    )
    return link if link is not None and link.is_open(at) else None


@whole
def note_opening(link: ContractorLink, *, at: datetime) -> None:
    """Remember when the link was opened first."""
    if ContractorLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=at):
        appeal = Appeal.objects.locked(link.appeal_id)
        _note(appeal, "opened", link, by=_actor(link))


@whole
def report(
    token: str,
    *,
    words: str,
    before: Sequence[Photo] = (),
    after: Sequence[Photo] = (),
    at: datetime,
) -> ContractorLink:
    """What the contractor did, with photos; once, until it is sent back.

    Raises:
        BadInput: no words, no photo after the work, or too many photos.
        NotFound: the link opens nothing.
        RefusedMove: a report was sent already.
    """
    seen = found(token, at)
    if seen is None:
        raise NotFound
    appeal = Appeal.objects.locked(seen.appeal_id)
    link = ContractorLink.objects.select_for_update().get(pk=seen.pk)
    link.appeal = appeal
    if not link.is_open(at):
        raise NotFound
    if link.reported_at is not None:
        raise RefusedMove(_("Отчёт уже отправлен. Если его вернут, здесь снова откроется форма."))
    _check(words, before, after)
    by = _actor(link)
    for kind, shots in ((Attachment.BEFORE, before), (Attachment.AFTER, after)):
        for photo in shots:
            keep(appeal, photo, kind=kind, by=by, at=at, link=link)
    appeal.photo_count += len(before) + len(after)
    appeal.save(update_fields=["photo_count"])
    link.report, link.reported_at = words.strip(), at
    link.save(update_fields=["report", "reported_at"])
    _note(appeal, "reported", link, by=by)
    return link


@whole
def take_report(link_id: int, *, words: str, cause: str = "", by: Actor, at: datetime) -> Appeal:
    """The organisation has looked: the report and its photos become its own, the work is done.

    Raises:
        BadInput: what `resolve` asks for is missing.
        NotAllowed, NotFound, RefusedMove
    """
    link, appeal = _lent(link_id, by)
    _refuse_without_report(link)
    link.photos.filter(added_at=link.reported_at or at).update(
        is_verified=True, is_public=appeal.is_public
    )
    link.taken_at = at
    link.save(update_fields=["taken_at"])
    _note(appeal, "taken", link, by=by)
    return resolve(appeal.pk, report=words, cause=cause, by=by, at=at)


@whole
def send_back(link_id: int, *, remark: str, by: Actor, at: datetime) -> ContractorLink:
    """Not good enough: the same link may report once more, and says why.

    Raises:
        BadInput: no remark.
        NotAllowed, NotFound, RefusedMove
    """
    link, appeal = _lent(link_id, by)
    _refuse_without_report(link)
    if not remark.strip():
        raise BadInput({"remark": "Напишите подрядчику, что переделать."})
    placeholders.refuse_unfilled(remark=remark)
    link.remark, link.reported_at = remark.strip(), None
    link.save(update_fields=["remark", "reported_at"])
    _note(appeal, "sent_back", link, by=by)
    return link


def _own(appeal_id: int, by: Actor) -> Appeal:
    appeal = Appeal.objects.worked_by(by).locked(appeal_id)
    if by.role != Role.ORGANISATION:
        raise NotAllowed("Работу подрядчику поручает организация, которая её исполняет.")
    return appeal


def _lent(link_id: int, by: Actor) -> tuple[ContractorLink, Appeal]:
    """The link of the actor's own appeal; the appeal is locked first, as everywhere."""
    link = ContractorLink.objects.filter(pk=link_id).first()
    if link is None:
        raise NotFound
    appeal = _own(link.appeal_id, by)
    link = ContractorLink.objects.select_for_update().get(pk=link_id)
    if link.organisation_id != by.organisation_id:
        raise NotFound
    return link, appeal


def _waiting(appeal: Appeal) -> Sequence[ContractorLink]:
    links = ContractorLink.objects.select_for_update().filter(appeal=appeal)
    return list(links.filter(revoked_at=None, taken_at=None))


def _revoke(link: ContractorLink, appeal: Appeal, *, by: Actor, at: datetime) -> None:
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    _note(appeal, "revoked", link, by=by)


def _refuse_without_report(link: ContractorLink) -> None:
    if link.reported_at is None or link.taken_at is not None or link.revoked_at is not None:
        raise RefusedMove("Отчёта, который ждёт проверки, по этой ссылке нет.")


def _check(words: str, before: Sequence[Photo], after: Sequence[Photo]) -> None:
    wrong: dict[str, str] = {}
    if not words.strip():
        wrong["words"] = _("Напишите, что сделано.")
    elif len(words) > LONGEST_REPORT:
        wrong["words"] = _("Слишком длинно: поместится {most} знаков.").format(most=LONGEST_REPORT)
    if not after:
        wrong["after"] = _("Приложите снимок после работы.")
    for name, shots in (("before", before), ("after", after)):
        if len(shots) > PHOTOS:
            wrong[name] = _("Приложите не больше {most} снимков.").format(most=PHOTOS)
    if wrong:
        raise BadInput(wrong)


def _actor(link: ContractorLink) -> Actor:
    """A contractor acts as hands of the organisation, under the name it gave."""
    return Actor(
        role=Role.CREW,
        name=link.contractor,
        organisation_id=link.organisation_id,
        channel="link",
    )


def _note(appeal: Appeal, step: str, link: ContractorLink, *, by: Actor) -> None:
    journal.note(appeal, "contractor", by=by, is_public=False, step=step, link=link.pk)
