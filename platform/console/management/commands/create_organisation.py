"""`manage.py create_organisation`: an organisation that works appeals, with its first person."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.crypto import get_random_string

from appeals.errors import BadInput
from onboarding.organisations.connecting import connect
from tenants import directory
from tenants.accounts.models import User
from tenants.accounts.newcomers import address
from tenants.isolation import scope

_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    """Connects an organisation from the command line."""

    help = (
        "Connects an organisation: create_organisation penza 'ООО «Водоканал»' "
        "--member head@example.org --services cold_water sewerage --phone 00-00-00"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The city, the name, its first person and what it answers for."""
        parser.add_argument("city", help="имя схемы города")
        parser.add_argument("name", help="полное название")
        parser.add_argument("--short-name", default="", help="как называть на экранах")
        parser.add_argument("--member", type=address, required=True, help="почта руководителя")
        parser.add_argument("--member-name", default="")
        parser.add_argument("--services", nargs="*", default=[], help="коды услуг")
        parser.add_argument("--phone", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say the password of its first person."""
        city = directory.by_schema(options["city"])
        if city is None or city.kind != "city":
            raise CommandError(f"Города {options['city']} нет.")
        password = get_random_string(14, _LETTERS)
        try:
            with scope.in_tenant(city):
                if User.objects.filter(email__iexact=options["member"]).exists():
                    raise CommandError(f"{options['member']} в этом городе уже есть.")
                person = User.objects.create_user(
                    email=options["member"],
                    password=password,
                    role="organisation",
                    name=options["member_name"],
                )
                connect(
                    name=options["name"],
                    short_name=options["short_name"],
                    services=options["services"],
                    phone=options["phone"],
                    member=person,
                    at=timezone.now(),
                )
        except BadInput as wrong:
            raise CommandError(str(wrong)) from wrong
        self.stdout.write(f"{options['member']} {password}")
