"""What a city's administrator does on the way to the opening: one verb a file."""

from onboarding.cities.actions.change_look import Look, change_look, drop_emblem
from onboarding.cities.actions.count_launch import count_launch
from onboarding.cities.actions.mark_done import mark_done
from onboarding.cities.actions.open_city import appoint_opening, close_again, open_if_due, open_now

__all__ = [
    "Look",
    "appoint_opening",
    "change_look",
    "close_again",
    "count_launch",
    "drop_emblem",
    "mark_done",
    "open_if_due",
    "open_now",
]
