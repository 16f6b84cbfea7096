"""One attempt to file: what was posted, its photos, its spot, and what the form can say of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import get_language

from appeals.actions import Filing
from appeals.models import Category
from portal import look as looks
from portal import outages
from portal import spot as spots
from portal.forms import FilingForm
from portal.look import Look
from portal.shots import Shots, shots
from portal.spot import Spot

# The hidden fields that say what stood on the page that was sent.
TOLD, SEEN, ASKED = "told", "seen", "asked_of"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form as it came, looked at but not judged; `data` has the theme in force as `category`."""

    data: QueryDict
    form: FilingForm
    spot: Spot = field(default_factory=Spot)
    look: Look = field(default_factory=Look)
    taken: Shots = field(default_factory=Shots)

    @property
    def is_queued(self) -> bool:
        """Sent by a phone that had no connection before: nobody may be there to be asked back, so what
        can be left to the dispatcher (which of the houses, a known outage, a question) is."""
        return "queued" in self.data

    @property
    def has_news(self) -> bool:
        """Whether something must be said before filing that was not on the page that was sent."""
        if self.is_queued:
            return False
        seen = self.data.get(SEEN, "")[:2000].split(",")
        return (
            outages.unseen(self.look.outages, self.data.get(TOLD, ""))
            or any(alike.appeal.latin_number not in seen for alike in self.look.alike)
            or (self.look.theme != self.data.get(ASKED, "") and self._misses_answers)
        )

    @property
    def _misses_answers(self) -> bool:
        answered = {each["code"] for each in self.look.told.answers}
        return any(each.required and each.code not in answered for each in self.look.asked)

    def unjudged(self) -> "Attempt":
        """The same before anybody pressed «Отправить»: no field is called wrong."""
        kept = {name: self.data.get(name) for name in self.data}
        form = FilingForm(initial=kept, themes=self.form.themes, asked=self.look.asked)
        return replace(self, form=form)

    def filing(self) -> Filing:
        """What the valid form says, as the action takes it."""
        data = self.form.cleaned_data
        latitude, longitude = self.spot.point or (None, None)
        asks = not self.is_queued or self.look.theme == self.data.get(ASKED, "")
        return Filing(
            text=data["text"],
            category=data["category"],
            house_id=self.spot.house_id,
            address=data["address"].strip(),
            landmark=data["landmark"].strip(),
            latitude=latitude,
            longitude=longitude,
            phone=data["phone"],
            email=data["email"],
            flat=data["flat"].strip(),
            consent=self.form.consent_version,
            language=get_language() or "ru",
            is_public=not data["private"],
            answers=looks.given(self.data) if asks else None,
            # The field is the browser's to fill: it must not name an attempt of another door.
            intake_key=f"web:{data['key']}",
            photos=self.taken.all,
            **{"name": data["name"].strip(), **self.form.told_of_regime()},
        )


def blank(address: str) -> Attempt:
    """An empty form; the address may be known from the page the person comes from."""
    initial = {"key": FilingForm.new_key(), "address": address}
    return Attempt(QueryDict(), FilingForm(initial=initial))


def read(
    posted: QueryDict, files: Sequence[UploadedFile], *, at: datetime, is_sent: bool
) -> Attempt:
    """The attempt of a post; `is_sent`: the person is done and what stood marked is their choice."""
    themes = list(Category.objects.for_filing())
    data = posted.copy()
    spot = spots.read(data)
    look = looks.read(data, themes=themes, spot=spot, at=at, is_sent=is_sent)
    data["category"] = look.theme
    data["house"] = str(spot.house_id or "")
    form = FilingForm(data, themes=themes, asked=look.asked)
    return Attempt(data, form, spot, look, shots(data.getlist("kept"), files))
