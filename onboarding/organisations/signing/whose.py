"""Whose certificate it is: the party's by its ИНН, or the very person's whom the agreement names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onboarding.organisations.signing.certificate import Holder
from onboarding.organisations.signing.refusal import SignatureRefused

# Digits of a person's ИНН: an entrepreneur's party is the person.
_OF_PERSON = 12
_PERSONAL = (
    "Сертификат личный, организации в нём нет: полномочия подтверждает доверенность (МЧД), "
    "проверьте её."
)
_NAMELESS = "Имени подписавшего в сертификате нет: кто подписал от организации, по нему не видно."


@dataclass(frozen=True, slots=True)
class Signer:
    """Who must have signed: the party's ИНН, and the person the agreement names."""

    inn: str
    head: str


def belongs(held: Holder, signer: Signer) -> list[str]:
    """What remains to be looked at by eye in a certificate of this party.

    Raises:
        SignatureRefused: it is of another party, or does not say of which.
    """
    if held.inn:
        return _of_organisation(held, signer)
    if held.organisation:
        raise SignatureRefused(
            f"В сертификате нет ИНН организации: {held.who}. Чей он, проверить нельзя. "
            f"Подпишите сертификатом, в котором есть ИНН {signer.inn}."
        )
    return _of_person(held, signer)


def _of_organisation(held: Holder, signer: Signer) -> list[str]:
    if held.inn != signer.inn:
        raise SignatureRefused(
            f"Сертификат выдан другой организации: {held.who}, ИНН {held.inn}. "
            f"Нужна подпись организации с ИНН {signer.inn}."
        )
    if not held.name:
        return [_NAMELESS]
    if same_person(held.name, signer.head):
        return []
    return [
        f"Подписал не тот, кто назван в соглашении ({signer.head}), а {held.name}: "
        "проверьте доверенность."
    ]


def _of_person(held: Holder, signer: Signer) -> list[str]:
    """A certificate that names no organisation: by its own ИНН or by the name in full."""
    if held.own_inn and held.own_inn == signer.inn:
        return []
    if len(signer.inn) == _OF_PERSON:
        raise SignatureRefused(
            f"Сертификат выдан другому человеку: {held.who}. "
            f"Нужна подпись предпринимателя с ИНН {signer.inn}."
        )
    if not held.name:
        raise SignatureRefused(
            "В сертификате нет ни ИНН, ни имени: чей он, проверить нельзя. "
            f"Подпишите сертификатом организации с ИНН {signer.inn}."
        )
    if not same_full_name(held.name, signer.head):
        raise SignatureRefused(
            f"Сертификат выдан другому человеку: {held.name}. В соглашении подписывает "
            f"{signer.head}; личный сертификат подходит, когда имена совпадают полностью, "
            f"без инициалов. Подпишите им или сертификатом организации с ИНН {signer.inn}."
        )
    return [_PERSONAL]


def same_person(one: str, other: str) -> bool:
    """Whether two writings may be of one person: «Тарасов И. П.» and «Тарасов Иван Петрович»."""
    first, second = _words(one), _words(other)
    if min(len(first), len(second)) < 2 or first[0] != second[0]:
        return False
    return all(
        left.startswith(right) or right.startswith(left)
        for left, right in zip(first[1:], second[1:], strict=False)
    )


def same_full_name(one: str, other: str) -> bool:
    """Whether two writings are of one name, surname and first name at least, no initials."""
    words = _words(one)
    return len(words) > 1 and all(len(word) > 1 for word in words) and words == _words(other)


def _words(name: str) -> list[str]:
    return re.findall(r"[а-яa-z-]+", name.lower().replace("ё", "е"))
