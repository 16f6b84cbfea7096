"""What all tenants share, in `public`: who they are, where they live, and what waits to be sent."""

from tenants.models.blueprint import Blueprint
from tenants.models.branding import Branding
from tenants.models.city import City
from tenants.models.domain import Domain
from tenants.models.job import ProvisioningJob
from tenants.models.outbox import OutboxMessage

__all__ = ["Blueprint", "Branding", "City", "Domain", "OutboxMessage", "ProvisioningJob"]
