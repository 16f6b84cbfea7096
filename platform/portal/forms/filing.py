"""The form of a new appeal."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.actions.asking import FIELD
from appeals.actions.register import SHORT_LIMIT, TEXT_LIMIT
from appeals.models import Category
from appeals.questions import Question
from appeals.registry import search
from portal import consent
from portal.forms.regime import RegimeFields
from portal.forms.words import WordsField
from tenants.accounts import phones
from tenants.isolation import scope


class FilingForm(RegimeFields):
    """Shapes only: whether the house exists and whose the appeal is, `register` says."""

    use_required_attribute = False
    # Fields a person can see; a refusal about anything else (the house's id, a point) is the address's.
    SHOWN = (
        *("text", "category", "address", "flat", "landmark"),
        *("photos", "phone", "email", "name", "consent"),
        *RegimeFields.REGIME_SHOWN,
    )
    HIDDEN = ("key", "edition", "lat", "lon")

    key = WordsField(max_length=64, widget=forms.HiddenInput)
    text = WordsField(
        label=_("Опишите проблему"),
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": TEXT_LIMIT}),
        help_text=_(
            "Что видите, когда началось, как часто бывает. Достаточно двух-трёх предложений."
        ),
    )
    category = forms.ChoiceField(label=_("Выберите ближайшую тему"), required=False)
    address = WordsField(
        label=_("Адрес"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": SHORT_LIMIT}),
        help_text=_("Начните с улицы, опечатки не страшны. Нет дома — опишите место словами."),
    )
    house = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
    flat = WordsField(
        label=_("Квартира"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": 20, "autocomplete": "off"}),
        help_text=_("Видят только диспетчер и исполнитель"),
    )
    landmark = WordsField(
        label=_("Ориентир"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": SHORT_LIMIT, "autocomplete": "off"}),
        help_text=_("Например: вход со двора. Это увидят все"),
    )
    name = WordsField(
        label=_("Как к вам обращаться"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": SHORT_LIMIT, "autocomplete": "name"}),
    )
    phone = WordsField(
        label=_("Телефон"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "maxlength": 40, "autocomplete": "tel"}
        ),
        help_text=_("Позвоним, чтобы проверить результат"),
    )
    email = WordsField(
        label=_("Электронная почта"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "email", "inputmode": "email", "maxlength": 254, "autocomplete": "email"}
        ),
        help_text=_("Пришлём ссылку на обращение и сообщим о каждом шаге"),
    )
    # Read apart (portal.shots); a field here so that its errors have their place.
    photos = forms.Field(label=_("Фотографии"), required=False, widget=forms.FileInput)
    private = forms.BooleanField(label=_("Только для диспетчера и исполнителя"), required=False)
    consent = forms.BooleanField(label=_("Согласие"), required=False)
    # The edition of the consent that stood behind the link.
    edition = WordsField(required=False, max_length=20, widget=forms.HiddenInput)
    lat = WordsField(required=False, max_length=24, widget=forms.HiddenInput)
    lon = WordsField(required=False, max_length=24, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        themes: Sequence[Category] | None = None,
        asked: Sequence[Question] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.themes = list(Category.objects.for_filing()) if themes is None else themes
        self.fields["category"].choices = _choices(self.themes)  # type: ignore[attr-defined]
        for question in asked:
            # Judged by `register`; a field here so that its error has its place.
            self.fields[f"{FIELD}{question.code}"] = forms.Field(required=False)

    @staticmethod
    def new_key() -> str:
        """The name of one attempt: the same form sent twice files once."""
        return secrets.token_urlsafe(18)

    def renew_key(self) -> None:
        """Make this form another attempt, with everything typed kept."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["key"] = self.new_key()  # type: ignore[index]

    def shows(self, name: str) -> bool:
        """Whether a person sees this field: an error about another is said at the address."""
        return name in self.SHOWN or (name.startswith(FIELD) and name in self.fields)

    def clean_address(self) -> str:
        """A place in this city; another town's address is for that town."""
        text = str(self.cleaned_data["address"])
        if town := search.other_town(text):
            raise forms.ValidationError(
                _("Это адрес другого города: %(town)s. Этот портал — для города %(here)s")
                % {"town": town, "here": scope.require().title}
            )
        return text

    def clean_phone(self) -> str:
        """Ten figures after +7."""
        return phones.normal(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """An address with a name and a domain."""
        text = str(self.cleaned_data["email"]).strip()
        if text:
            try:
                forms.EmailField().clean(text)
            except forms.ValidationError as wrong:
                raise forms.ValidationError(
                    _("Проверьте адрес почты: нужны имя, знак @ и домен, например ivan@mail.ru")
                ) from wrong
        return text

    def clean(self) -> dict[str, Any]:
        """Personal data is taken with consent only; without any, none is asked for."""
        data: dict[str, Any] = super().clean() or {}
        personal = any(
            self.data.get(name, "").strip() for name in ("name", "phone", "email", "flat")
        )
        if personal and not data.get("consent"):
            self.add_error(
                "consent",
                _(
                    "Отметьте согласие или уберите имя, телефон, почту и квартиру: "
                    "без согласия их нельзя хранить"
                ),
            )
        edition = data.get("edition") or consent.VERSION
        if data.get("consent") and edition != consent.VERSION:
            self.add_error(
                "consent", _("Текст согласия обновился: прочитайте его и отметьте ещё раз")
            )
        return data

    @property
    def consent_version(self) -> str:
        """The version of the text agreed to, empty when nothing personal was given."""
        return consent.VERSION if self.cleaned_data.get("consent") else ""


def _choices(themes: Sequence[Category]) -> list[tuple[str, Any]]:
    """Themes by branch; the first one leaves the choice to the dispatcher."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows: list[tuple[str, Any]] = [("", _("Не знаю, пусть решит диспетчер"))]
    for category in themes:
        if category.code == Category.OTHER:
            continue
        branch = category.parent.name if category.parent else str(category.sector)
        groups.setdefault(branch, []).append((category.code, category.name))
    return rows + list(groups.items())
