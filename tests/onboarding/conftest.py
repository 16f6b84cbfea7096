"""Operators at their console, for cities that come through it."""

from tests.console.conftest import operator, orders

__all__ = ["operator", "orders"]
