"""What an applicant said of finished work: on the phone, or by the link."""

from typing import ClassVar

from django.db import models

from appeals.labels import COMPLAINTS
from appeals.masking import strictly
from appeals.models.appeal import Appeal
from tenants.accounts.looking import PersonalField


class CallbackQuerySet(models.QuerySet["Callback"]):
    """Answers by who has read them."""

    def unread(self) -> "CallbackQuerySet":
        """Bad words nobody senior has read yet, the longest waiting first (index callback_unread)."""
        return self.filter(needs_review=True, appeal__is_trial=False).order_by("id")


class Callback(models.Model):
    """One attempt and what came of it; `cause` is a code of COMPLAINTS, `reason` their own words."""

    SATISFIED, NOT_SATISFIED, NO_ANSWER = "satisfied", "not_satisfied", "no_answer"
    # Somebody answered and asked to be called at another time.
    LATER = "later"
    RESULTS = (SATISFIED, NOT_SATISFIED, NO_ANSWER, LATER)
    PHONE, LINK = "phone", "link"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="callbacks")
    result = models.TextField()
    channel = models.TextField(default=PHONE, db_default=PHONE)
    cause = models.TextField(blank=True, default="", db_default="")
    reason = PersonalField(blank=True, hide=strictly)
    called_at = models.DateTimeField()
    operator_id = models.BigIntegerField(null=True)
    operator_name = models.TextField(blank=True, default="", db_default="")
    # Whose work it was said of.
    organisation_id = models.BigIntegerField(null=True)
    needs_review = models.BooleanField(default=False, db_default=False)
    reviewed_at = models.DateTimeField(null=True)
    reviewer_id = models.BigIntegerField(null=True)
    reviewer_name = models.TextField(blank=True, default="", db_default="")

    objects: ClassVar[CallbackQuerySet] = CallbackQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result__in=["satisfied", "not_satisfied", "no_answer", "later"]),
                name="callback_result",
            ),
            models.CheckConstraint(
                condition=models.Q(cause__in=["", *COMPLAINTS]), name="callback_cause"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="callback_unread", condition=models.Q(needs_review=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.result}"
