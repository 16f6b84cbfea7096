"""A new city: what only a person knows, checked before anything is built."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from onboarding.cities import colours, directory, suggesting, taken
from onboarding.cities.zones import ZONES
from tenants.accounts import phones
from tenants.isolation.scope import BadSchemaName, Branding, check_schema_name
from tenants.models import ProvisioningJob

_ADDRESS = re.compile(r"[a-z][a-z0-9-]{0,38}[a-z0-9]")
_CODE = re.compile(r"[А-Я]{2,5}")
_LATIN_CODE = re.compile(r"[A-Z]{2,5}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# Hosts the platform keeps for itself, and beginnings of schemas that are not cities.
RESERVED = frozenset({"console", "www", "api", "mail", "static", "media", "admin", "office"})
_NOT_CITIES = ("template", "pg", "public", "region")


def _text(label: Any, missing: Any = None, **options: Any) -> forms.CharField:
    attributes = options.pop("attrs", {})
    return forms.CharField(
        label=label,
        error_messages={"required": missing} if missing else {},
        widget=forms.TextInput(attrs={"autocomplete": "off", **attributes}),
        max_length=options.pop("max_length", 120),
        **options,
    )


class CityForm(forms.Form):
    """The order of a city."""

    use_required_attribute = False

    name = _text(lazy("Название"), lazy("Введите название города"), attrs={"data-key": "Alt+1"})
    region = _text(lazy("Регион"), lazy("Введите регион"), required=False)
    address = _text(
        lazy("Адрес"), lazy("Введите адрес"), required=False, attrs={"spellcheck": "false"}
    )
    code = _text(lazy("Код в номерах"), lazy("Введите код"), required=False, max_length=5)
    latin_code = _text(
        lazy("Код латиницей"), lazy("Введите код латиницей"), required=False, max_length=5
    )
    time_zone = forms.ChoiceField(
        label=lazy("Часовой пояс"), choices=ZONES, initial="Europe/Moscow"
    )
    phone = _text(lazy("Телефон диспетчерской"), required=False, max_length=40)
    phone_title = _text(lazy("Чей это телефон"), required=False)
    colour = forms.CharField(
        label=lazy("Цвет города"),
        initial=Branding().colour,
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    colour_2 = forms.CharField(
        label=lazy("Второй цвет"),
        initial=Branding().colour_2,
        widget=forms.TextInput(attrs={"type": "color"}),
    )
    administrator_name = _text(lazy("Имя"), required=False)
    administrator_email = forms.EmailField(
        label=lazy("Почта"),
        required=False,
        error_messages={"invalid": lazy("Адрес почты с ошибкой. Он выглядит так: ivanova@mail.ru")},
    )

    SUGGESTED = ("address", "code", "latin_code")

    def __init__(
        self, *args: Any, correcting: ProvisioningJob | None = None, **kwargs: Any
    ) -> None:
        self.correcting = correcting
        if correcting:
            kwargs["initial"] = told_before(correcting.wanted)
        super().__init__(*args, **kwargs)

    def suggestions(self) -> dict[str, str]:
        """Address and codes made of the name, for the fields that are still empty."""
        name = str(self.data.get("name", ""))
        code, latin_code = suggesting.codes(name, taken=taken.codes(self.correcting))
        made = {"address": suggesting.address(name), "code": code, "latin_code": latin_code}
        return {field: text for field, text in made.items() if not self.data.get(field)}

    def fill_in(self) -> dict[str, str]:
        """Put the suggestions into the fields that were left empty; what was put."""
        made = {field: text for field, text in self.suggestions().items() if text}
        self.data = {**dict(self.data.items()), **made}
        return made

    def clean_address(self) -> str:
        """The first part of the host.

        Raises:
            ValidationError: it cannot be a host, is kept for the platform or taken.
        """
        address = str(self.cleaned_data["address"]).strip().lower()
        if not address:
            return ""
        refuse_address(address)
        if taken.address(address, self.correcting):
            raise ValidationError(
                _("Адрес %(host)s уже занят другим городом или заказом")
                % {"host": taken.host_of(address)}
            )
        return address

    def clean_code(self) -> str:
        """The letters before the numbers."""
        return self._letters("code", _CODE, _("Код: от 2 до 5 русских букв без Ё"))

    def clean_latin_code(self) -> str:
        """The same letters in addresses."""
        return self._letters("latin_code", _LATIN_CODE, _("Код: от 2 до 5 латинских букв"))

    def clean_phone(self) -> str:
        """The phone as the city writes it, if it is one: its own grouping is kept.

        Raises:
            ValidationError: neither a Russian number nor a short one.
        """
        typed = str(self.cleaned_data["phone"]).strip()
        if typed and not re.fullmatch(r"\d{2,6}", re.sub(r"[ -]", "", typed)):
            phones.normal(typed)
        return typed

    def clean_colour(self) -> str:
        """The main colour.

        Raises:
            ValidationError: white letters cannot be read on it.
        """
        colour = self._colour("colour")
        reached = colours.contrast(colour)
        if reached < colours.READABLE:
            raise ValidationError(
                _("Белые буквы на этом цвете не прочесть: контраст %(reached)s, нужно от 4,5. "
                  "Возьмите темнее")
                % {"reached": f"{reached:.1f}".replace(".", ",")}
            )  # fmt: skip
        return colour

    def clean_colour_2(self) -> str:
        """The colour of decoration: any."""
        return self._colour("colour_2")

    def clean(self) -> dict[str, Any]:
        """What was left empty is suggested and shown once before it is ordered."""
        cleaned = super().clean() or {}
        if cleaned.get("name"):
            for field in self.fill_in():
                if field not in self.errors:
                    self.add_error(field, _("Подобрали по названию: проверьте и нажмите ещё раз"))
        for field in self.SUGGESTED:
            if not self.data.get(field) and field not in self.errors:
                self.add_error(field, self.fields[field].error_messages["required"])
        return cleaned

    def schema(self) -> str:
        """The schema of the ordered city."""
        return taken.schema_of(self.cleaned_data["address"])

    def wanted(self) -> dict[str, Any]:
        """The order as the steward reads it."""
        told = self.cleaned_data
        order: dict[str, Any] = {
            "kind": "city",
            "name": told["name"],
            "region": told["region"],
            "host": taken.host_of(told["address"]),
            "code": told["code"],
            "latin_code": told["latin_code"],
            "time_zone": told["time_zone"],
            # Residents come in when its administrator opens it.
            "is_public": False,
            "branding": {
                "colour": told["colour"],
                "colour_strong": colours.stronger(told["colour"]),
                "colour_soft": colours.softer(told["colour"]),
                "colour_2": told["colour_2"],
                "phone": told["phone"],
                "phone_title": told["phone_title"],
            },
        }
        if (place := directory.exactly(f"{told['name']}, {told['region']}")) is not None:
            order |= {
                "latitude": place.latitude,
                "longitude": place.longitude,
                "population": place.population,
            }
        if told["administrator_email"]:
            order["administrator"] = {
                "email": told["administrator_email"],
                "name": told["administrator_name"],
            }
        return order

    def _letters(self, field: str, shape: re.Pattern[str], rule: str) -> str:
        code = str(self.cleaned_data[field]).strip().upper()
        if code and not shape.fullmatch(code):
            raise ValidationError(rule)
        if code and code in taken.codes(self.correcting):
            raise ValidationError(
                _("Код %(code)s уже у другого города: возьмите другой") % {"code": code}
            )
        return code

    def _colour(self, field: str) -> str:
        colour = str(self.cleaned_data[field]).strip()
        if not _COLOUR.fullmatch(colour):
            raise ValidationError(_("Цвет выглядит так: #1a5fb4"))
        return colour.lower()


def refuse_address(address: str) -> None:
    """Whether this can be the first part of a city's host at all.

    Raises:
        ValidationError: it cannot be a host, or is kept for the platform.
    """
    if not _ADDRESS.fullmatch(address) or "--" in address:
        raise ValidationError(
            _("Адрес: латинские буквы, цифры и дефис, от 2 до 40 знаков, первая — буква")
        )
    schema = taken.schema_of(address)
    if address in RESERVED or schema.startswith(_NOT_CITIES):
        raise ValidationError(_("Этот адрес платформа оставила себе: возьмите другой"))
    try:
        check_schema_name(schema)
    except BadSchemaName as error:
        raise ValidationError(_("Такой адрес не подходит: возьмите другой")) from error


def told_before(wanted: dict[str, Any]) -> dict[str, Any]:
    """An order as the values of the form's fields."""
    administrator = wanted.get("administrator") or {}
    return {
        **wanted,
        **wanted.get("branding", {}),
        "address": str(wanted.get("host", "")).partition(".")[0],
        "administrator_name": administrator.get("name", ""),
        "administrator_email": administrator.get("email", ""),
    }
