"""The city's numbers for the gate."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appeals.desk.settings.entry import put
from appeals.desk.settings.fields import Plain, number
from appeals.errors import BadInput
from onboarding.organisations import access, gate_rules
from onboarding.organisations.entry import only, page
from onboarding.organisations.models import GateRules
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


class RulesForm(Plain):
    """A field for each number, with its bounds beside it."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, (least, most) in gate_rules.BOUNDS.items():
            label = str(GateRules._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
            self.fields[name] = number(label, least, most)


@require_http_methods(["GET", "HEAD", "POST"])
@only(access.speaks_for_city)
def rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form; what is live already stays live whatever is changed."""
    kept = GateRules.of_city()
    initial = {name: getattr(kept, name) for name in gate_rules.BOUNDS}
    form: forms.Form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                gate_rules.change(form.cleaned_data, by=actor, at=timezone.now())
        except BadInput as error:
            roll_back(request)
            put(form, error)
        else:
            messages.success(request, "Условия запуска сохранены.")
            return redirect("connecting:rules")
    return page(request, actor, "rules.html", {"form": form}, status=422 if form.errors else 200)
