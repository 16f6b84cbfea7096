"""Fields of the settings with sentences of our own."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_NUMBER = {
    "invalid": _("Введите число."),
    "min_value": _("Не меньше %(limit_value)s."),
    "max_value": _("Не больше %(limit_value)s."),
    "required": _("Введите число."),
}
_MOMENT = {"invalid": _("Введите день и время, например 24.11.2026 08:00.")}


def number(label: Any, least: int, most: int, *, required: bool = True) -> forms.IntegerField:
    """A whole number with sentences of our own."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, error_messages=_NUMBER
    )


def moment(label: Any) -> forms.DateTimeField:
    """A day with its time, in the city's zone."""
    return forms.DateTimeField(
        label=label,
        error_messages={
            **_MOMENT,
            "required": format_lazy(_("{name}: введите день и время."), name=label),
        },
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class Plain(forms.Form):
    """A form without the browser's own complaints."""

    use_required_attribute = False
