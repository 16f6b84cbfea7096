"""`manage.py build_languages`: translations made ready to be read; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from design import catalogues


class Command(BaseCommand):
    """Builds the catalogues of all languages out of their sources."""

    help = "Собрать переводы из platform/locale"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """One line: what was built."""
        done = ", ".join(catalogues.build())
        self.stdout.write(f"Переводы собраны: {done}." if done else "Переводы уже собраны.")
