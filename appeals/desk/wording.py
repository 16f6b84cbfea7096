"""Ready words: the templates a person may insert, filled from the appeal they are for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime, now

from appeals import placeholders
from appeals.models import Appeal, ReplyTemplate
from tenants.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class Ready:
    """A template with its places filled for one appeal; `missing` are for the person to fill."""

    template: ReplyTemplate
    text: str
    missing: tuple[str, ...]


def ready(appeal: Appeal, actor: Actor) -> Sequence[Ready]:
    """Every template this person may insert, filled; one statement."""
    facts = facts_of(appeal)
    found = []
    for template in ReplyTemplate.objects.open_to(actor):
        done = placeholders.fill(template.text, facts)
        found.append(Ready(template, done.text, done.missing))
    return found


def facts_of(appeal: Appeal) -> dict[str, str]:
    """What can be put into the places; nothing here is personal: residents read it."""
    organisation = appeal.organisation
    phone = (organisation.emergency_phone or organisation.phone) if organisation else ""
    until = appeal.resolve_by
    return {
        "номер": appeal.number,
        "адрес": appeal.address or appeal.landmark,
        "тема": appeal.category.name,
        "исполнитель": str(organisation or ""),
        "бригада": str(appeal.crew or ""),
        "срок": date_format(localtime(until), "j E в H:i") if until else "",
        "телефон": phone,
        "дата": date_format(localtime(now()), "j E"),
    }
