"""How everybody learns, for those who look after people: the city's seniors, an organisation's head."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from appeals import digits
from appeals.errors import AppealError, BadInput
from onboarding.organisations.models import TrainingRules
from onboarding.organisations.training import access, certifying, overview, reminding, ruling
from onboarding.organisations.training.entry import Seat, learning, page
from tenants.isolation.middleware import roll_back


class RulesForm(forms.Form):
    """What the city asks of its people."""

    grace_days = forms.IntegerField(label="Дней на новую версию курса", min_value=1, max_value=90)
    is_asked_of_city = forms.BooleanField(
        label="Требовать проверку и от сотрудников города", required=False
    )


@require_safe
@learning
def people(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The city's own people and all organisations, or one's own organisation."""
    return _list(request, seat)


@require_POST
@learning
def remind(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Write to one person (`user`) or to everybody of a side (`organisation`, 0: the city)."""
    person = digits.key(request.POST.get("user", ""))
    side = request.POST.get("organisation", "")
    chosen = overview.chosen(
        seat.actor, user_id=person, organisation_id=digits.key(side), is_city=side == "0"
    )
    sent = reminding.remind(chosen, by=seat.actor, at=timezone.now())
    if sent:
        messages.success(request, f"Отправлено напоминаний: {sent}.")
    else:
        messages.info(request, "Сегодня уже напоминали: второе письмо в тот же день не уходит.")
    return redirect(_back(request))


@require_POST
@learning
def rules(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Keep the city's rules of training."""
    form = RulesForm(request.POST)
    if form.is_valid():
        ruling.set_rules(**form.cleaned_data, by=seat.actor, at=timezone.now())
        messages.success(request, "Правила обучения сохранены.")
        return redirect("training:people")
    if not access.sets_rules(seat.actor):
        raise PermissionDenied
    return _list(request, seat, form=form, status=422)


@require_POST
@learning
def withdraw(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Withdraw a certificate with a reason."""
    why = request.POST.get("why", "")
    try:
        kept = certifying.withdraw(pk, why=why, by=seat.actor, at=timezone.now())
    except BadInput as wrong:
        roll_back(request)
        return _list(request, seat, refused=(pk, str(wrong)), status=422)
    except AppealError as refused:
        if refused.status != 409:
            raise
        roll_back(request)
        messages.error(request, str(refused))
        return redirect("training:people")
    messages.success(request, f"Сертификат {kept.number} отозван.")
    return redirect("training:people")


def _list(
    request: HttpRequest,
    seat: Seat,
    *,
    form: RulesForm | None = None,
    refused: tuple[int, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    seen = overview.of(seat.actor, at=timezone.now())
    if seen is None:
        raise PermissionDenied
    if form is None:
        kept = TrainingRules.of_city()
        form = RulesForm({"grace_days": kept.grace_days, "is_asked_of_city": kept.is_asked_of_city})
    context = {
        "overview": seen,
        "form": form,
        "sets_rules": access.sets_rules(seat.actor),
        "withdraws": access.withdraws(seat.actor),
        "refused": refused,
    }
    return page(request, seat, "people.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The page the button stood on."""
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if safe and asked.startswith("/desk/") else "/desk/training/people/"
