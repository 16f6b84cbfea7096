"""Who may come in at which address of a city, and what the addresses name."""

from dataclasses import dataclass
from datetime import date

from appeals import actions
from appeals.models import Cause, Notice, RoutingRule
from tests import make
from tests.make import FRIDAY_NOON

EVERYBODY = ("everybody",)
ADMINISTRATOR = ("administrator",)
SENIOR = ("controller", "administrator")
DESK = ("dispatcher", "controller", "administrator")
HEAD = ("own head",)
ORGANISATION = ("own dispatcher", "own head")
CREW = ("own crew",)
# Screens about nobody's thing in particular: the other organisation has its own there.
ORGANISATIONS = (*ORGANISATION, "other dispatcher", "other head")
CREWS = ("own crew", "other crew")
STAFF = (*DESK, *ORGANISATIONS, *CREWS)
OWNERS = (*DESK, *ORGANISATION, *CREW)
SIGNED_IN = (*STAFF, "resident")

DOORS: dict[str, tuple[str, ...]] = {
    # --- everybody's: the portal, the way in, the public interface -----------------------------
    **dict.fromkeys(
        (
            "portal:home",
            "portal:new",
            "portal:card",
            "portal:tracking",
            "portal:own_card",
            "portal:accepted",
            "portal:search",
            "portal:houses",
            "portal:organisations",
            "portal:about",
            "portal:photo",
            "portal:branding",
            "portal:vision",
        ),
        EVERYBODY,
    ),
    # --- the desk ---------------------------------------------------------------------------
    "desk:home": STAFF,
    "desk:hall": DESK,
    "desk:new": DESK,
    "desk:known": DESK,
    "desk:registered": DESK,
    "desk:callbacks": DESK,
    "desk:queue": ORGANISATIONS,
    "desk:tasks": CREWS,
    "desk:appeal": OWNERS,
    "desk:open": OWNERS,
    "desk:move": OWNERS,
    "desk:presence": STAFF,
    # --- settings -----------------------------------------------------------------------------
    **dict.fromkeys(
        (
            "desk:settings",
            *(
                f"desk:settings_{page}"
                for page in (
                    *("changes", "topics", "topic", "rules", "rule_new", "rule", "rule_change"),
                    *("causes", "cause_new", "cause", "policy", "calendar", "day_withdraw"),
                    *("notices", "notice_new", "notice", "notice_end", "people", "person"),
                )
            ),
        ),
        ADMINISTRATOR,
    ),
}


@dataclass(frozen=True)
class Own:
    """What the addresses of the table name; all of it is Горводоканал's."""

    day: date = date(2026, 12, 1)

    def things(self, vodokanal, crew, dispatcher) -> dict[str, object]:
        """One thing of each kind, by the word of the address."""
        appeal = make.appeal()
        actions.assign(appeal.pk, organisation=vodokanal, by=make.DISPATCHER, at=FRIDAY_NOON)
        actions.accept(appeal.pk, by=dispatcher, at=FRIDAY_NOON)
        actions.dispatch_crew(appeal.pk, crew=crew, by=dispatcher, at=FRIDAY_NOON)
        rule = RoutingRule.objects.create(name="Правило", conditions={"services": ["gas"]})
        notice = Notice.objects.create(
            text="Вода", starts_at=FRIDAY_NOON, ends_at=FRIDAY_NOON + make.hours(24 * 365)
        )
        return {
            "number": appeal.latin_number,
            "rule_id": rule.pk,
            "what": "up",
            "cause_id": Cause.objects.earliest("pk").pk,
            "notice_id": notice.pk,
            "user_id": dispatcher.user_id,
            "name": "ask",
            "code": "other",
            "day": self.day,
        }


OWN = Own()
