"""How many people live in each district, and where it ends."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from appeals.administration import districts as book
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain, number
from appeals.errors import BadInput
from appeals.models import District
from appeals.registry import outlines
from appeals.registry.tables import BadFile
from tenants.accounts.actor import Actor

_MOST_BYTES = 2 * 1024 * 1024


class DistrictsForm(Plain):
    """A number for each district, and one source for all of them."""

    source = forms.CharField(label=_("Откуда числа"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.names = book.names()
        known = {one.name: one for one in District.objects.all()}
        sources = [one.source for one in known.values() if one.source]
        kwargs.setdefault("initial", {"source": sources[0] if sources else ""})
        super().__init__(*args, **kwargs)
        for place, name in enumerate(self.names):
            field = number(name, 1, book.MOST, required=False)
            field.initial = known[name].inhabitants if name in known else None
            self.fields[f"district_{place}"] = field
        self.order_fields([*(f"district_{place}" for place in range(len(self.names))), "source"])

    def numbers(self) -> dict[str, int | None]:
        """The inhabitants by district."""
        return {
            name: self.cleaned_data[f"district_{place}"] for place, name in enumerate(self.names)
        }


class BoundariesForm(Plain):
    """A file with the districts' boundaries, and whose it is."""

    boundaries = forms.FileField(label=_("Границы районов, GeoJSON"))
    boundary_source = forms.CharField(label=_("Откуда границы"), max_length=200)

    def text(self) -> str:
        """The file's words; what is no text is read as one that says nothing."""
        told: bytes = self.cleaned_data["boundaries"].read(_MOST_BYTES)
        return told.decode("utf-8", errors="replace")


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def districts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All districts on one page."""
    outlined = BoundariesForm(
        *((request.POST, request.FILES) if "boundary_source" in request.POST else ())
    )
    form = DistrictsForm(None if outlined.is_bound else request.POST or None)
    saved = _save_boundaries(outlined, actor) if outlined.is_bound else _save_numbers(form, actor)
    if saved:
        messages.success(request, gettext("Сохранено."))
        return redirect("desk:settings_districts")
    status = 422 if form.is_bound or outlined.is_bound else 200
    drawn = District.objects.exclude(boundary=[]).order_by("name")
    context = {"form": form, "outlined": outlined, "drawn": drawn}
    return page(request, actor, "districts", context, status=status)


def _save_numbers(form: DistrictsForm, actor: Actor) -> bool:
    if not form.is_valid():
        return False
    source = form.cleaned_data["source"]
    try:
        book.set_inhabitants(form.numbers(), source=source, by=actor, at=timezone.now())
    except BadInput as error:
        put(form, error)
        return False
    return True


def _save_boundaries(form: BoundariesForm, actor: Actor) -> bool:
    if not form.is_valid():
        return False
    source = form.cleaned_data["boundary_source"]
    try:
        found = {one.name: one.polygons for one in outlines.read(form.text(), known=book.names())}
        book.set_boundaries(found, source=source, by=actor, at=timezone.now())
    except BadFile as error:
        form.add_error("boundaries", str(error))
        return False
    except BadInput as error:
        put(form, error)
        return False
    cache.delete("map:districts")
    return True
