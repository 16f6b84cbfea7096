"""`manage.py extract_messages`: today's sentences put before the translators."""

from typing import Any

from django.core.management.base import BaseCommand

from design import catalogues, extraction


class Command(BaseCommand):
    """Rewrites the sources of all languages: new sentences join empty, gone ones leave."""

    help = "Обновить platform/locale/…/django.po по текстам в коде и шаблонах"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """A line a language: how many sentences wait for their translation."""
        for code in catalogues.CODES:
            catalog = extraction.fresh(code)
            place = catalogues.source(code)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(extraction.written(catalog))
            waiting = sum(1 for message in catalog if message.id and not _done(message.string))
            self.stdout.write(f"{code}: {len(catalog)}, без перевода {waiting}")


def _done(string: Any) -> bool:
    return bool(string) and (isinstance(string, str) or all(string))
