"""Themes and their terms."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from appeals import catalogue, labels
from appeals.actions import clocks
from appeals.administration import topics as book
from appeals.administration.topics import Chosen, Topic
from appeals.desk.forms.fields import line, text
from appeals.desk.settings.entry import administrators, page, put
from appeals.desk.settings.fields import Plain, number
from appeals.errors import BadInput
from appeals.models import Category
from appeals.spans import Span
from appeals.terms import CLOCKS, MARKS
from tenants.accounts.actor import Actor

OWN = "own"
UNITS = (
    ("m", _("минут")),
    ("h", _("часов")),
    ("d", _("суток")),
    ("cd", _("календарных дней")),
    ("wh", _("рабочих часов")),
    ("wd", _("рабочих дней")),
)


class TopicForm(Plain):
    """A theme: what it is called, what it asks for, its four terms."""

    name = line(_("Название"))
    is_active = forms.BooleanField(label=_("Принимаем обращения по этой теме"), required=False)
    has_callbacks = forms.BooleanField(label=_("Перезваниваем после работы"), required=False)
    needs_photos = forms.BooleanField(label=_("Снимки до и после обязательны"), required=False)
    needs_cause = forms.BooleanField(label=_("Причина при закрытии обязательна"), required=False)
    alarm_minutes = number(_("Звук в зале, если не приняли за, мин"), 1, 1440)
    keywords = text(_("Слова, по которым тему находят"))
    reason = line(_("Основание"))

    def __init__(self, category: Category, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs.setdefault("initial", _told(category))
        super().__init__(*args, **kwargs)
        for clock in CLOCKS:
            choices: list[tuple[str, Any]] = [("", _("срока нет"))]
            choices += [
                (term.key, f"{term.span.words} — {term.name}, {term.source}")
                for term in book.published(clock, today)
            ]
            choices.append((OWN, _("свой срок города")))
            self.fields[clock] = forms.ChoiceField(
                label=str(labels.CLOCKS[clock]).capitalize(), choices=choices, required=False
            )
            self.fields[f"{clock}_amount"] = number(_("Сколько"), 1, 99999, required=False)
            self.fields[f"{clock}_unit"] = forms.ChoiceField(
                label=_("Чего"), choices=UNITS, required=False
            )

    @property
    def clocks(self) -> list[dict[str, Any]]:
        """The fields of each term together."""
        return [
            {
                "name": clock,
                "choice": self[clock],
                "amount": self[f"{clock}_amount"],
                "unit": self[f"{clock}_unit"],
            }
            for clock in CLOCKS
        ]

    def topic(self) -> Topic:
        """What the form says."""
        data = self.cleaned_data
        return Topic(
            name=data["name"],
            is_active=data["is_active"],
            has_callbacks=data["has_callbacks"],
            needs_photos=data["needs_photos"],
            needs_cause=data["needs_cause"],
            alarm_minutes=data["alarm_minutes"],
            keywords=book.words_of(data["keywords"]),
            terms={clock: self._term(clock) for clock in CLOCKS},
            reason=data["reason"],
        )

    def _term(self, clock: str) -> Chosen:
        data = self.cleaned_data
        if data[clock] != OWN:
            return Chosen(key=data[clock])
        return Chosen(span=f"{data[f'{clock}_amount'] or 0}{data[f'{clock}_unit']}")


def _told(category: Category) -> dict[str, Any]:
    """A theme as the form shows it."""
    initial: dict[str, Any] = {
        "name": category.names.get("ru", ""),
        "is_active": category.is_active,
        "has_callbacks": category.has_callbacks,
        "needs_photos": category.needs_photos,
        "needs_cause": category.needs_cause,
        "alarm_minutes": category.alarm_minutes,
        "keywords": ", ".join(category.keywords),
    }
    for clock, written in category.terms.items():
        if isinstance(written, dict):
            span = Span.parse(written["span"])
            initial |= {clock: OWN, f"{clock}_amount": span.amount, f"{clock}_unit": span.unit}
        else:
            initial[clock] = written
    return initial


@require_safe
@administrators
def topics(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All themes by branch, with the terms in force today."""
    today = timezone.localdate()
    rows = Category.objects.filter(is_group=False).select_related("parent", "sector")
    branches: dict[str, list[dict[str, Any]]] = {}
    for category in rows:
        branch = category.parent.name if category.parent else str(category.sector)
        terms = clocks.terms_of(category, today)
        branches.setdefault(branch, []).append(
            {"category": category, "terms": [terms.of(clock) for clock in CLOCKS]}
        )
    names = [labels.CLOCKS[clock] for clock in CLOCKS]
    context = {"branches": list(branches.items()), "clocks": names}
    return page(request, actor, "topics", context)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def topic(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """One theme: its form, and where each term comes from."""
    category = Category.objects.filter(code=code, is_group=False).first()
    if category is None:
        raise Http404
    form = TopicForm(category, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            book.set_topic(category.pk, form.topic(), by=actor, at=timezone.now())
        except BadInput as error:
            put(form, error)
        else:
            messages.success(request, gettext("Сохранено. Новые обращения пойдут по этим срокам."))
            return redirect("desk:settings_topics")
    in_force = clocks.terms_of(category, timezone.localdate())
    context = {
        "category": category,
        "official": catalogue.official_of(category.code),
        "form": form,
        "sources": [
            {"clock": labels.CLOCKS[clock], "term": term, "mark": MARKS.get(term.mark, "")}
            for clock in CLOCKS
            if (term := in_force.of(clock)) is not None
        ],
    }
    status = 422 if form.is_bound else 200
    return page(request, actor, "topics", context, template="topic", status=status)
