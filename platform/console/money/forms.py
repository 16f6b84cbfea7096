"""Forms of the operators' money pages; what may be done, the actions say."""

from datetime import date
from typing import Any

from django import forms

from billing import amounts
from billing.bank import accounts
from billing.bank.errors import WrongNumber
from billing.models import Contract, ContractRequest, Plan, Seller, Subscription
from paying import fields
from paying.forms import CustomerForm, Plain


class PaidForm(Plain):
    """A payment marked by hand: two fields."""

    received_on = fields.day("Поступила")
    kopecks = fields.money("Сумма")


class ReasonForm(Plain):
    """Why; the books keep it."""

    reason = fields.words("Причина")


class LowerForm(ReasonForm):
    """How much less an invoice asks for, and why."""

    kopecks = fields.money("На сколько уменьшить")
    field_order = ("kopecks", "reason")


class RefundForm(Plain):
    """What was sent back."""

    kopecks = fields.money("Сумма")
    day = fields.day("День поручения")
    order_number = fields.words("Номер поручения")
    reason = fields.words("Основание")


class ExtraForm(Plain):
    """An invoice that no timetable asks for."""

    title = fields.words("За что")
    kopecks = fields.money("Сумма с НДС")
    wish = forms.UUIDField(widget=forms.HiddenInput)


class WhoseForm(Plain):
    """Whose a payment is."""

    whose = fields.words("Номер счёта или город")


class StatementForm(Plain):
    """A bank's file."""

    file = forms.FileField(
        label="Файл выписки",
        error_messages={
            "required": "Выберите файл выписки.",
            "empty": "Файл пустой. Выгрузите выписку ещё раз.",
        },
    )


class EndForm(Plain):
    """The last day of a contract."""

    on = fields.day("Последний день")


class ContractForm(CustomerForm):
    """A signed contract."""

    number = fields.words("Номер")
    signed_on = fields.day("Дата")
    basis = forms.ChoiceField(label="Основание", choices=Contract.BASES)
    purchase_code = fields.words("ИКЗ", required=False)
    starts_on = fields.day("Действует с")
    ends_on = fields.day("По")
    period = forms.ChoiceField(label="Платят", choices=Subscription.PERIODS)
    billing = forms.ChoiceField(label="Счёт выставляем", choices=Contract.BILLING)
    due_days = forms.IntegerField(
        label="Дней на оплату",
        min_value=1,
        max_value=90,
        initial=14,
        error_messages={
            "required": "Сколько дней на оплату? Обычно 14.",
            "invalid": "Введите число дней.",
            "min_value": "Не меньше одного дня.",
            "max_value": "Не больше 90 дней.",
        },
    )
    fixed_kopecks = fields.money("Цена за период", required=False)
    limit_kopecks = fields.money("Цена контракта", required=False)

    def clean(self) -> dict[str, Any]:
        """A contract does not end before it begins."""
        told = super().clean() or {}
        if told.get("starts_on") and told.get("ends_on") and told["ends_on"] < told["starts_on"]:
            self.add_error("ends_on", "Последний день раньше первого.")
        return told

    @classmethod
    def of_request(cls, request: ContractRequest | None, today: date) -> "ContractForm":
        """Filled in with what the city told."""
        initial: dict[str, Any] = {
            "signed_on": today,
            "starts_on": today,
            "billing": Contract.AFTER,
        }
        if request is not None:
            names = (*CustomerForm.base_fields, "basis", "period", "starts_on")
            initial |= {name: getattr(request, name) for name in names}
        initial["ends_on"] = date(initial["starts_on"].year, 12, 31)
        return cls(initial=initial)


class PlanForm(Plain):
    """The terms of a plan."""

    month_kopecks = fields.money("В месяц")
    year_kopecks = fields.money("За год")
    vat_percent = fields.whole("НДС, %", most=100, required=False)
    organisations = fields.whole("Организаций в цене", most=10_000)
    more_month_kopecks = fields.money("Каждая сверх, в месяц", may_be_nothing=True)
    more_year_kopecks = fields.money("Каждая сверх, за год", may_be_nothing=True)
    year_appeals = fields.whole("Обращений в год", most=100_000_000, required=False)

    @classmethod
    def of(cls, plan: Plan) -> "PlanForm":
        """Filled in with what holds now."""
        told = {name: getattr(plan, name) for name in cls.base_fields}
        sums = {name: amounts.figures(each) for name, each in told.items() if "kopecks" in name}
        return cls(initial=told | sums)


class SellerForm(Plain):
    """Our own details, as they will stand on papers from now on."""

    name = fields.words("Полное название")
    short_name = fields.words("Краткое название")
    inn = fields.inn()
    kpp = fields.kpp()
    ogrn = fields.ogrn()
    address = fields.words("Адрес")
    bank = fields.words("Банк")
    bic = fields.NumberField("БИК", accounts.bic)
    account = fields.words("Расчётный счёт")
    correspondent = fields.words("Корреспондентский счёт", required=False)
    director_position = fields.words("Должность подписывающего")
    director = fields.words("Кто подписывает")
    accountant = fields.words("Главный бухгалтер", required=False)
    contacts = fields.words("Телефон и почта для вопросов", required=False)

    def clean(self) -> dict[str, Any]:
        """Accounts are of this bank."""
        told = super().clean() or {}
        for name, check in (
            ("account", accounts.account),
            ("correspondent", accounts.correspondent),
        ):
            if told.get("bic") and told.get(name):
                try:
                    told[name] = check(told[name], told["bic"])
                except WrongNumber as error:
                    self.add_error(name, str(error))
        return told

    @classmethod
    def of_current(cls) -> "SellerForm":
        """What is in force now."""
        current = Seller.current()
        return cls(initial=current.facts() if current else {})
