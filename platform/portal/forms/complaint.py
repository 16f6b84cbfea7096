"""The form of a complaint about a public card."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals import labels
from appeals.actions.complaints import WORDS_LIMIT
from appeals.models import Attachment


class ComplaintForm(forms.Form):
    """What it is about, what is wrong with it, and a few words."""

    photo = forms.ChoiceField(label=_("На что жалуетесь"), required=False)
    reason = forms.ChoiceField(
        label=_("Что не так"),
        choices=lambda: list(labels.HIDDEN.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Выберите, что не так")},
    )
    words = forms.CharField(
        label=_("Подробности"),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Поместится %(limit_value)d знаков")},
    )

    def __init__(self, *args: object, photos: list[Attachment]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        shots = [
            (photo.key, _("Снимок %(n)d") % {"n": number}) for number, photo in enumerate(photos, 1)
        ]
        self.fields["photo"].choices = [("", _("Текст")), *shots]  # type: ignore[attr-defined]
