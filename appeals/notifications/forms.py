"""When somebody is not disturbed, and how often they read a summary."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.models import Reach
from tenants.accounts.actor import Actor, Role

_HOURS = [("", _("как в городе")), *((hour, f"{hour}:00") for hour in range(24))]
ZONES = [
    ("", _("как в городе")),
    ("Europe/Kaliningrad", _("Калининград, Москва −1 ч")),
    ("Europe/Moscow", _("Москва")),
    ("Europe/Samara", _("Самара, Москва +1 ч")),
    ("Asia/Yekaterinburg", _("Екатеринбург, Москва +2 ч")),
    ("Asia/Omsk", _("Омск, Москва +3 ч")),
    ("Asia/Krasnoyarsk", _("Красноярск, Москва +4 ч")),
    ("Asia/Irkutsk", _("Иркутск, Москва +5 ч")),
    ("Asia/Yakutsk", _("Якутск, Москва +6 ч")),
    ("Asia/Vladivostok", _("Владивосток, Москва +7 ч")),
    ("Asia/Magadan", _("Магадан, Москва +8 ч")),
    ("Asia/Kamchatka", _("Камчатка, Москва +9 ч")),
]


class ReachForm(forms.ModelForm):
    """Quiet hours, the clock they go by, and the summary of who has one."""

    quiet_from_hour = forms.TypedChoiceField(
        label=_("Не беспокоить с"), choices=_HOURS, coerce=int, empty_value=None, required=False
    )
    quiet_till_hour = forms.TypedChoiceField(
        label=_("до"), choices=_HOURS, coerce=int, empty_value=None, required=False
    )
    time_zone = forms.ChoiceField(label=_("По какому времени"), choices=ZONES, required=False)

    class Meta:
        model = Reach
        fields = ["quiet_from_hour", "quiet_till_hour", "time_zone", "digest"]
        labels = {"digest": _("Сводка приходит")}

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actor.role != Role.ORGANISATION:
            del self.fields["digest"]

    def clean(self) -> dict[str, Any]:
        """Both hours, or neither."""
        told = super().clean() or {}
        if (told.get("quiet_from_hour") is None) != (told.get("quiet_till_hour") is None):
            self.add_error("quiet_till_hour", _("Назовите оба часа или оставьте оба как в городе"))
        return told
