"""On which sites of others the city's form may stand."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from appeals import origins
from appeals.actions.whole import whole
from appeals.administration import changes
from appeals.errors import BadInput
from appeals.models import Site
from tenants.accounts.actor import Actor

MOST_ORIGINS = 10
LONGEST = 200


@whole
def set_site(
    site_id: int | None,
    *,
    name: str,
    addresses: Sequence[str],
    is_active: bool,
    by: Actor,
    at: datetime,
) -> Site:
    """List a site, change one, or switch it off; its code never changes, for pages stand on it.

    Raises:
        BadInput: no name, one that is listed, or an address that is no site's.
    """
    name = name.strip()
    wrong: dict[str, str] = {}
    if not name:
        wrong["name"] = "Назовите сайт: так его увидит диспетчер."
    elif len(name) > LONGEST:
        wrong["name"] = f"Название длиннее {LONGEST} знаков. Сократите."
    elif Site.objects.filter(name__iexact=name).exclude(pk=site_id or 0).exists():
        wrong["name"] = "Сайт с таким названием уже есть."
    found, odd = _origins(addresses)
    if odd:
        wrong["addresses"] = f"«{odd}» не адрес сайта. Нужен такой: https://example.ru"
    elif not found:
        wrong["addresses"] = "Укажите хотя бы один адрес: на других форма не откроется."
    elif len(found) > MOST_ORIGINS:
        wrong["addresses"] = f"Адресов больше {MOST_ORIGINS}. Заведите ещё один сайт."
    if wrong:
        raise BadInput(wrong)
    if site_id is None:
        site, before = Site(created_at=at), ""
    else:
        site = Site.objects.select_for_update().get(pk=site_id)
        before = described(site)
    site.name, site.origins, site.is_active = name, found, is_active
    site.save()
    changes.record(
        _("Форма на сайте «%(name)s»") % {"name": name},
        by=by,
        at=at,
        before=before,
        after=described(site),
    )
    return site


def described(site: Site) -> str:
    """A site in words, for the record of changes."""
    return f"{site.name}; {', '.join(site.origins)}" + ("" if site.is_active else _("; выключен"))


def _origins(addresses: Sequence[str]) -> tuple[list[str], str]:
    """The origins of what was typed, each once; and the first line that names none."""
    found: list[str] = []
    for typed in addresses:
        if not typed.strip():
            continue
        try:
            one = origins.origin(typed)
        except origins.NotAnOrigin:
            return found, typed.strip()[:LONGEST]
        if one not in found:
            found.append(one)
    return found, ""
