"""When people write, and of what: the year, the week and the day of a Russian city."""

from __future__ import annotations

from datetime import date

_WINTER = (1.9, 1.8, 1.3, 0.5, 0.1, 0.02, 0.02, 0.02, 0.3, 1.2, 1.5, 1.8)
_SNOW = (2.6, 2.4, 1.4, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.9, 2.2)
_THAW = (0.5, 0.8, 2.4, 2.2, 0.6, 0.3, 0.3, 0.3, 0.4, 0.8, 1.0, 0.6)
_MUD = (0.1, 0.1, 1.2, 3.0, 1.4, 0.8, 0.7, 0.7, 0.9, 1.3, 0.9, 0.2)
_ROADS = (0.4, 0.5, 1.6, 2.6, 1.9, 1.3, 1.1, 1.0, 1.0, 0.9, 0.6, 0.4)
_SUMMER = (0.1, 0.1, 0.2, 0.7, 1.8, 2.4, 2.3, 1.9, 1.0, 0.4, 0.1, 0.1)
_SHUTDOWN = (0.7, 0.7, 0.7, 0.8, 1.8, 2.4, 2.2, 1.6, 1.0, 0.9, 0.8, 0.7)
_DARK = (1.5, 1.2, 0.9, 0.7, 0.5, 0.4, 0.5, 0.7, 1.0, 1.4, 1.8, 1.8)
_STORM = (0.7, 0.7, 0.8, 1.0, 1.3, 1.6, 1.7, 1.4, 1.0, 0.9, 0.9, 0.8)
_STARTING = (0.6, 0.6, 0.6, 0.6, 0.3, 0.0, 0.0, 0.0, 1.6, 3.2, 1.2, 0.8)
_EVEN = (1.0,) * 12

# Share of all appeals in an average month, and its course over the year.
WEIGHTS: dict[str, tuple[float, tuple[float, ...]]] = {
    "cold_water_off": (4.0, _EVEN), "cold_water_weak": (1.6, _SHUTDOWN),
    "cold_water_dirty": (1.4, _THAW), "hot_water_off": (3.4, _SHUTDOWN),
    "hot_water_lukewarm": (1.5, _EVEN), "water_pipe_burst": (1.4, _THAW),
    "house_leak": (3.0, _EVEN), "sewer_blocked": (2.6, _EVEN), "sewer_overflow": (1.4, _THAW),
    "manhole_open": (0.7, _EVEN), "heating_off": (3.2, _WINTER), "heating_weak": (3.8, _WINTER),
    "heating_hot": (0.5, _STARTING), "heating_pipe_burst": (0.7, _STARTING),
    "radiator_leak": (1.0, _STARTING), "electricity_off": (2.8, _STORM), "voltage": (1.0, _STORM),
    "wire_down": (0.4, _STORM), "gas_off": (0.5, _EVEN), "gas_smell": (0.7, _EVEN),
    "roof_leak": (2.2, _THAW), "drainpipe": (0.6, _THAW), "icicles": (1.6, _SNOW),
    "lift": (2.4, _EVEN), "entrance_dirty": (2.2, _EVEN), "entrance_dark": (1.6, _DARK),
    "entrance_door": (1.3, _WINTER), "entrance_glass": (0.5, _WINTER), "chute": (0.5, _EVEN),
    "basement": (1.0, _SUMMER), "facade": (0.6, _THAW), "house_repair": (1.6, _EVEN),
    "house_charges": (2.4, _EVEN), "yard_snow": (3.6, _SNOW), "yard_ice": (2.4, _SNOW),
    "playground": (1.1, _SUMMER), "yard_road": (1.6, _ROADS), "yard_parking": (1.0, _SUMMER),
    "benches": (0.6, _SUMMER), "waste_collection": (3.2, _EVEN), "container_site": (0.8, _EVEN),
    "bulky_waste": (1.0, _SUMMER), "dump": (1.2, _MUD), "pothole": (3.8, _ROADS),
    "road_collapse": (0.4, _THAW), "road_snow": (3.4, _SNOW), "road_ice": (2.8, _SNOW),
    "pavement": (1.2, _ROADS), "puddle": (1.6, _MUD), "mud": (1.6, _MUD),
    "road_sign": (1.0, _EVEN), "traffic_light": (0.8, _EVEN), "street_light": (2.6, _DARK),
    "bus_late": (2.6, _WINTER), "bus_conduct": (1.0, _EVEN), "bus_stop": (0.7, _EVEN),
    "tree_danger": (1.6, _STORM), "grass": (1.8, _SUMMER), "stray_dogs": (1.4, _MUD),
    "doctor": (1.8, _WINTER), "medicine": (0.6, _EVEN), "school": (0.7, _DARK),
    "kindergarten": (0.5, _EVEN), "social_help": (0.8, _EVEN), "noise": (1.0, _SUMMER),
    "air": (0.7, _SUMMER), "construction": (0.6, _SUMMER), "trade": (0.6, _SUMMER),
    "connection": (0.5, _STORM), "abandoned": (0.4, _MUD), "other": (1.6, _EVEN),
}  # fmt: skip

# Appeals by the hour of the local day and by the day of the week (Monday first).
HOURS = (
    0.3, 0.2, 0.15, 0.1, 0.15, 0.4, 1.2, 2.6, 4.6, 5.6, 5.8, 5.4, 4.8, 4.6, 4.8, 4.8, 4.9, 5.4,
    6.2, 6.0, 5.0, 3.6, 2.0, 0.8,
)  # fmt: skip
WEEK = (1.25, 1.12, 1.08, 1.05, 1.02, 0.78, 0.70)

# Troubles that many people report at once.
INCIDENTS = (
    "cold_water_off", "hot_water_off", "heating_off", "electricity_off", "heating_pipe_burst",
    "water_pipe_burst",
)  # fmt: skip


def weight(code: str, day: date) -> float:
    """How often this trouble is reported on this day, against all others."""
    share, course = WEIGHTS.get(code, (0.3, _EVEN))
    month, far = day.month - 1, (day.day - 15) / 30
    beside = (month + (1 if far > 0 else -1)) % 12
    return share * (course[month] * (1 - abs(far)) + course[beside] * abs(far))


def activity(day: date) -> float:
    """How many appeals a day brings, against the average day: the week and the season."""
    total = sum(weight(code, day) for code in WEIGHTS)
    average = sum(share * sum(course) / 12 for share, course in WEIGHTS.values())
    return WEEK[day.weekday()] * (0.5 + 0.5 * total / average)
