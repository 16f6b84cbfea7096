"""One import from its columns to its end: the page says where it stands, each step is a POST."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals import digits
from appeals.desk.imports.entry import page
from appeals.desk.imports.forms import ColumnsForm
from appeals.desk.settings.entry import administrators, put
from appeals.errors import BadInput, NotFound, RefusedMove
from appeals.models import ImportProblem, RegistryImport
from appeals.registry import imports
from appeals.registry.imports import files, progress
from appeals.registry.imports.ask_again import PATIENCE
from appeals.registry.imports.work import MOST_LISTED
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_PROBLEMS = 50


@require_safe
@administrators
def run(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Where the import stands now; checked: what it would change and what is wrong.

    `?columns` leads from there back to the choice of columns.
    """
    found = _found(pk)
    chooses = found.state == RegistryImport.CHECKED and "columns" in request.GET
    form = ColumnsForm(found) if chooses or found.state == RegistryImport.COLUMNS else None
    return _page(request, actor, found, form)


@require_safe
@administrators
def state(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The bar of progress alone; once the worker is done, the page is asked for anew."""
    found = _found(pk)
    answer = render(request, "desk/imports/parts/progress.html", _progress(found))
    if not found.runs:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
@administrators
def columns(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Choose the columns and let the file be checked."""
    found = _found(pk)
    form = ColumnsForm(found, request.POST)
    if form.is_valid():
        try:
            imports.choose_columns(
                pk, places=form.places(), options=form.options(), by=actor, at=timezone.now()
            )
            return redirect("imports:run", pk)
        except BadInput as error:
            named = {
                f"place_{name}" if f"place_{name}" in form.fields else name: sentence
                for name, sentence in error.fields.items()
            }
            put(form, BadInput(named))
        except RefusedMove as error:
            messages.error(request, str(error))
            return redirect("imports:run", pk)
    roll_back(request)
    return _page(request, actor, found, form, status=422)


@require_POST
@administrators
def accept(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take what was shown: all, or (`part`) the good rows."""
    part = request.POST.get("part") == "1"
    return _step(request, pk, lambda: imports.accept(pk, part=part, by=actor, at=timezone.now()))


@require_POST
@administrators
def drop(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Give it up."""
    return _step(request, pk, lambda: imports.drop(pk, by=actor, at=timezone.now()))


@require_POST
@administrators
def again(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Ask the worker once more."""
    return _step(request, pk, lambda: imports.ask_again(pk, by=actor, at=timezone.now()))


def _step(request: HttpRequest, pk: int, take: Callable[[], object]) -> HttpResponse:
    try:
        take()
    except NotFound as missing:
        raise Http404 from missing
    except RefusedMove as error:
        messages.error(request, str(error))
    return redirect("imports:run", pk)


def _found(pk: int) -> RegistryImport:
    found = RegistryImport.objects.filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    actor: Actor,
    found: RegistryImport,
    form: ColumnsForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"run": found, "form": form, **_progress(found)}
    if found.findings:
        context |= _problems(request, found)
    context["has_wrong"] = files.path_of(found.folder, files.WRONG).exists()
    return page(request, actor, found.kind, context, template="run", status=status)


def _progress(found: RegistryImport) -> dict[str, Any]:
    told = progress.read(found.pk) if found.runs else None
    asked = found.asked_at
    is_late = found.runs and asked is not None and timezone.now() - asked >= PATIENCE
    return {"run": found, "told": told, "is_late": is_late}


def _problems(request: HttpRequest, found: RegistryImport) -> dict[str, Any]:
    """A page of what is wrong: refusals, or (`?show=remarks`) remarks; `?after=line_id` goes on."""
    refused, remarked = found.findings.get("refused"), found.findings.get("remarks")
    shows_remarks = request.GET.get("show") == "remarks" or not refused
    rows = ImportProblem.objects.filter(of=found, refuses=not shows_remarks)
    line, _, key = request.GET.get("after", "").partition("_")
    after = digits.count(line), digits.key(key)
    if after[0] is not None and after[1] is not None:
        rows = rows.filter(line__gte=after[0]).exclude(line=after[0], id__lte=after[1])
    listed = list(rows.order_by("line", "id")[: _PROBLEMS + 1])
    last = listed[_PROBLEMS - 1] if len(listed) > _PROBLEMS else None
    return {
        "problems": listed[:_PROBLEMS],
        "following": f"{last.line}_{last.pk}" if last is not None else "",
        "shows_remarks": shows_remarks,
        "is_cut": (refused or 0) + (remarked or 0) > MOST_LISTED,
        "most_listed": MOST_LISTED,
    }
