"""«Подключить город»: the form, the letter's link, the page that shows the steps."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appeals.errors import BadInput
from console import joining, progress
from console.office import in_office
from onboarding.cities import applications, directory
from onboarding.cities.addresses import site
from onboarding.cities.applications import letters
from onboarding.cities.models import Application
from tenants.isolation.middleware import roll_back
from tenants.models import City, ProvisioningJob

_READS = ["GET", "HEAD", "POST"]


@require_http_methods(_READS)
@in_office
def join(request: HttpRequest) -> HttpResponse:
    """The form; filed, it answers the same whoever has applied before."""
    if request.method != "POST":
        place = directory.by_fias(request.GET.get("city", ""))
        chosen = {"city": place.label, "place": place.fias} if place else {}
        form = joining.JoinForm(initial=chosen)
        return _form(request, form)
    form = joining.JoinForm(request.POST)
    if form.is_valid():
        try:
            applications.apply(form.told(), at=timezone.now())
        except BadInput as error:
            roll_back(request)
            for name, sentence in error.fields.items():
                is_unclear = name == "city" and form.twins()
                form.add_error(name, joining.SEVERAL if is_unclear else sentence)
        else:
            return redirect("join_sent")
    return _form(request, form, status=422)


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    """`{"houses": [{"id", "label", "detail"}]}`: what the address field of the design system reads."""
    found = directory.find(request.GET.get("q", "")[:100], most=8)
    told = [{"id": each.fias, "label": each.name, "detail": each.region} for each in found]
    response = JsonResponse({"houses": told})
    response["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Where to look for the letter."""
    return render(request, "console/public/sent.html")


@require_safe
def consent(request: HttpRequest, edition: str) -> HttpResponse:
    """What the applicant agrees to."""
    if edition != joining.CONSENT:
        raise Http404
    return render(request, "console/public/consent.html", {"edition": edition})


@require_http_methods(_READS)
@in_office
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button, so that no mail program that opens links ahead can confirm by itself."""
    now = timezone.now()
    try:
        if request.method == "POST":
            application = applications.confirm(token, at=now)
            return redirect("join_steps", letters.page_key(application))
        application = applications.waiting_for(token, at=now)
    except applications.LinkSpent as spent:
        return render(request, "console/public/spent.html", {"sentence": str(spent)}, status=404)
    return render(request, "console/public/confirm.html", {"application": application})


@require_safe
@in_office
def steps(request: HttpRequest, key: str) -> HttpResponse:
    """How far the application has come; `?partial=steps`: what moves."""
    application = get_object_or_404(Application, pk=letters.of_page_key(key) or 0)
    job = ProvisioningJob.objects.filter(schema_name=application.schema_name).first()
    city = City.objects.routable().filter(schema_name=application.schema_name).first()
    host = next((each.domain for each in city.domains.all() if each.is_primary), "") if city else ""
    made = progress.of(job) if job else None
    context = {
        "application": application,
        "key": key,
        "progress": made,
        "host": host,
        "site": site(host) if host else "",
        "is_moving": application.state in Application.OPEN
        or (application.state == Application.APPROVED and not host),
    }
    template = "steps_live" if request.GET.get("partial") == "steps" else "steps"
    return render(request, f"console/public/{template}.html", context)


def _form(request: HttpRequest, form: joining.JoinForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "twins": form.twins() if form.is_bound else [],
        "edition": joining.CONSENT,
        "section": "join",
    }
    return render(request, "console/public/join.html", context, status=status)
