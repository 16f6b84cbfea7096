"""How many people live in each district."""

from typing import Any

from django import forms
from django.contrib import messages
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
from tenants.accounts.actor import Actor


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


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def districts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All districts on one page."""
    form = DistrictsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"]
        try:
            book.set_inhabitants(form.numbers(), source=source, by=actor, at=timezone.now())
        except BadInput as error:
            put(form, error)
        else:
            messages.success(request, gettext("Сохранено."))
            return redirect("desk:settings_districts")
    status = 422 if form.is_bound else 200
    return page(request, actor, "districts", {"form": form}, status=status)
