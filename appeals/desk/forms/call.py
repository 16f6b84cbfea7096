"""The card of a call: who rings, where it is, what happened, in their words."""

import secrets
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.actions import Filing
from appeals.desk import phones
from appeals.desk.forms.fields import line, text
from appeals.models import Category


class CallForm(forms.Form):
    """What the operator writes down while the caller speaks; the action says what is missing."""

    use_required_attribute = False

    phone = line(_("Телефон"), autocomplete="off", inputmode="tel")
    name = line(_("Кто звонит"), autocomplete="off")
    address = line(_("Адрес"), autocomplete="off")
    house = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    flat = line(_("Квартира"), autocomplete="off")
    landmark = line(_("Ориентир"), autocomplete="off")
    category = forms.ChoiceField(
        label=_("Что случилось"),
        required=False,
        error_messages={"invalid_choice": _("Такой темы нет. Выберите тему из списка.")},
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    text = text(_("Со слов"))
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[Any, Any]] = [("", _("Первые буквы: «нет отоп», «прорыв», «люк»"))]
        groups: dict[str, list[tuple[str, str]]] = {}
        for category in Category.objects.for_filing():
            branch = category.parent.name if category.parent else str(category.sector)
            groups.setdefault(branch, []).append((category.code, category.name))
        field = cast(forms.ChoiceField, self.fields["category"])
        field.choices = [*choices, *groups.items()]

    @staticmethod
    def new_key() -> str:
        """A name for this attempt: sent twice, it registers once."""
        return secrets.token_urlsafe(16)

    def clean_phone(self) -> str:
        """The phone in one spelling."""
        return phones.normal(self.cleaned_data["phone"])

    def filing(self) -> Filing:
        """What the card says, as the action takes it; a field that was refused is left out."""
        data = self.cleaned_data
        return Filing(
            text=data.get("text", ""),
            category=data.get("category", ""),
            house_id=data.get("house"),
            address=data.get("address", "").strip(),
            landmark=data.get("landmark", "").strip(),
            name=data.get("name", ""),
            phone=data.get("phone", ""),
            flat=data.get("flat", ""),
            consent="phone",
            intake_key=data.get("key", ""),
        )
