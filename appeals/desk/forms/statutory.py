"""What the acts of 59-ФЗ ask for: the answer, the extension, the forwarding, the regime."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals import regimes
from appeals.desk.forms.competent import Competent
from appeals.desk.forms.fields import line, text
from appeals.desk.forms.move import MoveForm
from appeals.models import OfficialLetter


class Signed(MoveForm):
    """A letter with its signature; whoever signed last is offered again."""

    signed_by = line(_("Кто подписывает: фамилия и инициалы"))
    position = line(_("Должность"))

    def prepare(self) -> None:
        """The last signature of this author."""
        last = OfficialLetter.objects.filter(author_id=self.actor.user_id).exclude(
            kind=OfficialLetter.REGIME
        )
        if not self.is_bound and (letter := last.order_by("-pk").first()):
            self.initial = {"signed_by": letter.signed_by, "position": letter.position}


class WrittenAnswer(Signed):
    """The answer on the merits."""

    ready_field = "text"
    field_order = ("text", "signed_by", "position")

    text = text(_("Ответ по существу, его получит заявитель"), rows=8)


class Extension(Signed):
    """By how much and why."""

    field_order = ("days", "text", "signed_by", "position")

    days = forms.IntegerField(
        label=_("На сколько дней, не больше 30"),
        required=False,
        error_messages={"invalid": _("Введите число дней.")},
    )
    text = text(_("Почему нужно больше времени, это прочтёт заявитель"))


class Forwarding(Competent, Signed):
    """To whom: one of the city's organisations, or any other body."""

    ready_field = "text"
    field_order = ("decides", "competent", "contact", "text", "signed_by", "position")
    decides_label = _("Кому переслать")

    text = text(_("Уведомление заявителю"))


class Regime(MoveForm):
    """Why the regime changes; of a message that becomes statutory also what the law asks."""

    full_name = line(_("Фамилия, имя, отчество заявителя"))
    answer_address = line(_("Куда прислать ответ: почта или почтовый адрес"))
    reason = text(_("Причина, её прочтёт заявитель"))

    def prepare(self) -> None:
        """A statutory appeal has its name and address already."""
        if self.appeal.regime == regimes.STATUTORY:
            del self.fields["full_name"], self.fields["answer_address"]
            return
        who = getattr(self.appeal, "applicant", None)
        if who is not None and not self.is_bound:
            self.initial = {
                "full_name": who.name,
                "answer_address": who.answer_address or who.email,
            }
