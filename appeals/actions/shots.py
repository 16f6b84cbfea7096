"""Photos before and after the work: how many, and which of them a theme still asks for."""

from collections.abc import Collection

from django.db.models import QuerySet

from appeals.models import Appeal, Attachment

LIMIT = 5  # of each kind since the clocks were last started
KINDS = {Attachment.BEFORE: "до", Attachment.AFTER: "после"}


def missing(appeal: Appeal, *, before: int = 0, after: int = 0) -> str:
    """Which photos the theme still asks for, as a sentence; numbers are those that come just now."""
    if not appeal.category.needs_photos:
        return ""
    have = set(taken(appeal).values_list("kind", flat=True))
    have |= {Attachment.BEFORE} if before else set()
    have |= {Attachment.AFTER} if after else set()
    return lacking(have)


def lacking(have: Collection[str]) -> str:
    """The sentence about kinds that are not among these; empty when both are."""
    words = [f"«{word}»" for kind, word in KINDS.items() if kind not in have]
    if not words:
        return ""
    if len(words) == 1:
        return f"Чтобы закончить, нужен снимок {words[0]}."
    return f"Чтобы закончить, нужны снимки {' и '.join(words)}."


def taken(appeal: Appeal) -> QuerySet[Attachment]:
    """Photos of this work: a reopened appeal needs new ones."""
    return Attachment.objects.filter(
        appeal=appeal, kind__in=list(KINDS), added_at__gte=appeal.clocks_from, is_verified=True
    ).order_by("id")
