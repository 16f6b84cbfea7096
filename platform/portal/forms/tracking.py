"""Finding one's own appeal by number and code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.forms.words import WordsField


class TrackingForm(forms.Form):
    """Both come from the page or the message after filing."""

    use_required_attribute = False

    number = WordsField(
        label=_("Номер обращения"),
        max_length=40,
        error_messages={"required": _("Введите номер обращения")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = WordsField(
        label=_("Код доступа"),
        max_length=80,
        error_messages={"required": _("Введите код доступа: он показан после подачи обращения")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
