"""What every template may know of the tenant."""

from django.http import HttpRequest


def tenant(request: HttpRequest) -> dict[str, object]:
    """`tenant`: name, host, branding; None on the platform's public site."""
    return {"tenant": getattr(request, "tenant", None)}
