"""Papers of every city, made when they are asked for."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from billing.models import Act, Invoice
from billing.papers import act as act_paper
from billing.papers import invoice as invoice_paper
from billing.papers import reconciliation as reconciliation_paper
from console.entry import for_operators
from paying.forms import SpanForm
from paying.views.papers import pdf
from tenants.accounts.actor import Actor
from tenants.models import City


@require_safe
@for_operators
def invoice_pdf(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """An invoice."""
    found = get_object_or_404(Invoice.objects.exclude(paper={}), pk=pk)
    return pdf(invoice_paper.pdf(found), f"Счёт {found.number}.pdf")


@require_safe
@for_operators
def act_pdf(request: HttpRequest, pk: int, *, by: Actor) -> HttpResponse:
    """An act."""
    rows = Act.objects.select_related("invoice").exclude(invoice__paper={})
    found = get_object_or_404(rows, pk=pk)
    return pdf(act_paper.pdf(found), f"Акт {found.number}.pdf")


@require_safe
@for_operators
def reconciliation(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """«Акт сверки» with a city."""
    city = get_object_or_404(City, schema_name=schema, kind="city")
    span = SpanForm(request.GET)
    if not span.is_valid():
        raise Http404
    since, until = span.cleaned_data["since"], span.cleaned_data["until"]
    made = reconciliation_paper.pdf(city.pk, city.name, since, until + timedelta(days=1))
    return pdf(made, f"Акт сверки {city.name} {since:%d.%m.%Y} – {until:%d.%m.%Y}.pdf")
