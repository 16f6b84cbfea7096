"""How to address a person who registers."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts.models import User

NAME_LENGTH = 120


class NameField(forms.CharField):
    """A name in one line."""

    def __init__(self, **options: object) -> None:
        super().__init__(
            label=gettext_lazy("Как к вам обращаться"),
            max_length=NAME_LENGTH,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={
                "max_length": gettext_lazy("Имя слишком длинное: оставьте не больше 120 знаков")
            },
        )

    def clean(self, value: object) -> str:
        """The name itself.

        Raises:
            ValidationError: a line break, which could become a header of a letter.
        """
        name = str(super().clean(value))
        if any(sign in name for sign in "\r\n"):
            raise ValidationError(_("Имя пишется в одну строку"))
        return name


class NameForm(forms.Form):
    """Registration: how to address the person."""

    name = NameField()

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing more to keep: the adapter has stored the name."""
