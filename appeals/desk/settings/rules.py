"""Rules of routing, in their order, with a rehearsal on past appeals."""

from datetime import time
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import catalogue, labels
from appeals.administration import rehearsal
from appeals.administration import rules as book
from appeals.administration.rules import Draft
from appeals.desk.forms.fields import line
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain
from appeals.errors import BadInput
from appeals.models import Category, House, Organisation, RoutingRule
from tenants.accounts.actor import Actor

_WEEKDAYS = (
    *((0, _("пн")), (1, _("вт")), (2, _("ср")), (3, _("чт"))),
    *((4, _("пт")), (5, _("сб")), (6, _("вс"))),
)


class RuleForm(Plain):
    """An ordered rule: under what it works and to whom it leads."""

    name = line(_("Название правила"))
    categories = forms.MultipleChoiceField(label=_("Темы"), required=False)
    services = forms.MultipleChoiceField(label=_("Услуги"), required=False)
    districts = forms.MultipleChoiceField(label=_("Районы"), required=False)
    channels = forms.MultipleChoiceField(
        label=_("Откуда"),
        required=False,
        choices=[(code, labels.CHANNELS[code]) for code in ("web", "widget", "phone", "api")],
        widget=forms.CheckboxSelectMultiple,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Дни недели"),
        required=False,
        coerce=int,
        choices=_WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    opens = forms.TimeField(
        label=_("С часа"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Введите время, например 08:00.")},
    )
    closes = forms.TimeField(
        label=_("До часа"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Введите время, например 20:00.")},
    )
    emergency = forms.ChoiceField(
        label=_("Аварийные"),
        required=False,
        choices=(("", _("любые")), ("yes", _("только аварийные")), ("no", _("только обычные"))),
    )
    organisation = forms.ModelChoiceField(
        label=_("Направить"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("оставить диспетчерской"),
        error_messages={"invalid_choice": _("Такой организации нет. Выберите из списка.")},
    )
    is_active = forms.BooleanField(label=_("Правило включено"), required=False)

    def __init__(self, *args: Any, rule: RoutingRule | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _conditions(rule) if rule else {"is_active": True})
        super().__init__(*args, **kwargs)
        themes: dict[str, list[tuple[int, str]]] = {}
        for category in Category.objects.for_filing():
            branch = category.parent.name if category.parent else str(category.sector)
            themes.setdefault(branch, []).append((category.pk, category.name))
        districts = House.objects.exclude(district="").order_by("district").distinct("district")
        self._offer("categories", list(themes.items()))
        self._offer("services", [(one.code, one.name.ru) for one in catalogue.services()])
        self._offer(
            "districts", [(name, name) for name in districts.values_list("district", flat=True)]
        )
        field = cast(forms.ModelChoiceField, self.fields["organisation"])
        field.queryset = Organisation.objects.order_by("short_name", "name")

    def _offer(self, name: str, choices: list[Any]) -> None:
        cast(forms.MultipleChoiceField, self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Both ends of the hours, or none."""
        data = super().clean() or {}
        if (data.get("opens") is None) != (data.get("closes") is None):
            missing = "opens" if data.get("opens") is None else "closes"
            self.add_error(missing, _("Укажите и начало, и конец, или ни того ни другого."))
        return data

    def draft(self) -> Draft:
        """What the form says."""
        data = self.cleaned_data
        hours: tuple[time, time] | None = None
        if data["opens"] is not None and data["closes"] is not None:
            hours = (data["opens"], data["closes"])
        return Draft(
            name=data["name"],
            organisation=data["organisation"],
            categories=tuple(int(one) for one in data["categories"]),
            services=tuple(data["services"]),
            districts=tuple(data["districts"]),
            channels=tuple(data["channels"]),
            weekdays=tuple(data["weekdays"]),
            hours=hours,
            emergency={"yes": True, "no": False}.get(data["emergency"]),
            is_active=data["is_active"],
        )


def _conditions(rule: RoutingRule) -> dict[str, Any]:
    """A rule as the form shows it."""
    told = dict(rule.conditions)
    hours = told.pop("hours", None)
    if hours:
        told["opens"], told["closes"] = (time.fromisoformat(one) for one in hours)
    if "emergency" in told:
        told["emergency"] = "yes" if told["emergency"] else "no"
    return told | {
        "name": rule.name,
        "organisation": rule.organisation_id,
        "is_active": rule.is_active,
    }


@require_safe
@administrators
def rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The rules as they are asked, first to last."""
    rows = list(RoutingRule.objects.select_related("organisation"))
    themes = dict(Category.objects.values_list("pk", "names"))
    context = {"rules": [{"rule": rule, "words": _words(rule, themes)} for rule in rows]}
    return page(request, actor, "rules", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def rule(request: HttpRequest, actor: Actor, rule_id: int | None = None) -> HttpResponse:
    """A new rule, or one of them; «Проверить» rehearses it, «Сохранить» makes it work."""
    known = RoutingRule.objects.filter(pk=rule_id).first() if rule_id else None
    if rule_id and known is None:
        raise Http404
    form = RuleForm(request.POST or None, rule=known)
    context: dict[str, Any] = {"form": form, "rule": known, "days": rehearsal.DAYS}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            now, draft = timezone.now(), form.draft()
            try:
                if "rehearse" in request.POST:
                    book.check(draft)
                    proposed = rehearsal.with_rule(_unsaved(draft, known))
                    context["rehearsal"] = rehearsal.rehearse(proposed, at=now)
                    status = 200
                else:
                    book.save_rule(draft, rule_id=rule_id, by=actor, at=now)
                    messages.success(request, gettext("Правило сохранено и уже работает."))
                    return redirect("desk:settings_rules")
            except BadInput as error:
                put(form, error)
    return page(request, actor, "rules", context, template="rule", status=status)


@require_POST
@administrators
def change(request: HttpRequest, actor: Actor, rule_id: int, what: str) -> HttpResponse:
    """Move a rule up or down, or take it out."""
    if not RoutingRule.objects.filter(pk=rule_id).exists():
        raise Http404
    now = timezone.now()
    if what == "remove":
        book.remove_rule(rule_id, by=actor, at=now)
        messages.success(request, gettext("Правило удалено."))
    else:
        book.shift_rule(rule_id, up=what == "up", by=actor, at=now)
    return redirect("desk:settings_rules")


def _unsaved(draft: Draft, known: RoutingRule | None) -> RoutingRule:
    """The rule as it would be, not stored."""
    return RoutingRule(
        pk=known.pk if known else None,
        name=draft.name.strip(),
        position=known.position if known else 10**6,
        organisation=draft.organisation,
        conditions=draft.conditions(),
        is_active=draft.is_active,
    )


def _words(rule: RoutingRule, themes: dict[int, dict[str, str]]) -> list[str]:
    """What must hold, a line a condition."""
    told = rule.conditions
    services = {one.code: one.name.ru for one in catalogue.services()}
    parts = [
        (_("темы"), [themes.get(one, {}).get("ru", "") for one in told.get("categories", [])]),
        (_("услуги"), [services.get(one, one) for one in told.get("services", [])]),
        (_("районы"), told.get("districts", [])),
        (_("откуда"), [str(labels.CHANNELS.get(one, one)) for one in told.get("channels", [])]),
        (_("дни"), [str(dict(_WEEKDAYS)[one]) for one in told.get("weekdays", [])]),
        (_("часы"), ["–".join(told["hours"])] if told.get("hours") else []),
    ]
    lines = [f"{title}: {', '.join(values)}" for title, values in parts if values]
    if "emergency" in told:
        lines.append(str(_("только аварийные") if told["emergency"] else _("только обычные")))
    return lines
