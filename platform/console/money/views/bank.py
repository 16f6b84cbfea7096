"""The bank: statements brought in, money of nobody, a payment given to its city or taken from it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from billing import actions
from billing.actions.bring import MOST_BYTES, Brought
from billing.errors import CannotDo
from billing.models import Payment, Statement
from console.entry import for_operators
from console.money.finding import whose
from console.money.forms import Plain, ReasonForm, StatementForm, WhoseForm
from console.money.views.doing import done, show, told
from design.words import plural
from tenants.accounts.actor import Actor
from tenants.models import City

SHOWN = 30
_PAYMENTS = ("платёж", "платежа", "платежей")


@require_http_methods(["GET", "HEAD", "POST"])
@for_operators
def bank(request: HttpRequest, *, by: Actor) -> HttpResponse:
    """The file's form, what is nobody's, what is no payment, what was brought in."""
    form = StatementForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than is taken: too big is said, and not read.
            came = actions.bring(
                file.read(MOST_BYTES + 1), file_name=file.name, by=by, at=timezone.now()
            )
        except CannotDo as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _said(came))
            return redirect("money:bank")
    facts = {
        "form": form,
        "unmatched": Payment.objects.unmatched()[:SHOWN],
        "unmatched_all": Payment.objects.unmatched().count(),
        "aside": Payment.objects.put_aside().order_by("-struck_at")[:SHOWN],
        "statements": Statement.objects.all()[:SHOWN],
        "cities": City.objects.filter(kind="city").order_by("name").values_list("name", flat=True),
    }
    return show(request, "bank", facts, status=422 if form.errors else 200)


@require_POST
@for_operators
def change_payment(request: HttpRequest, pk: int, act: str, *, by: Actor) -> HttpResponse:
    """Give it to a city, take it from one, strike out what is no city's payment."""
    if act not in _ACTS:
        raise Http404
    payment = get_object_or_404(Payment.objects.select_related("city"), pk=pk)
    make, work, said = _ACTS[act]
    form = make(request.POST)
    back = ("money:city", payment.city.schema_name) if payment.city else ("money:bank",)
    if not told(request, form):
        return redirect(*back)
    word = next(iter(form.cleaned_data.values()))
    return done(request, lambda: work(pk, word, by), said, *back)


def _settle(pk: int, typed: str, by: Actor) -> object:
    city, invoice = whose(typed)
    return actions.settle(pk, city=city, invoice=invoice, by=by, at=timezone.now())


def _unsettle(pk: int, reason: str, by: Actor) -> object:
    return actions.unsettle(pk, reason=reason, by=by, at=timezone.now())


def _strike(pk: int, reason: str, by: Actor) -> object:
    return actions.strike(pk, reason=reason, by=by, at=timezone.now())


_ACTS: dict[str, tuple[type[Plain], Callable[[int, str, Actor], object], str]] = {
    "settle": (WhoseForm, _settle, "Платёж учтён."),
    "unsettle": (ReasonForm, _unsettle, "Платёж снят с города и ждёт в списке банка."),
    "strike": (ReasonForm, _strike, "Вычеркнуто: причина записана."),
}


def _said(came: Brought) -> str:
    if not came.is_new:
        return "Этот файл уже загружали: ничего не изменилось."
    known = came.statement.known
    parts = [
        f"в файле {_many(came.statement.receipts)}",
        f"учтено {came.matched}",
        f"подтверждено отмеченных вручную {came.confirmed}" if came.confirmed else "",
        f"уже было {known}" if known else "",
        f"нужно разобрать {came.unmatched}" if came.unmatched else "",
    ]
    return f"Выписка загружена: {', '.join(part for part in parts if part)}."


def _many(number: int) -> str:
    return f"{number} {plural(number, *_PAYMENTS)}"
