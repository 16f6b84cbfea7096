"""The letters with one-time links: written by the worker, so that asking takes the same time for all."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals import followed
from appeals.actions.contact_links import TOPIC, make_code
from appeals.models import ContactLink
from appeals.notifications import post
from appeals.notifications.post import Person
from appeals.owner import Owner
from tenants.accounts import links
from tenants.fanout.topics import handles

_SUBJECTS: Mapping[str, str | Promise] = {
    ContactLink.OPEN: gettext_lazy("Ссылка на ваши обращения"),
    ContactLink.FOLLOW: gettext_lazy("Подтвердите, что хотите следить"),
    ContactLink.ERASE: gettext_lazy("Подтвердите удаление ваших данных"),
}
_ONCE = gettext_lazy("Ссылка действует 2 часа и открывается один раз.")
_NOT_YOU = gettext_lazy(
    "Если вы этого не просили, ничего не делайте: без ссылки ничего не произойдёт."
)


@handles(TOPIC)
def write(payloads: list[dict[str, Any]]) -> None:
    """Make each link and send it; once, however often delivered."""
    for payload in payloads:
        with transaction.atomic():
            made = make_code(payload["link"], at=timezone.now())
            if made is not None:
                _send(*made)


def _send(link: ContactLink, code: str) -> None:
    with translation.override(link.language):
        text = _text(link)
        if text is None:
            return
        is_known = link.purpose != ContactLink.OPEN or _knows(link)
        post.send(
            to=Person(email=link.email, phone="" if link.email else link.phone),
            event="link",
            key=f"link:{link.pk}",
            subject=str(_SUBJECTS[link.purpose]) if is_known else _("На эту почту обращений нет"),
            text=text,
            link=links.absolute(f"/track/link/{code}/") if is_known else links.absolute("/new/"),
            at=timezone.now(),
        )


def _text(link: ContactLink) -> str | None:
    """What the letter says; None where nothing is sent at all."""
    if link.purpose == ContactLink.FOLLOW:
        thing = followed.find(link.what, link.thing)
        if thing is None:
            return None
        begin = _("Здравствуйте! Вы попросили сообщать новости: %(name)s.") % {"name": thing.name}
        return "\n\n".join((begin, str(_ONCE), str(_NOT_YOU)))
    if link.purpose == ContactLink.ERASE:
        begin = _("Здравствуйте! По ссылке видно, какие ваши данные будут удалены, и есть кнопка.")
        return "\n\n".join((begin, str(_ONCE), str(_NOT_YOU)))
    if _knows(link):
        begin = _("Здравствуйте! По ссылке откроются все ваши обращения.")
        return "\n\n".join((begin, str(_ONCE), str(_NOT_YOU)))
    if link.phone and not link.email:
        # A stranger's telephone is not rung for nothing, and an SMS costs the city money.
        return None
    return _(
        "Здравствуйте! Кто-то, может быть вы, попросил ссылку на обращения, поданные с этой почтой. "
        "Таких нет. Проверьте, не указали ли вы при подаче другую почту или телефон."
    )


def _knows(link: ContactLink) -> bool:
    emails = (link.email,) if link.email else ()
    phones = (link.phone,) if link.phone else ()
    owner = Owner(emails=emails, phones=phones)
    return bool(owner.applicants() or owner.joined() or owner.followings()[:1])
