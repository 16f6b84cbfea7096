"""The desk's people and their roles."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from appeals.administration import people as book
from appeals.desk.forms.fields import line
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain
from appeals.errors import BadInput
from tenants.accounts.actor import Actor
from tenants.accounts.models import User

_ROLES = [(str(role), dict(User.ROLES)[str(role)]) for role in book.ROLES]


class InvitationForm(Plain):
    """Somebody new at the desk."""

    name = line(_("Имя"), autocomplete="off")
    email = line(_("Почта"), autocomplete="off", inputmode="email")
    role = forms.ChoiceField(label=_("Роль"), choices=_ROLES)


class PersonForm(Plain):
    """A person's role, and whether they work."""

    role = forms.ChoiceField(label=_("Роль"), choices=_ROLES)
    is_active = forms.BooleanField(label=_("работает"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def people(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Everybody with what they may; an invitation for somebody new."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            book.invite_person(**form.cleaned_data, by=actor, at=timezone.now())
        except BadInput as error:
            put(form, error)
        else:
            messages.success(
                request, gettext("Письмо со ссылкой отправлено. Ссылка действует трое суток.")
            )
            return redirect("desk:settings_people")
    return _list(request, actor, form, status=422 if form.is_bound else 200)


@require_POST
@administrators
def person(request: HttpRequest, actor: Actor, user_id: int) -> HttpResponse:
    """Change one person's role, or switch them off or on."""
    told = PersonForm(request.POST)
    try:
        if not told.is_valid():
            raise BadInput({"role": gettext("Выберите роль.")})
        changed = book.set_person(user_id, **told.cleaned_data, by=actor, at=timezone.now())
    except book.NoPerson as missing:
        raise Http404 from missing
    except BadInput as error:
        refused = {"user_id": user_id, "sentence": str(error)}
        return _list(request, actor, InvitationForm(), refused=refused, status=422)
    messages.success(request, gettext("Сохранено: %(name)s.") % {"name": changed})
    return redirect("desk:settings_people")


def _list(
    request: HttpRequest,
    actor: Actor,
    form: InvitationForm,
    *,
    refused: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"people": book.staff(), "roles": _ROLES, "form": form, "refused": refused}
    return page(request, actor, "people", context, status=status)
