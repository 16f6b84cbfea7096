"""What is asked of a mass incident. Fields carry the names of the actions' arguments."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.desk.forms.fields import line, text
from appeals.desk.forms.outages import moment
from appeals.models import Category, Organisation

_NO_ORGANISATION = {"invalid_choice": _("Такой организации нет. Выберите из списка.")}


def organisations() -> forms.ModelChoiceField:
    """Who mends it: any organisation of the city, connected or not."""
    return forms.ModelChoiceField(
        Organisation.objects.order_by("short_name", "name"),
        label=_("Кто устраняет"),
        required=False,
        empty_label=_("Не указано"),
        error_messages=_NO_ORGANISATION,
        widget=forms.Select(attrs={"data-pick": ""}),
    )


class IncidentForm(forms.Form):
    """A new incident."""

    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Тема"),
        empty_label=_("Выберите тему"),
        error_messages={
            "required": _("Выберите тему: по ней обращения найдут аварию."),
            "invalid_choice": _("Такой темы нет. Выберите из списка."),
        },
        widget=forms.Select(attrs={"data-pick": "", "autofocus": True}),
    )
    title = line(_("Что случилось, как назвать жителям"))
    organisation = organisations()
    started_at = moment(_("Началось, если не по обращениям"))
    forecast_at = moment(_("Прогноз окончания"))
    words = text(_("Что ещё знать жителям"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        field = cast("forms.ModelChoiceField[Category]", self.fields["category"])
        field.queryset = Category.objects.for_filing().exclude(service="")


class UpdateForm(forms.Form):
    """One word to everybody."""

    words = text(_("Новости для жителей"), rows=3)
    forecast_at = moment(_("Прогноз окончания"))
    localised = forms.BooleanField(label=_("Авария локализована"), required=False)


class HandForm(forms.Form):
    """A better name, another performer."""

    title = line(_("Что случилось, как назвать жителям"))
    organisation = organisations()


class DismissForm(forms.Form):
    """Why it was none."""

    reason = text(_("Почему это не общая авария"), rows=2)


class CloseForm(forms.Form):
    """What goes with the answers about houses."""

    rest = forms.ChoiceField(
        label=_("Остальные дома"),
        choices=[
            ("keep", _("Остаются в этой аварии: она продолжается")),
            ("new", _("Вынести в новую аварию, эту закрыть")),
        ],
        initial="keep",
        widget=forms.RadioSelect,
    )
    words = text(_("Слова жителям и для обратного звонка"), rows=2)
