"""From «Подключить город» to an order for the steward: one verb a file, all in the office's tenant.

The public site has neither people nor letters of its own, so whoever calls these has entered the
office: its role alone may read applications.
"""

from onboarding.cities.applications.admit import admit_at_once
from onboarding.cities.applications.apply import Told, apply
from onboarding.cities.applications.approve import approve
from onboarding.cities.applications.confirm import LinkSpent, confirm, waiting_for
from onboarding.cities.applications.refuse import refuse

__all__ = [
    "LinkSpent",
    "Told",
    "admit_at_once",
    "apply",
    "approve",
    "confirm",
    "refuse",
    "waiting_for",
]
