"""What a crew's phone sends: one deed, with its name and its time."""

from datetime import UTC, datetime
from typing import BinaryIO, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.actions import Deed, photos
from appeals.actions.carry_out import KINDS
from appeals.desk.forms.fields import line, text

# What most often stands in a crew's way: chosen with one thumb.
HINDRANCES = (
    gettext_lazy("Нет доступа"),
    gettext_lazy("Нет материалов"),
    gettext_lazy("Нужна другая бригада"),
    gettext_lazy("Опасно работать"),
)
_LATEST_MS = 4_102_444_800_000  # the year 2100: a clock beyond it is no clock


class DeedForm(forms.Form):
    """A deed as a page or a queue sends it; whether it can be done is for the action to say."""

    key = forms.UUIDField()
    number = line("")
    kind = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    text = text("")
    cause = line("")
    photo = forms.FileField(required=False, allow_empty_file=True)
    photo_kind = line("")
    done_at = forms.IntegerField(required=False, min_value=0, max_value=_LATEST_MS)
    sent_at = forms.IntegerField(required=False, min_value=0, max_value=_LATEST_MS)
    as_report = forms.BooleanField(required=False)

    def deed(self, appeal_id: int) -> Deed:
        """The deed, its photo re-encoded.

        Raises:
            BadInput: the photo is none.
        """
        data = self.cleaned_data
        picture = data["photo"]
        words = data["text"].strip()
        return Deed(
            key=data["key"],
            appeal_id=appeal_id,
            kind=data["kind"],
            text=": ".join(part for part in (data["cause"].strip(), words) if part),
            photo=photos.take(cast(BinaryIO, picture.file), field="photo") if picture else None,
            photo_kind=data["photo_kind"],
            done_at=_moment(data["done_at"]),
            sent_at=_moment(data["sent_at"]),
            as_report=data["as_report"],
        )

    @property
    def sentence(self) -> str:
        """What a form says that cannot be read at all."""
        for name in ("text", "cause"):
            if name in self.errors:
                return " ".join(str(error) for error in self.errors[name])
        return _("Запись не прочитать: обновите страницу и повторите.")


def _moment(milliseconds: int | None) -> datetime | None:
    if milliseconds is None:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
