"""What each move asks for. Fields carry the names of the action's arguments."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, BinaryIO, ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.actions import photos
from appeals.actions.photos import Photo
from appeals.actions.register import PHOTO_LIMIT
from appeals.desk import finding
from appeals.desk.forms.fields import line, text
from appeals.errors import BadInput
from appeals.models import Appeal, Callback, Category, Cause, Crew, Member, Organisation
from tenants.accounts.actor import Actor


class MoveForm(forms.Form):
    """A move that asks nothing; others say what they ask."""

    def __init__(
        self,
        appeal: Appeal,
        actor: Actor,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        name: str,
    ) -> None:
        self.appeal, self.actor = appeal, actor
        super().__init__(data, files, auto_id=f"{name}-%s", use_required_attribute=False)
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices that depend on the appeal."""

    def told(self) -> dict[str, Any]:
        """The action's arguments.

        Raises:
            BadInput: something in the form names nothing that exists.
        """
        return dict(self.cleaned_data)

    @property
    def typed(self) -> str:
        """What the person wrote in their own words, so that a refusal never loses it."""
        written = [
            str(self.data.get(name, "")).strip()
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField)
        ]
        return "\n".join(words for words in written if words)


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
        staffed = Member.objects.filter(
            organisation=OuterRef("pk"), is_active=True, user__is_active=True
        )
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = (
            Organisation.objects.live()
            .filter(Exists(staffed))
            .exclude(pk=self.appeal.organisation_id or 0)
            .order_by("short_name", "name")
        )
        themes = cast("forms.ModelChoiceField[Category]", self.fields["category"])
        themes.queryset = Category.objects.for_filing().exclude(pk=self.appeal.category_id)


class Dispatch(MoveForm):
    """Which crew."""

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


class SeveralFiles(forms.ClearableFileInput):
    """Several photos at once."""

    allow_multiple_selected = True


class Report(MoveForm):
    """What was done, and how it looks now; how it looked before where the theme asks for it."""

    report = text(gettext_lazy("Что сделано, это увидит житель"))
    before = forms.Field(
        label=gettext_lazy("Снимки «до», до пяти"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    photos = forms.Field(
        label=gettext_lazy("Снимки «после», до пяти"),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("От чего случилось"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Такой причины в списке города нет. Выберите из списка.")
        },
    )

    def prepare(self) -> None:
        """The city's causes that fit the service; photos before only where the theme asks for them."""
        field = cast("forms.ChoiceField", self.fields["cause"])
        field.choices = self._causes
        if not self.appeal.category.needs_photos:
            del self.fields["before"]

    def _causes(self) -> list[tuple[str, str]]:
        known = Cause.objects.for_service(self.appeal.service)
        return [("", _("Выберите причину")), *((cause.code, cause.name) for cause in known)]

    def told(self) -> dict[str, Any]:
        """The report with its photos re-encoded."""
        said = {name: self.cleaned_data[name] for name in ("report", "cause")}
        told = {**said, "photos": self._taken("photos")}
        return {**told, "before": self._taken("before")} if "before" in self.fields else told

    def _taken(self, name: str) -> list[Photo]:
        files = self.files.getlist(name) if isinstance(self.files, MultiValueDict) else []
        if len(files) > PHOTO_LIMIT:
            raise BadInput({name: _("Приложите не больше %(most)d фото.") % {"most": PHOTO_LIMIT}})
        return [photos.take(cast(BinaryIO, file.file), field=name) for file in files]


class Reason(MoveForm):
    """Why the work must go on."""

    reason = text(gettext_lazy("Что осталось не так"))


class Return(MoveForm):
    """Why it is not ours."""

    reason = text(gettext_lazy("Почему возвращаете и кто должен решать"))


class GiveBack(MoveForm):
    """What stands in the crew's way."""

    reason = text(gettext_lazy("Что мешает"))


class Question(MoveForm):
    """What the applicant is asked."""

    question = text(gettext_lazy("Вопрос заявителю"))


class Answer(MoveForm):
    """What the applicant answered."""

    text = text(gettext_lazy("Что ответил заявитель"))  # the action's own word


class Postpone(MoveForm):
    """Until when, and why."""

    until = forms.DateField(
        label=gettext_lazy("До какого числа"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Укажите дату, до которой откладываете."),
            "invalid": gettext_lazy("Такой даты нет. Укажите день, месяц и год."),
        },
    )
    reason = text(gettext_lazy("Причина, её увидит житель"))

    def told(self) -> dict[str, Any]:
        """The date means the end of that day in the city."""
        day = self.cleaned_data["until"]
        until = datetime.combine(day, time(23, 59), tzinfo=get_current_timezone())
        return {"until": until, "reason": self.cleaned_data["reason"]}


class Reject(MoveForm):
    """On what ground, and who is competent."""

    ground = text(gettext_lazy("Основание, его увидит житель"))
    competent = line(gettext_lazy("Кто решает такие вопросы"))


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


class Outcome(MoveForm):
    """What came of a call."""

    CAUSES: ClassVar = (
        ("not_done", gettext_lazy("не сделано")),
        ("half_done", gettext_lazy("сделано не до конца")),
        ("again", gettext_lazy("повторилось")),
        ("rude", gettext_lazy("грубо общались")),
        ("other", gettext_lazy("другое")),
    )

    result = forms.ChoiceField(
        choices=[
            (Callback.SATISFIED, gettext_lazy("Доволен")),
            (Callback.NOT_SATISFIED, gettext_lazy("Не доволен")),
            (Callback.NO_ANSWER, gettext_lazy("Нет ответа")),
        ],
        label=gettext_lazy("Итог разговора"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Отметьте, чем кончился звонок.")},
    )
    cause = forms.ChoiceField(
        choices=[("", ""), *CAUSES], label=gettext_lazy("Почему не доволен"), required=False
    )
    reason = text(gettext_lazy("Слова заявителя, одной фразой"), rows=2)

    def told(self) -> dict[str, Any]:
        """The chosen cause and the applicant's words as one reason."""
        data = self.cleaned_data
        cause = str(dict(self.CAUSES).get(data["cause"], "")) if data["cause"] != "other" else ""
        words = data["reason"].strip()
        reason = ": ".join(part for part in (cause.capitalize(), words) if part)
        return {"result": data["result"], "reason": reason}
