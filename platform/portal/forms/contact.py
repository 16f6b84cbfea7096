"""A contact to which a one-time link is sent: an e-mail address, or a phone where SMS can be sent."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.models import Following
from appeals.notifications.addresses import has_sms
from portal.forms.words import WordsField
from tenants.accounts import phones

RHYTHMS = (
    (Following.AT_ONCE, gettext_lazy("Сразу")),
    (Following.DAILY, gettext_lazy("Раз в день, утром, одним письмом")),
)


def email_of(text: str) -> str:
    """An address with a name and a domain, in small letters.

    Raises:
        ValidationError: it is none.
    """
    try:
        return str(forms.EmailField(max_length=254).clean(text.strip())).lower()
    except forms.ValidationError as wrong:
        raise forms.ValidationError(
            _("Проверьте адрес почты: нужны имя, знак @ и домен, например ivan@mail.ru")
        ) from wrong


class ContactForm(forms.Form):
    """What one gave when filing."""

    use_required_attribute = False

    contact = WordsField(
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Введите почту, которую указали при подаче")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["contact"]
        if has_sms():
            field.label = _("Почта или телефон")
        else:
            field.label = _("Электронная почта")
            field.widget.attrs |= {"type": "email", "inputmode": "email"}

    def clean_contact(self) -> dict[str, str]:
        """Which of the two it is."""
        text = str(self.cleaned_data["contact"])
        if has_sms() and phones.looks_like_one(text):
            return {"phone": phones.normal(text)}
        return {"email": email_of(text)}


class FollowForm(forms.Form):
    """How often, and where to, for who has no account."""

    use_required_attribute = False

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Как часто сообщать"),
        choices=RHYTHMS,
        error_messages={
            "required": gettext_lazy("Выберите, как часто сообщать"),
            "invalid_choice": gettext_lazy("Выберите, как часто сообщать"),
        },
    )
    email = WordsField(
        label=gettext_lazy("Электронная почта"),
        max_length=254,
        widget=forms.TextInput(
            attrs={
                "type": "email",
                "inputmode": "email",
                "autocomplete": "email",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Введите почту: на неё придут сообщения")},
    )
    consent = forms.BooleanField(
        error_messages={
            "required": gettext_lazy("Отметьте согласие: без него почту нельзя хранить")
        },
    )

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["email"], self.fields["consent"]

    def clean_email(self) -> str:
        """An address with a name and a domain."""
        return email_of(str(self.cleaned_data["email"]))
