"""From which day residents come in."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from appeals.desk import sections
from appeals.desk.entry import show
from appeals.desk.settings.entry import administrators
from appeals.errors import BadInput
from onboarding.cities.actions import appoint_opening, close_again, count_launch, open_now
from tenants.accounts.actor import Actor
from tenants.isolation import scope
from tenants.isolation.middleware import roll_back
from tenants.models import City


class DayForm(forms.Form):
    """The day."""

    use_required_attribute = False

    day = forms.DateField(
        label="День открытия",
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={
            "required": "Укажите день.",
            "invalid": "Введите день, например 01.12.2026.",
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def opening(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A day, or now; what is not done yet stands beside the button and stops nobody."""
    now, today = timezone.now(), timezone.localdate()
    verb = request.POST.get("do", "")
    if verb == "now":
        open_now(by=actor, at=now)
        messages.success(request, "Портал открыт для жителей.")
        return redirect("launch:opening")
    if verb == "close":
        close_again(by=actor, at=now)
        messages.success(request, "Жители снова видят страницу «откроется».")
        return redirect("launch:opening")
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appoint_opening(form.cleaned_data["day"], today=today, by=actor, at=now)
        except BadInput as error:
            roll_back(request)
            form.add_error("day", error.fields["day"])
        else:
            messages.success(request, "День назначен: портал откроется сам.")
            return redirect("launch:opening")
    # What was written a moment ago, not what the directory keeps.
    row = City.objects.filter(pk=scope.require().id).values("is_public", "opens_on").get()
    city = replace(scope.require(), **row)
    _, lines = count_launch(at=now)
    context = {
        "form": form,
        "is_open": city.is_open(today),
        "opens_on": city.opens_on,
        "undone": [line for line in lines if not line.is_done and line.item.code != "opening"],
    }
    status = 422 if form.is_bound else 200
    return show(
        request, actor, "launch/opening.html", context, section=sections.LAUNCH, status=status
    )
