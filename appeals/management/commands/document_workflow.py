"""`manage.py document_workflow`: the table of moves in the documentation, made from the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from appeals import labels, workflow
from tenants.accounts.actor import Role

PAGE = Path(settings.ROOT) / "platform" / "docs" / "workflow.md"
ROLES = {
    Role.RESIDENT: "житель",
    Role.APPLICANT: "заявитель",
    Role.DISPATCHER: "диспетчер",
    Role.CONTROLLER: "контролёр",
    Role.ADMINISTRATOR: "администратор",
    Role.ORGANISATION: "организация",
    Role.CREW: "бригада",
    Role.OPERATOR: "оператор",
    Role.TELEPHONY: "телефония",
    Role.SYSTEM: "система",
}
_HEAD = """# Workflow of an appeal

Made by `python platform/manage.py document_workflow` from `appeals/workflow.py`; a test holds it
fresh. The same table offers the buttons, describes the API and refuses everything else. Beside it stand
the acts of 59-ФЗ, which change no status ([statute.md](statute.md)); while a statutory appeal is owed its
written answer, every move into a closed status is refused.
"""


class Command(BaseCommand):
    """Writes platform/docs/workflow.md, or checks that it is fresh."""

    help = "Writes the table of statuses and moves into platform/docs/workflow.md."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` for tests."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or complain."""
        if not options["check"]:
            PAGE.write_text(page(), encoding="utf-8")
        elif PAGE.read_text(encoding="utf-8") != page():
            raise CommandError("workflow.md устарел: выполните manage.py document_workflow.")


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_statuses(), "", *_moves(), "", *_picture(), ""])


def _statuses() -> list[str]:
    lines = ["## Statuses", "", "| code | на экране | colour |", "|---|---|---|"]
    for status in workflow.Status:
        lines.append(f"| `{status}` | {labels.STATUSES[status]} | {workflow.colour(status)} |")
    return lines


def _moves() -> list[str]:
    lines = ["## Moves", "", "| move | на кнопке | from | to | who |", "|---|---|---|---|---|"]
    for move in workflow.TRANSITIONS.values():
        sources = ", ".join(f"`{status}`" for status in workflow.Status if status in move.sources)
        target = f"`{move.target}`" if move.target else "where it stood before"
        who = ", ".join(ROLES[role] for role in Role if role in move.roles)
        lines.append(
            f"| `{move.name}` | {labels.MOVES[move.name]} | {sources} | {target} | {who} |"
        )
    return lines


def _picture() -> list[str]:
    lines = ["## Picture", "", "```mermaid", "stateDiagram-v2", "    [*] --> registered"]
    for move in workflow.TRANSITIONS.values():
        if move.target is None:
            continue
        lines += [
            f"    {status} --> {move.target}: {move.name}"
            for status in workflow.Status
            if status in move.sources
        ]
    return [*lines, "```"]
