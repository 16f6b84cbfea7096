"""A person with a log-in, in the schema of the city (or the office) they belong to."""

from typing import Any, ClassVar, Self

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.accounts.looking import HIDDEN, looks_on


class UserManager(BaseUserManager["User"]):
    """Creates people."""

    def create_user(self, *, email: str | None, password: str | None, **fields: Any) -> "User":
        """A person with a password (or none: sign-in by code alone).

        The address counts as confirmed: whoever calls this knows the person, unlike registration.
        """
        user = self.model(email=self.normalize_email(email).lower() or None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        if user.email:
            addresses = apps.get_model("account", "EmailAddress").objects
            addresses.create(user_id=user.pk, email=user.email, primary=True, verified=True)
        return user


class User(AbstractBaseUser):
    """A resident, a dispatcher, a member of an organisation, an operator: told apart by role."""

    RESIDENT = "resident"
    ROLES = (
        (RESIDENT, "житель"),
        ("dispatcher", "диспетчер"),
        ("controller", "контролёр"),
        ("administrator", "администратор города"),
        ("organisation", "сотрудник организации"),
        ("operator", "оператор платформы"),
        ("support", "поддержка платформы"),
    )
    # Which proof of identity stands behind the account; 59-ФЗ appeals ask for more than a contact.
    LEVELS = (
        (0, _("контакт не подтверждён")),
        (1, _("подтверждён контакт")),
        (2, _("личность подтверждена городом")),
        (3, _("личность подтверждена внешней системой")),
    )

    email = models.EmailField("электронная почта", unique=True, null=True, blank=True)
    phone = models.TextField("телефон", unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    name = models.TextField("имя", blank=True)
    role = models.TextField(choices=ROLES, default=RESIDENT)
    # As in the document somebody of the city has seen, or as the outside provider tells it.
    full_name = models.TextField("подтверждённое имя", blank=True, default="", db_default="")
    identity_level = models.PositiveSmallIntegerField(choices=LEVELS, default=0)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    # The operator behind the synthetic person of support; set for one request by the support gate.
    support = ""

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """The person; of a resident nothing is told to somebody who only looks on."""
        user = super().from_db(*args, **kwargs)
        if looks_on() and user.is_resident:
            for name in ("email", "phone", "name", "full_name"):
                if user.__dict__.get(name):
                    user.__dict__[name] = HIDDEN
        return user

    def __str__(self) -> str:
        return self.name or self.email or self.phone or str(self.pk)

    @property
    def is_resident(self) -> bool:
        """Whether this is nobody of the city's or the organisations' staff."""
        return self.role == self.RESIDENT
