"""One official letter, for its applicant alone: to read and to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from appeals.models import Applicant, OfficialLetter, StatutoryCase


@never_cache
@require_safe
def letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The letter of the appeal whose code this is; a miss looks like a missing appeal."""
    found = (
        OfficialLetter.objects.select_related("appeal")
        .filter(pk=pk, appeal__tracking_code=code)
        .first()
    )
    if found is None:
        return render(request, "portal/no_track.html", {"section": "track"}, status=404)
    context = {
        "section": "track",
        "letter": found,
        "case": StatutoryCase.objects.filter(appeal=found.appeal).first(),
        "who": Applicant.objects.filter(appeal=found.appeal).first(),
    }
    response = render(request, "portal/letter.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
