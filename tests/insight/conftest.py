"""What tests of figures share."""

from tests.desk.conftest import statements

__all__ = ["statements"]
