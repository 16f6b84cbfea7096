"""Mail boxes that anybody can have: an address there does not prove an administration."""

_PUBLIC = frozenset(
    """
    mail.ru bk.ru list.ru inbox.ru internet.ru xmail.ru vk.com
    yandex.ru ya.ru yandex.com narod.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru
    gmail.com googlemail.com outlook.com hotmail.com live.com icloud.com me.com yahoo.com
    proton.me protonmail.com gmx.com gmx.de tutanota.com aol.com zoho.com
    """.split()  # noqa: SIM905 — a list of names is read like this
)


def is_public(email: str) -> bool:
    """Whether the address belongs to a service where everybody may open a box."""
    return email.rpartition("@")[2].lower().rstrip(".") in _PUBLIC
