"""What can be followed: an appeal, a house, a street, a district, a theme, each by its name and page."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from appeals import digits, lookup
from appeals.models import Appeal, Category, District, Following, House, Street

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Thing:
    """One of them: `key` is what a wish keeps, `name` what people read, `feed` its Atom feed."""

    what: str
    key: str
    name: str
    feed: str
    path: str = ""

    @property
    def sentence(self) -> str:
        """«Вы следите за улицей: ул. Ладожская», the last line of each message."""
        sentences = {
            Following.APPEAL: _("Вы следите за обращением: %(name)s"),
            Following.HOUSE: _("Вы следите за домом: %(name)s"),
            Following.STREET: _("Вы следите за улицей: %(name)s"),
            Following.DISTRICT: _("Вы следите за районом: %(name)s"),
            Following.CATEGORY: _("Вы следите за темой: %(name)s"),
        }
        return sentences[self.what] % {"name": self.name}


def find(what: str, text: str) -> Thing | None:
    """What an address names; a hidden appeal and a missing one look alike."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    if what == Following.APPEAL:
        return _appeal(text)
    if what == Following.CATEGORY:
        known = Category.objects.filter(is_active=True)
        number = digits.key(text)
        theme = known.filter(code=text) if number is None else known.filter(pk=number)
        return _first(map(_category, theme[:1]))
    if what == Following.DISTRICT:
        return _district(text)
    number = digits.key(text)
    if number is None:
        return None
    if what == Following.HOUSE:
        return _first(map(_house, House.objects.filter(pk=number)))
    if what == Following.STREET:
        return _first(map(_street, Street.objects.filter(pk=number)))
    return None


def things_of(wishes: Iterable[Following]) -> dict[tuple[str, str], Thing]:
    """What these wishes name, a statement for each kind; what is gone or hidden is left out."""
    keys: dict[str, set[str]] = {}
    for wish in wishes:
        keys.setdefault(wish.what, set()).add(wish.thing)
    found = [_of_district(name) for name in keys.get(Following.DISTRICT, ())]
    if some := keys.get(Following.APPEAL):
        appeals = Appeal.objects.public().select_related("category").filter(pk__in=some)
        found += map(_of_appeal, appeals)
    if some := keys.get(Following.HOUSE):
        found += map(_house, House.objects.filter(pk__in=some))
    if some := keys.get(Following.STREET):
        found += map(_street, Street.objects.filter(pk__in=some))
    if some := keys.get(Following.CATEGORY):
        found += map(_category, Category.objects.filter(pk__in=some))
    return {(thing.what, thing.key): thing for thing in found}


def _appeal(text: str) -> Thing | None:
    among = Appeal.objects.public().select_related("category")
    number = digits.key(text)
    found = lookup.one(text, among) if number is None else among.filter(pk=number).first()
    return _of_appeal(found) if found else None


def _of_appeal(appeal: Appeal) -> Thing:
    return Thing(
        Following.APPEAL,
        str(appeal.pk),
        f"{appeal.number}, {appeal.category.name}",
        f"/feeds/appeals/{appeal.latin_number}.atom",
        f"/appeals/{appeal.latin_number}/",
    )


def _house(house: House) -> Thing:
    key, feed = str(house.pk), f"/feeds/houses/{house.pk}.atom"
    return Thing(Following.HOUSE, key, house.address, feed, f"/houses/{house.pk}/")


def _street(street: Street) -> Thing:
    key, feed = str(street.pk), f"/feeds/streets/{street.pk}.atom"
    return Thing(Following.STREET, key, str(street), feed, f"/streets/{street.pk}/")


def _category(theme: Category) -> Thing:
    feed = f"/feeds/categories/{theme.code}.atom"
    return Thing(Following.CATEGORY, str(theme.pk), theme.name, feed)


def _district(text: str) -> Thing | None:
    """By the id of its line, or by its name as houses carry it."""
    number = digits.key(text)
    if number is not None:
        one = District.objects.filter(pk=number).first()
        return _of_district(one.name) if one else None
    known = text and (
        District.objects.filter(name=text).exists() or House.objects.filter(district=text).exists()
    )
    return _of_district(text) if known else None


def _of_district(name: str) -> Thing:
    path = quote(name, safe="")
    called = _("%(name)s район") % {"name": name}
    return Thing(
        Following.DISTRICT, name, called, f"/feeds/districts/{path}.atom", f"/districts/{path}/"
    )


def _first(found: Iterable[Thing]) -> Thing | None:
    return next(iter(found), None)
