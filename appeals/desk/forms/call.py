"""The card of a call: who rings, where it is, what happened, in their words."""

import secrets
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.actions import Filing
from appeals.desk import phones
from appeals.desk.forms.fields import line, text
from appeals.models import Category
from appeals.registry import typed

# What a draft keeps: everything the operator typed or chose.
KEPT = ("phone", "address", "house", "flat", "category", "text", "name", "landmark", "call")


class ThemeSelect(forms.Select):
    """A list of themes, each with the words people use for it: the page finds it by them."""

    keywords: Mapping[str, list[str]]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option with its words."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        words = self.keywords.get(str(value))
        if words:
            option["attrs"]["data-words"] = " ".join(words)
        return option


class CallForm(forms.Form):
    """What the operator writes down while the caller speaks; the action says what is missing.

    Who takes the call is not a field: it is the operator who is signed in, whatever is posted.
    """

    use_required_attribute = False

    phone = line(_("Телефон"), autocomplete="off", inputmode="tel")
    address = line(_("Адрес"), autocomplete="off")
    house = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1
    )
    flat = line(_("Квартира"), autocomplete="off")
    category = forms.ChoiceField(
        label=_("Что случилось"),
        required=False,
        error_messages={"invalid_choice": _("Такой темы нет. Выберите тему из списка.")},
        widget=ThemeSelect(attrs={"data-pick": "", "data-otherwise": Category.OTHER}),
    )
    text = text(_("Со слов"), rows=2)
    name = line(_("Кто звонит"), autocomplete="off")
    landmark = line(_("Ориентир"), autocomplete="off")
    call = forms.IntegerField(
        required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[Any, Any]] = [("", _("Первые буквы: «нет отоп», «прорыв», «люк»"))]
        groups: dict[str, list[tuple[str, str]]] = {}
        self.themes: dict[str, Category] = {}
        for category in Category.objects.for_filing():
            branch = category.parent.name if category.parent else str(category.sector)
            groups.setdefault(branch, []).append((category.code, category.name))
            self.themes[category.code] = category
        field = cast(forms.ChoiceField, self.fields["category"])
        field.choices = [*choices, *groups.items()]
        widget = cast(ThemeSelect, field.widget)
        widget.keywords = {code: each.keywords for code, each in self.themes.items()}

    @staticmethod
    def new_key() -> str:
        """A name for this attempt: sent twice, it registers once."""
        return secrets.token_urlsafe(16)

    def clean_phone(self) -> str:
        """The phone in one spelling."""
        return phones.normal(self.cleaned_data["phone"])

    def said(self) -> dict[str, str]:
        """What was typed, field by field."""
        return {name: str(self.data.get(name) or "") for name in KEPT}

    def filing(self) -> Filing:
        """What the card says, as the action takes it; a field that was refused is left out.

        Words left out are the theme's name: half of the callers say no more than that. A flat may
        be typed behind the house.
        """
        data = self.cleaned_data
        address = data.get("address", "").strip()
        theme = self.themes.get(data.get("category", ""))
        words = data.get("text", "")
        return Filing(
            text=words if words.strip() or theme is None else theme.name,
            category=data.get("category", ""),
            house_id=data.get("house"),
            address=address,
            landmark=data.get("landmark", "").strip(),
            name=data.get("name", ""),
            phone=data.get("phone", ""),
            flat=data.get("flat", "").strip() or typed.flat(address),
            consent="phone",
            intake_key=data.get("key", ""),
        )
