"""What DNS says of a host: asked once, within seconds, of the resolver the settings name."""

from dataclasses import dataclass

from django.conf import settings
from dns import exception, resolver

TIMEOUT_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Where the host leads; `why` there is no such answer."""

    name: str = ""
    why: str = ""

    @property
    def is_told(self) -> bool:
        """Whether DNS answered at all: its silence proves nothing."""
        return self.why != "silent"

    def sentence(self, wanted: str) -> str:
        """What to do about it."""
        if self.name:
            return f"Запись CNAME ведёт на {self.name}, а нужно на {wanted}. Исправьте её у регистратора."
        return {
            "unknown": "Такого имени в DNS пока нет: создайте запись или подождите, пока она разойдётся.",
            "empty": f"Имя есть, а записи CNAME у него нет: добавьте её, значение {wanted}.",
        }.get(self.why, "DNS сейчас не отвечает: посмотрим ещё раз сами.")


def cname(host: str) -> Answer:
    """The CNAME of a host."""
    try:
        found = _resolver().resolve(host, "CNAME", lifetime=TIMEOUT_SECONDS)
    except resolver.NXDOMAIN:
        return Answer(why="unknown")
    except resolver.NoAnswer:
        return Answer(why="empty")
    except exception.DNSException:
        return Answer(why="silent")
    return Answer(name=str(found[0].target).rstrip(".").lower())


def _resolver() -> resolver.Resolver:
    if not settings.DNS_SERVER:
        return resolver.Resolver()
    address, _, port = settings.DNS_SERVER.partition(":")
    asked = resolver.Resolver(configure=False)
    asked.nameservers = [address]
    asked.port = int(port or 53)
    return asked
