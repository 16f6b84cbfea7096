"""What each move of an appeal may carry, by shape alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from appeals.api.fields import LONGEST_TEXT, Input, Moment, Whole, Words
from appeals.grounds import grounds
from appeals.labels import COMPLAINTS


class MoveInput(Input):
    """What every move may carry: the version that the caller has seen."""

    version = Whole(required=False, allow_null=True, min_value=0, max_value=2**31 - 1)


class AssignInput(MoveInput):
    """To whom."""

    organisation = Whole()
    category = Words(required=False, allow_blank=True, max_length=100)
    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class CrewInput(MoveInput):
    """Which crew, if the organisation keeps crews here."""

    crew = Whole(required=False, allow_null=True)
    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class ReportInput(MoveInput):
    """What has been done, for everybody to read."""

    report = Words(lines=True, max_length=LONGEST_TEXT)
    cause = Words(required=False, allow_blank=True, max_length=100)


class CommentInput(MoveInput):
    """A remark, if there is one."""

    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class ReasonInput(MoveInput):
    """Why."""

    reason = Words(lines=True, max_length=LONGEST_TEXT)


class QuestionInput(MoveInput):
    """What the applicant is asked."""

    question = Words(lines=True, max_length=LONGEST_TEXT)


class AnswerInput(MoveInput):
    """What the applicant said."""

    text = Words(lines=True, max_length=LONGEST_TEXT)


class PostponeInput(ReasonInput):
    """Until when, and why."""

    until = Moment()


class ApproveInput(PostponeInput):
    """Until when, and why; a word to whoever asked."""

    words = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class RefuseInput(MoveInput):
    """Why there will be no later date."""

    words = Words(lines=True, max_length=LONGEST_TEXT)


class RejectInput(MoveInput):
    """On what ground (a code of the list), what more to say, and who is competent."""

    ground = Words(max_length=60, help_text=", ".join(grounds()))
    words = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)
    competent = Words(required=False, allow_blank=True, max_length=300)
    contact = Words(required=False, allow_blank=True, max_length=300)


class PartInput(Input):
    """One executor and what they have to do."""

    organisation = Whole()
    task = Words(lines=True, max_length=LONGEST_TEXT)
    category = Words(required=False, allow_blank=True, max_length=100)


class SplitInput(MoveInput):
    """Between whom."""

    parts = PartInput(many=True)
    comment = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)


class DuplicateInput(MoveInput):
    """Of which appeal: its number."""

    of = Words(max_length=40)


class CallbackInput(MoveInput):
    """How the call ended."""

    result = serializers.ChoiceField(
        choices=[
            ("satisfied", _("доволен")),
            ("not_satisfied", _("не доволен")),
            ("no_answer", _("не ответил")),
            ("later", _("просил перезвонить")),
        ],
        error_messages={
            "invalid_choice": _("Отметьте, чем кончился звонок."),
            "required": _("Отметьте, чем кончился звонок."),
            "null": _("Отметьте, чем кончился звонок."),
        },
    )
    cause = serializers.ChoiceField(
        choices=[("", ""), *COMPLAINTS.items()],
        required=False,
        error_messages={"invalid_choice": _("Выберите причину из списка.")},
    )
    reason = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)
    call_at = Moment(required=False, allow_null=True)
    of = serializers.ListField(
        child=Whole(max_value=99),
        required=False,
        max_length=20,
        help_text=_("Номера частей, которые не сделаны; без них — все."),
    )


class JoinInput(MoveInput):
    """One more person with the same trouble, and how to reach them."""

    name = Words(required=False, allow_blank=True, max_length=200)
    phone = Words(required=False, allow_blank=True, max_length=40)
    flat = Words(required=False, allow_blank=True, max_length=20)
    text = Words(lines=True, required=False, allow_blank=True, max_length=LONGEST_TEXT)
