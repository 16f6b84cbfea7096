"""A visitor's own session: what a one-time link opened in this browser, for two hours and no longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from appeals.models import ContactLink
from appeals.owner import Owner
from tenants.accounts.models import User

LASTS = timedelta(hours=2)
_KEY = "visit"


@dataclass(frozen=True, slots=True)
class Visit:
    """The contact that was proved, and until when the browser may act for it."""

    email: str
    phone: str
    until: datetime

    @property
    def owner(self) -> Owner:
        """Whose things it opens."""
        return Owner(
            emails=(self.email,) if self.email else (), phones=(self.phone,) if self.phone else ()
        )

    @property
    def shown(self) -> str:
        """The contact as the page names it: enough to know it, too little to learn it."""
        if self.email:
            name, _, domain = self.email.partition("@")
            return f"{name[:1]}***@{domain}"
        return f"+7 *** ***-{self.phone[-4:-2]}-{self.phone[-2:]}"


def begin(request: HttpRequest, link: ContactLink, *, at: datetime) -> None:
    """Open the contact's things in this browser; the session gets another key."""
    request.session.cycle_key()
    request.session[_KEY] = {
        "email": link.email,
        "phone": "" if link.email else link.phone,
        "until": (at + LASTS).isoformat(),
    }


def current(request: HttpRequest, *, at: datetime) -> Visit | None:
    """What is open now; None when nothing is, or its time is over."""
    kept = request.session.get(_KEY)
    if not isinstance(kept, dict):
        return None
    until = parse_datetime(str(kept.get("until", "")))
    if until is None or until <= at:
        del request.session[_KEY]
        return None
    return Visit(str(kept.get("email", "")), str(kept.get("phone", "")), until)


def end(request: HttpRequest) -> None:
    """Close it."""
    request.session.pop(_KEY, None)


def owner(request: HttpRequest, *, at: datetime) -> Owner:
    """Everything this browser may act for: the account that is signed in, and what a link opened."""
    whose = Owner.of_account(request.user) if isinstance(request.user, User) else Owner()
    visit = current(request, at=at)
    return whose.also(visit.owner) if visit else whose
