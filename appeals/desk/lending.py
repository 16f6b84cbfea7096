"""What the card tells of a contractor: the link that lives, its report, or that one may be given."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals import access
from appeals.models import Appeal, Attachment, Cause, ContractorLink
from appeals.models.contractor_link import WORKED
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Lending:
    """The living link of an appeal, if there is one, with the photos of its report."""

    link: ContractorLink | None
    photos: Sequence[Attachment]
    causes: Sequence[Cause]


def read(appeal: Appeal, actor: Actor) -> Lending | None:
    """One statement; two more when a report waits to be looked at."""
    if not access.answers_for_work(actor) or appeal.status not in WORKED:
        return None
    links = ContractorLink.objects.filter(appeal=appeal, organisation_id=actor.organisation_id or 0)
    link = links.filter(revoked_at=None, taken_at=None).first()
    if link is None or link.reported_at is None:
        return Lending(link, (), ())
    return Lending(
        link,
        list(link.photos.filter(added_at=link.reported_at)),
        Cause.objects.for_service(appeal.service),
    )
