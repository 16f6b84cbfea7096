"""What a signer's certificate says: whose it is, of which organisation, how long it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from asn1crypto import x509

# Attributes of Russian qualified certificates (приказ ФСБ 795) beside those of X.500.
_INN_OF_ORGANISATION = "1.2.643.100.4"
_INN = "1.2.643.3.131.1.1"
_SURNAME, _GIVEN, _COMMON, _ORGANISATION = "2.5.4.4", "2.5.4.42", "2.5.4.3", "2.5.4.10"
_TITLE = "2.5.4.12"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a certificate. `inn` is the organisation's, `own_inn` a person's."""

    name: str
    organisation: str
    position: str
    inn: str
    own_inn: str
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    is_own_word: bool
    """Whether it names itself as who gave it: no authority stands behind."""

    @property
    def who(self) -> str:
        """«Тарасов Иван Петрович, ООО «УК Образец»»."""
        return ", ".join(part for part in (self.name, self.organisation) if part) or "без имени"

    def kept(self) -> dict[str, str]:
        """What is stored with the signature and shown on the page."""
        return {
            "name": self.name,
            "organisation": self.organisation,
            "position": self.position,
            "inn": self.inn or self.own_inn,
            "serial": self.serial,
            "issuer": self.issuer,
            "not_before": self.not_before.isoformat(),
            "not_after": self.not_after.isoformat(),
            "until": f"{self.not_after:%d.%m.%Y}",
        }


def holder(certificate: x509.Certificate) -> Holder:
    """Read the subject, the numbers and the dates of a certificate."""
    subject = _attributes(certificate.subject)
    issuer = _attributes(certificate.issuer)
    person = " ".join(part for part in (subject.get(_SURNAME), subject.get(_GIVEN)) if part)
    common = subject.get(_COMMON, "")
    organisation = subject.get(_ORGANISATION, "")
    inn, own = _numbers(subject)
    validity = certificate["tbs_certificate"]["validity"]
    return Holder(
        name=person or ("" if common == organisation else common),
        organisation=organisation or ("" if person or not inn else common),
        position=subject.get(_TITLE, ""),
        inn=inn,
        own_inn=own,
        serial=_serial(certificate.serial_number),
        issuer=issuer.get(_COMMON) or issuer.get(_ORGANISATION, ""),
        not_before=moment(validity["not_before"].native),
        not_after=moment(validity["not_after"].native),
        is_own_word=bool(certificate.subject == certificate.issuer),
    )


def _attributes(name: x509.Name) -> dict[str, str]:
    """The attributes of a name by their numbers; the first of each."""
    found: dict[str, str] = {}
    for part in name.chosen:
        for pair in part:
            found.setdefault(pair["type"].dotted, _text(pair["value"]))
    return found


def _text(value: Any) -> str:
    """An attribute as text: of attributes the library does not know only the bytes are given."""
    native = value.native
    if isinstance(native, str):
        return _line(native)
    parsed = getattr(value, "parsed", None)
    if parsed is not None and isinstance(parsed.native, str):
        return _line(parsed.native)
    return ""


def _line(text: str) -> str:
    """One line of what can be printed: a certificate may carry zeros and turned-round text."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _numbers(subject: dict[str, str]) -> tuple[str, str]:
    """The ИНН of the organisation and of the person.

    Until 2020 an organisation's number stood in the person's place, filled up with two zeros.
    """
    inn, own = subject.get(_INN_OF_ORGANISATION, ""), subject.get(_INN, "")
    if not inn and own.startswith("00") and len(own) == 12:
        return own[2:], ""
    if not inn and len(own) == 10:
        return own, ""
    return inn[2:] if len(inn) == 12 and inn.startswith("00") else inn, own


def _serial(number: int) -> str:
    """«7C 22 … 5E» in full: pairs of hexadecimal digits."""
    digits = f"{number:X}"
    digits = digits.zfill(len(digits) + len(digits) % 2)
    return " ".join(digits[place : place + 2] for place in range(0, len(digits), 2))


def moment(told: object) -> datetime:
    """A moment with its zone.

    Raises:
        TypeError: what is told is none.
    """
    if not isinstance(told, datetime):
        raise TypeError(told)
    return told if told.tzinfo else told.replace(tzinfo=UTC)
