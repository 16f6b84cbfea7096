"""What the form can say of what was told so far: themes, their questions, what is known of the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import get_language

from appeals import questions
from appeals.actions.asking import FIELD
from appeals.insight import classify
from appeals.models import Appeal, Attachment, Category, House, Outage, Serving
from appeals.questions import Question, Told
from appeals.registry import similar
from appeals.registry.similar import Likeness
from portal import outages
from portal.spot import Spot

_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Proposed:
    """A theme to choose; sureness 3 to 1 as the classifier has it, 0: the person's own choice."""

    category: Category
    sureness: int
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """An open appeal that may be about the same, as everybody sees it."""

    likeness: Likeness
    photo: Attachment | None

    @property
    def appeal(self) -> Appeal:
        """The appeal itself."""
        return self.likeness.appeal


@dataclass(frozen=True, slots=True)
class Look:
    """Everything the page shows beside the fields; nothing here is an error."""

    proposals: Sequence[Proposed] = ()
    # The code in force, as it was told: it may name no theme. Empty: the dispatcher decides.
    theme: str = ""
    category: Category | None = None
    is_chosen: bool = False
    asked: Sequence[Question] = ()
    told: Told = field(default_factory=lambda: Told([], {}))
    outages: Sequence[Outage] = ()
    alike: Sequence[Alike] = ()

    @property
    def answers(self) -> list[dict[str, str]]:
        """What was answered for everybody to read, in the language of the page."""
        return answered(self.told.answers, public=True)

    @property
    def private_answers(self) -> list[dict[str, str]]:
        """What was answered for the dispatcher and the crew alone."""
        return answered(self.told.answers, public=False)


def answered(stored: Sequence[Mapping[str, object]], *, public: bool) -> list[dict[str, str]]:
    """Stored answers as a page shows them: question and words in its language."""
    language = get_language() or "ru"
    return [
        {"question": _word(each["names"], language), "words": _word(each["words"], language)}
        for each in stored
        if bool(each["public"]) is public
    ]


def given(data: Mapping[str, str]) -> dict[str, str]:
    """The answers of a posted form, by the codes of their questions."""
    return {name.removeprefix(FIELD): data[name] for name in data if name.startswith(FIELD)}


def read(
    data: Mapping[str, str],
    *,
    themes: Sequence[Category],
    spot: Spot,
    at: datetime,
    is_sent: bool = False,
) -> Look:
    """Look at a posted form; `is_sent`: what stood marked on the page counts as chosen."""
    known = {category.code: category for category in themes}
    proposed = classify.of_city(themes).propose(data.get("text", ""))
    code, is_chosen = _theme(data, proposed, is_sent=is_sent)
    if code == Category.OTHER:
        code = ""  # what belongs to no theme is the dispatcher's
    category = known.get(code)
    asked = questions.read(category.questions) if category else ()
    house = House.objects.filter(pk=spot.house_id).first() if spot.house_id else None
    return Look(
        proposals=_proposals(proposed, known, category, house, at),
        theme=code,
        category=category,
        is_chosen=is_chosen,
        asked=asked,
        told=questions.told(asked, given(data), short=True),
        outages=outages.of_filing(spot.house_id, category.service if category else "", at=at),
        alike=_alike(category, house, spot),
    )


def _theme(
    data: Mapping[str, str], proposed: Sequence[classify.Proposal], *, is_sent: bool
) -> tuple[str, bool]:
    """The theme in force, and whether the person chose it (or left it to the dispatcher)."""
    if other := data.get("theme", ""):
        return other, True
    marked = data.get("category", "")
    # What we marked ourselves follows the text till the form is sent.
    if "themed" in data and (is_sent or marked != data.get("proposed", "")):
        return marked, True
    if marked and "themed" not in data:
        return marked, True
    return classify.theme_of(proposed), False


def _proposals(
    proposed: Sequence[classify.Proposal],
    known: Mapping[str, Category],
    category: Category | None,
    house: House | None,
    at: datetime,
) -> list[Proposed]:
    found = [(known[each.code], each.sureness) for each in proposed if each.code in known]
    if category is not None and category not in [each for each, _ in found]:
        found.insert(0, (category, 0))
    serving = _serving(house, {each.service for each, _ in found}, at) if house else {}
    return [Proposed(each, sureness, serving.get(each.service, "")) for each, sureness in found]


def _serving(house: House, services: set[str], at: datetime) -> dict[str, str]:
    """Who gives these services to the house today; one statement."""
    today = at.date()
    rows = Serving.objects.filter(
        Q(since=None) | Q(since__lte=today),
        Q(until=None) | Q(until__gt=today),
        house=house,
        service__in=services,
    ).select_related("organisation")
    return {row.service: str(row.organisation) for row in rows}


def _alike(category: Category | None, house: House | None, spot: Spot) -> list[Alike]:
    """Open public appeals about the same, with their first photo."""
    among = Appeal.objects.public()
    if house is not None:
        found = similar.open_ones(among, house=house, category=category, most=_ALIKE)
    elif category is not None and spot.point is not None:
        found = similar.near_point(among, spot.point, category=category, most=_ALIKE)
    else:
        return []
    with_photos = [like.appeal.pk for like in found if like.appeal.photo_count]
    photos: dict[int, Attachment] = {}
    if with_photos:
        rows = Attachment.objects.filter(
            appeal__in=with_photos, is_public=True, kind=Attachment.REPORTED
        )
        for photo in rows:
            photos.setdefault(photo.appeal_id, photo)
    return [Alike(like, photos.get(like.appeal.pk)) for like in found]


def _word(names: object, language: str) -> str:
    return questions.word(names, language) if isinstance(names, dict) else ""
