"""A later date: asked for, agreed to, refused."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext_lazy

from appeals.actions import later_dates
from appeals.desk.forms.fields import line, text
from appeals.desk.forms.move import MoveForm


class Postpone(MoveForm):
    """Until when, and why."""

    until = forms.DateField(
        label=gettext_lazy("До какого числа"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Укажите дату, до которой откладываете."),
            "invalid": gettext_lazy("Такой даты нет. Укажите день, месяц и год."),
        },
    )
    reason = text(gettext_lazy("Причина, её увидит житель"))

    def told(self) -> dict[str, Any]:
        """The date means the end of that day in the city."""
        day = self.cleaned_data["until"]
        until = datetime.combine(day, time(23, 59), tzinfo=get_current_timezone())
        return {"until": until, "reason": self.cleaned_data["reason"]}


class Approve(Postpone):
    """The date and the reason that were asked for, to agree with or to change."""

    words = line(gettext_lazy("Слово тому, кто просил"))

    def prepare(self) -> None:
        """What somebody asked for stands in the fields already."""
        asked = later_dates.waiting(self.appeal)
        if asked is not None and not self.is_bound:
            self.initial = {
                "until": localtime(asked.until).date(),
                "reason": asked.reason,
            }

    def told(self) -> dict[str, Any]:
        """The date, the reason, the word."""
        return {**super().told(), "words": self.cleaned_data["words"]}


class Refuse(MoveForm):
    """Why there will be no later date."""

    words = text(gettext_lazy("Почему отказываете, это прочтёт тот, кто просил"), rows=2)
