"""What a password must be, said in our words."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    """Length is what makes a password strong."""

    def get_error_message(self) -> str:
        """How long it has to be."""
        return _("Пароль короткий: нужно не меньше %(number)d знаков") % {"number": self.min_length}


class NotCommon(django.CommonPasswordValidator):
    """The passwords that are tried first are not passwords."""

    def get_error_message(self) -> str:
        """Why this one will not do."""
        return _("Такой пароль подбирают одним из первых: придумайте другой")
