"""Choosing many houses in a form: typed, from a file, from an area; seen before anything is saved."""

import hashlib
import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from appeals import digits
from appeals.registry import areas, house_sets
from appeals.registry.house_sets import HouseSet
from appeals.registry.tables import BadFile

_LARGEST = 10 << 20
_LONGEST_TEXT = 200_000
# Of more houses than this single ones are not offered for removal: streets are.
LISTED = 400


@dataclass(slots=True)
class HousePick:
    """What was named so far, and what of it the person has seen."""

    text: str = ""
    found: HouseSet = field(default_factory=HouseSet)
    kept: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    problem: str = ""
    seen: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "HousePick":
        """The houses of a posted form: its text, its file, those that earlier files gave."""
        posted = request.POST
        dropped = _numbers(posted.get("dropped", "")) | _numbers(",".join(posted.getlist("drop")))
        pick = cls(
            text=posted.get("where", "")[:_LONGEST_TEXT],
            dropped=dropped,
            seen=posted.get("seen", ""),
        )
        pick.found = house_sets.of_text(pick.text)
        taken = _numbers(posted.get("kept", ""))
        file = request.FILES.get("file")
        if isinstance(file, UploadedFile):
            try:
                named = _of_file(file)
                taken |= named.ids
                pick.found.misses += named.misses
            except BadFile as error:
                pick.problem = str(error)
        pick.kept = taken
        if taken:
            pick.found.add(house_sets.of_ids(taken))
        for gone in dropped:
            pick.found.houses.pop(gone, None)
        return pick

    @classmethod
    def at(cls, house_ids: list[int]) -> "HousePick":
        """A form that begins with these houses."""
        return cls(found=house_sets.of_ids(house_ids), kept=frozenset(house_ids))

    @property
    def digest(self) -> str:
        """What the person saw, in short: other houses are shown before they are saved."""
        told = json.dumps([sorted(self.found.ids), [miss.text for miss in self.found.misses]])
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def is_seen(self) -> bool:
        """Whether exactly these houses, and these misses, stood on the page."""
        return self.seen == self.digest and not self.problem

    @property
    def kept_list(self) -> str:
        """Houses that files named, for the hidden field."""
        return ",".join(map(str, sorted(self.kept)))

    @property
    def dropped_list(self) -> str:
        """Houses that were taken out by hand, for the hidden field."""
        return ",".join(map(str, sorted(self.dropped)))

    @property
    def is_listed(self) -> bool:
        """Whether there are few enough houses to show each."""
        return len(self.found.houses) <= LISTED


def _of_file(file: "UploadedFile[Any]") -> HouseSet:
    """A table by its rows, a GeoJSON by its area.

    Raises:
        BadFile
    """
    if (file.size or 0) > _LARGEST:
        raise BadFile(_("Файл больше 10 МБ. Разделите его на части."))
    content = file.read()
    name = (file.name or "").lower()
    if name.endswith((".json", ".geojson")) or content.lstrip()[:1] == b"{":
        try:
            return areas.of_area(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise BadFile(_("Область не читается: нужен GeoJSON в UTF-8.")) from error
    with tempfile.NamedTemporaryFile(suffix=".table") as kept:
        kept.write(content)
        kept.flush()
        return house_sets.of_file(Path(kept.name))


def _numbers(text: str) -> frozenset[int]:
    found = (digits.key(part) for part in text[:_LONGEST_TEXT].split(","))
    return frozenset(number for number in found if number is not None)
