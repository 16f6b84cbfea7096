"""Changing what opens the account: password, address, the application with codes; one's own name."""

from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.totp import forms as totp
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants.accounts.forms.fields import RussianPhoneField, Speaking
from tenants.accounts.forms.name import NameField
from tenants.accounts.models import User
from tenants.isolation.middleware import TryAgain


class Once:
    """A new password is typed once: who mistypes it has the letter to set another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]  # type: ignore[attr-defined]


class ResetPasswordForm(Speaking, allauth.ResetPasswordForm):
    """Where to send the link for a new password."""


class ResetPasswordKeyForm(Once, Speaking, allauth.ResetPasswordKeyForm):
    """A new password by the link from the letter."""


class SetPasswordForm(Once, Speaking, allauth.SetPasswordForm):
    """The first password of a person who came without one."""


class ChangePasswordForm(Once, Speaking, allauth.ChangePasswordForm):
    """The old password and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = gettext_lazy("Нынешний пароль")


class NewEmailForm(Speaking, allauth.AddEmailForm):
    """Another address instead of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = gettext_lazy("Новый адрес")


class OtherEmailForm(Speaking, allauth.ChangeEmailForm):
    """Another address while the first letter has not been answered yet."""


class ActivateTOTPForm(Speaking, totp.ActivateTOTPForm):
    """The first code of the application proves that it was set up."""


class ProfileForm(forms.Form):
    """How to address the person and where to ring."""

    use_required_attribute = False

    name = NameField()
    phone = RussianPhoneField(
        required=False,
        help_text=gettext_lazy("Чтобы вам могли позвонить и уточнить. По нему можно и входить."),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": user.name, "phone": user.phone or ""}
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_phone(self) -> str:
        """The phone, if nobody else of this city has it.

        Raises:
            ValidationError: somebody has.
        """
        phone = str(self.cleaned_data["phone"])
        if phone and User.objects.filter(phone=phone).exclude(pk=self.user.pk).exists():
            raise ValidationError(
                _("Этот номер уже указан в другой учётной записи. Войдите в неё или укажите другой")
            )
        return phone

    def save(self) -> None:
        """Keep both; another phone has to be confirmed anew.

        Raises:
            TryAgain: somebody took the phone this very moment.
        """
        phone = self.cleaned_data["phone"] or None
        if phone != self.user.phone:
            self.user.phone, self.user.phone_verified = phone, False
        self.user.name = self.cleaned_data["name"]
        try:
            self.user.save(update_fields=["name", "phone", "phone_verified"])
        except IntegrityError as race:
            raise TryAgain from race
