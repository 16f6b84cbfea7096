"""The numbers a city works by."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from appeals.administration import policy as book
from appeals.desk.forms.fields import text
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain, number
from appeals.errors import BadInput
from appeals.models import Policy
from appeals.workflow import SENIORS
from tenants.accounts import outside
from tenants.accounts.actor import Actor
from tenants.accounts.identity import Level
from tenants.accounts.models import User

_GROUPS = (
    (
        _("Обратный звонок"),
        ("callback_attempts", "callback_pause_minutes", "callback_from_hour",
         "callback_till_hour", "vote_days", "callback_script"),
    ),
    (
        _("Вопросы и возвраты"),
        ("question_days", "bounce_limit", "doubts_to_check", "arbiter_id", "controller_id"),
    ),
    (
        _("Когда обращения становятся аварией"),
        ("incident_appeals", "incident_radius_m", "incident_minutes"),
    ),
    (_("Тихие часы для сообщений жителям"), ("quiet_from_hour", "quiet_till_hour")),
    (
        _("Обращения по 59-ФЗ"),
        ("statutory_level", "registers_at_once", "identity_place"),
    ),
)  # fmt: skip


class PolicyForm(Plain):
    """The numbers a city works by."""

    callback_script = text(_("Слова оператора"), rows=4)
    arbiter_id = forms.TypedChoiceField(
        label=_("Арбитр"), required=False, coerce=int, empty_value=None
    )
    controller_id = forms.TypedChoiceField(
        label=_("Контролёр"), required=False, coerce=int, empty_value=None
    )

    registers_at_once = forms.ChoiceField(
        label=_("Номер по 59-ФЗ присваивает"),
        required=False,
        choices=[("", _("диспетчер, за три дня")), ("1", _("система, сразу при подаче"))],
    )
    identity_place = text(_("Где и когда подтверждаем личность"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        current = Policy.of_city()
        names = [*book.BOUNDS, "callback_script", "arbiter_id", "controller_id", "identity_place"]
        now_is = {name: getattr(current, name) for name in names}
        now_is["registers_at_once"] = "1" if current.registers_at_once else ""
        kwargs.setdefault("initial", now_is)
        super().__init__(*args, **kwargs)
        for name, (least, most) in book.BOUNDS.items():
            self.fields[name] = number(_names()[name], least, most)
        self.fields["statutory_level"] = _level()
        people_ = User.objects.filter(role__in=sorted(SENIORS), is_active=True)
        choices: list[tuple[str, Any]] = [("", _("любой контролёр или администратор"))]
        choices += [(str(person.pk), str(person)) for person in people_.order_by("name")]
        for name in ("arbiter_id", "controller_id"):
            cast(forms.TypedChoiceField, self.fields[name]).choices = choices

    def clean_registers_at_once(self) -> bool:
        """Whether the number is given at filing."""
        return bool(self.cleaned_data["registers_at_once"])

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in _GROUPS]


def _level() -> forms.TypedChoiceField:
    """From which level of identity; an outside provider is offered only where there is one."""
    known = dict(User.LEVELS)
    levels = [Level.CONTACT, Level.IN_PERSON, *([Level.PROVIDER] if outside.title() else [])]
    return forms.TypedChoiceField(
        label=_("Обращение по 59-ФЗ принимаем, если"),
        coerce=int,
        choices=[(str(int(level)), known[int(level)]) for level in levels],
        error_messages={"required": _("Выберите уровень.")},
    )


def _names() -> dict[str, str]:
    """What the model calls its columns."""
    return {field.name: str(field.verbose_name) for field in Policy._meta.concrete_fields}


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def policy(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All numbers on one page."""
    form = PolicyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            book.set_policy(form.cleaned_data, by=actor, at=timezone.now())
        except BadInput as error:
            put(form, error)
        else:
            messages.success(request, gettext("Сохранено."))
            return redirect("desk:settings_policy")
    status = 422 if form.is_bound else 200
    return page(request, actor, "policy", {"form": form}, status=status)
