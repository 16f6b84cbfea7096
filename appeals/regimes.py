"""Two regimes: an ordinary message, and a statutory appeal under 59-ФЗ. Who may file which; pure.

A message needs nobody's name. A statutory appeal is taken from an applicant whose identity the city
is sure enough of (547-ФЗ), by the portal alone: a telephone call and another system's key prove
nothing about who speaks.
"""

import re
from enum import StrEnum

REQUEST, STATUTORY = "request", "statutory"

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_FEWEST_WORDS = 2
_SHORTEST_ADDRESS = 10


class Barrier(StrEnum):
    """Why somebody may not file a statutory appeal now; each has its next step."""

    CHANNEL = "channel"
    STRANGER = "stranger"
    CONTACT = "contact"
    IN_PERSON = "in_person"
    PROVIDER = "provider"


# What an account must still do to reach each level.
_STEP = {1: Barrier.CONTACT, 2: Barrier.IN_PERSON, 3: Barrier.PROVIDER}


def barrier(*, level: int | None, required: int, channel: str) -> Barrier | None:
    """What stands in the way of a statutory appeal; None: nothing does.

    `level` is that of the account (tenants.accounts.identity.Level), None without one.
    """
    if channel != "web":
        return Barrier.CHANNEL
    if level is None:
        return Barrier.STRANGER
    return None if level >= required else _STEP[required]


def is_full_name(name: str) -> bool:
    """Whether a surname and a name stand there (59-ФЗ art. 7: the patronymic where there is one)."""
    words = name.split()
    return len(words) >= _FEWEST_WORDS and all(_WORD.fullmatch(word) for word in words)


def is_postal(address: str) -> bool:
    """Whether a letter could find this address: words, a number, more than a street's name."""
    has_both = any(sign.isdigit() for sign in address) and any(sign.isalpha() for sign in address)
    return len(address.strip()) >= _SHORTEST_ADDRESS and has_both


def is_electronic(address: str) -> bool:
    """Whether the answer goes by e-mail rather than by post."""
    return "@" in address
