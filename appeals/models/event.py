"""The journal of an appeal: history and public timeline at once, append-only and hash-chained."""

from typing import ClassVar

from django.db import models

from appeals.masking import masked, strictly
from appeals.models.appeal import Appeal
from tenants.accounts.looking import PersonalDetails

# What staff write to each other with these moves is not for everybody.
_BETWEEN_STAFF = frozenset(
    {
        *("assign", "dispatch_crew", "accept", "return_to_desk", "take_back", "give_back"),
        *("split", "refuse_postpone"),
    }
)

# Records that the administration's figures count and open one by one.
COUNTED = [
    "accept", "assign", "breach", "callback", "confirm", "dispatch_crew", "duplicate", "postpone",
    "register", "reject", "reopen", "resolve", "return_to_desk",
]  # fmt: skip
# Where an appeal is done with: the applicant has confirmed it, or it is put away.
DONE = ["archived", "confirmed"]


class Event(models.Model):
    """One record. Written by `actions.journal` alone; the city's role cannot change or delete it.

    `hash` covers the record and the hash before it (SQL function `event_digest`), so that a
    changed row is found. `at` is the database's clock. `details` never holds personal data.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    kind = models.TextField()
    status_from = models.TextField(blank=True)
    status_to = models.TextField()
    at = models.DateTimeField()
    actor_role = models.TextField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    organisation_id = models.BigIntegerField(null=True)
    details = PersonalDetails(default=dict, hide=strictly)
    is_public = models.BooleanField(default=True)
    hash = models.BinaryField()

    objects: ClassVar[models.Manager["Event"]] = models.Manager()

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "sequence"], name="event_sequence")
        ]
        indexes = [
            # What organisations gave back lately: few rows, read by the page of their heads.
            models.Index(
                fields=["at"], name="event_given_back", condition=models.Q(kind="return_to_desk")
            ),
            # What figures count opens as a list, the latest first (appeals.insight.records).
            models.Index(
                fields=["kind", "at", "id"],
                name="event_counted",
                condition=models.Q(kind__in=COUNTED),
            ),
            models.Index(
                fields=["organisation_id", "kind", "at", "id"],
                name="event_holder",
                condition=models.Q(kind__in=COUNTED, organisation_id__isnull=False),
            ),
            models.Index(
                fields=["at", "id"],
                name="event_done",
                condition=models.Q(status_to__in=DONE) & ~models.Q(status_from__in=DONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.sequence} {self.kind}"

    @property
    def public_words(self) -> str:
        """What everybody reads of the words written with this record, masked."""
        if self.kind in _BETWEEN_STAFF:
            return ""
        return masked(str(self.details.get("comment", "")))
