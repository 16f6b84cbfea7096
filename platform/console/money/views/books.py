"""The books: closed months, the run that invoices and accepts, our own details."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from billing import actions, periods
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book
from billing.models import ClosedMonth, Seller
from console import lines
from console.entry import for_operators
from console.models import Action
from console.money.forms import SellerForm
from console.money.views.doing import done, show
from tenants.accounts.actor import Actor

SHOWN = 24


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def books(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Which months are closed; a button for the next one."""
    now = timezone.now()
    # Closing a month closes all before it: the first time that is the last whole one.
    known = ClosedMonth.objects.exists()
    month = book.first_open_day() if known else periods.previous(day_of(now))
    if request.method == "POST":
        return done(
            request,
            lambda: actions.close_month(month, by=by, at=now),
            f"Закрыт {month:%m.%Y}: в него больше ничего не записать.",
            "money:books",
            note=lambda: _note(Action.MONTH_CLOSED, by=by, after=f"{month:%m.%Y}"),
        )
    facts = {
        "closed": ClosedMonth.objects.all()[:SHOWN],
        "next": month,
        "is_over": periods.following(month) <= day_of(now),
    }
    return show(request, "books", facts)


@require_POST
@for_operators
def run(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Invoice and accept what has become due, now and not in the night."""
    now = timezone.now()
    try:
        invoices, held = actions.issue_due(by=by, at=now)
        acts = actions.accept_due(by=by, at=now)
    except CannotDo as refused:
        messages.error(request, str(refused))
    else:
        stopped = f", не выставлено {len(held)}" if held else ""
        messages.success(request, f"Счетов {invoices}{stopped}, актов {acts}.")
    return redirect("money:overview")


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def seller(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """Our details: saved as a new edition, papers of before keep theirs."""
    form = SellerForm(request.POST) if request.method == "POST" else SellerForm.of_current()
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            Seller.objects.create(at=timezone.now(), by_name=by.name, **form.cleaned_data)
            _note(Action.SELLER, by=by, after=form.cleaned_data["account"])
        messages.success(request, "Сохранено: новые счета и акты выйдут с этими реквизитами.")
        return redirect("money:overview")
    facts = {"form": form, "current": Seller.current()}
    return show(request, "seller", facts, status=422 if form.errors else 200)


def _note(verb: str, *, by: Actor, **details: str) -> None:
    lines.write(verb, schema="", city="", by=by, at=timezone.now(), **details)
