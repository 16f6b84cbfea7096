"""What all tenants share, in `public`: who they are, where they live, and what waits to be sent."""

from tenants.models.blueprint import Blueprint
from tenants.models.branding import Branding
from tenants.models.city import City
from tenants.models.domain import Domain
from tenants.models.entitlements import Entitlements
from tenants.models.host_wish import HostWish
from tenants.models.job import ProvisioningJob
from tenants.models.offboarding import Offboarding
from tenants.models.outbox import OutboxMessage
from tenants.models.revision import Revision
from tenants.models.support import SupportAccess, SupportConsent

__all__ = [
    "Blueprint",
    "Branding",
    "City",
    "Domain",
    "Entitlements",
    "HostWish",
    "Offboarding",
    "OutboxMessage",
    "ProvisioningJob",
    "Revision",
    "SupportAccess",
    "SupportConsent",
]
