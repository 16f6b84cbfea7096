"""The application of people: tables of the office's and every city's schema."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, their roles, and the letters that wait to be sent to them."""

    name = "tenants.accounts"
    label = "accounts"
    verbose_name = "Учётные записи"

    def ready(self) -> None:
        """Let the outbox know who delivers letters, and allauth who looks at proved addresses."""
        from tenants.accounts import delivery, squatting  # noqa: F401
