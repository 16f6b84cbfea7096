"""Photos of one attempt: taken in, kept while another field is mended, each once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from appeals.actions import photos
from appeals.actions.photos import Photo
from appeals.actions.register import PHOTO_LIMIT
from appeals.errors import BadInput
from portal import drafts


@dataclass(slots=True)
class Shots:
    """Photos of one submission: those kept from before, those just taken, what was refused."""

    kept: list[str] = field(default_factory=list)
    taken: list[Photo] = field(default_factory=list)
    fresh: list[Photo] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unkept: str = ""

    @property
    def all(self) -> tuple[Photo, ...]:
        """In the order they were given."""
        return (*self.taken, *self.fresh)

    def keep(self, today: date, network: str) -> None:
        """Put the new ones aside, so that they need not be chosen again; `unkept` says why not."""
        for photo in self.fresh:
            if not drafts.has_room(network):
                self.unkept = _(
                    "С вашего адреса в сети сейчас много снимков. Приложите их через час "
                    "или отправьте без них."
                )
                return
            self.kept.append(drafts.keep(photo, today))


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
        try:
            photo = photos.take(cast(BinaryIO, file))
        except BadInput as wrong:
            found.problems.append(f"«{file.name}»: {wrong}")
            continue
        # Already uploaded while the form was filled, and sent along once more.
        if any(photo.sha256 == known.sha256 for known in found.taken):
            continue
        if len(found.all) >= PHOTO_LIMIT:
            found.problems.append(
                _(
                    "Взяли первые %(most)d фото, остальные не приложены: проверьте и отправьте ещё раз"
                )
                % {"most": PHOTO_LIMIT}
            )
            break
        found.fresh.append(photo)
    return found
