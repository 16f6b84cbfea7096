"""One house: what is known, who serves it and served it, its point; each mended by hand."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals.administration import house_book
from appeals.administration.house_book import service_names
from appeals.desk.imports.entry import page, today
from appeals.desk.imports.forms import EndForm, LineForm, PointForm
from appeals.desk.settings.entry import administrators, put
from appeals.errors import BadInput
from appeals.models import House, Serving
from appeals.registry.fact_names import NAMES
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_FACTS = ("built_year", "floors", "flats", "area_m2", "heat_line")


@require_safe
@administrators
def house(request: HttpRequest, actor: Actor, house_id: int) -> HttpResponse:
    """Everything about the house."""
    return _page(request, actor, _house(house_id))


@require_POST
@administrators
def add_line(request: HttpRequest, actor: Actor, house_id: int) -> HttpResponse:
    """Who gives a service from now on, or gave it once."""
    found, form = _house(house_id), LineForm(request.POST)
    if form.is_valid():
        try:
            house_book.add_line(found, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Записано. Новые обращения пойдут по этой записи.")
            return redirect("imports:house", found.pk)
        except BadInput as error:
            put(form, error)
    return _refused(request, actor, found, line_form=form)


@require_POST
@administrators
def end_line(request: HttpRequest, actor: Actor, house_id: int, line_id: int) -> HttpResponse:
    """The last day of a line."""
    found, form = _house(house_id), EndForm(request.POST, prefix=f"end{line_id}")
    lines = Serving.objects.select_related("organisation", "house").select_for_update(of=("self",))
    line = lines.filter(house=found, pk=line_id).first() if line_id < 2**63 else None
    if line is None:
        raise Http404
    if form.is_valid():
        try:
            house_book.end_line(line, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Запись закончена. В истории дома она останется.")
            return redirect("imports:house", found.pk)
        except BadInput as error:
            put(form, error)
    return _refused(request, actor, found, end_forms={line_id: form})


@require_POST
@administrators
def point(request: HttpRequest, actor: Actor, house_id: int) -> HttpResponse:
    """Where the house stands."""
    found, form = _house(house_id), PointForm(_with_points(request))
    if form.is_valid():
        try:
            house_book.move_house(found, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Точка сохранена. Загрузки её больше не сдвинут.")
            return redirect("imports:house", found.pk)
        except BadInput as error:
            put(form, error)
    return _refused(request, actor, found, point_form=form)


def _with_points(request: HttpRequest) -> dict[str, str]:
    """«53,195» as «53.195»: a comma is how the figures are written here."""
    return {
        name: request.POST.get(name, "").strip().replace(",", ".") for name in PointForm.base_fields
    }


def _house(house_id: int) -> House:
    rows = House.objects.select_related("street")
    found = rows.filter(pk=house_id).first() if house_id < 2**63 else None
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, actor: Actor, found: House, **forms_: Any) -> HttpResponse:
    roll_back(request)
    found = _house(found.pk)
    return _page(request, actor, found, status=422, **forms_)


def _page(
    request: HttpRequest,
    actor: Actor,
    found: House,
    *,
    line_form: LineForm | None = None,
    end_forms: dict[int, EndForm] | None = None,
    point_form: PointForm | None = None,
    status: int = 200,
) -> HttpResponse:
    initial = {"latitude": found.latitude, "longitude": found.longitude}
    context = {
        "house": found,
        "facts": [(NAMES[name], value) for name in _FACTS if (value := getattr(found, name))],
        "services": _services(found, end_forms or {}),
        "line_form": line_form or LineForm(initial={"since": today()}),
        "point_form": point_form or PointForm(initial=initial),
    }
    return page(request, actor, "book", context, template="house", status=status)


def _services(found: House, end_forms: dict[int, EndForm]) -> list[dict[str, Any]]:
    """The lines by service in the catalogue's order, the latest first; those that hold can be ended."""
    names = service_names()
    order = {code: place for place, code in enumerate(names)}
    lines = list(Serving.objects.filter(house=found).select_related("organisation"))
    lines.sort(key=lambda line: line.since.toordinal() if line.since else 0, reverse=True)
    lines.sort(key=lambda line: (order.get(line.service, len(order)), line.service))
    day = today()
    return [
        {
            "name": names.get(service, service),
            "lines": [
                {
                    "line": line,
                    "holds": line.holds(day),
                    "form": end_forms.get(line.pk) or _end_form(line)
                    if line.until is None or line.until > day
                    else None,
                }
                for line in each
            ],
        }
        for service, each in groupby(lines, key=lambda line: line.service)
    ]


def _end_form(line: Serving) -> forms.Form:
    return EndForm(
        prefix=f"end{line.pk}", initial={"last_day": max(today(), line.since or today())}
    )
