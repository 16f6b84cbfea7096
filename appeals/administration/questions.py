"""The questions a theme asks in the form: the city's own list, changed by its administration."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from appeals import questions
from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import Category
from appeals.questions import Choice, Question, Stop
from tenants.accounts.actor import Actor

MOST = 6
# A line of answers that ends the filing: «! Да, пахнет | 104, 112 | Откройте окна и выйдите».
STOP = "!"


@whole
def set_questions(
    category_id: int, asked: Sequence[Question], *, by: Actor, at: datetime
) -> Category:
    """Change what the form asks under a theme; filed appeals keep what they were asked.

    Raises:
        BadInput: of the field `questions`, saying which question cannot be asked.
    """
    category = Category.objects.select_for_update().get(pk=category_id, is_group=False)
    if len(asked) > MOST:
        raise BadInput({"questions": _("Не больше %(most)d вопросов.") % {"most": MOST}})
    for question in asked:
        name = questions.word(question.names, "ru")
        if question.kind == questions.CHOICE and len(question.choices) < 2:
            raise BadInput({"questions": _("«%(name)s»: нужны два ответа.") % {"name": name}})
        if question.choices and all(choice.stop for choice in question.choices):
            raise BadInput({"questions": _("«%(name)s»: нужен ответ без звонка.") % {"name": name}})
    before = described(questions.read(category.questions))
    category.questions = questions.written(asked)
    category.save(update_fields=["questions"])
    changes.record(
        _("Вопросы темы «%(name)s»") % {"name": category.name},
        by=by,
        at=at,
        before=before,
        after=described(asked),
    )
    return category


def described(asked: Sequence[Question]) -> str:
    """The questions in words, for the record of changes."""
    return "; ".join(
        questions.word(each.names, "ru") + (_(" (обязательный)") if each.required else "")
        for each in asked
    )


def renamed(known: Question | None, name: str, kind: str, lines: str) -> Question:
    """A question with this Russian name and these answers, one a line; what stays keeps its code and
    its names in other languages."""
    base = known or Question(f"own_{secrets.token_hex(4)}", kind, {"ru": name})
    names = base.names if base.names.get("ru") == name else {"ru": name}
    choices = tuple(_choice(base, line) for line in lines.splitlines() if line.strip())
    return replace(
        base, kind=kind, names=names, choices=choices if kind == questions.CHOICE else ()
    )


def lines_of(question: Question) -> str:
    """The answers as people edit them: one a line, those that end the filing with what to do."""
    rows = []
    for choice in question.choices:
        name = questions.word(choice.names, "ru")
        if choice.stop:
            phones = ", ".join(choice.stop.phones)
            name = f"{STOP} {name} | {phones} | {questions.word(choice.stop.names, 'ru')}"
        rows.append(name)
    return "\n".join(rows)


def _choice(question: Question, line: str) -> Choice:
    name, _bar, rest = line.strip().removeprefix(STOP).partition("|")
    name = name.strip()
    known = next((each for each in question.choices if each.names.get("ru") == name), None)
    stop = None
    if line.strip().startswith(STOP):
        told, _bar, words = rest.partition("|")
        phones = tuple(each.strip() for each in told.split(",") if each.strip()) or ("112",)
        was = known.stop if known else None
        names = was.names if was and was.names.get("ru") == words.strip() else {"ru": words.strip()}
        stop = Stop(names, phones)
    if known:
        return replace(known, stop=stop)
    return Choice(f"own_{secrets.token_hex(4)}", {"ru": name}, stop)
