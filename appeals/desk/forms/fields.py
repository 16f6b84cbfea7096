"""Fields of the desk with sentences of their own where Django's would be foreign."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_SHORT = 300
_MESSAGES = {
    "null_characters_not_allowed": _(
        "В тексте есть недопустимый знак. Наберите текст заново, без вставки."
    ),
    "max_length": _("Слишком длинно: поместится %(limit_value)d знаков."),
}


def line(label: Any, **attributes: str) -> forms.CharField:
    """One line that may stay empty; whether it must not is for the action to say."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=_SHORT,
        error_messages=_MESSAGES,
        widget=forms.TextInput(attrs=attributes),
    )


def text(label: Any, *, rows: int = 3) -> forms.CharField:
    """A text in one's own words, kept as it was typed."""
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        error_messages=_MESSAGES,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
