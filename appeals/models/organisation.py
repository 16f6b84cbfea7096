"""A subscriber organisation, its people and its crews."""

from datetime import date
from typing import ClassVar

from django.db import models

from tenants.accounts.models import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations by what they may do."""

    def live(self) -> "OrganisationQuerySet":
        """Those that work appeals."""
        return self.filter(stage=Organisation.LIVE)

    def staffed(self) -> "OrganisationQuerySet":
        """Those where somebody can sign in and read what is handed to them."""
        readers = Member.objects.working().filter(organisation=models.OuterRef("pk"))
        return self.filter(models.Exists(readers))

    def agreed(self, day: date) -> "OrganisationQuerySet":
        """Those whose agreement holds on that day."""
        begun = self.filter(agreement_since__lte=day)
        return begun.filter(models.Q(agreement_until=None) | models.Q(agreement_until__gt=day))

    def able(self, day: date) -> "OrganisationQuerySet":
        """Those that may be handed work on that day: live, agreed, with somebody who reads."""
        return self.live().agreed(day).staffed()


class Organisation(models.Model):
    """Who resolves appeals. Its stage is written by onboarding and read here.

    `terms` are the agreement's own, shorter terms: `{"accept": "1h"}`. `agreement_until` is the first
    day on which the agreement does not hold; nothing: it has no end.
    """

    STAGES = ("invited", "agreement", "training", "trial", "live", "suspended", "ended")
    TRIAL, LIVE = "trial", "live"

    kind = models.TextField("вид", default="service")
    name = models.TextField("полное название")
    short_name = models.TextField("короткое название", blank=True)
    outside_id = models.TextField("код в источнике", blank=True)
    inn = models.TextField("ИНН", blank=True)
    ogrn = models.TextField("ОГРН", blank=True, default="", db_default="")
    email = models.TextField("почта", blank=True, default="", db_default="")
    stage = models.TextField("этап подключения", default="invited")
    services = models.JSONField("услуги", default=list)
    terms = models.JSONField("сроки по соглашению", default=dict)
    agreement_number = models.TextField("номер соглашения", blank=True)
    agreement_since = models.DateField("соглашение действует с", null=True)
    agreement_until = models.DateField("первый день, когда соглашение не действует", null=True)
    phone = models.TextField(blank=True)
    emergency_phone = models.TextField("круглосуточный телефон", blank=True)
    # A city may ask for a button instead of «opened means accepted».
    accepts_by_button = models.BooleanField(default=False)

    objects: ClassVar[OrganisationQuerySet] = OrganisationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            # Two companies may share a name; a registry tells them apart by its own code.
            models.UniqueConstraint(fields=["name", "outside_id"], name="organisation_once"),
            models.CheckConstraint(
                condition=models.Q(
                    stage__in=[
                        "invited",
                        "agreement",
                        "training",
                        "trial",
                        "live",
                        "suspended",
                        "ended",
                    ]
                ),
                name="organisation_stage",
            ),
            models.CheckConstraint(
                condition=models.Q(agreement_until=None)
                | models.Q(agreement_until__gte=models.F("agreement_since")),
                name="organisation_agreement_dates",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def agreed_on(self, day: date) -> bool:
        """Whether its agreement holds on that day."""
        if self.agreement_since is None or day < self.agreement_since:
            return False
        return self.agreement_until is None or day < self.agreement_until

    @property
    def is_at_work(self) -> bool:
        """Whether residents' appeals are or were its; before that it only gets ready."""
        return self.stage in ("live", "suspended", "ended")


class Crew(models.Model):
    """People who drive out together."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="crews")
    name = models.TextField()
    phone = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["Crew"]] = models.Manager()

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    """People of organisations by whether they may be handed work."""

    def working(self) -> "MemberQuerySet":
        """Those who can sign in and have passed their course."""
        return self.filter(is_active=True, user__is_active=True, is_cleared=True)


class Member(models.Model):
    """A person's place in an organisation.

    A newcomer learns first: `is_cleared` is given by onboarding's training, at a passed course or
    for the term of grace, and read wherever work is handed to people.
    """

    HEAD, DISPATCHER, CREW = "head", "dispatcher", "crew"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="member")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    position = models.TextField(default=DISPATCHER)
    crew = models.ForeignKey(Crew, null=True, blank=True, on_delete=models.SET_NULL)
    is_active = models.BooleanField(default=True)
    is_cleared = models.BooleanField("допущен к работе", default=False, db_default=True)

    objects: ClassVar[MemberQuerySet] = MemberQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.user} — {self.organisation}"
