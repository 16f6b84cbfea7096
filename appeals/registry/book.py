"""Leafing through the house book: streets by name, the houses of a street, those that lack something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Lower, Replace

from appeals.models import House, Serving, Street
from appeals.registry.companies import MANAGEMENT

PAGE = 100
POINT, COMPANY = "point", "company"
LACKS = (POINT, COMPANY)


@dataclass(frozen=True, slots=True)
class Fullness:
    """How many houses the book has, and how many of them lack what a desk needs."""

    houses: int
    without_point: int
    without_company: int


def fullness(today: date) -> Fullness:
    """Counted over the whole book, one statement."""
    found = House.objects.aggregate(
        houses=Count("id"),
        without_point=Count("id", filter=Q(latitude__isnull=True)),
        without_company=Count("id", filter=~_managed(today)),
    )
    return Fullness(**found)


def streets(after: str = "") -> tuple[Sequence[Street], str]:
    """A page of streets by name (ё beside е), each with `count` of its houses; where the next begins."""
    rows = Street.objects.annotate(
        order=Replace(Lower("name"), Value("ё"), Value("е"), output_field=TextField()),
        count=Count("houses"),
    ).filter(count__gt=0)
    name, _, key = after.rpartition("|")
    if name and key.isdecimal() and len(key) < 19:
        rows = rows.filter(Q(order__gt=name) | Q(order=name, id__gt=int(key)))
    found = list(rows.order_by("order", "id")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.order}|{last.pk}" if last is not None else ""


def of_street(street: Street, today: date) -> list[House]:
    """The houses of a street as one walks along it, each with `company` of today."""
    rows = _with_company(House.objects.filter(street=street), today)
    return sorted(rows, key=lambda house: _walking(house.normal_number))


def lacking(what: str, today: date, after: int = 0) -> tuple[list[House], int]:
    """A page of houses without a point or without a company, and where the next begins (0: nowhere)."""
    lacks = Q(latitude__isnull=True) if what == POINT else ~_managed(today)
    rows = _with_company(House.objects.filter(lacks, id__gt=after), today).order_by("id")
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0


def _with_company(rows: QuerySet[House], today: date) -> QuerySet[House]:
    company = _in_force(today).filter(house=OuterRef("pk"))
    return rows.annotate(
        company=company.values(name=F("organisation__short_name"))[:1],
        company_whole=company.values(name=F("organisation__name"))[:1],
    )


def _managed(today: date) -> Exists:
    return Exists(_in_force(today).filter(house=OuterRef("pk")))


def _in_force(today: date) -> QuerySet[Serving]:
    return Serving.objects.filter(
        Q(since__isnull=True) | Q(since__lte=today),
        Q(until__isnull=True) | Q(until__gt=today),
        service=MANAGEMENT,
    )


def _walking(number: str) -> tuple[int, str]:
    """2 before 10, 5 before 5а."""
    digits = re.match(r"\d{1,6}", number)
    return (int(digits[0]) if digits else 0), number
