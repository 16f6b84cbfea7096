"""By what a city may begin to pay today: one rule for its page, its buttons and its orders. Pure."""

from datetime import date, timedelta

CARD, CONTRACT = "stripe", "contract"
# How early a city may ask for the next contract: a purchase takes its time.
NEARLY = timedelta(days=60)


def open_to(
    pays_by: str, *, ends_on: date | None, covered: date | None, today: date
) -> frozenset[str]:
    """The rails that may be begun. Two never pay at once.

    `pays_by`: the rail that pays now, empty where none does; `ends_on`: the day after which it was
    told to pay no more; `covered`: the last day of the city's contracts.
    """
    if pays_by == CARD:
        return frozenset({CONTRACT}) if ends_on else frozenset()
    if pays_by == CONTRACT and covered and covered >= today:
        return frozenset({CONTRACT}) if covered <= today + NEARLY else frozenset()
    return frozenset({CARD, CONTRACT})
