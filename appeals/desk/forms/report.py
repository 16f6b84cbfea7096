"""The report of finished work, with its photos."""

from typing import Any, BinaryIO, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.actions import photos
from appeals.actions.photos import Photo
from appeals.actions.register import PHOTO_LIMIT
from appeals.desk.forms.fields import text
from appeals.desk.forms.move import MoveForm
from appeals.errors import BadInput
from appeals.models import Cause


class SeveralFiles(forms.ClearableFileInput):
    """Several photos at once."""

    allow_multiple_selected = True


class Report(MoveForm):
    """What was done, and how it looks now; how it looked before where the theme asks for it."""

    ready_field = "report"
    report = text(gettext_lazy("Что сделано, это увидит житель"))
    before = forms.Field(
        label=gettext_lazy("Снимки «до», до пяти"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photos = forms.Field(
        label=gettext_lazy("Снимки «после», до пяти"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("От чего случилось"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Такой причины в списке города нет. Выберите из списка.")
        },
    )

    def prepare(self) -> None:
        """The city's causes that fit the service; photos before only where the theme asks for them."""
        field = cast("forms.ChoiceField", self.fields["cause"])
        field.choices = self._causes
        if not self.appeal.category.needs_photos:
            del self.fields["before"]

    def _causes(self) -> list[tuple[str, str]]:
        known = Cause.objects.for_service(self.appeal.service)
        return [("", _("Выберите причину")), *((cause.code, cause.name) for cause in known)]

    def told(self) -> dict[str, Any]:
        """The report with its photos re-encoded."""
        said = {name: self.cleaned_data[name] for name in ("report", "cause")}
        told = {**said, "photos": self._taken("photos")}
        return {**told, "before": self._taken("before")} if "before" in self.fields else told

    def _taken(self, name: str) -> list[Photo]:
        files = self.files.getlist(name) if isinstance(self.files, MultiValueDict) else []
        if len(files) > PHOTO_LIMIT:
            raise BadInput({name: _("Приложите не больше %(most)d фото.") % {"most": PHOTO_LIMIT}})
        return [photos.take(cast(BinaryIO, file.file), field=name) for file in files]
