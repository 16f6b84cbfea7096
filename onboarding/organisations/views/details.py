"""The form of an organisation's details."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appeals.desk.settings.entry import put
from appeals.errors import BadInput
from onboarding.organisations import access
from onboarding.organisations import details as book
from onboarding.organisations.entry import connected, mapped, page
from onboarding.organisations.forms import DetailsForm
from onboarding.organisations.models import Details
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_http_methods(["GET", "HEAD", "POST"])
@connected
@mapped
def details(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What agreements name; a refusal keeps everything typed."""
    found = access.one(pk, actor)
    if not access.changes_details(actor, found):
        raise PermissionDenied
    known = Details.objects.filter(organisation=found).first() or Details(organisation=found)
    initial = {name: getattr(found, name) for name in book.OF_ORGANISATION}
    initial |= {name: getattr(known, name) for name in book.OF_DETAILS}
    form = DetailsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                book.change(pk, told=form.cleaned_data, by=actor, at=timezone.now())
        except BadInput as error:
            roll_back(request)
            put(form, error)
        else:
            messages.success(request, "Сведения сохранены.")
            return redirect("connecting:organisation", pk)
    status = 422 if form.is_bound else 200
    return page(
        request,
        actor,
        "details.html",
        {
            "form": form,
            "organisation": found,
            "inn_is_settled": not access.changes_inn(actor, found),
        },
        status=status,
    )
