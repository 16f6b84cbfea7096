"""Forms of the city's page of payment; what may be done, the actions say."""

from datetime import date, timedelta
from typing import Any

from django import forms

from billing.models import Contract, Subscription
from billing.periods import first_of, following
from paying import fields


class Plain(forms.Form):
    """A form without the browser's own complaints."""

    use_required_attribute = False


class CustomerForm(Plain):
    """Who pays, as it stands in a contract."""

    customer = fields.words("Заказчик, полное название")
    inn = fields.inn()
    kpp = fields.kpp()
    address = fields.words("Адрес")
    signer_position = fields.words("Должность подписывающего")
    signer = fields.words("Кто подписывает, фамилия и инициалы")
    ground = fields.words("Действует на основании")


class RequestForm(CustomerForm):
    """A city asks for a contract."""

    basis = forms.ChoiceField(label="Основание закупки", choices=Contract.BASES)
    period = forms.ChoiceField(label="Платить", choices=Subscription.PERIODS)
    starts_on = fields.day("С какого дня")
    contact = fields.words("Кому писать о договоре: имя, телефон, почта")
    note = fields.text("Что ещё важно")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts_on": following(today), "ground": "Устава"})
        super().__init__(*args, **kwargs)


class LeaveForm(Plain):
    """Why a city leaves, if it wants to say."""

    reason = fields.text("Почему уходите")


class SpanForm(Plain):
    """Two days, both ends included."""

    since = fields.day("с")
    until = fields.day("по")

    def clean(self) -> dict[str, Any]:
        """The end does not come before the beginning."""
        told = super().clean() or {}
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", "Последний день раньше первого.")
        return told

    @classmethod
    def of_year(cls, today: date) -> "SpanForm":
        """From the year's beginning to the end of the last month."""
        since = date(today.year, 1, 1)
        until = max(since, first_of(today) - timedelta(days=1))
        form = cls(initial={"since": since, "until": until})
        for field in form.fields.values():
            field.widget.attrs["class"] = "input"
        return form
