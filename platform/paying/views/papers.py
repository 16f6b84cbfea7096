"""Papers to download, made when they are asked for."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from appeals.desk.settings.entry import administrators
from billing.models import Act, Invoice
from billing.papers import act as act_paper
from billing.papers import invoice as invoice_paper
from billing.papers import reconciliation as reconciliation_paper
from paying.forms import SpanForm
from tenants.accounts.actor import Actor
from tenants.isolation import scope


@require_safe
@administrators
def invoice(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """An invoice of this city."""
    found = get_object_or_404(Invoice, pk=pk, tenant=scope.require().role)
    if not found.paper:
        raise Http404
    return pdf(invoice_paper.pdf(found), f"Счёт {found.number}.pdf")


@require_safe
@administrators
def act(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """An act of this city."""
    rows = Act.objects.select_related("invoice")
    found = get_object_or_404(rows, pk=pk, tenant=scope.require().role)
    if not found.invoice.paper:
        raise Http404
    return pdf(act_paper.pdf(found), f"Акт {found.number}.pdf")


@require_safe
@administrators
def reconciliation(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was given and paid between two days."""
    span = SpanForm(request.GET)
    if not span.is_valid():
        raise Http404
    since, until = span.cleaned_data["since"], span.cleaned_data["until"]
    tenant = scope.require()
    made = reconciliation_paper.pdf(tenant.id, tenant.name, since, until + timedelta(days=1))
    return pdf(made, f"Акт сверки {since:%d.%m.%Y} – {until:%d.%m.%Y}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    """A paper under its name; kept by nobody on the way."""
    answer = HttpResponse(content, content_type="application/pdf")
    disposition = content_disposition_header(as_attachment=False, filename=name)
    answer["Content-Disposition"] = str(disposition)
    answer["Cache-Control"] = "private, no-store"
    return answer
