"""The applicant's word on what was done, or on what they were asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.words import WordsField

REASONS = (
    ("not_done", _("Ничего не сделано")),
    ("half_done", _("Сделано не до конца")),
    ("again", _("Проблема повторилась")),
    ("other", _("Другое")),
)


class VerdictForm(forms.Form):
    """`answer` is one of the moves open to an applicant; the workflow refuses all others."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        choices=[("confirm", "confirm"), ("reopen", "reopen"), ("answer", "answer")],
        error_messages={"required": _("Выберите ответ"), "invalid_choice": _("Выберите ответ")},
    )
    reason = forms.ChoiceField(label=_("Что не так"), choices=REASONS, required=False)
    text = WordsField(
        label=_("Расскажите подробнее"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        error_messages={"max_length": _("Слишком длинно: поместится 2000 знаков")},
    )
    # Read apart (portal.shots); a field here so that its errors have their place.
    photos = forms.Field(label=_("Фотографии"), required=False, widget=forms.FileInput)
    part = forms.IntegerField(required=False, min_value=1, max_value=99, widget=forms.HiddenInput)
