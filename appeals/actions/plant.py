"""The first rows of a new city: sectors, categories, causes and ready words of the starter catalogue."""

from typing import Any

from appeals import catalogue, questions
from appeals.models import Category, Cause, ReplyTemplate, Sector


def plant(order: dict[str, Any]) -> None:
    """Copy the catalogue into an empty city; a city that has one keeps its own."""
    _plant_causes()
    if Category.objects.exists():
        return
    Sector.objects.bulk_create(
        Sector(code=seed.code, names=_names(seed.name), position=position)
        for position, seed in enumerate(catalogue.sectors())
    )
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    parents: dict[str, Category] = {}
    for wave in (True, False):
        nodes = [
            Category(
                code=seed.code,
                names=_names(seed.name),
                parent=parents.get(seed.parent),
                sector=sectors[seed.sector],
                service=seed.service,
                terms=dict(seed.terms or {}),
                keywords=list(seed.keywords),
                questions=questions.written(seed.questions),
                is_group=seed.is_group,
                is_emergency=seed.emergency,
                alarm_minutes=seed.alarm_minutes,
                radius_m=seed.radius_m,
                position=seed.position,
            )
            for seed in catalogue.categories()
            if seed.is_group is wave
        ]
        parents |= {node.code: node for node in Category.objects.bulk_create(nodes)}


def plant_replies(order: dict[str, Any]) -> None:
    """Give a city without ready words the starter ones; a city that has some keeps its own."""
    if ReplyTemplate.objects.filter(organisation=None).exists():
        return
    ReplyTemplate.objects.bulk_create(
        ReplyTemplate(title=seed.title, text=seed.text, move=seed.move, position=position)
        for position, seed in enumerate(catalogue.replies(), 1)
    )


def _plant_causes() -> None:
    if Cause.objects.exists():
        return
    Cause.objects.bulk_create(
        Cause(
            code=seed.code,
            names=_names(seed.name),
            services=list(seed.services),
            position=seed.position,
        )
        for seed in catalogue.causes()
    )


def _names(name: catalogue.Name) -> dict[str, str]:
    return {code: text for code in ("ru", "en", "tt") if (text := getattr(name, code))}
