"""The forms of the city's moderation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals import labels
from appeals.actions.blocks import DAYS
from appeals.desk.forms.fields import line, text
from appeals.models import Moderation


def _reasons() -> list[tuple[str, object]]:
    return [("", _("причина…")), *labels.HIDDEN.items()]


class ChangeForm(forms.Form):
    """One change of what everybody sees; the button says which."""

    what = forms.ChoiceField(
        choices=[(each, each) for each in (Moderation.TEXT, Moderation.WORDS, Moderation.PHOTO,
                                           Moderation.WHOLE)]
    )  # fmt: skip
    how = forms.ChoiceField(
        choices=[(each, each) for each in (Moderation.HIDE, Moderation.EDIT, Moderation.SHOW)]
    )
    reason = forms.ChoiceField(label=_("Причина"), required=False, choices=_reasons)
    comment = line(_("Для своих"))
    text = text(_("Что видят все"), rows=5)
    photo = forms.IntegerField(required=False)
    sequence = forms.IntegerField(required=False)


class BlockForm(forms.Form):
    """Whom, why and for how long."""

    kinds = forms.MultipleChoiceField(
        label=_("Кого"), choices=lambda: list(labels.BLOCKED.items()), required=False
    )
    reason = forms.ChoiceField(
        label=_("Причина"), required=False, choices=lambda: list(labels.BLOCKS.items())
    )
    days = forms.TypedChoiceField(
        label=_("На сколько"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(str(days), days) for days in DAYS],
    )
    comment = line(_("Для своих"))
