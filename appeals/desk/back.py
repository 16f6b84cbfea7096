"""Where a person goes on after a move: the list they came from, never another site."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from tenants.isolation import scope


def to(request: HttpRequest, otherwise: str) -> str:
    """The address in the form's `back`, when it is a page of the desk."""
    wanted = request.POST.get("back", "")
    if (
        url_has_allowed_host_and_scheme(wanted, allowed_hosts={scope.require().host})
        and not urlsplit(wanted).netloc
        and wanted.startswith("/desk/")
    ):
        return wanted
    return otherwise
