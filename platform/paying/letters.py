"""Letters to a city's administrators about what is due: each step of each debt once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from billing import amounts, dunning, standing
from billing.clock import day_of
from billing.ledger import reading
from billing.models import Invoice, Reminder, Subscription
from billing.models.invoice import STRIPE
from tenants.accounts import links
from tenants.accounts.models import User
from tenants.isolation import scope


@dataclass(frozen=True, slots=True)
class Letter:
    """What has to be said today of one debt; `key` is said once for ever."""

    key: str
    step: str
    about: str
    due_on: date
    invoice: Invoice | None = None
    owed: int = 0

    @property
    def stage(self) -> str:
        """Which of the few texts it takes: issued, before, after, read_only or unpaid."""
        return self.step.partition("_")[0] if self.step[-1].isdigit() else self.step


_SUBJECTS = {
    "issued": "Счёт № {number} на {sum}",
    "before": "Оплатите до {due}: {sum}",
    "after": "Оплата просрочена: {sum}",
    "read_only": "Администрация города теперь только читает: нет оплаты",
    "unpaid": "Приём обращений закрыт, кроме аварийных: нет оплаты",
}
# Where no invoice is the debt: before the day, and after it.
_ENDS = {
    "trial": (
        "Пробный период закончится {due}",
        "Пробный период закончился: выберите, как платить",
    ),
    "contract": (
        "Договор закончится {due}: нужен следующий",
        "Договор закончился: нужен следующий",
    ),
    "ended": ("Подписка закончилась: её можно возобновить",) * 2,
}


def remind(*, at: datetime) -> int:
    """Write today's letters of the current city; how many debts were spoken of."""
    tenant = scope.require()
    subscription = Subscription.objects.filter(tenant=tenant.role).first()
    if subscription is None:
        return 0
    letters = list(due_letters(subscription, city=tenant.id, today=day_of(at)))
    return sum(_send(letter) for letter in letters)


def due_letters(subscription: Subscription, *, city: int, today: date) -> Iterator[Letter]:
    """What is true today of each debt."""
    claims = {claim.invoice: claim for claim in reading.claims(city)}
    for invoice in Invoice.objects.filter(pk__in=claims).order_by("due_on", "pk"):
        claim = claims[invoice.pk]
        step = _step(claim.due_on, today, by_card=invoice.rail == STRIPE)
        if step:
            yield Letter(
                key=f"invoice:{invoice.pk}:{claim.due_on}:{step}",
                step=step,
                about="invoice",
                due_on=claim.due_on,
                invoice=invoice,
                owed=claim.kopecks,
            )
    debt = standing.of(subscription, oldest=None)
    if debt and (last := dunning.last_step(debt.due_on, today, settings.DUNNING)):
        yield Letter(f"{debt.about}:{debt.due_on}:{last.name}", last.name, debt.about, debt.due_on)


def _step(due_on: date, today: date, *, by_card: bool) -> str:
    """The step of an invoice; a new one is told of at once, a card is asked only when it failed."""
    found = dunning.last_step(due_on, today, settings.DUNNING)
    name = found.name if found else "issued"
    return "" if by_card and name.startswith(("issued", "before")) else name


def _send(letter: Letter) -> bool:
    try:
        with transaction.atomic():
            Reminder.objects.create(key=letter.key)
    except IntegrityError:
        return False
    address = links.named("paying:home")
    terms = settings.DUNNING
    told = {
        "letter": letter,
        "city": scope.require().name,
        "owed": amounts.short(letter.owed),
        "due": f"{letter.due_on:%d.%m.%Y}",
        "read_only_from": f"{dunning.read_only_from(letter.due_on, terms):%d.%m.%Y}",
        "unpaid_from": f"{dunning.unpaid_from(letter.due_on, terms):%d.%m.%Y}",
        "address": address,
    }
    body = render_to_string("paying/letter.txt", told)
    people = User.objects.filter(role="administrator", is_active=True).exclude(email=None)
    for person in people.values_list("email", flat=True):
        send_mail(_subject(letter), body, None, [str(person)])
    return True


def _subject(letter: Letter) -> str:
    before, after = _ENDS.get(letter.about, ("", ""))
    words = _SUBJECTS | ({"before": before, "after": after} if before else {})
    return words[letter.stage].format(
        number=letter.invoice.number if letter.invoice else "",
        sum=amounts.short(letter.owed),
        due=f"{letter.due_on:%d.%m.%Y}",
    )
