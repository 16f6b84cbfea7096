"""Coming in: by password, by a code from a letter, for the first time."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base import forms as mfa
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts import phones
from tenants.accounts.forms.fields import PASSWORD_HINT, Speaking


class LoginForm(Speaking, allauth.LoginForm):
    """E-mail or phone, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = gettext_lazy("Почта или телефон")
        login.widget.attrs.update({"autocomplete": "username", "maxlength": "254"})
        login.error_messages["required"] = gettext_lazy("Введите почту или телефон")

    def clean_login(self) -> str:
        """The log-in in the spelling under which it is kept.

        Raises:
            ValidationError: neither an e-mail address nor a Russian phone.
        """
        typed = str(self.cleaned_data["login"]).strip()
        if phones.looks_like_one(typed):
            return phones.normal(typed)
        try:
            validate_email(typed)
        except ValidationError as error:
            raise ValidationError(
                _("Введите почту, например ivanova@mail.ru, или телефон из 10 цифр после +7")
            ) from error
        return typed.lower()


class SignupForm(Speaking, allauth.SignupForm):
    """Registration of a resident: name, e-mail, phone if they like, password."""

    field_order = ("name", "email", "phone", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phone_is_taken = False
        self.fields["password1"].label = gettext_lazy("Пароль")
        self.fields["password1"].help_text = PASSWORD_HINT
        self.fields["phone"].help_text = gettext_lazy(
            "Диспетчер позвонит, если нужно уточнить. Другие жители номер не увидят."
        )

    def _clean_phone(self) -> None:
        """A phone of somebody else is left out and told of by letter, not to whoever asks here."""
        from tenants.accounts.models import User

        phone = self.cleaned_data.get("phone")
        if phone and User.objects.filter(phone=phone).exists():
            self.cleaned_data["phone"] = ""
            self.phone_is_taken = True


class RequestCodeForm(Speaking, allauth.RequestLoginCodeForm):
    """Where to send a code for signing in: to an e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["phone"]
        self.fields["email"].required = True


class ConfirmCodeForm(Speaking, allauth.ConfirmLoginCodeForm):
    """The code from the letter, on signing in."""


class ConfirmEmailForm(Speaking, allauth.ConfirmEmailVerificationCodeForm):
    """The code from the letter, after registration or a change of address."""


class SecondStepForm(Speaking, mfa.AuthenticateForm):
    """The code of the application on the phone, or a spare one."""


class SecondStepAgainForm(Speaking, mfa.ReauthenticateForm):
    """The same, before a change that matters."""


class PasswordAgainForm(Speaking, allauth.ReauthenticateForm):
    """The password once more, before a change that matters."""
