"""Which squares are counted, and which of them a zoom is answered from."""

from appeals.places import LEVEL

# Every second level is stored, a level between is four squares of the next one. A square of level 12
# is about six kilometres wide in the middle of Russia, one of level 20 about 23 metres: a house.
LEVELS = (12, 14, 16, 18, 20)
# A square is so much finer than a tile: 64 of a tile's 256 pixels.
_FINER = 2
# Single days are kept for as long as the longest period that is told in days, and a few more.
RECENT_DAYS = 35


def level_at(zoom: int) -> int:
    """The level whose squares are 64 pixels wide at this zoom, the finest one beyond."""
    return min(zoom + _FINER, LEVELS[-1])


def stored(level: int) -> int:
    """The coarsest stored level that is as fine as this one."""
    return next(one for one in LEVELS if one >= level)


def shift(level: int) -> int:
    """By how many bits a full Morton code is longer than one of this level."""
    return 2 * (LEVEL - level)
