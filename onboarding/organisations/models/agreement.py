"""An agreement between the city and an organisation, and what its annex lists."""

from typing import ClassVar

from django.db import models

from appeals.models import House, Organisation
from onboarding.organisations.models.agreement_template import AgreementTemplate


class AgreementNumber(models.Model):
    """The last number given in a year: a row that is locked, so that no number is skipped."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["AgreementNumber"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.last}-{self.year}"


class Agreement(models.Model):
    """A draft until it is sent; from then on its row never changes (trigger `agreement_is_kept`).

    Everything later is said by rows of their own: signatures, an ending, additional agreements
    (`main`). What state it is in, organisations.states tells. `until` is the first day on which it
    does not hold. A paper one was signed outside the product and has no document here.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreements"
    )
    main = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="additional")
    template = models.ForeignKey(AgreementTemplate, null=True, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.TextField("номер", blank=True)
    scope = models.JSONField("что обслуживает", default=dict)
    terms = models.JSONField("сроки", default=dict)
    since = models.DateField("действует с")
    until = models.DateField("первый день, когда не действует", null=True)
    is_paper = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    by_name = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    parties = models.JSONField("стороны", default=dict)
    house_count = models.PositiveIntegerField(default=0)
    pdf_path = models.TextField(blank=True)
    pdf_sha256 = models.TextField(blank=True)
    docx_path = models.TextField(blank=True)
    docx_sha256 = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Agreement"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "serial"],
                condition=models.Q(main=None, is_paper=False),
                name="agreement_number_once",
            ),
            models.UniqueConstraint(
                fields=["main", "serial"],
                condition=models.Q(main__isnull=False),
                name="additional_number_once",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(sent_at=None),
                name="agreement_one_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("since")),
                name="agreement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None)
                | models.Q(is_paper=True)
                | (models.Q(serial__isnull=False) & ~models.Q(pdf_sha256="")),
                name="agreement_sent_has_document",
            ),
        ]

    def __str__(self) -> str:
        return f"соглашение № {self.number}" if self.number else "черновик соглашения"


class AnnexHouse(models.Model):
    """A house of an agreement's annex; append-only once the agreement is sent."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="houses")
    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["AnnexHouse"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "house"], name="annex_house_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.house}"
