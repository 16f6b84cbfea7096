"""The passport of a house as seniors keep it: facts with their source and day."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appeals import actions
from appeals.desk import sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.points import FactForm
from appeals.desk.views.outages import put
from appeals.errors import BadInput
from appeals.models import House, HouseFact
from appeals.registry.fact_names import NAMES
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.CONTROL)
def house_passport(request: HttpRequest, actor: Actor, house_id: int) -> HttpResponse:
    """What the city learned of a house apart from its list; a POST tells one more fact."""
    house = House.objects.filter(pk=house_id).first() if house_id < 2**63 else None
    if house is None:
        raise Http404
    if request.method != "POST":
        form = FactForm(initial={"told_date": timezone.localdate()})
        return _page(request, actor, house, form)
    form = FactForm(request.POST)
    if form.is_valid():
        try:
            with transaction.atomic():
                actions.tell_fact(house, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, _("Записано: жители видят это в паспорте дома."))
            return redirect("desk:house_passport", house.pk)
        except BadInput as wrong:
            put(form, None, wrong)
    roll_back(request)
    return _page(request, actor, house, form, status=422)


def _page(
    request: HttpRequest, actor: Actor, house: House, form: FactForm, status: int = 200
) -> HttpResponse:
    facts = HouseFact.objects.filter(house=house).order_by("-at", "-id")
    context = {
        "house": house,
        "form": form,
        "facts": [(NAMES.get(fact.field, fact.field), fact) for fact in facts],
    }
    return show(
        request, actor, "house_passport.html", context, section=sections.CONTROL, status=status
    )
