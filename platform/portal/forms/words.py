"""Text as people type it."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

UNSTORABLE = _("В тексте есть недопустимый знак. Наберите текст заново, без вставки.")


class WordsField(forms.CharField):
    """A text field that refuses what cannot be stored in words a person understands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators = [
            ProhibitNullCharactersValidator(message=UNSTORABLE)
            if isinstance(validator, ProhibitNullCharactersValidator)
            else validator
            for validator in self.validators
        ]
