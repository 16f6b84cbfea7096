"""Filing a practice appeal: invented, worked like a real one by an organisation in its trial."""

from datetime import datetime

from appeals import workflow
from appeals.actions import clocks, journal, placing
from appeals.actions.attach import keep
from appeals.actions.journal import Record
from appeals.actions.register import Filing, check, drawn
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Organisation
from tenants.accounts.actor import SYSTEM, Actor


@whole
def practise(
    filing: Filing, *, organisation: Organisation, by: Actor = SYSTEM, at: datetime
) -> Appeal:
    """File a practice appeal with this organisation: same clocks, numbers of its own, no resident.

    The applicant is a name and a flat: there is no address by which a letter could reach anybody.

    Raises:
        BadInput: the organisation is in no trial; somebody could be reached; no such theme or house.
    """
    if organisation.stage != Organisation.TRIAL:
        raise BadInput({"organisation": f"{organisation} не в тестовом режиме. Выберите другую."})
    if filing.phone or filing.email or filing.call_id or filing.is_public:
        raise BadInput({"phone": "У учебного обращения нет ни связи с жителем, ни публичности."})
    check(filing)
    category, place = placing.checked(filing, placing.look(filing, key=None, at=at))
    appeal = drawn(filing, category, place, by=by, at=at)
    appeal.is_trial = True
    appeal.organisation = organisation
    appeal.assigned_at = at
    clocks.start(appeal, category, organisation, at=at)
    registered, assigned = workflow.Status.REGISTERED, workflow.Status.ASSIGNED
    told = {"channel": by.channel}
    chosen = {"organisation": str(organisation), "why": "practice"}
    given = Record("assign", registered, assigned, SYSTEM, chosen, organisation_id=organisation.pk)
    nobody = {"name": filing.name, "phone": "", "email": "", "flat": filing.flat}
    journal.begin(
        appeal,
        [Record("register", "", registered, by, told), given],
        applicant=nobody | {"consent": filing.consent, "language": filing.language},
    )
    for photo in filing.photos:
        keep(appeal, photo, kind="reported", by=by, at=at)
    return appeal
