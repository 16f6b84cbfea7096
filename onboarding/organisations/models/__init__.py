"""An organisation's way to live work, as it is stored."""

from onboarding.organisations.models.agreement import Agreement, AgreementNumber, AnnexHouse
from onboarding.organisations.models.agreement_template import AgreementTemplate
from onboarding.organisations.models.certificate import TrustedCertificate
from onboarding.organisations.models.ending import Ending
from onboarding.organisations.models.invitation import Invitation
from onboarding.organisations.models.launch import GateRules, PhoneCheck, WeekSnapshot
from onboarding.organisations.models.party import CityParty, Details
from onboarding.organisations.models.practice import Practice, PracticePlan, PracticeResult
from onboarding.organisations.models.signature import Signature
from onboarding.organisations.models.step import Step
from onboarding.organisations.models.training import (
    Attempt,
    Certificate,
    CertificateCounter,
    Grace,
    Reminder,
    Study,
    TrainingRules,
)

__all__ = [
    "Agreement",
    "AgreementNumber",
    "AgreementTemplate",
    "AnnexHouse",
    "Attempt",
    "Certificate",
    "CertificateCounter",
    "CityParty",
    "Details",
    "Ending",
    "GateRules",
    "Grace",
    "Invitation",
    "PhoneCheck",
    "Practice",
    "PracticePlan",
    "PracticeResult",
    "Reminder",
    "Signature",
    "Step",
    "Study",
    "TrainingRules",
    "TrustedCertificate",
    "WeekSnapshot",
]
