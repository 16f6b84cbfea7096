"""The bank's word of a payment that an operator had marked by hand: one payment, whichever came first."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from billing.models import Payment, Statement

# A mark by hand may be a weekend away from the day the bank tells.
NEAR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Told:
    """What the bank, or a payment system, says of a payment."""

    fingerprint: str | None = None
    statement: Statement | None = None
    order_number: str = ""
    written_on: date | None = None
    payer: str = ""
    payer_inn: str = ""
    payer_account: str = ""
    purpose: str = ""
    outside_ref: str | None = None

    @classmethod
    def of(cls, payment: Payment) -> "Told":
        """What was said of a payment that is written down."""
        return cls(**{field.name: getattr(payment, field.name) for field in fields(cls)})


def marked(city: int, *, kopecks: int, received_on: date) -> Payment | None:
    """The mark of this money that no bank has confirmed yet."""
    return (
        Payment.objects.standing()
        .select_for_update()
        .filter(
            source=Payment.HAND,
            city=city,
            kopecks=kopecks,
            fingerprint=None,
            received_on__range=(received_on - NEAR, received_on + NEAR),
        )
        .first()
    )


def confirm(mark: Payment, told: Told) -> Payment:
    """The mark is the bank's word from now on: it cannot be struck out any more."""
    # A bank has no name of its own for a payment.
    names = [field.name for field in fields(told) if field.name != "outside_ref"]
    for name in names:
        setattr(mark, name, getattr(told, name))
    mark.save(update_fields=names)
    return mark
