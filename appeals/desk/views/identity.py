"""Confirming in person who a resident is: find the account exactly, look at the document, say so."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from appeals.access import checks_identity
from appeals.administration import identity as book
from appeals.desk import sections
from appeals.desk.entry import show, staff
from appeals.desk.forms.fields import line, text
from appeals.desk.settings.entry import put
from appeals.errors import BadInput, NotAllowed, NotFound, RefusedMove
from tenants.accounts import identity as accounts
from tenants.accounts.actor import Actor
from tenants.accounts.identity import Level
from tenants.accounts.models import IdentityCheck, User
from tenants.isolation.middleware import roll_back

_LATEST = 20


class FindForm(forms.Form):
    """Whose account: never by a part of a name."""

    use_required_attribute = False

    words = line(
        gettext_lazy("Код из учётной записи, почта или телефон"), autocomplete="off", autofocus=""
    )


class ConfirmForm(forms.Form):
    """What the document says, and that it was seen."""

    use_required_attribute = False

    full_name = line(gettext_lazy("Фамилия, имя, отчество, как в документе"), autocomplete="off")
    saw_document = forms.BooleanField(
        label=gettext_lazy("Документ видел, лицо совпадает"), required=False
    )


class RevokeForm(forms.Form):
    """Why it is taken back."""

    use_required_attribute = False

    reason = text(gettext_lazy("Почему снимаете подтверждение"), rows=2)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(sections.STATUTORY)
def identity(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The search. What was typed is personal: it goes by POST and stays out of addresses."""
    _let_in(actor)
    form = FindForm(request.POST if request.method == "POST" else None)
    found = None
    if form.is_bound and form.is_valid():
        found = accounts.resident(form.cleaned_data["words"], timezone.now())
        if found is None:
            form.add_error("words", book.NoResident.sentence)
    return _page(request, actor, form=form, found=found, status=422 if form.errors else 200)


@require_POST
@staff(sections.STATUTORY)
def confirm_identity(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """Somebody of the city has seen the document."""
    return _act(request, actor, user_id, ConfirmForm(request.POST), book.confirm_identity)


@require_POST
@staff(sections.STATUTORY)
def revoke_identity(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """The confirmation is taken back."""
    return _act(request, actor, user_id, RevokeForm(request.POST), book.revoke_identity)


def _act(
    request: HttpRequest, actor: Actor, user_id: int, form: forms.Form, act: Any
) -> HttpResponse:
    """One call; a refusal shows the same account with the sentence and what was typed."""
    _let_in(actor)
    form.is_valid()
    try:
        user = act(user_id, **form.cleaned_data, by=actor, at=timezone.now())
    except NotFound as missing:
        raise Http404 from missing
    except NotAllowed as refused:
        raise PermissionDenied from refused
    except RefusedMove as refused:
        messages.error(request, str(refused))
        return redirect("desk:identity")
    except BadInput as error:
        roll_back(request)
        put(form, error)
        found = User.objects.filter(pk=user_id, role=User.RESIDENT).first()
        return _page(request, actor, found=found, tried=form, status=error.status)
    is_checked = user.identity_level >= Level.IN_PERSON
    done = _("Личность подтверждена: %(name)s.") if is_checked else _("Подтверждение снято.")
    messages.success(request, done % {"name": user.full_name} if is_checked else done)
    return redirect("desk:identity")


def _let_in(actor: Actor) -> None:
    if not checks_identity(actor):
        raise PermissionDenied


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    form: FindForm | None = None,
    found: User | None = None,
    tried: forms.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    latest = list(IdentityCheck.objects.all()[:_LATEST])
    people = User.objects.in_bulk({check.user_id for check in latest})
    is_checked = found is not None and found.identity_level == Level.IN_PERSON
    if tried is None:
        tried = RevokeForm() if is_checked else ConfirmForm()
    context = {
        "form": form or FindForm(),
        "found": found,
        "act": tried,
        "revokes": isinstance(tried, RevokeForm),
        "past": IdentityCheck.objects.filter(user_id=found.pk)[:_LATEST] if found else (),
        "latest": [(check, people.get(check.user_id)) for check in latest],
        "problem": bool(tried.errors) or (form is not None and bool(form.errors)),
    }
    return show(request, actor, "identity.html", context, section=sections.STATUTORY, status=status)
