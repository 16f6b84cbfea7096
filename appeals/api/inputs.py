"""What a caller may send, checked by shape alone; what it means is for the actions to say.

Fields that are not named here (a status, a role, an organisation of the caller's choice) do not
exist for this interface and are passed over.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from appeals.grounds import grounds
from appeals.labels import COMPLAINTS

LONGEST_TEXT = 5_000

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Words(serializers.CharField):
    """Text as people write it: no NUL, no halves of characters; one line unless said otherwise."""

    default_error_messages = {
        "invalid": _("Здесь нужен текст."),
        "required": _("Заполните это поле."),
        "null": _("Заполните это поле."),
        "blank": _("Заполните это поле."),
        "max_length": _("Слишком длинно: не больше {max_length} знаков."),
        "unstorable": _("В тексте есть знаки, которые нельзя сохранить. Наберите его заново."),
        "one_line": _("Здесь нужна одна строка без переносов."),
    }

    def __init__(self, *, lines: bool = False, **options: Any) -> None:
        self._lines = lines
        super().__init__(**options)

    def to_internal_value(self, data: Any) -> str:
        """The text without blanks around it."""
        if not isinstance(data, str):
            self.fail("invalid")
        if _UNSTORABLE.search(data):
            self.fail("unstorable")
        if not self._lines and _CONTROL.search(data.strip()):
            self.fail("one_line")
        return data.strip()


class Whole(serializers.IntegerField):
    """A whole number that fits the database."""

    default_error_messages = {
        "invalid": _("Здесь нужно целое число."),
        "max_value": _("Слишком большое число."),
        "min_value": _("Слишком маленькое число."),
        "max_string_length": _("Слишком большое число."),
        "required": _("Заполните это поле."),
        "null": _("Заполните это поле."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 1, "max_value": 2**63 - 1, **options})

    def to_internal_value(self, data: Any) -> int:
        """The number; `true` is none."""
        if isinstance(data, bool | float):
            self.fail("invalid")
        return int(super().to_internal_value(data))


class Degrees(serializers.FloatField):
    """A latitude or longitude."""

    default_error_messages = {
        "invalid": _("Здесь нужно число: градусы с десятичной точкой."),
        "max_value": _("Такой координаты не бывает."),
        "min_value": _("Такой координаты не бывает."),
        "max_string_length": _("Здесь нужно число: градусы с десятичной точкой."),
    }

    def to_internal_value(self, data: Any) -> float:
        """The number; `true` is none, nor is what is not finite."""
        if isinstance(data, bool):
            self.fail("invalid")
        try:
            value = super().to_internal_value(data)
        except OverflowError:
            self.fail("invalid")
        if value != value:
            self.fail("invalid")
        return float(value)


class Moment(serializers.DateTimeField):
    """A moment with its offset, ISO 8601."""

    default_error_messages = {
        "invalid": _("Здесь нужны дата и время: 2026-11-22T18:00:00+03:00."),
        "date": _("Здесь нужны дата и время: 2026-11-22T18:00:00+03:00."),
        "make_aware": _("Здесь нужны дата и время: 2026-11-22T18:00:00+03:00."),
        "overflow": _("Такой даты не бывает."),
        "required": _("Заполните это поле."),
        "null": _("Заполните это поле."),
    }


class _Input(serializers.Serializer[Any]):
    default_error_messages = {"invalid": _("Здесь нужен объект JSON: {{…}}.")}

    @classmethod
    def read(cls, told: Any) -> dict[str, Any]:
        """The fields, checked.

        One object serves all requests of the process: it keeps nothing of what it reads, and DRF's
        copying of every field for every request took a tenth of a filing's time.

        Raises:
            ValidationError: a sentence for each field that cannot be taken.
        """
        return dict(_reader(cls).run_validation(told))


@lru_cache(None)
def _reader(shape: type[_Input]) -> _Input:
    return shape()


class ApplicantInput(_Input):
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


class FilingInput(_Input):
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


class MoveInput(_Input):
    """What every move may carry: the version that the caller has seen."""

    version = Whole(required=False, allow_null=True, min_value=0, max_value=2**31 - 1)


class AssignInput(MoveInput):
    """To whom."""

    organisation = Whole()
    category = Words(required=False, allow_blank=True, max_length=100)
    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class CrewInput(MoveInput):
    """Which crew, if the organisation keeps crews here."""

    crew = Whole(required=False, allow_null=True)
    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class ReportInput(MoveInput):
    """What has been done, for everybody to read."""

    report = Words(lines=True, max_length=LONGEST_TEXT)
    cause = Words(required=False, allow_blank=True, max_length=100)


class CommentInput(MoveInput):
    """A remark, if there is one."""

    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class ReasonInput(MoveInput):
    """Why."""

    reason = Words(lines=True, max_length=LONGEST_TEXT)


class QuestionInput(MoveInput):
    """What the applicant is asked."""

    question = Words(lines=True, max_length=LONGEST_TEXT)


class AnswerInput(MoveInput):
    """What the applicant said."""

    text = Words(lines=True, max_length=LONGEST_TEXT)


class PostponeInput(ReasonInput):
    """Until when, and why."""

    until = Moment()


class ApproveInput(PostponeInput):
    """Until when, and why; a word to whoever asked."""

    words = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class RefuseInput(MoveInput):
    """Why there will be no later date."""

    words = Words(lines=True, max_length=LONGEST_TEXT)


class RejectInput(MoveInput):
    """On what ground (a code of the list), what more to say, and who is competent."""

    ground = Words(max_length=60, help_text=", ".join(grounds()))
    words = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)
    competent = Words(required=False, allow_blank=True, max_length=300)
    contact = Words(required=False, allow_blank=True, max_length=300)


class PartInput(_Input):
    """One executor and what they have to do."""

    organisation = Whole()
    task = Words(lines=True, max_length=LONGEST_TEXT)
    category = Words(required=False, allow_blank=True, max_length=100)


class SplitInput(MoveInput):
    """Between whom."""

    parts = PartInput(many=True)
    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class DuplicateInput(MoveInput):
    """Of which appeal: its number."""

    of = Words(max_length=40)


class CallbackInput(MoveInput):
    """How the call ended."""

    result = serializers.ChoiceField(
        choices=[
            ("satisfied", _("доволен")),
            ("not_satisfied", _("не доволен")),
            ("no_answer", _("не ответил")),
            ("later", _("просил перезвонить")),
        ],
        error_messages={
            "invalid_choice": _("Отметьте, чем кончился звонок."),
            "required": _("Отметьте, чем кончился звонок."),
            "null": _("Отметьте, чем кончился звонок."),
        },
    )
    cause = serializers.ChoiceField(
        choices=[("", ""), *COMPLAINTS.items()],
        required=False,
        error_messages={"invalid_choice": _("Выберите причину из списка.")},
    )
    reason = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)
    call_at = Moment(required=False, allow_null=True)
    of = serializers.ListField(
        child=Whole(max_value=99),
        required=False,
        max_length=20,
        help_text=_("Номера частей, которые не сделаны; без них — все."),
    )


class JoinInput(MoveInput):
    """One more person with the same trouble, and how to reach them."""

    name = Words(required=False, allow_blank=True, max_length=200)
    phone = Words(required=False, allow_blank=True, max_length=40)
    flat = Words(required=False, allow_blank=True, max_length=20)
    text = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class CallInput(_Input):
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


class OutageInput(_Input):
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


class OutageChangeInput(_Input):
    """What is new; what is left out stays."""

    reason = Words(lines=True, required=False, max_length=500)
    public_words = Words(lines=True, required=False, allow_blank=True, max_length=500)
    forecast_at = Moment(required=False, allow_null=True)


class OutageEndInput(_Input):
    """When the service was back."""

    ended_at = Moment(required=False, allow_null=True)
