"""Who is competent, where the city's desk is not: one of the city's organisations or any other body."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.desk.forms.fields import line
from appeals.desk.forms.move import MoveForm
from appeals.models import Organisation


class Competent(MoveForm):
    """A choice of organisations, and words for whoever is not among them."""

    decides = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        empty_label=_("Другой орган: напишите ниже"),
        error_messages={"invalid_choice": _("Такой организации нет.")},
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    competent = line(_("Название органа"))
    contact = line(_("Адрес, телефон или сайт"))
    decides_label = _("Кто решает такие вопросы")

    def prepare(self) -> None:
        """The city's organisations."""
        super().prepare()
        decides = cast("forms.ModelChoiceField[Organisation]", self.fields["decides"])
        decides.queryset = Organisation.objects.order_by("short_name", "name")
        decides.label = self.decides_label

    def told(self) -> dict[str, Any]:
        """An organisation of the city brings its own name and telephone."""
        data = dict(self.cleaned_data)
        chosen = data.pop("decides")
        if chosen is not None:
            data["competent"] = data["competent"].strip() or chosen.name
            data["contact"] = data["contact"].strip() or chosen.phone or chosen.emergency_phone
        return data
