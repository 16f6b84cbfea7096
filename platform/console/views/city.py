"""One city: its facts, its order step by step, what operators did to it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from billing.models import Plan, Subscription
from console import orders, progress
from console.entry import for_operators
from console.models import Action
from onboarding.cities import checklist
from onboarding.cities.addresses import site
from onboarding.cities.models import Launch
from onboarding.cities.zones import ZONES
from tenants.accounts.actor import Actor
from tenants.isolation.scope import role_of
from tenants.models import City, Entitlements, ProvisioningJob

JOURNAL_LINES = 20


@require_safe
@for_operators
def city(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """The page, or with `?partial=steps` the steps alone."""
    job = ProvisioningJob.objects.filter(schema_name=schema).first()
    row = City.objects.filter(schema_name=schema, kind="city").first()
    if row is None and (job is None or job.wanted.get("kind", "city") != "city"):
        raise Http404
    wanted = job.wanted if job else {}
    host = row.domains.filter(is_primary=True).first() if row else None
    address = host.domain if host else wanted.get("host", "")
    zone = row.time_zone if row else wanted.get("time_zone", "")
    facts = {
        "schema": schema,
        "name": row.name if row else wanted["name"],
        "city": row,
        "order": wanted,
        "job": job,
        "progress": progress.of(job) if job else None,
        "host": address,
        "site": site(address),
        "region": row.region if row else wanted.get("region", ""),
        "codes": [row.code, row.latin_code] if row else [wanted["code"], wanted["latin_code"]],
        "time_zone": dict(ZONES).get(zone, zone),
        "section": "cities",
    }
    if request.GET.get("partial") == "steps":
        return render(request, "console/steps.html", facts)
    facts["entitlements"] = Entitlements.objects.filter(city=row).first() if row else None
    facts["subscription"] = (
        Subscription.objects.filter(tenant=role_of(schema)).select_related("plan").first()
    )
    facts["plans"], facts["periods"] = Plan.objects.offered(), Subscription.PERIODS
    facts["launch"] = launch = Launch.objects.filter(tenant=role_of(schema)).first()
    if launch:
        facts["checklist"] = [
            {"title": item.title, **launch.items[item.code]}
            for item in checklist.ITEMS
            if item.code in launch.items
        ]
        facts["days_still"] = (timezone.now() - launch.changed_at).days
    facts["actions"] = Action.objects.filter(schema_name=schema)[:JOURNAL_LINES]
    return render(request, "console/city.html", facts)


@require_POST
@for_operators
def retry(request: HttpRequest, schema: str, *, by: Actor) -> HttpResponse:
    """Let the steward try again."""
    try:
        orders.retry(schema, by=by, at=timezone.now())
    except orders.NothingToRetry:
        messages.info(request, _("Повторять нечего: заказ уже выполнен."))
    return redirect("console:city", schema)
