"""A city asks to pay by contract."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appeals.desk.settings.entry import administrators, page
from billing import actions
from billing.clock import day_of
from billing.errors import CannotDo
from paying.forms import RequestForm
from tenants.accounts.actor import Actor


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def contract(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The details of the city's side; the operators answer with a contract, or in words."""
    form = RequestForm(request.POST or None, today=day_of(timezone.now()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(by=actor, **form.cleaned_data)
        except CannotDo as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Заявка отправлена. Ответ придёт на эту страницу.")
            return redirect("paying:home")
    status = 422 if form.errors else 200
    return page(
        request, actor, "billing", {"form": form}, template="billing_contract", status=status
    )
