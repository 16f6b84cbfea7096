"""What the city learns of a house apart from its list of houses, field by field."""

from datetime import date, datetime

from appeals.access import keeps_passports
from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed
from appeals.models import House, HouseFact
from appeals.models.house_fact import FIELDS
from tenants.accounts.actor import Actor

LONGEST = 200


@whole
def tell_fact(
    house: House,
    *,
    field: str,
    value: str,
    source: str,
    told_date: date,
    by: Actor,
    at: datetime,
) -> HouseFact:
    """Put a fact into the passport with its source and day.

    An empty value: nobody knows it yet, `source` was asked on `told_date`.

    Raises:
        BadInput: an unknown field, no source, a day to come, or words that do not fit.
        NotAllowed: somebody else keeps the passports.
    """
    if not keeps_passports(by):
        raise NotAllowed("Паспорта домов ведут контролёр и администратор города.")
    value, source = " ".join(value.split()), " ".join(source.split())
    wrong = {}
    if field not in FIELDS:
        wrong["field"] = "Такого поля в паспорте нет. Выберите из списка."
    if not source:
        wrong["source"] = "Напишите, откуда это известно или кого спросили."
    for name, words in (("value", value), ("source", source)):
        if len(words) > LONGEST:
            wrong[name] = f"Слишком длинно: поместится {LONGEST} знаков."
    if told_date > at.date():
        wrong["told_date"] = "Этот день ещё не наступил: укажите, когда узнали или спросили."
    if wrong:
        raise BadInput(wrong)
    fact, _ = HouseFact.objects.update_or_create(
        house=house,
        field=field,
        defaults={
            "value": value,
            "source": source,
            "told_date": told_date,
            "author_id": by.user_id,
            "author_name": by.name,
            "at": at,
        },
    )
    return fact
