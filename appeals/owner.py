"""Whose something is: an account, or the contacts a visitor has proved by a link."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from appeals.models import Appeal, Applicant, Following, Joined
from tenants.accounts.models import User
from tenants.isolation import keys


@dataclass(frozen=True, slots=True)
class Owner:
    """A person as far as the city can tell: what was filed by this account or with these contacts."""

    user_id: int | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody is meant."""
        return bool(self.user_id or self.emails or self.phones)

    @classmethod
    def of_account(cls, user: User) -> "Owner":
        """The account with the addresses it has proved."""
        addresses = apps.get_model("account", "EmailAddress").objects
        proved = addresses.filter(user_id=user.pk, verified=True).values_list("email", flat=True)
        phones = (user.phone,) if user.phone and user.phone_verified else ()
        return cls(user.pk, tuple(email.lower() for email in proved), phones)

    def also(self, other: "Owner") -> "Owner":
        """Both of them, in one browser."""
        return Owner(
            self.user_id or other.user_id,
            tuple(dict.fromkeys((*self.emails, *other.emails))),
            tuple(dict.fromkeys((*self.phones, *other.phones))),
        )

    @property
    def subjects(self) -> list[str]:
        """What stands for this person in the log of consents."""
        known = [f"user:{self.user_id}"] if self.user_id else []
        known += [f"email:{email}" for email in self.emails]
        known += [f"phone:{phone}" for phone in self.phones]
        return [keys.signature("consent", each) for each in known]

    def applicants(self) -> list[Applicant]:
        """Everything this person filed; each way by its own index, never one OR over all rows."""
        return self._found(Applicant.objects.all())

    def joined(self) -> list[Joined]:
        """Everything this person joined."""
        return self._found(Joined.objects.all())

    def followings(self) -> QuerySet[Following]:
        """What this person follows."""
        mine = Q(user_id=self.user_id) if self.user_id else Q(pk__in=[])
        return Following.objects.filter(mine | Q(email__in=self.emails)).order_by("id")

    def appeals(self, *, most: int) -> list[Appeal]:
        """What they filed, the last change first."""
        ids = [row.appeal_id for row in self.applicants()]
        rows = Appeal.objects.filter(pk__in=ids).select_related("category", "organisation")
        return list(rows.order_by("-status_at")[:most]) if ids else []

    def owns(self, appeal_id: int) -> bool:
        """Whether they filed this one."""
        return bool(self) and any(row.appeal_id == appeal_id for row in self.applicants())

    def _found(self, rows: QuerySet[Any]) -> list[Any]:
        found: dict[int, Any] = {}
        ways = []
        if self.user_id:
            ways.append(rows.filter(user_id=self.user_id))
        if self.emails:
            mails = rows.exclude(email="").alias(mail=Lower("email"))
            ways.append(mails.filter(mail__in=self.emails))
        if self.phones:
            ways.append(rows.filter(phone__in=self.phones).exclude(phone=""))
        for way in ways:
            found |= {row.pk: row for row in way}
        return [found[key] for key in sorted(found)]
