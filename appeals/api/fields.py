"""The fields of what callers send: each with its sentences, none with more than fits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

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


class Input(serializers.Serializer[Any]):
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
def _reader(shape: type[Input]) -> Input:
    return shape()
