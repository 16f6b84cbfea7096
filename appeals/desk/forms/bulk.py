"""What a move asks once for all the chosen appeals."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals import placeholders
from appeals.desk import wording
from appeals.desk.forms.fields import text
from appeals.errors import BadInput
from appeals.models import Appeal, Cause, Crew, ReplyTemplate
from tenants.accounts.actor import Actor


class BulkForm(forms.Form):
    """A move that asks nothing; others say what they ask."""

    use_required_attribute = False

    def __init__(
        self,
        actor: Actor,
        appeals: Sequence[Appeal] = (),
        data: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.actor, self.appeals = actor, appeals
        super().__init__(data, auto_id="bulk-%s", **options)
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices that depend on the organisation."""

    def told(self, appeal: Appeal) -> dict[str, Any]:
        """The action's arguments for one appeal.

        Raises:
            BadInput: this appeal cannot be told so.
        """
        return {}


class BulkDispatch(BulkForm):
    """Which crew, and a note that residents read."""

    crew = forms.ModelChoiceField(
        Crew.objects.none(),
        label=_("Бригада"),
        required=False,
        empty_label=_("Без номера: просто выехали"),
        error_messages={"invalid_choice": _("Такой бригады нет. Выберите свою.")},
    )
    comment = text(_("Примечание, его увидит житель"), rows=2)

    def prepare(self) -> None:
        """The crews of this person's organisation."""
        field = cast("forms.ModelChoiceField[Crew]", self.fields["crew"])
        field.queryset = Crew.objects.filter(
            organisation_id=self.actor.organisation_id or 0, is_active=True
        ).order_by("name")

    def told(self, appeal: Appeal) -> dict[str, Any]:
        """The crew, and the note with its places filled from this appeal."""
        crew = self.cleaned_data["crew"]
        facts = {**wording.facts_of(appeal), **({"бригада": crew.name} if crew else {})}
        return {
            "crew": crew,
            "comment": placeholders.fill(self.cleaned_data["comment"], facts).text,
        }


class BulkReport(BulkForm):
    """What was done, from a template or in own words, and what it came from."""

    template = forms.ModelChoiceField(
        ReplyTemplate.objects.none(),
        label=_("Шаблон"),
        required=False,
        empty_label=_("Своими словами"),
        error_messages={"invalid_choice": _("Такого шаблона нет. Выберите из списка.")},
    )
    report = text(_("Что сделано, это увидит житель"))
    cause = forms.ChoiceField(
        label=_("От чего случилось"),
        required=False,
        error_messages={"invalid_choice": _("Такой причины в списке нет. Выберите из списка.")},
    )

    def prepare(self) -> None:
        """The templates of the city and of the organisation; causes of the services chosen."""
        field = cast("forms.ModelChoiceField[ReplyTemplate]", self.fields["template"])
        field.queryset = ReplyTemplate.objects.open_to(self.actor).filter(move__in=("", "resolve"))
        services = {appeal.service for appeal in self.appeals}
        causes = [
            (cause.code, cause.name)
            for cause in Cause.objects.filter(is_active=True)
            if not cause.services or not services or services & set(cause.services)
        ]
        choices = cast(forms.ChoiceField, self.fields["cause"])
        choices.choices = [("", _("Выберите причину")), *causes]

    def told(self, appeal: Appeal) -> dict[str, Any]:
        """The words with their places filled from this appeal; own words go before a template."""
        template = self.cleaned_data["template"]
        words = self.cleaned_data["report"].strip() or (template.text if template else "")
        if not words:
            raise BadInput({"report": "Выберите шаблон или напишите, что сделано."})
        done = placeholders.fill(words, wording.facts_of(appeal))
        return {"report": done.text, "cause": self.cleaned_data["cause"]}


class BulkReturn(BulkForm):
    """Why these are not ours."""

    reason = text(_("Почему возвращаете и кто должен решать"))

    def told(self, appeal: Appeal) -> dict[str, Any]:
        """The reason with its places filled from this appeal."""
        words = self.cleaned_data["reason"]
        return {"reason": placeholders.fill(words, wording.facts_of(appeal)).text}
