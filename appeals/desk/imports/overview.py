"""Where a list or a matrix is sent from, and the record of all that came in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appeals import digits
from appeals.administration.house_book import service_names
from appeals.desk.imports.entry import page
from appeals.desk.imports.forms import UploadForm
from appeals.desk.settings.entry import administrators, put
from appeals.errors import BadInput, RefusedMove
from appeals.models import ImportRecord, RegistryImport
from appeals.registry import imports
from appeals.registry.imports.receive import MOST_BYTES
from appeals.registry.layouts import titles
from tenants.accounts.actor import Actor

_LINES = 50


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def houses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A list of houses."""
    return _overview(request, actor, RegistryImport.HOUSES)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def matrix(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A house × service matrix."""
    return _overview(request, actor, RegistryImport.MATRIX)


@require_safe
@administrators
def journal(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What came in, newest first; `?before=` goes further back."""
    rows = ImportRecord.objects.all()
    if (before := digits.key(request.GET.get("before", ""))) is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: _LINES + 1])
    older = found[_LINES - 1].pk if len(found) > _LINES else None
    return page(request, actor, "journal", {"records": found[:_LINES], "older": older})


def _overview(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        try:
            run = imports.receive(kind, form.cleaned_data["file"], by=actor, at=timezone.now())
            return redirect("imports:run", run.pk)
        except BadInput as error:
            put(form, error)
        except RefusedMove as error:
            messages.error(request, str(error))
            return redirect(f"imports:{kind}")
    context = {
        "form": form,
        "open": RegistryImport.objects.filter(is_open=True).first(),
        "last": list(ImportRecord.objects.filter(kind=kind)[:3]),
        "most_text": f"{MOST_BYTES >> 20} МБ",
        "services": service_names().values(),
        "fields": titles(kind).values(),
    }
    return page(request, actor, kind, context, status=422 if form.is_bound else 200)
