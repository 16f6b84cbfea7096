"""The answers to a theme's questions: whether they can be taken, and what they end."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from appeals import questions
from appeals.errors import BadInput
from appeals.models import Category

if TYPE_CHECKING:
    from appeals.actions.register import Filing

# What a refused answer's field is called in forms and errors.
FIELD = "ask_"


def answered(filing: "Filing", category: Category) -> list[dict[str, Any]]:
    """The answers as the appeal keeps them; nothing where the door asks no questions.

    Raises:
        BadInput: a required answer is missing, one cannot be taken, or one says to call instead.
    """
    if filing.answers is None:
        return []
    told = questions.told(questions.read(category.questions), filing.answers)
    if told.stop:
        raise BadInput({FIELD + told.stopped_at: call_instead(told.stop)})
    if told.wrong:
        raise BadInput({FIELD + code: sentence(why) for code, why in told.wrong.items()})
    return told.answers


def sentence(why: str) -> str:
    """What to do about an answer that cannot be taken."""
    return {
        questions.MISSING: _("Ответьте на вопрос: от этого зависит, кого направят"),
        questions.NOT_OFFERED: _("Выберите один из ответов"),
        questions.NOT_A_NUMBER: _("Введите целое число цифрами"),
        questions.TOO_LONG: _("Слишком длинно: поместится %(most)d знаков")
        % {"most": questions.TEXT_LIMIT},
        questions.UNSTORABLE: _("В тексте есть недопустимый знак. Наберите текст заново"),
    }[why]


def call_instead(stop: questions.Stop) -> str:
    """Whom to call instead of filing."""
    phones = _(" или ").join(stop.phones)
    return _("С этим не ждут ответа на обращение: звоните %(phones)s") % {"phones": phones}
