"""A certificate as a document for its owner, and as a page anybody may check."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from appeals.models import Member
from onboarding.organisations.models import Certificate
from onboarding.organisations.training import access, certifying
from onboarding.organisations.training import document as drawing
from onboarding.organisations.training.content import courses
from onboarding.organisations.training.entry import Seat, learning


@require_safe
@learning
def document(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The PDF: one's own, or of those one looks after."""
    certificate = Certificate.objects.filter(pk=pk).first()
    if certificate is None:
        raise certifying.NoCertificate
    places = Member.objects.filter(user_id=certificate.user_id)
    place = places.values_list("organisation_id", flat=True).first()
    if not access.sees_certificate(seat.actor, certificate.user_id, place):
        raise certifying.NoCertificate
    response = HttpResponse(drawing.drawn(certificate), content_type="application/pdf")
    name = f"certificate-{certificate.year}-{certificate.serial:05d}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@never_cache
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate holds: what it says, without the name in full."""
    certificate = Certificate.objects.filter(code=code).first()
    if certificate is None:
        return _answer(request, "no_certificate.html", {}, status=404)
    course = courses().get(certificate.course)
    context = {
        "certificate": certificate,
        "course": course,
        "initials": drawing.initials(certificate.name),
        "is_outdated": course is None or certificate.version < course.version,
        "now": timezone.now(),
    }
    return _answer(request, "certificate.html", context)


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    response = render(request, f"training/{template}", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
