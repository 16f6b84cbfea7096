"""The language of the pages, changed by the person who reads them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from design import language as choice


@csrf_exempt  # how a page reads on this machine; a token would put a cookie on every visitor
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back to the page it was made on."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(choice.without(back))
    choice.remember(response, request.POST.get("language", ""))
    return response
