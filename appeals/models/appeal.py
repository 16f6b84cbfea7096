"""An appeal: one row that carries all that a queue, a card or a map needs."""

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from appeals import workflow
from appeals.errors import NotFound
from appeals.labels import OUTCOMES
from appeals.masking import strictly
from appeals.models.appeal_indexes import INDEXES
from appeals.models.call import Call
from appeals.models.category import Category
from appeals.models.house import House
from appeals.models.incident import Incident
from appeals.models.organisation import Crew, Organisation
from appeals.numbering import Number
from tenants.accounts.actor import Actor, Role
from tenants.accounts.looking import PersonalField, nothing
from tenants.isolation import scope

_OPEN = sorted(workflow.OPEN)
_CLOSED = sorted(workflow.CLOSED)
# Decimals of a degree: some hundred metres.
_COARSE = 3


def new_tracking_code() -> str:
    """A code nobody guesses: 128 random bits."""
    return secrets.token_urlsafe(16)


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Appeals by who may see them and who waits for them."""

    def visible_to(self, actor: Actor) -> "AppealQuerySet":
        """The desk sees all, an organisation and its crews their own, everybody the public ones.

        Practice is seen by nobody but the organisation that practises, and that sees nothing else.
        """
        if actor.role == Role.SYSTEM:
            return self
        if actor.role in workflow.DESK:
            return self.filter(is_trial=False)
        if actor.role == Role.CREW:
            if actor.crew_id is None:
                return self.none()
            return self.own_of(actor).filter(crew_id=actor.crew_id)
        if actor.role == Role.ORGANISATION:
            if actor.organisation_id is None:
                # A key without its organisation must not read what waits at the desk.
                return self.none()
            return self.own_of(actor)
        return self.public()

    def own_of(self, actor: Actor) -> "AppealQuerySet":
        """Their organisation's: the real ones, or in its trial the practice ones, never both."""
        return self.filter(organisation_id=actor.organisation_id, is_trial=actor.is_trial)

    def worked_by(self, actor: Actor) -> "AppealQuerySet":
        """Those this person works: what staff see of the appeals, nothing for everybody else."""
        return self.visible_to(actor) if actor.is_staff else self.none()

    def public(self) -> "AppealQuerySet":
        """Those that everybody may read; practice is never public (appeal_trial_is_hidden)."""
        return self.filter(is_public=True)

    def numbered(self, number: Number) -> "AppealQuerySet":
        """The one with this number."""
        return self.filter(year=number.year, serial=number.serial, is_trial=number.is_trial)

    def open(self) -> "AppealQuerySet":
        """Those somebody still has something to do with."""
        return self.filter(status__in=_OPEN)

    def to_call(self, now: datetime) -> "AppealQuerySet":
        """Whose applicant may be called now: a promise that has come, strict control, the longest
        waiting (index appeal_to_call)."""
        return self.filter(status=workflow.Status.RESOLVED, callback_at__lte=now).in_call_order()

    def called_by(self, actor: Actor, now: datetime) -> "AppealQuerySet":
        """The calls this operator has taken (index appeal_calls)."""
        return self.filter(caller_id=actor.user_id, call_until__gt=now).in_call_order()

    def in_call_order(self) -> "AppealQuerySet":
        """A promise that has come, strict control, the longest waiting."""
        return self.order_by("-callback_promised", "-control_level", "resolved_at", "id")

    def locked(self, appeal_id: int) -> "Appeal":
        """The appeal, locked until the transaction ends.

        Raises:
            NotFound: there is none.
        """
        try:
            appeal = (
                self.select_for_update(of=("self",))
                .select_related("category", "organisation")
                .get(pk=appeal_id)
            )
        except Appeal.DoesNotExist as missing:
            raise NotFound from missing
        appeal.was_with = appeal.organisation_id
        return appeal

    def with_card(self) -> "AppealQuerySet":
        """Everything a card names, in the same query."""
        return self.select_related(
            "category",
            "category__sector",
            "organisation",
            "named_organisation",
            "crew",
            "house",
            "incident",
        )


class RealAppeals(models.Manager.from_queryset(AppealQuerySet)):  # type: ignore[misc]
    """The appeals of residents: whatever is counted, listed or told knows no others.

    The doors that ask who comes see practice too, and give it to those alone whose practice it is.
    """

    def get_queryset(self) -> AppealQuerySet:
        """Without practice."""
        rows: AppealQuerySet = super().get_queryset().filter(is_trial=False)
        return rows

    def visible_to(self, actor: Actor) -> AppealQuerySet:
        """What this person may see, practice with it."""
        return Appeal.everything.visible_to(actor)

    def worked_by(self, actor: Actor) -> AppealQuerySet:
        """What this person works, practice with it."""
        return Appeal.everything.worked_by(actor)

    def public(self) -> AppealQuerySet:
        """What everybody may read: by a constraint no practice, so that indexes alone answer."""
        return Appeal.everything.public()

    def locked(self, appeal_id: int) -> "Appeal":
        """The appeal, locked until the transaction ends, whichever it is.

        Raises:
            NotFound: there is none.
        """
        return Appeal.everything.locked(appeal_id)


class Appeal(models.Model):
    """What somebody asked the city to mend, and where that stands.

    Written by `appeals.actions` alone. `organisation` None: the dispatch desk owns it. The `…_by`
    clocks are UTC moments; `terms` says for each where it comes from.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(db_default=models.Value(0))
    tracking_code = PersonalField(default=new_tracking_code, hide=nothing)
    intake_key = models.TextField("ключ повторной отправки", null=True)
    intake_digest = models.TextField(blank=True)

    text = PersonalField(hide=strictly)
    public_text = PersonalField(hide=strictly)
    # What was answered to the theme's questions, in their words of that day (appeals.questions).
    answers = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    category = models.ForeignKey(Category, on_delete=models.PROTECT, db_index=False)
    sector = models.TextField()
    service = models.TextField(blank=True)
    channel = models.TextField()
    # The code of the site whose form it came from (`Site`); empty: none.
    site = models.TextField("сайт с формой", blank=True, default="", db_default="")
    # "request", or "statutory" under 59-ФЗ (appeals.regimes, StatutoryCase).
    regime = models.TextField(default="request")
    # The law waits for a written answer: until it is given the appeal cannot be closed.
    answer_owed = models.BooleanField(default=False, db_default=False)
    is_public = models.BooleanField(default=True)
    is_emergency = models.BooleanField(default=False)
    # Practice of an organisation in its trial: never public, never counted, never a resident's.
    is_trial = models.BooleanField("учебное", default=False, db_default=False)

    house = models.ForeignKey(House, null=True, on_delete=models.PROTECT, db_index=False)
    address = models.TextField(blank=True)
    landmark = PersonalField(blank=True, hide=strictly)
    district = models.TextField(blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    qk = models.BigIntegerField("код Мортона", null=True)

    status = models.TextField()
    # Where it stood before it was set aside (asked, postponed); empty otherwise.
    status_before = models.TextField(blank=True)
    control_level = models.PositiveSmallIntegerField(default=0)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="appeals", db_index=False
    )
    crew = models.ForeignKey(Crew, null=True, on_delete=models.PROTECT, db_index=False)
    # Who should have got it when the desk got it instead, and why.
    named_organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    routed_why = models.TextField(blank=True)
    routed_by_rule = models.BigIntegerField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="duplicates", db_index=False
    )
    # One story for the resident, several executors: the parts of a split appeal name the whole.
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children", db_index=False
    )
    # Bounced too often: from then on only the city's arbiter decides whose it is, and that stands.
    arbiter_since = models.DateTimeField(null=True)
    # Which part of the whole this is, counted from 1; 0: a whole of its own.
    part = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Who answers for a reopened appeal by name.
    controller_id = models.BigIntegerField(null=True)
    controller_name = models.TextField(blank=True)
    # The mass incident it is part of.
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="appeals", db_index=False
    )
    # What it came from, by the city's own list, told at closing.
    cause = models.TextField(blank=True)
    # The organisation's own number for it, in whatever journal it keeps.
    outside_number = models.TextField(blank=True)
    # How it ended (appeals.labels.OUTCOMES); empty while it is open.
    outcome = models.TextField(blank=True, default="", db_default="")

    registered_at = models.DateTimeField()
    status_at = models.DateTimeField()
    # Somebody of the desk heard the sound about it; it rings anew after the theme's minutes.
    heeded_at = models.DateTimeField(null=True)
    assigned_at = models.DateTimeField("когда передано нынешнему исполнителю", null=True)
    accepted_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    postponed_until = models.DateTimeField(null=True)
    # A question nobody answers by then is answered by silence: the work goes on.
    question_until = models.DateTimeField(null=True)
    question_reminded_at = models.DateTimeField(null=True)
    # A later date is asked for and nobody has decided.
    postpone_asked_at = models.DateTimeField(null=True)
    # From when the applicant may be called: at once, after a pause, or when it was promised.
    callback_at = models.DateTimeField(null=True)
    callback_promised = models.BooleanField(default=False)
    # The calls gave nothing: since then the applicant has a link to vote.
    vote_since = models.DateTimeField(null=True)
    # One operator calls: until then the appeal is theirs, whoever else looks.
    call_until = models.DateTimeField(null=True)
    caller_id = models.BigIntegerField(null=True)
    caller_name = models.TextField(blank=True, default="", db_default="")
    # The crew's own word, by its phone's time: on the way, at the place.
    set_out_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    accept_by = models.DateTimeField(null=True)
    localise_by = models.DateTimeField(null=True)
    resolve_by = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    next_clock = models.TextField(blank=True)
    next_clock_at = models.DateTimeField(null=True)
    # From when the clocks run: registration, or the last reopening.
    clocks_from = models.DateTimeField()
    # The earliest running clock whose breach is not in the journal yet.
    watch_at = models.DateTimeField(null=True)
    # Clocks whose breach stands in the journal already.
    breached = models.JSONField(default=list)
    terms = models.JSONField(default=dict)

    operator_id = models.BigIntegerField(null=True)
    # The call it was told in; its number and recording are for the desk alone.
    call = models.ForeignKey(
        Call, null=True, on_delete=models.SET_NULL, related_name="appeals", db_index=False
    )
    # How many more people have the same trouble and follow this appeal (`Joined`).
    joined_count = models.PositiveIntegerField(default=0)
    reopened_count = models.PositiveSmallIntegerField(default=0)
    returned_count = models.PositiveSmallIntegerField(default=0)
    # Attempts to reach the applicant since the work was last called done.
    callback_count = models.PositiveSmallIntegerField(default=0)
    # How long it lay with organisations that then gave it back.
    bounced_seconds = models.PositiveIntegerField(default=0, db_default=0)
    photo_count = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    # Neighbours who say it is still not fixed, since it was filed or last reopened.
    doubt_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    # Called done, and enough neighbours say it is not: since then the desk looks at it.
    doubted_at = models.DateTimeField(null=True)
    # What the city hid or edited (appeals.moderated); None: nothing.
    moderated = models.JSONField(null=True)

    # Whose it was when it was locked; the journal tells the counters.
    was_with: int | None = None

    objects: ClassVar[AppealQuerySet] = RealAppeals()
    everything: ClassVar[AppealQuerySet] = AppealQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "serial"], condition=Q(is_trial=False), name="appeal_number"
            ),
            models.UniqueConstraint(
                fields=["year", "serial"], condition=Q(is_trial=True), name="appeal_trial_number"
            ),
            models.CheckConstraint(
                condition=~Q(is_trial=True, is_public=True), name="appeal_trial_is_hidden"
            ),
            models.UniqueConstraint(fields=["tracking_code"], name="appeal_tracking_code"),
            models.UniqueConstraint(fields=["intake_key"], name="appeal_intake_key"),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in workflow.Status]), name="appeal_status"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_CLOSED) | Q(closed_at__isnull=False),
                name="appeal_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *OUTCOMES]), name="appeal_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(regime__in=["request", "statutory"]), name="appeal_regime_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_CLOSED) | Q(answer_owed=False),
                name="appeal_closed_is_answered",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["assigned", "accepted", "crew_dispatched"])
                | Q(organisation__isnull=False),
                name="appeal_work_has_owner",
            ),
        ]
        indexes = INDEXES

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """`ПНЗ-2026-000123`, as people read it."""
        return Number(self.year, self.serial, self.is_trial).shown(scope.require().code)

    @property
    def latin_number(self) -> str:
        """`PNZ-2026-000123`, as addresses carry it."""
        return Number(self.year, self.serial, self.is_trial).shown(scope.require().latin_code)

    @property
    def colour(self) -> workflow.Colour:
        """Red, green or grey."""
        return workflow.colour(self.status)

    @property
    def shown_point(self) -> tuple[float | None, float | None]:
        """Where it is for whoever copies it away: the house's own point, or to some hundred metres.

        A marker set by hand tells the door or the bench; needs the house.
        """
        if self.house is not None and self.house.latitude is not None:
            return self.house.latitude, self.house.longitude
        if self.latitude is None or self.longitude is None:
            return None, None
        return round(self.latitude, _COARSE), round(self.longitude, _COARSE)

    @property
    def is_silenced(self) -> bool:
        """Whether the city hid the text: then none of the applicant's other words is shown either."""
        return ((self.moderated or {}).get("text") or {}).get("how") == "hide"

    @property
    def shown_address(self) -> str:
        """The address for everybody: the registry's always, one in the applicant's words with them."""
        return "" if self.is_silenced and self.house_id is None else self.address

    @property
    def shown_landmark(self) -> str:
        """The landmark for everybody."""
        return "" if self.is_silenced else self.landmark

    def caller_at(self, now: datetime) -> int | None:
        """Who is calling the applicant at this moment."""
        return self.caller_id if self.call_until is not None and self.call_until > now else None

    @property
    def clocks(self) -> dict[str, Any]:
        """The deadlines by the clock's name."""
        names = ("accept", "localise", "resolve", "answer")
        return {name: getattr(self, f"{name}_by") for name in names}


__all__ = ["Appeal", "AppealQuerySet", "new_tracking_code"]
