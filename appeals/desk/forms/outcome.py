"""What the caller heard: the form of a callback."""

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy

from appeals.desk.forms.fields import text
from appeals.desk.forms.move import MoveForm
from appeals.labels import COMPLAINTS
from appeals.models import Appeal, Callback
from appeals.workflow import Status


class Outcome(MoveForm):
    """What came of a call."""

    CAUSES: ClassVar = tuple(COMPLAINTS.items())

    result = forms.ChoiceField(
        choices=[
            (Callback.SATISFIED, gettext_lazy("Доволен")),
            (Callback.NOT_SATISFIED, gettext_lazy("Не доволен")),
            (Callback.NO_ANSWER, gettext_lazy("Нет ответа")),
            (Callback.LATER, gettext_lazy("Перезвонить")),
        ],
        label=gettext_lazy("Итог разговора"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Отметьте, чем кончился звонок.")},
    )
    cause = forms.ChoiceField(
        choices=[("", ""), *CAUSES], label=gettext_lazy("Почему не доволен"), required=False
    )
    reason = text(gettext_lazy("Слова заявителя, одной фразой"), rows=2)
    call_at = forms.DateTimeField(
        label=gettext_lazy("Когда перезвонить"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"invalid": gettext_lazy("Укажите день и час, когда перезвонить.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    of = forms.MultipleChoiceField(
        label=gettext_lazy("Какая часть не сделана"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Такой части нет.")},
    )

    def prepare(self) -> None:
        """The parts that may be sent back one by one."""
        field = cast(forms.MultipleChoiceField, self.fields["of"])
        done = Appeal.objects.filter(parent=self.appeal, status=Status.RESOLVED)
        if self.appeal.organisation_id is None:
            field.choices = [
                (part.part, f"{part.part}. {part.organisation}")
                for part in done.select_related("organisation").order_by("part")
            ]

    def told(self) -> dict[str, Any]:
        """The result with what explains it."""
        data = self.cleaned_data
        return {**data, "of": [int(part) for part in data["of"]]}
