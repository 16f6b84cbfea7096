"""What can go wrong with an appeal, said in one place: sentences people read, mapped once to HTTP."""

from collections.abc import Mapping, Sequence

from tenants.entitlement import Closed


class AppealError(Exception):
    """Something that was asked of an appeal cannot be done; the message says what to do instead."""

    status = 400


class RefusedMove(AppealError):
    """The appeal is not where this move begins, or it is not this person's move."""

    status = 409

    def __init__(self, sentence: str, *, possible: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.possible = list(possible)


class BadInput(AppealError):
    """Fields that cannot be taken as they are: a sentence for each."""

    status = 422

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)


class Stale(AppealError):
    """Somebody changed the appeal while this person was writing."""

    status = 412


class NotFound(AppealError):
    """Missing, or somebody else's: the two are never told apart."""

    status = 404
    sentence = "Такого обращения нет. Проверьте номер: в нём шесть цифр после года."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class NoIncident(NotFound):
    """The incident is missing, or somebody else's."""

    sentence = "Такой аварии нет. Проверьте номер: «А-117»."


class NoOutage(NotFound):
    """The outage is missing, or somebody else's."""

    sentence = "Такого отключения в реестре нет."


class NoPoint(NotFound):
    """There is no such problem point."""

    sentence = "Такой проблемной точки нет."


class NotAllowed(AppealError):
    """It is somebody else's to decide; the sentence says whose."""

    status = 403


class Blocked(AppealError):
    """Nothing is taken from there through the site for now; the sentence says until when and why."""

    status = 403


class KeyReused(AppealError):
    """One idempotency key came with two different appeals."""

    status = 409


class CityClosed(Closed, AppealError):
    """The city's standing (tenants.entitlement) leaves this to emergencies alone, or to nobody."""

    status = 423
