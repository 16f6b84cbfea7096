"""`manage.py connect_bot penza`: tells Telegram where this city's bot is to be heard, and the secret."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from appeals.management.cities import city_named
from appeals.notifications import linking, outward
from appeals.notifications.channels import telegram
from tenants.accounts import links
from tenants.isolation import scope


class Command(BaseCommand):
    """Sets the webhook; to be run again after the token or SECRET_KEY changed."""

    help = "Подключает бота города: говорит Телеграму, куда присылать сообщения."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The city."""
        parser.add_argument("city", help="схема города: penza")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask once, and say what was answered."""
        with scope.entered(city_named(options["city"])):
            name, token = telegram.bot()
            if not token:
                raise CommandError("У города нет бота: задайте TELEGRAM_BOTS=город=имя:токен.")
            said = {
                "url": links.absolute("/telegram/"),
                "secret_token": linking.secret(),
                "allowed_updates": ["message"],
            }
            try:
                answer = telegram.ask("setWebhook", said)
            except outward.Unreachable as silent:
                raise CommandError("Телеграм не отвечает.") from silent
            if answer.status != 200:
                raise CommandError(f"Телеграм не принял адрес (ответ {answer.status}).")
            self.stdout.write(f"Бот @{name} подключён: {said['url']}")
