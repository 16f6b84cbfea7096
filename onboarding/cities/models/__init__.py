"""What a city's way in is made of, in `public`: applications, how they are let in, checklists."""

from onboarding.cities.models.admission import Admission
from onboarding.cities.models.application import Application
from onboarding.cities.models.launch import Launch

__all__ = ["Admission", "Application", "Launch"]
