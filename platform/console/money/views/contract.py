"""Contracts: signed, ended, refused."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from billing import actions
from billing.clock import day_of
from billing.errors import CannotDo
from billing.gateway import Gateway, Line
from billing.gateways.contract_gateway import ContractGateway
from billing.models import Contract, ContractRequest
from console import lines
from console.entry import for_operators
from console.models import Action
from console.money.forms import ContractForm, EndForm, ExtraForm, ReasonForm
from console.money.views.doing import done, show, told
from tenants.accounts.actor import Actor
from tenants.isolation.scope import role_of
from tenants.models import City


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def contract(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """The form, filled in with what the city asked for; saved, the city pays by it."""
    city = get_object_or_404(City, schema_name=schema, kind="city")
    now = timezone.now()
    asked = ContractRequest.objects.filter(tenant=role_of(schema), answered_at=None).first()
    form = (
        ContractForm(request.POST)
        if request.method == "POST"
        else ContractForm.of_request(asked, day_of(now))
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                signed = actions.sign(city, request=asked, by=by, at=now, **form.cleaned_data)
                _note(Action.SIGNED, city, by=by, after=str(signed))
        except CannotDo as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("money:city", schema)
    status = 422 if form.errors else 200
    return show(request, "contract", {"form": form, "city": city, "asked": asked}, status=status)


@require_POST
@for_operators
def extra(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """An invoice beside the timetable; sent twice, the form makes one."""
    form = ExtraForm(request.POST)
    if not told(request, form):
        return redirect("money:city", schema)
    data, wish = form.cleaned_data, str(form.cleaned_data["wish"])
    line = Line("extra", data["title"], data["kopecks"])
    return done(
        request,
        lambda: _rail(by).send_invoice(
            schema, [line], days_until_due=0, note="", operation=wish, key=wish
        ),
        "Счёт выставлен.",
        "money:city",
        schema,
    )


@require_POST
@for_operators
def end_subscription(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """The city leaves by letter: the end of what is invoiced is its last day."""
    city = get_object_or_404(City, schema_name=schema, kind="city")
    return done(
        request,
        lambda: _rail(by).cancel(schema, at_once=False, operation="", key=schema),
        "Последний день записан: новых счетов не будет.",
        "money:city",
        schema,
        note=lambda: _note(Action.UNSUBSCRIBED, city, by=by),
    )


@require_POST
@for_operators
def end_contract(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """Its last day."""
    row = get_object_or_404(Contract.objects.select_related("city"), pk=pk)
    form = EndForm(request.POST)
    if not told(request, form):
        return redirect("money:city", row.city.schema_name)
    return done(
        request,
        lambda: actions.end_contract(pk, on=form.cleaned_data["on"], at=timezone.now()),
        "Последний день договора записан.",
        "money:city",
        row.city.schema_name,
        note=lambda: _note(
            Action.CONTRACT_ENDED,
            row.city,
            by=by,
            after=f"{row}, {form.cleaned_data['on']:%d.%m.%Y}",
        ),
    )


@require_POST
@for_operators
def refuse(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """An answer in words; the city can ask again."""
    asked = get_object_or_404(ContractRequest, pk=pk)
    form = ReasonForm(request.POST)
    if not told(request, form):
        return redirect("money:overview")
    return done(
        request,
        lambda: actions.answer(
            asked, contract=None, sentence=form.cleaned_data["reason"], by=by, at=timezone.now()
        ),
        "Ответ отправлен: город увидит его на своей странице.",
        "money:overview",
    )


def _note(verb: str, city: City, *, by: Actor, **details: str) -> None:
    lines.write(verb, schema=city.schema_name, city=city.name, by=by, at=timezone.now(), **details)


def _rail(by: Actor) -> Gateway:
    return ContractGateway(by=by, at=timezone.now())
