"""Files of each city in a folder of its own."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from tenants.isolation import scope


class TenantStorage(FileSystemStorage):
    """A path is relative to the city of the moment; climbing out of it is refused by Django."""

    @property
    def base_location(self) -> str:
        """The folder of the current city.

        Raises:
            NoTenant: files belong to a city.
        """
        return str(settings.MEDIA_ROOT / scope.require().schema)

    @property
    def location(self) -> str:
        """The same, absolute."""
        return self.base_location
