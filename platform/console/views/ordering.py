"""Ordering a city."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from console import orders
from console.entry import for_operators
from console.forms import CityForm
from tenants.accounts.actor import Actor
from tenants.models import ProvisioningJob


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def new(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """The form; an order leads to the page that shows it being carried out."""
    form = CityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        job = orders.place(form.schema(), form.wanted(), by=by, at=timezone.now())
        return redirect("console:city", job.schema_name)
    return render(request, "console/new.html", {"form": form, "section": "cities"})


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def correct(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """The same form for an order that stopped before anything was built."""
    job = get_object_or_404(ProvisioningJob, schema_name=schema, done=[])
    form = CityForm(request.POST or None, correcting=job)
    if request.method == "POST" and form.is_valid():
        orders.correct(schema, form.wanted(), by=by, at=timezone.now())
        return redirect("console:city", schema)
    return render(request, "console/new.html", {"form": form, "job": job, "section": "cities"})


@require_safe
@for_operators
def suggested(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Address and codes for the name that was typed; what stands in the fields stays."""
    form = CityForm(request.GET)
    form.fill_in()
    shown = CityForm(initial=dict(form.data))
    return render(request, "console/suggested.html", {"form": shown})
