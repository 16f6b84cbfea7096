"""The city's list of causes."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from appeals import catalogue
from appeals.administration import causes as book
from appeals.desk.forms.fields import line
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain
from appeals.errors import BadInput
from appeals.models import Cause
from tenants.accounts.actor import Actor


class CauseForm(Plain):
    """A cause and the services it fits."""

    name = line(_("Причина"))
    services = forms.MultipleChoiceField(
        label=_("Услуги"),
        required=False,
        choices=lambda: [(one.code, one.name.ru) for one in catalogue.services()],
    )
    is_active = forms.BooleanField(label=_("Предлагать при закрытии"), required=False)


@require_safe
@administrators
def causes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All causes in their order."""
    names = {one.code: one.name.ru for one in catalogue.services()}
    rows = [
        {"cause": cause, "services": [names.get(code, code) for code in cause.services]}
        for cause in Cause.objects.all()
    ]
    return page(request, actor, "causes", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def cause(request: HttpRequest, actor: Actor, cause_id: int | None = None) -> HttpResponse:
    """A new cause, or one of them."""
    known = Cause.objects.filter(pk=cause_id).first() if cause_id else None
    if cause_id and known is None:
        raise Http404
    initial: dict[str, object] = {"is_active": True}
    if known is not None:
        initial = {"name": known.name, "services": known.services, "is_active": known.is_active}
    form = CauseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            book.set_cause(
                cause_id,
                name=told["name"],
                services=tuple(told["services"]),
                is_active=told["is_active"],
                by=actor,
                at=timezone.now(),
            )
        except BadInput as error:
            put(form, error)
        else:
            messages.success(request, gettext("Причина сохранена."))
            return redirect("desk:settings_causes")
    context = {"form": form, "cause": known}
    status = 422 if form.is_bound else 200
    return page(request, actor, "causes", context, template="cause", status=status)
