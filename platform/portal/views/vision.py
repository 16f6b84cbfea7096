"""What a person chose for their eyes."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from design import vision as choice


@csrf_exempt  # how a page looks on this machine; a token would put a cookie on every visitor
@require_POST
def vision(request: HttpRequest) -> HttpResponse:
    """Remember the choice and go back to the page it was made on."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    wanted = choice.asked(request)
    # Back to the panel, which stands open while it is what the address points at.
    response = HttpResponseRedirect(f"{back.partition('#')[0]}#vision" if wanted else back)
    choice.remember(response, wanted)
    return response
