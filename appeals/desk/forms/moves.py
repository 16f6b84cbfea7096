"""What each move asks for. Fields carry the names of the action's arguments."""

from typing import Any, cast

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.actions import Part
from appeals.desk import finding
from appeals.desk.forms.competent import Competent
from appeals.desk.forms.fields import line, text
from appeals.desk.forms.move import MoveForm
from appeals.errors import BadInput
from appeals.grounds import grounds
from appeals.models import Appeal, Category, Crew, Organisation


class Comment(MoveForm):
    """A note that may be left out."""

    comment = text(gettext_lazy("Примечание"), rows=2)


class Assign(MoveForm):
    """To whom."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Исполнитель"),
        empty_label=gettext_lazy("Выберите организацию"),
        error_messages={
            "required": gettext_lazy("Выберите организацию, которой передать обращение."),
            "invalid_choice": gettext_lazy(
                "Эта организация сейчас не работает в системе. Выберите другую."
            ),
        },
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=gettext_lazy("Тема"),
        required=False,
        empty_label=gettext_lazy("Оставить как есть"),
        error_messages={"invalid_choice": gettext_lazy("Такой темы нет. Выберите из списка.")},
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    comment = text(gettext_lazy("Примечание исполнителю"), rows=2)

    def prepare(self) -> None:
        """Those that work appeals and have somebody to read them."""
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = (
            Organisation.objects.able(localdate())
            .exclude(pk=self.appeal.organisation_id or 0)
            .order_by("short_name", "name")
        )
        themes = cast("forms.ModelChoiceField[Category]", self.fields["category"])
        themes.queryset = Category.objects.for_filing().exclude(pk=self.appeal.category_id)


class Dispatch(MoveForm):
    """Which crew."""

    ready_field = "comment"
    crew = forms.ModelChoiceField(
        Crew.objects.none(),
        label=gettext_lazy("Бригада"),
        required=False,
        empty_label=gettext_lazy("Без номера: просто выехали"),
        error_messages={"invalid_choice": gettext_lazy("Такой бригады нет. Выберите свою.")},
    )
    comment = text(gettext_lazy("Примечание, его увидит житель"), rows=2)

    def prepare(self) -> None:
        """The crews of the organisation that holds the appeal."""
        field = cast("forms.ModelChoiceField[Crew]", self.fields["crew"])
        field.queryset = Crew.objects.filter(
            organisation_id=self.appeal.organisation_id or 0, is_active=True
        ).order_by("name")


class Reason(MoveForm):
    """Why the work must go on."""

    reason = text(gettext_lazy("Что осталось не так"))


class Return(MoveForm):
    """Why it is not ours."""

    ready_field = "reason"
    reason = text(gettext_lazy("Почему возвращаете и кто должен решать"))


class GiveBack(MoveForm):
    """What stands in the crew's way."""

    reason = text(gettext_lazy("Что мешает"))


class Question(MoveForm):
    """What the applicant is asked."""

    ready_field = "question"
    question = text(gettext_lazy("Вопрос заявителю"))


class Answer(MoveForm):
    """What the applicant answered."""

    text = text(gettext_lazy("Что ответил заявитель"))  # the action's own word


class Reject(Competent):
    """On what ground, and who is competent: one of the city's organisations or anybody else."""

    ready_field = "words"
    field_order = ("ground", "words", "decides", "competent", "contact")

    ground = forms.ChoiceField(
        label=gettext_lazy("Основание, его увидит житель"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Выберите основание из списка.")},
    )
    words = text(gettext_lazy("Что ещё сказать жителю, можно не заполнять"), rows=2)

    def prepare(self) -> None:
        """The city's list of grounds and its organisations."""
        super().prepare()
        ground = cast(forms.ChoiceField, self.fields["ground"])
        known = [(each.code, each.title) for each in grounds().values()]
        ground.choices = [("", _("Выберите основание")), *known]


class Split(MoveForm):
    """Who does what; two lines are enough, the others may stay empty."""

    LINES = 4

    def prepare(self) -> None:
        """A pair of fields for every executor."""
        able = Organisation.objects.able(localdate()).order_by("short_name", "name")
        options = [("", _("Выберите организацию")), *((each.pk, str(each)) for each in able)]
        for number in range(1, self.LINES + 1):
            self.fields[f"organisation_{number}"] = forms.TypedChoiceField(
                label=_("Исполнитель %(number)d") % {"number": number},
                choices=options,
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={"invalid_choice": _("Выберите организацию из списка.")},
                widget=forms.Select(attrs={"data-pick": ""}),
            )
            self.fields[f"task_{number}"] = text(_("Что ему сделать"), rows=2)

    def told(self) -> dict[str, Any]:
        """The parts that were named."""
        chosen: list[tuple[int, str]] = []
        for number in range(1, self.LINES + 1):
            who = self.cleaned_data[f"organisation_{number}"]
            task = self.cleaned_data[f"task_{number}"]
            if who is None and task.strip():
                raise BadInput({f"organisation_{number}": _("Выберите, кому это поручить.")})
            if who is not None:
                chosen.append((who, task))
        found = Organisation.objects.in_bulk([who for who, _task in chosen])
        return {"parts": [Part(organisation=found[who], task=task) for who, task in chosen]}


class Duplicate(MoveForm):
    """Of which appeal."""

    of = line(gettext_lazy("Номер первого обращения"))

    def told(self) -> dict[str, Any]:
        """The other appeal, in either spelling of its number."""
        typed = self.cleaned_data["of"]
        if not typed.strip():
            raise BadInput({"of": _("Укажите номер обращения, которое повторяет это.")})
        number = finding.typed(typed, localdate(self.appeal.registered_at))
        seen = Appeal.objects.visible_to(self.actor)
        found = seen.numbered(number).first() if number else None
        if found is None:
            raise BadInput({"of": _("Обращения с таким номером нет. Проверьте номер.")})
        return {"of": found}
