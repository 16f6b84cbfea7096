"""The theme of a past appeal: by the archive's own word for it, or by the text."""

from __future__ import annotations

from appeals.models import Category
from appeals.registry.wording import folded


class Themes:
    """Finds the category by its code, its name, or by the words of the text."""

    def __init__(self, categories: list[Category]) -> None:
        self._other = next(item for item in categories if item.code == Category.OTHER)
        self._by_name: dict[str, Category] = {}
        for category in categories:
            self._by_name[category.code] = category
            for name in category.names.values():
                self._by_name.setdefault(folded(name), category)
        self._words = [(category, tuple(category.keywords)) for category in categories]

    def of(self, named: str, text: str) -> Category:
        """The category named, or the one whose words the text holds; «Другая проблема» when nothing
        tells."""
        known = self._by_name.get(folded(named)) if named else None
        if known is not None:
            return known
        told = folded(f"{named} {text}")
        best, weight = self._other, 0
        for category, words in self._words:
            found = sum(len(word) for word in words if word in told)
            if found > weight:
                best, weight = category, found
        return best
