"""What each move asks for. Fields carry the names of the action's arguments."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, BinaryIO, ClassVar, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Exists, OuterRef
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import get_current_timezone, localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.actions import Part, later_dates, photos
from appeals.actions.photos import Photo
from appeals.actions.register import PHOTO_LIMIT
from appeals.desk import finding
from appeals.desk.forms.fields import line, text
from appeals.errors import BadInput
from appeals.grounds import grounds
from appeals.labels import COMPLAINTS
from appeals.models import Appeal, Callback, Category, Cause, Crew, Member, Organisation
from appeals.workflow import Status
from tenants.accounts.actor import Actor


class MoveForm(forms.Form):
    """A move that asks nothing; others say what they ask.

    `ready_field` names the field that takes ready words (F8).
    """

    ready_field = ""

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

    def insert(self, words: str) -> None:
        """Show what was typed again, with ready words added."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        told = [str(typed.get(self.ready_field, "")).strip(), words]
        self.initial = {**typed, self.ready_field: "\n".join(part for part in told if part)}
        self.is_bound = False

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


class SeveralFiles(forms.ClearableFileInput):
    """Several photos at once."""

    allow_multiple_selected = True


class Report(MoveForm):
    """What was done, and how it looks now; how it looked before where the theme asks for it."""

    ready_field = "report"
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


class Approve(Postpone):
    """The date and the reason that were asked for, to agree with or to change."""

    words = line(gettext_lazy("Слово тому, кто просил"))

    def prepare(self) -> None:
        """What somebody asked for stands in the fields already."""
        asked = later_dates.waiting(self.appeal)
        if asked is not None and not self.is_bound:
            self.initial = {
                "until": localtime(asked.until).date(),
                "reason": asked.reason,
            }

    def told(self) -> dict[str, Any]:
        """The date, the reason, the word."""
        return {**super().told(), "words": self.cleaned_data["words"]}


class Refuse(MoveForm):
    """Why there will be no later date."""

    words = text(gettext_lazy("Почему отказываете, это прочтёт тот, кто просил"), rows=2)


class Reject(MoveForm):
    """On what ground, and who is competent: one of the city's organisations or anybody else."""

    ready_field = "words"

    ground = forms.ChoiceField(
        label=gettext_lazy("Основание, его увидит житель"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Выберите основание из списка.")},
    )
    words = text(gettext_lazy("Что ещё сказать жителю, можно не заполнять"), rows=2)
    decides = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Кто решает такие вопросы"),
        required=False,
        empty_label=gettext_lazy("Другой орган: напишите ниже"),
        error_messages={"invalid_choice": gettext_lazy("Такой организации нет.")},
        widget=forms.Select(attrs={"data-pick": ""}),
    )
    competent = line(gettext_lazy("Его название"))
    contact = line(gettext_lazy("Телефон или сайт"))

    def prepare(self) -> None:
        """The city's list of grounds and its organisations."""
        ground = cast(forms.ChoiceField, self.fields["ground"])
        known = [(each.code, each.title) for each in grounds().values()]
        ground.choices = [("", _("Выберите основание")), *known]
        decides = cast("forms.ModelChoiceField[Organisation]", self.fields["decides"])
        decides.queryset = Organisation.objects.order_by("short_name", "name")

    def told(self) -> dict[str, Any]:
        """An organisation of the city brings its own name and telephone."""
        data = dict(self.cleaned_data)
        chosen = data.pop("decides")
        if chosen is not None:
            data["competent"] = data["competent"].strip() or chosen.name
            data["contact"] = data["contact"].strip() or chosen.phone or chosen.emergency_phone
        return data


class Split(MoveForm):
    """Who does what; two lines are enough, the others may stay empty."""

    LINES = 4

    def prepare(self) -> None:
        """A pair of fields for every executor."""
        staffed = Member.objects.filter(
            organisation=OuterRef("pk"), is_active=True, user__is_active=True
        )
        able = Organisation.objects.live().filter(Exists(staffed)).order_by("short_name", "name")
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
