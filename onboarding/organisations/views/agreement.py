"""One agreement: its document, its signatures, its end."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from appeals.errors import BadInput, RefusedMove
from onboarding.organisations import access
from onboarding.organisations.agreements import ending, kept, standing
from onboarding.organisations.agreements.sending import one
from onboarding.organisations.agreements.shown import shown, term_lines
from onboarding.organisations.entry import connected, mapped, only, page
from onboarding.organisations.files import DOCX, PDF, attached
from onboarding.organisations.forms import EndForm
from onboarding.organisations.models import Agreement
from onboarding.organisations.signing import gost, sign
from onboarding.organisations.signing.scan import MOST_BYTES
from onboarding.organisations.today import today
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_FILES = {"pdf": PDF, "docx": DOCX}
_papers = only(access.takes_papers)
_SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg"}


@require_safe
@connected
@mapped
def agreement(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The document with both signatures; forms for those who may sign or end it."""
    return _page(request, actor, _seen(pk, actor))


@require_safe
@_papers
def document(request: HttpRequest, actor: Actor, pk: int, suffix: str) -> HttpResponse:
    """The very bytes: the PDF is what signatures are made over."""
    found = _seen(pk, actor)
    path = getattr(found, f"{suffix}_path")
    if not path:
        raise Http404
    content = kept.read(path, getattr(found, f"{suffix}_sha256"))
    return attached(content, f"Соглашение {found.number}.{suffix}", _FILES[suffix])


@require_safe
@_papers
def signature(request: HttpRequest, actor: Actor, pk: int, side: str) -> HttpResponse:
    """One side's signature or scan, as it came."""
    found = _seen(pk, actor)
    signed = standing.signature_of(found, side)
    if signed is None or not signed.path:
        raise Http404
    suffix = _SUFFIXES.get(signed.media, "sig")
    name = f"Соглашение {found.number}, {'город' if side == 'city' else 'организация'}.{suffix}"
    return attached(kept.read(signed.path, signed.sha256), name, signed.media)


@require_POST
@connected
@mapped
def signing(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take a signature (`kind`: electronic or scan) for the side this person speaks for."""
    found = _spoken_for(pk, actor)

    def act() -> object:
        take = (
            sign.sign_electronically
            if request.POST.get("kind") == "electronic"
            else sign.sign_by_scan
        )
        return take(found.pk, _uploaded(request), by=actor, at=timezone.now())

    return _done(request, actor, found, "sign", act, "Подпись принята.")


@require_POST
@only(access.speaks_for_city)
def withdrawal(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Take the document back before both have signed."""
    found = _seen(pk, actor)
    reason = request.POST.get("reason", "")

    def act() -> object:
        return ending.withdraw(found.pk, reason=reason, by=actor, at=timezone.now())

    return _done(request, actor, found, "withdraw", act, "Документ отозван.")


@require_POST
@connected
@mapped
def termination(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """End the agreement from a day on."""
    found = _spoken_for(pk, actor)
    form = EndForm(request.POST)

    def act() -> object:
        if not form.is_valid():
            raise BadInput({name: " ".join(map(str, told)) for name, told in form.errors.items()})
        return ending.terminate(found.pk, **form.cleaned_data, by=actor, at=timezone.now())

    return _done(request, actor, found, "terminate", act, "Соглашение прекращается.")


def _seen(pk: int, actor: Actor) -> Agreement:
    """An agreement this person may see; a draft is the city's own."""
    found = one(pk, actor)
    if found.sent_at is None:
        raise Http404
    return found


def _spoken_for(pk: int, actor: Actor) -> Agreement:
    """An agreement for one of whose sides this person speaks."""
    found = _seen(pk, actor)
    if not sign.side_of(found, actor):
        raise PermissionDenied
    return found


def _uploaded(request: HttpRequest) -> bytes:
    """The bytes of the file that came.

    Raises:
        BadInput: none, or too many.
    """
    came = request.FILES.get("file")
    if not isinstance(came, UploadedFile):
        raise BadInput({"file": "Выберите файл: подпись или скан."})
    if (came.size or 0) > MOST_BYTES:
        raise BadInput({"file": "Файл больше 15 МБ. Отсканируйте с меньшим разрешением."})
    content: bytes = came.read()
    return content


def _done(
    request: HttpRequest,
    actor: Actor,
    found: Agreement,
    place: str,
    act: Callable[[], object],
    sentence: str,
) -> HttpResponse:
    try:
        with transaction.atomic():
            act()
    except (BadInput, RefusedMove) as refused:
        roll_back(request)
        return _page(request, actor, found, place=place, problem=refused)
    messages.success(request, sentence)
    return redirect("connecting:agreement", found.pk)


def _page(
    request: HttpRequest,
    actor: Actor,
    found: Agreement,
    *,
    place: str = "",
    problem: BadInput | RefusedMove | None = None,
) -> HttpResponse:
    now = timezone.now()
    paper = shown(found, at=now)
    side = sign.side_of(found, actor)
    speaks = bool(side)
    least = today(now) if access.speaks_for_city(actor) else today(now) + ending.NOTICE
    context = {
        "organisation": found.organisation,
        "agreement": found,
        "paper": paper,
        "ending": getattr(found, "ending", None),
        "terms": term_lines(found, at=now),
        "may_sign": paper.waits and speaks and standing.signature_of(found, side) is None,
        "may_withdraw": paper.waits and access.speaks_for_city(actor),
        "may_terminate": paper.holds_or_will and speaks and found.main_id is None,
        "end_form": EndForm(
            request.POST if place == "terminate" else None, initial={"since": least}
        ),
        "takes_papers": access.takes_papers(actor),
        "has_gost": gost.is_here(),
        "place": place,
        "problem": problem,
        "typed_reason": request.POST.get("reason", "") if place == "withdraw" else "",
    }
    status = problem.status if problem else 200
    return page(request, actor, "agreement.html", context, status=status)
