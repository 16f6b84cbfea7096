"""The form's part about the regime: a message, or an appeal under 59-ФЗ with what the law asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals import labels, regimes
from appeals.actions.register import SHORT_LIMIT
from portal.forms.words import WordsField


class RegimeFields(forms.Form):
    """Fields of `portal/parts/regime.html`; whether this person may file so, `register` says."""

    REGIME_SHOWN = ("regime", "full_name", "answer_address")

    regime = forms.ChoiceField(
        label=_("Как рассмотреть"),
        required=False,
        choices=list(labels.REGIMES.items()),
        error_messages={
            "invalid_choice": _("Выберите, сообщение это или обращение по 59-ФЗ"),
        },
    )
    full_name = WordsField(
        label=_("Фамилия, имя, отчество"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": SHORT_LIMIT, "autocomplete": "name"}),
        help_text=_("Полностью, как в документе. Другие жители не увидят"),
    )
    answer_address = WordsField(
        label=_("Куда прислать ответ"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": SHORT_LIMIT, "autocomplete": "off"}),
        help_text=_("Электронная почта или почтовый адрес с индексом"),
    )

    @property
    def is_statutory(self) -> bool:
        """Whether the appeal under 59-ФЗ is chosen on the page that is shown."""
        return self["regime"].value() == regimes.STATUTORY

    def told_of_regime(self) -> dict[str, str]:
        """The regime's arguments of a `Filing`; of a message there are none."""
        data = self.cleaned_data
        if data.get("regime") != regimes.STATUTORY:
            return {}
        return {
            "regime": regimes.STATUTORY,
            "name": data["full_name"].strip() or data.get("name", "").strip(),
            "answer_address": data["answer_address"].strip(),
        }
