"""Agreements in the settings: the city's side, the texts, the authorities it trusts."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from appeals.desk.settings import entry
from appeals.desk.settings.entry import administrators
from appeals.errors import BadInput, NotFound
from onboarding.organisations.agreements import party as parties
from onboarding.organisations.agreements import previewing, templates, wording
from onboarding.organisations.files import PDF, attached
from onboarding.organisations.forms import PartyForm, TemplateForm
from onboarding.organisations.models import AgreementTemplate, CityParty, TrustedCertificate
from onboarding.organisations.signing import gost, trust
from tenants.accounts.actor import Actor

CHAPTER = "agreements"


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def agreements(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The city's side of every agreement; the texts and the trusted authorities below."""
    party = CityParty.of_city()
    form = PartyForm(
        request.POST or None, initial={name: getattr(party, name) for name in parties.FIELDS}
    )
    if request.method == "POST" and form.is_valid():
        try:
            parties.set_party(told=form.cleaned_data, by=actor, at=timezone.now())
        except BadInput as error:
            entry.put(form, error)
        else:
            messages.success(request, "Сведения города сохранены.")
            return redirect("connecting:settings")
    return _index(request, actor, form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def template(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """A text of agreements; `preview` shows it with samples and stores nothing."""
    if kind not in templates.KINDS:
        raise Http404
    known = templates.latest(kind)
    form = TemplateForm(request.POST or None, initial={"title": known.title, "text": known.text})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            if "preview" in request.POST:
                wording.refuse_bad(told["title"], told["text"])
                made = previewing.of_text(kind, title=told["title"], text=told["text"])
                return attached(made, "Образец соглашения.pdf", PDF)
            written = templates.write(
                kind, title=told["title"], text=told["text"], by=actor, at=timezone.now()
            )
        except BadInput as error:
            entry.put(form, error)
        else:
            messages.success(
                request, f"Версия {written.version} сохранена: новые документы будут по ней."
            )
            return redirect("connecting:template", kind)
    context = {
        "form": form,
        "kind": kind,
        "template": known,
        "is_own": known.pk is not None,
        "places": wording.SAMPLES,
        "versions": list(AgreementTemplate.objects.filter(kind=kind)[:20]),
    }
    status = 422 if form.is_bound else 200
    return entry.page(
        request, actor, CHAPTER, context, template="agreement_template", status=status
    )


@require_POST
@administrators
def trusting(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Trust one more authority."""
    came = request.FILES.get("file")
    try:
        if not isinstance(came, UploadedFile) or (came.size or 0) > 1 << 20:
            raise BadInput({"file": "Выберите файл сертификата: .cer, .crt или .pem."})
        added = trust.add(came.read(), by=actor, at=timezone.now())
    except BadInput as error:
        form = PartyForm(
            initial={name: getattr(CityParty.of_city(), name) for name in parties.FIELDS}
        )
        return _index(request, actor, form, problem=str(error), status=422)
    messages.success(request, f"Центр «{added}» добавлен.")
    return redirect("connecting:settings")


@require_POST
@administrators
def distrust(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Trust an authority no more."""
    try:
        trust.remove(pk, by=actor, at=timezone.now())
    except NotFound as missing:
        raise Http404 from missing
    messages.success(request, "Центр убран: новые подписи его сертификатов не примем.")
    return redirect("connecting:settings")


def _index(
    request: HttpRequest, actor: Actor, form: PartyForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "kinds": [(kind, title, templates.latest(kind)) for kind, title in templates.KINDS.items()],
        "trusted": list(TrustedCertificate.objects.filter(withdrawn_at=None)),
        "of_platform": len(trust.of_platform()),
        "has_gost": gost.is_here(),
        "problem": problem,
    }
    return entry.page(request, actor, CHAPTER, context, template="agreements", status=status)
