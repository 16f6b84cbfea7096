"""What the form asks under a theme."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from appeals import questions as asking
from appeals.administration import questions as book
from appeals.desk.forms.fields import line, text
from appeals.desk.settings.entry import administrators, page
from appeals.desk.settings.fields import Plain
from appeals.errors import BadInput
from appeals.models import Category
from appeals.questions import Question
from tenants.accounts.actor import Actor

KINDS = (
    (asking.CHOICE, _("выбор ответа")),
    (asking.NUMBER, _("число")),
    (asking.TEXT, _("строка")),
)


class QuestionForm(Plain):
    """One question; without words it is taken out."""

    code = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    name = line(_("Вопрос"))
    kind = forms.ChoiceField(label=_("Как отвечают"), choices=KINDS)
    choices = text(_("Ответы"), rows=4)
    required = forms.BooleanField(label=_("Без ответа не отправить"), required=False)
    public = forms.BooleanField(label=_("Ответ видят все"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@administrators
def questions(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The questions of one theme, and a place for one more."""
    category = Category.objects.filter(code=code, is_group=False).first()
    if category is None:
        raise Http404
    asked = asking.read(category.questions)
    problem = ""
    rows = [_row(place, each, request) for place, each in enumerate((*asked, None))]
    if request.method == "POST":
        valid = [form.is_valid() for form in rows]  # each says what is wrong with it
        try:
            if all(valid):
                told = _told(rows, {each.code: each for each in asked})
                book.set_questions(category.pk, told, by=actor, at=timezone.now())
                messages.success(request, gettext("Сохранено. Новые обращения спросят об этом."))
                return redirect("desk:settings_questions", code)
        except BadInput as error:
            problem = str(error)
    context = {"category": category, "rows": rows, "problem": problem}
    status = 422 if request.method == "POST" else 200
    return page(request, actor, "topics", context, template="questions", status=status)


def _row(place: int, question: Question | None, request: HttpRequest) -> QuestionForm:
    initial: dict[str, Any] = {"kind": asking.CHOICE}
    if question is not None:
        initial = {
            "code": question.code,
            "name": asking.word(question.names, "ru"),
            "kind": question.kind,
            "choices": book.lines_of(question),
            "required": question.required,
            "public": question.public,
        }
    data = request.POST if request.method == "POST" else None
    return QuestionForm(data, initial=initial, prefix=f"q{place}")


def _told(rows: list[QuestionForm], known: dict[str, Question]) -> list[Question]:
    found = []
    for form in rows:
        data = form.cleaned_data
        if name := data["name"].strip():
            question = book.renamed(known.get(data["code"]), name, data["kind"], data["choices"])
            found.append(replace(question, required=data["required"], public=data["public"]))
    return found
