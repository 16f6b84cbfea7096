"""«Версия для слабовидящих» on the console's host and the platform's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from design.vision import asked, remember


@csrf_exempt  # changes nothing but the look of this browser
@require_POST
def vision(request: HttpRequest) -> HttpResponse:
    """Remember the choice and return to the page it was made on."""
    after = request.POST.get("next", "/")
    local = url_has_allowed_host_and_scheme(after, allowed_hosts=None)
    response = redirect(after if local else "/")
    remember(response, asked(request))
    return response
