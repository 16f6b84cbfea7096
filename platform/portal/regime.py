"""Whether this visitor may file under 59-ФЗ now, and if not, the next step."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from appeals import regimes
from appeals.actions import statutory
from appeals.models import Policy
from appeals.regimes import Barrier
from appeals.terms import Term, in_force
from tenants.accounts import outside
from tenants.accounts.models import User


@dataclass(frozen=True, slots=True)
class Choice:
    """What the form's part about the regime says to one visitor."""

    barrier: Barrier | None
    sentence: str
    full_name: str
    email: str
    place: str
    provider: str
    answer: Term

    @property
    def is_open(self) -> bool:
        """Whether the appeal under 59-ФЗ may be chosen."""
        return self.barrier is None


def choice(request: HttpRequest) -> Choice:
    """One statement more than the page costs anybody else."""
    user = request.user if isinstance(request.user, User) else None
    resident = user if user is not None and user.is_resident else None
    policy = Policy.of_city()
    barrier = regimes.barrier(
        level=resident.identity_level if resident else None,
        required=policy.statutory_level,
        channel="web",
    )
    return Choice(
        barrier=barrier,
        sentence=statutory.refusal(barrier) if barrier else "",
        full_name=resident.full_name if resident else "",
        email=(resident.email or "") if resident else "",
        place=policy.identity_place,
        provider=outside.title(),
        answer=in_force(timezone.localdate())["statutory_consider"],
    )
