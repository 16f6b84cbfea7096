"""A subscriber organisation, its people and its crews."""

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
        readers = Member.objects.filter(
            organisation=models.OuterRef("pk"), is_active=True, user__is_active=True
        )
        return self.filter(models.Exists(readers))


class Organisation(models.Model):
    """Who resolves appeals. Its stage is written by onboarding and read here.

    `terms` are the agreement's own, shorter terms: `{"accept": "1h"}`.
    """

    STAGES = ("invited", "agreement", "training", "trial", "live", "suspended", "ended")
    LIVE = "live"

    kind = models.TextField("вид", default="service")
    name = models.TextField("полное название")
    short_name = models.TextField("короткое название", blank=True)
    outside_id = models.TextField("код в источнике", blank=True)
    inn = models.TextField("ИНН", blank=True)
    stage = models.TextField("этап подключения", default="invited")
    services = models.JSONField("услуги", default=list)
    terms = models.JSONField("сроки по соглашению", default=dict)
    agreement_number = models.TextField("номер соглашения", blank=True)
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
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class Crew(models.Model):
    """People who drive out together."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="crews")
    name = models.TextField()
    phone = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["Crew"]] = models.Manager()

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's place in an organisation."""

    HEAD, DISPATCHER, CREW = "head", "dispatcher", "crew"

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="member")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="members")
    position = models.TextField(default=DISPATCHER)
    crew = models.ForeignKey(Crew, null=True, blank=True, on_delete=models.SET_NULL)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["Member"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.user} — {self.organisation}"
