"""The shapes of the answers: read by the type checker and told in the OpenAPI description."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NotRequired, TypedDict

from drf_spectacular.plumbing import resolve_type_hint


class Theme(TypedDict):
    """What an appeal is about."""

    code: str
    name: str


class Line(TypedDict):
    """One appeal in a list."""

    number: str
    url: str
    regime: str
    status: str
    status_name: str
    colour: str
    category: Theme
    sector: str
    text: str
    address: str
    district: str
    latitude: float | None
    longitude: float | None
    organisation: str | None
    control_level: int
    registered_at: datetime
    status_at: datetime
    accepted_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    deadlines: dict[str, datetime]


class Record(TypedDict):
    """One record of the public journal."""

    sequence: int
    kind: str
    name: str
    status: str
    at: datetime
    by: str
    organisation: NotRequired[str]
    crew: NotRequired[str]
    comment: NotRequired[str]


class Card(Line):
    """Everything that everybody may read of an appeal."""

    photos: list[str]
    timeline: list[Record]


class Work(TypedDict):
    """What those who work on an appeal need besides."""

    version: int
    possible: list[str]
    next_clock: str | None
    next_clock_at: datetime | None
    named_organisation: str | None
    routed_why: str
    crew: str | None
    is_public: bool


class Contact(TypedDict):
    """Whom to call."""

    name: str
    phone: str
    email: str
    flat: str


class WorkLine(Line):
    """One appeal of the queue, with what a worker needs."""

    work: Work


class WorkCard(Card):
    """A card; `work` and `applicant` are there for those who work on this appeal."""

    work: NotRequired[Work]
    applicant: NotRequired[Contact | None]


class QueuePage(TypedDict):
    """A page of the queue; `next` is null on the last one."""

    appeals: list[WorkLine]
    next: str | None


class Filed(TypedDict):
    """What the applicant must keep: the number for everybody, the code for themselves."""

    number: str
    tracking_code: str
    url: str
    tracking_url: str
    status: str
    status_name: str


class Heard(TypedDict):
    """How a call of the exchange stands: ringing, talking, missed or ended."""

    call: str
    state: str


class OutageLine(TypedDict):
    """One outage of the register."""

    id: int
    kind: str
    kind_name: str
    service: str
    reason: str
    public_words: str
    places: str
    house_count: int
    organisation: str | None
    incident: str | None
    starts_at: datetime
    forecast_at: datetime | None
    ended_at: datetime | None


class OutagePage(TypedDict):
    """What is off and what is planned."""

    outages: list[OutageLine]


class Refusal(TypedDict):
    """Why something was not done."""

    error: str
    message: str
    fields: NotRequired[dict[str, str]]
    possible: NotRequired[list[str]]


def shape(of: type) -> dict[str, Any]:
    """The OpenAPI form of one of these; our notes to ourselves stay out of it."""
    return _without_notes(resolve_type_hint(of))


def _without_notes(schema: dict[str, Any]) -> dict[str, Any]:
    kept = {name: part for name, part in schema.items() if name != "description"}
    return {
        name: _without_notes(part)
        if isinstance(part, dict) and name != "properties"
        else {field: _without_notes(inner) for field, inner in part.items()}
        if name == "properties"
        else part
        for name, part in kept.items()
    }
