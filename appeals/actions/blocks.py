"""Abuse is stopped at its source for a while: a contact, a browser, a network.

Only what comes through the site is stopped: a dispatcher who answers the telephone takes everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appeals import labels, workflow
from appeals.actions.whole import whole
from appeals.errors import BadInput, Blocked, NotAllowed, NotFound
from appeals.models import Appeal, Applicant, Block, Sender
from tenants.accounts.actor import Actor
from tenants.isolation import keys, scope

DAYS = (1, 7, 30, 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something comes from: contacts as they were typed, the rest as digests."""

    phone: str = ""
    email: str = ""
    browser: str = ""
    network: str = ""

    def digests(self) -> dict[str, str]:
        """Each known source by its kind, as it is stored."""
        found = {Block.BROWSER: self.browser, Block.NETWORK: self.network}
        for kind, contact in ((Block.PHONE, self.phone), (Block.EMAIL, self.email)):
            if contact:
                found[kind] = keys.signature(f"block:{kind}", contact.strip().lower())
        return {kind: digest for kind, digest in found.items() if digest}


def refuse_blocked(origin: Origin, *, at: datetime) -> None:
    """Take nothing from a blocked source; one statement.

    Raises:
        Blocked: until when and why, and whom to call instead.
    """
    known = origin.digests()
    if not known:
        return
    held = Block.objects.in_force(at).filter(digest__in=list(known.values()))
    block = held.order_by("-until").first()
    if block is None:
        return
    city = scope.require()
    why = {
        "until": f"{block.until.astimezone(ZoneInfo(city.time_zone)):%d.%m.%Y, %H:%M}",
        "why": labels.BLOCKS.get(block.reason, labels.BLOCKS["abuse"]),
        "phone": city.branding.phone or "112",
    }
    raise Blocked(
        _(
            "До %(until)s через сайт от вас ничего не принимают: %(why)s. Нужна помощь или это "
            "ошибка — позвоните: %(phone)s. Угроза жизни — 112."
        )
        % why
    )


@whole
def block(
    appeal_id: int,
    *,
    kinds: list[str],
    reason: str,
    days: int,
    comment: str = "",
    by: Actor,
    at: datetime,
) -> list[Block]:
    """Block the sources of this appeal that were chosen; what holds already is not doubled.

    Raises:
        NotAllowed: not the desk's.
        BadInput: nothing chosen that is known, no reason, no term.
    """
    _refuse_others(by)
    wrong: dict[str, str] = {}
    if reason not in labels.BLOCKS:
        wrong["reason"] = "Выберите причину: её прочтёт тот, кого заблокировали."
    if days not in DAYS:
        wrong["days"] = "Выберите срок."
    appeal = Appeal.objects.locked(appeal_id)
    known = sources(appeal)
    chosen = {kind: known[kind] for kind in kinds if kind in known}
    if not chosen:
        wrong["kinds"] = "Отметьте, кого заблокировать."
    if wrong:
        raise BadInput(wrong)
    standing = set(
        Block.objects.in_force(at)
        .filter(digest__in=[digest for digest, _ in chosen.values()])
        .values_list("digest", flat=True)
    )
    return Block.objects.bulk_create(
        Block(
            kind=kind,
            digest=digest,
            shown=shown,
            reason=reason,
            comment=comment.strip(),
            appeal=appeal,
            since=at,
            until=at + timedelta(days=days),
            by_id=by.user_id,
            by_name=by.name,
        )
        for kind, (digest, shown) in chosen.items()
        if digest not in standing
    )


@whole
def lift(block_id: int, *, by: Actor, at: datetime) -> Block:
    """Take the block back before its time.

    Raises:
        NotAllowed: not the desk's.
        NotFound: none that holds.
    """
    _refuse_others(by)
    held = Block.objects.in_force(at).select_for_update().filter(pk=block_id).first()
    if held is None:
        raise NotFound
    held.lifted_at, held.lifted_by_name = at, by.name
    held.save(update_fields=["lifted_at", "lifted_by_name"])
    return held


def sources(appeal: Appeal) -> Mapping[str, tuple[str, str]]:
    """What is known of where it came from: by kind the digest and what the desk knows it by again."""
    person = Applicant.objects.filter(appeal=appeal).first()
    sender = Sender.objects.filter(appeal=appeal).first()
    origin = Origin(
        phone=person.phone if person else "",
        email=person.email if person else "",
        browser=sender.browser if sender else "",
        network=sender.network if sender else "",
    )
    shown = {
        Block.PHONE: f"…{origin.phone[-4:]}",
        Block.EMAIL: f"{origin.email[:2]}…@{origin.email.partition('@')[2]}",
        Block.BROWSER: origin.browser[:6],
        Block.NETWORK: origin.network[:6],
    }
    return {kind: (digest, shown[kind]) for kind, digest in origin.digests().items()}


def _refuse_others(by: Actor) -> None:
    if by.role not in workflow.DESK:
        raise NotAllowed("Блокирует и снимает блокировку диспетчерская города.")
