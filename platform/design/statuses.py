"""How an appeal's status is shown: always a shape and a word, then a colour."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from appeals.labels import STATUSES


@dataclass(frozen=True, slots=True)
class Look:
    """The shape and colour of one status for residents, and its dial for staff."""

    shape: str
    tone: str
    dial: str
    staff_tone: str = ""


LOOKS: dict[str, Look] = {
    "registered": Look("wait", "wait", "new"),
    "assigned": Look("wait", "wait", "assigned"),
    "accepted": Look("work", "work", "accepted"),
    "crew_dispatched": Look("work", "work", "crew"),
    "split": Look("work", "work", "accepted"),
    "resolved": Look("done", "done", "resolved"),
    "confirmed": Look("done", "done", "closed", "done"),
    "archived": Look("done", "done", "closed", "done"),
    "needs_information": Look("wait", "wait", "info"),
    "postponed": Look("wait", "wait", "held"),
    "returned": Look("wait", "wait", "back"),
    "reopened": Look("strict", "strict", "back", "strict"),
    "rejected": Look("none", "none", "no"),
    "duplicate": Look("none", "none", "pair"),
}
UNKNOWN = Look("none", "none", "new")
FINAL = frozenset({"resolved", "confirmed", "archived", "rejected", "duplicate"})


@dataclass(frozen=True, slots=True)
class Shown:
    """One status ready for a template."""

    word: str
    shape: str
    tone: str


def for_residents(status: str, level: int = 0) -> Shown:
    """The pill of the city's site; an open appeal under control says so first."""
    found = LOOKS.get(status, UNKNOWN)
    if level > 0 and status not in FINAL:
        controlled = _("%(status)s, усиленный контроль") % {"status": _word(status)}
        return Shown(controlled, "strict", "strict")
    return Shown(_word(status), found.shape, found.tone)


def for_staff(status: str) -> Shown:
    """The tag of the staff screens: a dial that fills as the work goes on."""
    found = LOOKS.get(status, UNKNOWN)
    return Shown(_word(status), found.dial, found.staff_tone)


def _word(status: str) -> str:
    """A status this release does not know is said to be unclear, never shown as a code."""
    return str(STATUSES.get(status, _("Состояние уточняется")))
