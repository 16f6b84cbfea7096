"""allauth as this product uses it: phone or e-mail, Russian phones, names, no enumeration."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from tenants.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Keeps phones on the user's own row and letters in the city's schema."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A person who registers on a city's site is a resident, whatever the form says."""
        user.role = User.RESIDENT
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)  # type: ignore[no-any-return]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Residents register on cities' sites; operators are made by operators."""
        tenant = getattr(request, "tenant", None)
        return tenant is not None and tenant.kind == "city"

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
