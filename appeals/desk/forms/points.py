"""What is told of a problem point, and of a house. Fields carry the names of the actions' arguments."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.actions.close_point import LONGEST as LONGEST_MEASURE
from appeals.actions.tell_fact import LONGEST as LONGEST_FACT
from appeals.desk.forms.fields import line, text
from appeals.models import Cause, ProblemPoint
from appeals.models.house_fact import FIELDS
from appeals.registry.fact_names import NAMES

_DAY = {"invalid": _("Укажите день: 15.12.2026.")}


def _day(label: Any, *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        error_messages={**_DAY, "required": _("Укажите день.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class PointForm(forms.Form):
    """The cause from the city's list, the measure in one's own words, until when."""

    cause = forms.ChoiceField(
        label=_("Причина"),
        required=False,
        error_messages={
            "invalid_choice": _("Такой причины в списке города нет. Выберите из списка.")
        },
    )
    measure = text(_("Мера, её прочтут жители"))
    measure_date = _day(_("К какому дню"))

    def __init__(self, point: ProblemPoint, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {name: getattr(point, name) for name in ("cause", "measure", "measure_date")},
        )
        super().__init__(*args, **kwargs)
        causes = Cause.objects.for_service(point.category.service)
        cast(forms.ChoiceField, self.fields["cause"]).choices = [
            ("", _("Пока неизвестна")),
            *((cause.code, cause.name) for cause in causes),
        ]
        self.fields["measure"].widget.attrs["maxlength"] = LONGEST_MEASURE


class FactForm(forms.Form):
    """One field of a passport with its source and day."""

    field = forms.ChoiceField(
        label=_("Поле паспорта"),
        choices=[(code, NAMES[code]) for code in FIELDS],
        error_messages={"invalid_choice": _("Такого поля в паспорте нет. Выберите из списка.")},
    )
    value = line(_("Что известно (пусто — пока нет сведений)"), maxlength=str(LONGEST_FACT))
    source = line(_("Откуда известно или кого спросили"), maxlength=str(LONGEST_FACT))
    told_date = _day(_("Когда узнали или спросили"), required=True)
