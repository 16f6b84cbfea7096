"""Forms of the residents' site: they check shapes; what it means is for the actions to say."""

from portal.forms.contact import ContactForm, FollowForm
from portal.forms.filing import FilingForm
from portal.forms.tracking import TrackingForm
from portal.forms.verdict import VerdictForm

__all__ = ["ContactForm", "FilingForm", "FollowForm", "TrackingForm", "VerdictForm"]
