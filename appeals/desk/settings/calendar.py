"""Days on which the city departs from the country's calendar."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from appeals.administration import calendar as book
from appeals.calendars import russian_years
from appeals.desk.forms.fields import line
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain
from appeals.errors import BadInput
from appeals.models import CityDay
from tenants.accounts.actor import Actor


class DayForm(Plain):
    """A day on which the city departs from the country."""

    day = forms.DateField(
        label=_("День"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={
            "required": _("Укажите день."),
            "invalid": _("Введите день, например 30.08.2027."),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    kind = forms.ChoiceField(
        label=_("Какой"),
        choices=list(book.KINDS.items()),
        widget=forms.RadioSelect,
        initial="off",
        error_messages={"required": _("Выберите, какой это день.")},
    )
    source = line(_("Основание"))


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The city's own days ahead, the country's beside them, and a form for one more."""
    today = timezone.localdate()
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            book.declare_day(
                told["day"], kind=told["kind"], source=told["source"], by=actor, at=timezone.now()
            )
        except BadInput as error:
            put(form, error)
        else:
            messages.success(request, gettext("День записан. По нему считаются новые сроки."))
            return redirect("desk:settings_calendar")
    year = russian_years().get(today.year)
    context = {
        "form": form,
        "days": CityDay.objects.filter(day__gte=today),
        "year": year,
        "off": [day for day in sorted(year.off) if day >= today] if year else [],
    }
    return page(request, actor, "calendar", context, status=422 if form.is_bound else 200)


@require_POST
@administrators
def withdraw(request: HttpRequest, actor: Actor, day: date) -> HttpResponse:
    """Let a day be again as in the country."""
    book.withdraw_day(day, by=actor, at=timezone.now())
    messages.success(request, gettext("Запись убрана: день снова как в стране."))
    return redirect("desk:settings_calendar")
