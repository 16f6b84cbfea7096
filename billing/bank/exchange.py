"""A statement in 1C's client-bank exchange format, `1CClientBankExchange`. Pure: bytes in, payments out.

Every bank writes it a little differently: CP1251, DOS or UTF-8, one section of balances a day or one for
all, a purpose in one line or in six. What matters is checked: the file is whole, the account is
ours, balances agree with turnovers and turnovers with the payments listed.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from billing.amounts import WrongAmount, figures, kopecks
from billing.bank.errors import WrongFile

_FIRST = "1CClientBankExchange"
_LAST = "КонецФайла"
_SECTIONS = {"СекцияРасчСчет": "КонецРасчСчет", "СекцияДокумент": "КонецДокумента"}
_CODINGS = {"DOS": "cp866", "Windows": "cp1251"}

# Anything a terminal or a database would stumble over; no bank means to send it.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINES = re.compile(r"\r\n|\r|\n")
_YEARS = (2000, 2100)

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One payment to us, as the bank tells it."""

    account: str
    number: str
    written_on: date
    received_on: date
    kopecks: int
    payer: str
    payer_inn: str
    payer_account: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What came to our accounts between two days; payments that left are only counted."""

    since: date
    until: date
    received_kopecks: int
    receipts: tuple[Receipt, ...]
    outgoing: int


def read(content: bytes, ours: Collection[str]) -> Statement:
    """The statement of our accounts.

    Raises:
        WrongFile: another format, cut short, another's account, or sums that do not agree.
    """
    head, balances, documents = _sections(_CONTROLS.sub(" ", _decoded(content)))
    own = [each for each in balances if each.get("РасчСчет") in ours]
    if balances and not own:
        told = balances[0].get("РасчСчет", "не назван")
        raise WrongFile(f"Это выписка чужого счёта: {told}. Выгрузите выписку своего счёта.")
    receipts = tuple(_receipt(each) for each in documents if _payee(each) in ours)
    for each in own:
        _check_balance(each)
    total = sum(each.kopecks for each in receipts)
    turnovers = [_sum(each, "ВсегоПоступило") for each in own if each.get("ВсегоПоступило")]
    if turnovers and sum(turnovers) != total:
        raise WrongFile(
            f"В выписке поступило {figures(sum(turnovers))}, а в её документах {figures(total)}: "
            "файл неполный. Выгрузите выписку ещё раз."
        )
    return Statement(
        since=_day(head, "ДатаНачала"),
        until=_day(head, "ДатаКонца"),
        received_kopecks=total,
        receipts=receipts,
        outgoing=sum(_payer_account(each) in ours for each in documents),
    )


def _decoded(content: bytes) -> str:
    """The text; the file names its coding itself, but banks that write UTF-8 often do not."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = content[:400].decode("ascii", "ignore").partition("=DOS")[1]
        return content.decode(_CODINGS["DOS" if named else "Windows"], "replace")


def _sections(text: str) -> tuple[Fields, list[Fields], list[Fields]]:
    # Only where a bank ends a line: a payer's words may hold other marks that Python takes for one.
    lines = [line.strip() for line in _LINES.split(text) if line.strip()]
    if not lines or lines[0] != _FIRST:
        raise WrongFile(
            "Это не выписка в формате 1С: первая строка должна быть 1CClientBankExchange. "
            "В клиент-банке выберите «Выгрузка в 1С»."
        )
    if lines[-1] != _LAST:
        raise WrongFile("Файл обрывается: нет строки «КонецФайла». Выгрузите выписку ещё раз.")
    head: Fields = {}
    found: dict[str, list[Fields]] = {name: [] for name in _SECTIONS}
    inside, closing = head, ""
    for line in lines[1:-1]:
        name, _, value = line.partition("=")
        if name in _SECTIONS:
            if closing:
                raise WrongFile(f"Файл повреждён: нет строки «{closing}».")
            inside, closing = {}, _SECTIONS[name]
            found[name].append(inside)
        elif name == closing:
            inside, closing = head, ""
        else:
            inside.setdefault(name, value.strip())
    if closing:
        raise WrongFile(f"Файл повреждён: нет строки «{closing}».")
    return head, found["СекцияРасчСчет"], found["СекцияДокумент"]


def _check_balance(section: Fields) -> None:
    names = ("НачальныйОстаток", "ВсегоПоступило", "ВсегоСписано", "КонечныйОстаток")
    if not all(section.get(name) for name in names):
        return  # some banks leave turnovers out
    opening, received, spent, closing = (_sum(section, name) for name in names)
    if opening + received - spent != closing:
        raise WrongFile(
            f"Остатки не сходятся: {figures(opening)} + {figures(received)} − {figures(spent)} "
            f"не равно {figures(closing)}. Выгрузите выписку ещё раз."
        )


def _receipt(document: Fields) -> Receipt:
    return Receipt(
        account=_payee(document),
        number=document.get("Номер", ""),
        written_on=_day(document, "Дата"),
        received_on=_day(document, "ДатаПоступило" if document.get("ДатаПоступило") else "Дата"),
        kopecks=_sum(document, "Сумма"),
        payer=_name(document),
        payer_inn=document.get("ПлательщикИНН", ""),
        payer_account=_payer_account(document),
        purpose=" ".join(_purpose(document)),
    )


def _payee(document: Fields) -> str:
    return document.get("ПолучательСчет") or document.get("ПолучательРасчСчет", "")


def _payer_account(document: Fields) -> str:
    return document.get("ПлательщикСчет") or document.get("ПлательщикРасчСчет", "")


def _name(document: Fields) -> str:
    """The payer without the «ИНН 1234567890» that some banks write before it."""
    told = document.get("Плательщик1") or document.get("Плательщик", "")
    return told.removeprefix(f"ИНН {document.get('ПлательщикИНН', '')}").strip()


def _purpose(document: Fields) -> Iterator[str]:
    if told := document.get("НазначениеПлатежа"):
        yield told
        return
    for number in range(1, 7):
        if told := document.get(f"НазначениеПлатежа{number}"):
            yield told


def _sum(fields: Fields, name: str) -> int:
    told = fields.get(name, "")
    try:
        minus = told.startswith("-")
        found = kopecks(told.removeprefix("-"))
        return -found if minus else found
    except WrongAmount as error:
        raise WrongFile(f"Сумма не читается: {name}={told}.") from error


def _day(fields: Fields, name: str) -> date:
    told = fields.get(name, "")
    try:
        day = datetime.strptime(told, "%d.%m.%Y").date()  # noqa: DTZ007 — a day has no zone
    except ValueError as error:
        raise WrongFile(f"Дата не читается: {name}={told}.") from error
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise WrongFile(f"Такого дня в выписке быть не может: {name}={told}.")
    return day
