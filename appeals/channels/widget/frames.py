"""Who may frame a page: the origins of one site and nobody else."""

from appeals import origins
from appeals.models import Site


def ancestors(site: Site) -> str:
    """The sources of `frame-ancestors`; every one was checked when it was listed."""
    return " ".join(site.origins)


def is_listed(site: Site, address: str) -> bool:
    """Whether a page at this address (a Referer) is one of the site's."""
    try:
        return origins.origin(address) in site.origins
    except origins.NotAnOrigin:
        return False
