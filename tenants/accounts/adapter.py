"""allauth as this product uses it: phone or e-mail, Russian phones, names, no enumeration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import IntegrityError, transaction
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tenants.accounts import identity, links
from tenants.accounts.forms.fields import RussianPhoneField
from tenants.accounts.limits import client_address
from tenants.accounts.models import User
from tenants.accounts.sentences import SENTENCES
from tenants.isolation import scope
from tenants.isolation.middleware import TryAgain


class AccountAdapter(DefaultAccountAdapter):
    """Keeps phones on the user's own row and letters in the city's schema."""

    error_messages = {**DefaultAccountAdapter.error_messages, **SENTENCES}

    # --- registration ---

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Residents register on cities' sites; operators are made by operators."""
        tenant = scope.current()
        return tenant is not None and tenant.kind == "city"

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A person who registers on a city's site is a resident, whatever the form says.

        Raises:
            TryAgain: the same address was registered this very moment.
        """
        user.role = User.RESIDENT
        user.name = form.cleaned_data.get("name", "")
        try:
            saved: User = super().save_user(request, user, form, commit)
        except IntegrityError as race:
            raise TryAgain from race
        if getattr(form, "phone_is_taken", False):
            self.send_mail("account/email/phone_taken", str(user.email), {"user": user})
        return saved

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Whoever came in has a confirmed contact: without it nobody does."""
        identity.contact_confirmed(user)
        return super().post_login(request, user, **details)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Tries are counted before us, over all cities (tenants.accounts.limits)."""

    # --- phones ---

    def phone_form_field(self, **options: Any) -> Field:
        """A phone as Russians type it."""
        return RussianPhoneField(**options)

    def get_login_stages(self) -> list[str]:
        """allauth's steps of signing in without the one that would send a code to the phone.

        It would come only for an address known already, and so tell who is registered.
        """
        return [stage for stage in super().get_login_stages() if "Phone" not in stage]

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The phone and whether it was confirmed."""
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Keep a phone."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """The person proved that the phone is theirs."""
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The person with this phone in this city."""
        return User.objects.filter(phone=phone).first()

    # --- letters ---

    def get_from_email(self) -> str:
        """The platform's address under the city's name."""
        name = scope.require().title.replace('"', "")
        sender = _("Отклик, %(name)s") % {"name": name}
        return f'"{sender}" <{settings.DEFAULT_FROM_EMAIL}>'

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of a letter: on the stored host of the city."""
        uid, _, token = key.partition("-")
        return links.named("account_reset_password_from_key", uidb36=uid, key=token)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The person's address, behind as many proxies of ours as the settings say."""
        return client_address(request)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell of a change of the account; allauth asks for it also after the commit."""
        with transaction.atomic():
            super().send_notification_mail(template_prefix, user, context, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a letter; it waits in the city's schema for the worker."""
        facts = {"email": email, "tenant": scope.require(), "site": links.absolute("/")}
        self.render_mail(template_prefix, email, {**facts, **context}).send()
