"""What a caller may send, checked by shape alone; what it means is for the actions to say.

Fields that are not named here (a status, a role, an organisation of the caller's choice) do not
exist for this interface and are passed over.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from appeals import labels
from appeals.api.fields import LONGEST_TEXT, Degrees, Input, Moment, Whole, Words


class ApplicantInput(Input):
    """Who asks, and how to reach them; all of it may be left out."""

    name = Words(required=False, allow_blank=True, max_length=200)
    phone = Words(required=False, allow_blank=True, max_length=40)
    email = serializers.EmailField(
        required=False,
        allow_blank=True,
        max_length=254,
        error_messages={
            "invalid": _("Адрес почты записан с ошибкой."),
            "max_length": _("Адрес почты слишком длинный."),
            "null": _("Заполните это поле."),
        },
    )
    flat = Words(required=False, allow_blank=True, max_length=20)


class FilingInput(Input):
    """An appeal as it is filed: what is wrong, and where."""

    text = Words(
        lines=True,
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Опишите, что случилось."),
            "blank": _("Опишите, что случилось."),
            "null": _("Опишите, что случилось."),
        },
    )
    address = Words(required=False, allow_blank=True, max_length=300)
    house = Whole(required=False, allow_null=True)
    lat = Degrees(required=False, allow_null=True, min_value=-90, max_value=90)
    lon = Degrees(required=False, allow_null=True, min_value=-180, max_value=180)
    landmark = Words(required=False, allow_blank=True, max_length=300)
    category = Words(required=False, allow_blank=True, allow_null=True, max_length=100)
    # Whoever calls vouches for nobody's identity: "statutory" is understood, and refused in words.
    regime = serializers.ChoiceField(
        choices=list(labels.REGIMES.items()),
        required=False,
        error_messages={
            "invalid_choice": _("Такого порядка нет. Есть: request, statutory."),
            "null": _("Такого порядка нет. Есть: request, statutory."),
        },
    )
    applicant = ApplicantInput(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A place is named in one way or another, and a point has both of its numbers."""
        has_lat, has_lon = attrs.get("lat") is not None, attrs.get("lon") is not None
        if has_lat != has_lon:
            missing = "lon" if has_lat else "lat"
            raise serializers.ValidationError({missing: _("Укажите обе координаты.")})
        if not (attrs.get("house") or attrs.get("address") or has_lat):
            raise serializers.ValidationError(
                {"address": _("Укажите, где это: адрес, дом или точку на карте.")}
            )
        return attrs


class CallInput(Input):
    """One event of one call."""

    event = serializers.ChoiceField(
        choices=[
            ("ring", _("звонит телефон оператора")),
            ("answer", _("оператор снял трубку")),
            ("hangup", _("звонок закончился")),
            ("recording", _("запись разговора готова")),
        ],
        error_messages={
            "invalid_choice": _("Такого события нет. Есть: ring, answer, hangup, recording."),
            "required": _("Назовите событие: ring, answer, hangup или recording."),
            "null": _("Назовите событие: ring, answer, hangup или recording."),
        },
    )
    call = Words(max_length=200)
    at = Moment(required=False, allow_null=True)
    caller = Words(required=False, allow_blank=True, max_length=80)
    callee = Words(required=False, allow_blank=True, max_length=80)
    extension = Words(required=False, allow_blank=True, max_length=20)
    recording = Words(required=False, allow_blank=True, max_length=1_000)


class OutageInput(Input):
    """What is off, where and until when."""

    kind = Words(max_length=20)
    service = Words(max_length=40)
    reason = Words(lines=True, max_length=500)
    public_words = Words(lines=True, required=False, allow_blank=True, max_length=500)
    houses = serializers.ListField(child=Whole(), required=False, max_length=20_000)
    where = Words(lines=True, required=False, allow_blank=True, max_length=100_000)
    starts_at = Moment()
    forecast_at = Moment(required=False, allow_null=True)
    external_id = Words(required=False, allow_blank=True, max_length=100)


class OutageChangeInput(Input):
    """What is new; what is left out stays."""

    reason = Words(lines=True, required=False, max_length=500)
    public_words = Words(lines=True, required=False, allow_blank=True, max_length=500)
    forecast_at = Moment(required=False, allow_null=True)


class OutageEndInput(Input):
    """When the service was back."""

    ended_at = Moment(required=False, allow_null=True)
