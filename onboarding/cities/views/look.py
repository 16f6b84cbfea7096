"""The branding screen."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appeals.desk import sections
from appeals.desk.entry import show
from appeals.desk.settings.entry import administrators
from appeals.errors import BadInput
from onboarding.cities import colours
from onboarding.cities.actions import Look, change_look, drop_emblem
from onboarding.cities.actions.change_look import OTHER_LANGUAGES, WORDS
from tenants.accounts.actor import Actor
from tenants.isolation import scope
from tenants.isolation.middleware import roll_back
from tenants.models import Branding

_LANGUAGES = {"tt": "по-татарски", "en": "по-английски"}


def _line(label: str, **attributes: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=120, widget=forms.TextInput(attrs=attributes)
    )


class LookForm(forms.Form):
    """The fields; rules stand in the action."""

    use_required_attribute = False

    emblem = forms.FileField(
        label="Герб",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg"}),
    )
    colour = _line("Цвет города", type="color")
    colour_2 = _line("Второй цвет", type="color")
    phone = _line("Телефон диспетчерской", inputmode="tel")
    phone_title = _line("Чей это телефон")
    slogan = _line("Строка под названием")
    tt_name = _line("Название по-татарски", lang="tt")
    tt_slogan = _line("Строка под названием по-татарски", lang="tt")
    tt_phone_title = _line("Чей телефон по-татарски", lang="tt")
    en_name = _line("Название по-английски", lang="en")
    en_slogan = _line("Строка под названием по-английски", lang="en")
    en_phone_title = _line("Чей телефон по-английски", lang="en")

    def languages(self) -> list[dict[str, Any]]:
        """Fields of other languages, one group each."""
        return [
            {"title": _LANGUAGES[code].capitalize(), "fields": [self[f"{code}_{w}"] for w in WORDS]}
            for code in OTHER_LANGUAGES
        ]

    def wanted(self) -> Look:
        """What was typed, as the action takes it."""
        told = self.cleaned_data
        return Look(
            colour=told["colour"],
            colour_2=told["colour_2"],
            phone=told["phone"],
            phone_title=told["phone_title"],
            slogan=told["slogan"],
            words={code: {w: told[f"{code}_{w}"] for w in WORDS} for code in OTHER_LANGUAGES},
            emblem=told["emblem"].file if told["emblem"] else None,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def look(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form under a picture of the header; an unreadable colour comes back with one that suits."""
    own = Branding.objects.get(city_id=scope.require().id)
    if request.method != "POST":
        return _page(request, actor, own, LookForm(initial=_initial(own)))
    data = request.POST.copy()
    if taken := data.get("take", ""):
        data["colour"] = taken  # the button beside the sentence: «Взять #…»
    form = LookForm(data, request.FILES)
    if form.is_valid():
        try:
            change_look(form.wanted(), by=actor, at=timezone.now())
        except BadInput as error:
            roll_back(request)
            for name, sentence in error.fields.items():
                form.add_error(name, sentence)
        else:
            messages.success(request, "Сохранено. Жители увидят новый вид сразу.")
            return redirect("launch:look")
    return _page(request, actor, own, form, status=422)


@require_POST
@administrators
def drop(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take the city's own emblem away."""
    drop_emblem(by=actor, at=timezone.now())
    messages.success(request, "Герб убран. Пока на его месте знак платформы.")
    return redirect("launch:look")


def _page(
    request: HttpRequest, actor: Actor, own: Branding, form: LookForm, status: int = 200
) -> HttpResponse:
    typed = form["colour"].value() or own.colour
    offered = ""
    if "colour" in form.errors and colours.is_one(typed):
        offered = colours.readable(typed)
    context = {"form": form, "own": own, "offered": offered}
    return show(request, actor, "launch/look.html", context, section=sections.LAUNCH, status=status)


def _initial(own: Branding) -> dict[str, str]:
    plain = {
        name: getattr(own, name)
        for name in ("colour", "colour_2", "phone", "phone_title", "slogan")
    }
    words = {
        f"{code}_{word}": own.words.get(code, {}).get(word, "")
        for code in OTHER_LANGUAGES
        for word in WORDS
    }
    return plain | words
