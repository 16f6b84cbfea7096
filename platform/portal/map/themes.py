"""What the map's filters offer: the city's sectors and its themes, branch by branch."""

from dataclasses import dataclass

from django.utils.translation import get_language

from appeals.models import Category, Sector


@dataclass(frozen=True, slots=True)
class Option:
    """A word to choose and what it is called in the address."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of themes; it can be chosen whole."""

    whole: Option
    themes: list[Option]


def sectors() -> list[Option]:
    """The sectors that have a theme."""
    language = get_language() or "ru"
    rows = Sector.objects.filter(category__is_active=True, category__is_group=False).distinct()
    return [Option(row.code, str(row.names.get(language) or row)) for row in rows]


def groups() -> list[Branch]:
    """The branches with their themes, in the catalogue's order."""
    found: dict[int, Branch] = {}
    for theme in Category.objects.for_filing():
        branch = theme.parent or theme
        if branch.pk not in found:
            found[branch.pk] = Branch(Option(branch.code, branch.name), [])
        if theme.parent is not None:
            found[branch.pk].themes.append(Option(theme.code, theme.name))
    return list(found.values())
