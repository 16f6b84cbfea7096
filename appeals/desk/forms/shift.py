"""The two signatures of a handover as forms."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy

from appeals import workflow
from appeals.desk.forms.fields import text
from tenants.accounts.actor import Actor
from tenants.accounts.models import User

# Shifts change in the morning and in the evening; the field begins with the next of the two.
_CHANGES = (8, 20)


class GiveForm(forms.Form):
    """To whom, and what the lists do not say."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Кому сдаёте"),
        required=False,
        empty_label=gettext_lazy("Выберите сотрудника"),
        error_messages={"invalid_choice": gettext_lazy("Выберите, кому сдаёте смену.")},
    )
    words = text(gettext_lazy("На словах: чего нет в списках"), rows=4)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="shift-%s", use_required_attribute=False)
        field = cast("forms.ModelChoiceField[User]", self.fields["to"])
        field.queryset = (
            User.objects.filter(role__in=sorted(workflow.DESK), is_active=True)
            .exclude(pk=actor.user_id or 0)
            .order_by("name", "pk")
        )


class TakeForm(forms.Form):
    """What the second side adds, and until when it stays."""

    until = forms.TimeField(
        label=gettext_lazy("Моя смена до"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Укажите время: часы и минуты.")},
    )
    remark = text(gettext_lazy("Замечания принявшего"), rows=3)

    def __init__(self, now: datetime, data: Mapping[str, Any] | None = None) -> None:
        self.now = localtime(now)
        initial = {"until": self._next_change()}
        super().__init__(data, auto_id="shift-%s", initial=initial, use_required_attribute=False)

    def told(self) -> dict[str, Any]:
        """The action's arguments; a time already past means tomorrow's."""
        at = self.cleaned_data["until"]
        until = None
        if at is not None:
            until = self.now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
            if until <= self.now:
                until += timedelta(days=1)
        return {"until": until, "remark": self.cleaned_data["remark"]}

    def _next_change(self) -> str:
        return f"{next((hour for hour in _CHANGES if hour > self.now.hour), _CHANGES[0]):02}:00"
