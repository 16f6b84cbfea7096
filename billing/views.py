"""The door for Stripe's webhook, on the office's host."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing.inbox import signature, taking


@csrf_exempt
@require_POST
def stripe(request: HttpRequest) -> HttpResponse:
    """Keep the event and say so; what it means is found out later."""
    if not settings.STRIPE_WEBHOOK_SECRETS:
        raise Http404
    header = request.headers.get("Stripe-Signature", "")
    try:
        taking.take(request.body, header, at=timezone.now())
    except (signature.BadSignature, taking.Unreadable):
        return HttpResponse("Not an event of ours.", status=400, content_type="text/plain")
    return HttpResponse("Taken.", content_type="text/plain")
