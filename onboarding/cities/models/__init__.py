"""What a city's way in is made of, in `public`: applications, answers, checklists, own hosts."""

from onboarding.cities.models.admission import Admission
from onboarding.cities.models.application import Application
from onboarding.cities.models.launch import Launch
from onboarding.cities.models.own_domain import OwnDomain

__all__ = ["Admission", "Application", "Launch", "OwnDomain"]
