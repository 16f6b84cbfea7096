"""Signing an agreement: one side at a time, and when both have, it comes into force."""

from datetime import datetime

from appeals.actions.whole import whole
from appeals.errors import NotAllowed, RefusedMove
from appeals.models import Organisation
from onboarding.organisations import access, steps
from onboarding.organisations.agreements import kept, letters, standing
from onboarding.organisations.agreements.drafting import agreement_name
from onboarding.organisations.agreements.force import come_into_force
from onboarding.organisations.agreements.sending import one
from onboarding.organisations.files import SIGNATURE
from onboarding.organisations.models import Agreement, Signature
from onboarding.organisations.signing import scan
from onboarding.organisations.signing.check import checked
from onboarding.organisations.signing.whose import Signer
from onboarding.organisations.states import SIGNED, State
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor


@whole
def sign_electronically(agreement_id: int, content: bytes, *, by: Actor, at: datetime) -> Signature:
    """Take one side's detached signature over the exact bytes of the PDF.

    Raises:
        SignatureRefused: a precise sentence.
        RefusedMove: it is not to be signed, or this side has signed.
        NotAllowed, NoAgreement
    """
    agreement, side = _opened(agreement_id, by, at)
    document = kept.read(agreement.pdf_path, agreement.pdf_sha256)
    party = agreement.parties[side]
    assert agreement.sent_at is not None  # noqa: S101 — what is open to signing was sent
    verdict = checked(
        content,
        document,
        signer=Signer(party["inn"], party["head"]),
        sent_at=agreement.sent_at,
        at=at,
    )
    file = kept.keep(content, "sig", at=at)
    return _signed(
        agreement,
        Signature(
            kind=Signature.ELECTRONIC,
            path=file.path,
            media=SIGNATURE,
            sha256=file.sha256,
            certificate=verdict.holder.kept(),
            warnings=list(verdict.warnings),
        ),
        side=side,
        by=by,
        at=at,
    )


@whole
def sign_by_scan(agreement_id: int, content: bytes, *, by: Actor, at: datetime) -> Signature:
    """Take a scan of the paper that one side has signed.

    Raises:
        SignatureRefused: the file cannot be taken.
        RefusedMove, NotAllowed, NoAgreement
    """
    agreement, side = _opened(agreement_id, by, at)
    taken = scan.take(content)
    file = kept.keep(taken.content, taken.suffix, at=at)
    return _signed(
        agreement,
        Signature(kind=Signature.SCAN, path=file.path, media=taken.media, sha256=file.sha256),
        side=side,
        by=by,
        at=at,
    )


def side_of(agreement: Agreement, actor: Actor) -> str:
    """For whom this person signs; empty for nobody."""
    if access.speaks_for_city(actor):
        return Signature.CITY
    if access.speaks_for(actor, agreement.organisation):
        return Signature.ORGANISATION
    return ""


def _opened(agreement_id: int, by: Actor, at: datetime) -> tuple[Agreement, str]:
    """The agreement, locked by its organisation, and the side that signs."""
    agreement = one(agreement_id, by)
    side = side_of(agreement, by)
    if not side:
        raise NotAllowed("Подписывают администратор города и руководитель организации.")
    Organisation.objects.select_for_update().get(pk=agreement.organisation_id)
    agreement = one(agreement_id, by)
    if standing.state_of(agreement, today(at)) not in (State.SENT, State.SIGNED_BY_ONE):
        raise RefusedMove("Это соглашение не ждёт подписей. Обновите страницу.")
    if agreement.main is not None and not _holds(agreement.main, by, at):
        raise RefusedMove(
            "Соглашение, которое меняет этот документ, уже не действует. Отзовите документ."
        )
    if standing.signature_of(agreement, side) is not None:
        raise RefusedMove("Ваша сторона уже подписала. Ждём вторую.")
    return agreement, side


def _holds(main: Agreement, by: Actor, at: datetime) -> bool:
    return standing.state_of(one(main.pk, by), today(at)) in SIGNED


def _signed(
    agreement: Agreement, signature: Signature, *, side: str, by: Actor, at: datetime
) -> Signature:
    signature.agreement, signature.side = agreement, side
    signature.signed_at, signature.by_id, signature.by_name = at, by.user_id, by.name
    signature.save()
    name = agreement_name(agreement)
    steps.note(agreement.organisation, f"signed_{side}", by=by, at=at, number=name)
    agreement = one(agreement.pk, by)
    if standing.is_signed(agreement):
        come_into_force(agreement, by=by, at=at)
    else:
        letters.signed(agreement, by_city=side == Signature.CITY, at=at)
    return signature
