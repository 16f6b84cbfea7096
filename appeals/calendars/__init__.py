"""Calendars in which a term runs: round the clock, or a working week with public holidays."""

from appeals.calendars.round_clock import RoundTheClock
from appeals.calendars.week import CityCalendar, Workweek, Year, russian_years

__all__ = ["CityCalendar", "RoundTheClock", "Workweek", "Year", "russian_years"]
