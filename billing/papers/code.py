"""The square of an invoice by ГОСТ Р 56042-2014: a bank's app fills in the payment from it. Pure.

`ST`, version 0001, coding 2 (UTF-8), the sign that parts the fields, then `name=value`. The five fields
of the payee come first, in the standard's order; each has its greatest length.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_LENGTHS = {
    "Name": 160,
    "PersonalAcc": 20,
    "BankName": 45,
    "BIC": 9,
    "CorrespAcc": 20,
    "PayeeINN": 12,
    "KPP": 9,
    "PayerINN": 12,
    "Sum": 18,
    "Purpose": 210,
}
# The first that no value contains; the standard lets any sign part the fields.
_SEPARATORS = "|~_#$%&*^"
# What the standard writes where a bank has no correspondent account.
_NO_ACCOUNT = "0"


@dataclass(frozen=True, slots=True)
class Payment:
    """What somebody has to pay, and where."""

    name: str
    account: str
    bank: str
    bic: str
    correspondent: str
    inn: str
    kpp: str
    payer_inn: str
    kopecks: int
    purpose: str


def text(payment: Payment) -> str:
    """What stands in the square."""
    fields = {
        "Name": payment.name,
        "PersonalAcc": payment.account,
        "BankName": payment.bank,
        "BIC": payment.bic,
        "CorrespAcc": payment.correspondent or _NO_ACCOUNT,
        "PayeeINN": payment.inn,
        "KPP": payment.kpp,
        "PayerINN": payment.payer_inn,
        "Sum": str(payment.kopecks),
        "Purpose": payment.purpose,
    }
    told = [f"{name}={value[: _LENGTHS[name]]}" for name, value in fields.items() if value]
    parting = next(sign for sign in _SEPARATORS if not any(sign in each for each in told))
    return parting.join(["ST00012", *told])


def modules(said: str) -> list[list[bool]]:
    """The square's rows, dark where true, with no margin around."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(said.encode(), optimize=0)
    return list(code.get_matrix())


def picture(rows: Sequence[Sequence[bool]], *, margin: int = 4) -> str:
    """The square as SVG with the white margin that readers need."""
    side = len(rows) + 2 * margin
    dark = "".join(
        f"M{x + margin},{y + margin}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for x, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/><path d="{dark}"/></svg>'
    )


def _runs(row: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Where dark begins and how long it goes on: drawn as one, so that print shows no seams."""
    x = 0
    for is_dark, same in groupby(row):
        length = len(list(same))
        if is_dark:
            yield x, length
        x += length
