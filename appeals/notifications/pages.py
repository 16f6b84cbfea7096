"""Which page of the city a message leads to; the host is the city's own, never the browser's."""

from appeals.models import Appeal
from appeals.workflow import Status
from tenants.accounts import links


def of_applicant(appeal: Appeal) -> str:
    """Where the applicant follows their appeal; while their word is waited for, where they say it."""
    answer = "answer/" if appeal.status == Status.RESOLVED else ""
    return links.absolute(f"/track/{appeal.tracking_code}/{answer}")


def of_everybody(appeal: Appeal) -> str:
    """The card that everybody reads; empty for an appeal nobody else may read."""
    return links.absolute(f"/appeals/{appeal.latin_number}/") if appeal.is_public else ""


def of_staff(appeal: Appeal) -> str:
    """Where staff work it."""
    return links.absolute(f"/desk/appeals/{appeal.latin_number}/")
