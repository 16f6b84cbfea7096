"""What a city's way in is made of, in `public`: applications and how they are let in."""

from onboarding.cities.models.admission import Admission
from onboarding.cities.models.application import Application

__all__ = ["Admission", "Application"]
