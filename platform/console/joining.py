"""The form of «Подключить город»: parsed here, judged by the action."""

from typing import Any

from django import forms

from onboarding.cities import directory
from onboarding.cities.applications import Told
from onboarding.cities.directory import Place

CONSENT = "2026-11-22"
"""The edition of the consent that the form asks for; its text is console/public/consent/<day>.html."""


def _line(label: str, kind: str = "text", **attributes: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": kind, **attributes}),
        error_messages={"max_length": "Слишком длинно: не больше 200 знаков."},
    )


SEVERAL = "Таких городов несколько: отметьте свой ниже."


class JoinForm(forms.Form):
    """The city and who asks for it. `place` is a choice among twins; the typed name tells the rest."""

    use_required_attribute = False

    city = _line("Город", autocomplete="off")
    place = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    organisation = _line("Администрация", autocomplete="organization")
    inn = _line("ИНН администрации", inputmode="numeric", autocomplete="off")
    email = _line("Официальная почта администрации", "email", autocomplete="email")
    person = _line("Имя и фамилия", autocomplete="name")
    position = _line("Должность", autocomplete="organization-title")
    phone = _line("Телефон", "tel", autocomplete="tel")
    consent = forms.BooleanField(required=False)

    def found(self) -> Place | None:
        """The one city that was meant."""
        typed = str(self.data.get("city", ""))[:100]
        chosen = directory.by_fias(str(self.data.get("place", "")))
        if chosen and chosen in directory.find(typed or chosen.name):
            return chosen
        return directory.exactly(typed)

    def twins(self) -> list[Place]:
        """What may have been meant, when the name alone does not tell."""
        return [] if self.found() else directory.find(str(self.data.get("city", ""))[:100])

    def told(self) -> Told:
        """What was typed, as the action takes it."""
        told = self.cleaned_data
        place = self.found()
        return Told(
            fias=place.fias if place else "",
            consent=CONSENT if told["consent"] else "",
            **{
                name: told.get(name, "")
                for name in ("organisation", "inn", "person", "position", "phone", "email")
            },
        )
