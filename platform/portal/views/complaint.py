"""«Пожаловаться на текст или фото»: from the public card to the desk's list."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from appeals import actions
from appeals.errors import AppealError, BadInput
from appeals.models import Appeal, Attachment
from portal import browser, cards
from portal.forms.complaint import ComplaintForm
from tenants.accounts.actor import ANONYMOUS
from tenants.accounts.limits import allowed
from tenants.isolation.middleware import roll_back

OF_NETWORK, HOUR_SECONDS = 10, 3_600


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, number: str) -> HttpResponse:
    """The form, and what becomes of it; who complains is not asked."""
    appeal = cards.find_public(number)
    if appeal is None:
        return render(request, "portal/no_card.html", {"number": number[:64]}, status=404)
    photos = list(Attachment.objects.filter(appeal=appeal, is_public=True))
    form = ComplaintForm(request.POST if request.method == "POST" else None, photos=photos)
    if form.is_bound and form.is_valid() and _taken(request, appeal, form):
        back = reverse("portal:card", args=[appeal.latin_number])
        response = HttpResponseRedirect(f"{back}?said=complaint")
        browser.remember(request, response)
        return response
    context = {"appeal": appeal, "form": form, "photos": photos, "problem": bool(form.errors)}
    return render(request, "portal/complain.html", context, status=422 if form.errors else 200)


def _taken(request: HttpRequest, appeal: Appeal, form: ComplaintForm) -> bool:
    """Whether it is before the desk now; else the form says why not."""
    origin = actions.Origin(
        browser=browser.digest(request), network=browser.network_digest(request)
    )
    if not allowed("complaint", origin.network, OF_NETWORK, HOUR_SECONDS):
        form.add_error(None, _("Жалоб из вашей сети уже много. Попробуйте через час."))
        return False
    try:
        actions.complain(
            appeal.pk, **form.cleaned_data, origin=origin, by=ANONYMOUS, at=timezone.now()
        )
    except BadInput as wrong:
        for name, sentence in wrong.fields.items():
            form.add_error(name, sentence)
    except AppealError as refused:
        form.add_error(None, str(refused))
    else:
        return True
    roll_back(request)
    return False
