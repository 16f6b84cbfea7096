"""From the form of a new appeal to the action: photos taken in, the house found, one call made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from appeals.actions import Filing, photos
from appeals.actions.photos import Photo
from appeals.actions.register import PHOTO_LIMIT
from appeals.errors import BadInput
from appeals.registry import addresses, search
from portal import drafts
from portal.forms import FilingForm

CHOICES = 6
FREE = "free"


@dataclass(slots=True)
class Shots:
    """Photos of one submission: those kept from before, those just taken, what was refused."""

    kept: list[str] = field(default_factory=list)
    taken: list[Photo] = field(default_factory=list)
    fresh: list[Photo] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def all(self) -> tuple[Photo, ...]:
        """In the order they were given."""
        return (*self.taken, *self.fresh)

    def keep(self, today: date) -> None:
        """Put the new ones aside, so that they need not be chosen again."""
        self.kept += [drafts.keep(photo, today) for photo in self.fresh]


def shots(tickets: Sequence[str], files: Sequence[UploadedFile]) -> Shots:
    """Take in every photo that can be taken; a sentence for each that cannot."""
    found = Shots()
    for ticket in tickets[:PHOTO_LIMIT]:
        photo = drafts.take(ticket)
        if photo is None:
            found.problems.append(
                _("Один из прежних снимков больше не хранится: приложите его снова")
            )
        else:
            found.kept.append(ticket)
            found.taken.append(photo)
    for file in files:
        if len(found.all) >= PHOTO_LIMIT:
            found.problems.append(
                _(
                    "Взяли первые %(most)d фото, остальные не приложены: проверьте и отправьте ещё раз"
                )
                % {"most": PHOTO_LIMIT}
            )
            break
        try:
            found.fresh.append(photos.take(cast(BinaryIO, file)))
        except BadInput as wrong:
            found.problems.append(f"«{file.name}»: {wrong}")
    return found


def candidates(address: str) -> list[search.HouseHit]:
    """Houses of the city the typed words may mean."""
    return search.houses(address, limit=CHOICES) if address.strip() else []


def names_house(address: str) -> bool:
    """Whether the words name a street and a house, so that asking which one makes sense."""
    return bool(addresses.parse(address).key)


def filing(form: FilingForm, house_id: int | None, taken: tuple[Photo, ...]) -> Filing:
    """What the form says, as the action takes it."""
    data = form.cleaned_data
    return Filing(
        text=data["text"],
        category=data["category"],
        house_id=house_id,
        address=data["address"].strip(),
        landmark=data["landmark"].strip(),
        phone=data["phone"],
        email=data["email"],
        flat=data["flat"].strip(),
        consent=form.consent_version,
        language=get_language() or "ru",
        # The field is the browser's to fill: it must not name an attempt of another door.
        intake_key=f"web:{data['key']}",
        photos=taken,
        **{"name": data["name"].strip(), **form.told_of_regime()},
    )
