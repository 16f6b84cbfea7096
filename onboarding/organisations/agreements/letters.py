"""What both sides are told of an agreement; every message once, by its key."""

from collections.abc import Iterable
from datetime import datetime

from appeals.models import Member
from appeals.notifications import post
from appeals.notifications.post import Person
from onboarding.organisations.agreements.drafting import agreement_name
from onboarding.organisations.models import Agreement
from tenants.accounts import links
from tenants.accounts.actor import Role
from tenants.accounts.models import User

EVENT = "work"


def ask_to_sign(agreement: Agreement, *, at: datetime) -> None:
    """The heads of the organisation learn that a document waits for them."""
    _heads(
        agreement,
        f"sign:{agreement.pk}",
        f"{agreement_name(agreement)}: подпишите",
        "Город отправил документ на подпись. Подписать можно электронной подписью или сканом.",
        at,
    )


def signed(agreement: Agreement, *, by_city: bool, at: datetime) -> None:
    """The other side learns that one has signed."""
    if by_city:
        _heads(
            agreement,
            f"signed:city:{agreement.pk}",
            f"{agreement_name(agreement)}: город подписал",
            "Документ подписан городом. Если вы ещё не подписали, откройте страницу подключения.",
            at,
        )
    else:
        _administration(
            agreement,
            f"signed:organisation:{agreement.pk}",
            f"{agreement.organisation}: соглашение подписано",
            f"{agreement_name(agreement)} подписано организацией. Осталась подпись города.",
            at,
        )


def in_force(agreement: Agreement, *, at: datetime) -> None:
    """Both sides learn that the agreement holds."""
    words = f"Подписано обеими сторонами, действует с {agreement.since:%d.%m.%Y}."
    subject = f"{agreement_name(agreement)} подписано"
    _heads(agreement, f"force:{agreement.pk}", subject, words, at)
    _administration(agreement, f"force:{agreement.pk}", subject, words, at)


def expiring(agreement: Agreement, *, until: str, at: datetime) -> None:
    """Both sides learn a month before that the agreement ends."""
    subject = f"{agreement.organisation}: соглашение действует до {until}"
    words = (
        f"{agreement_name(agreement)} скоро закончится. Без нового соглашения новые обращения "
        "пойдут диспетчерам города."
    )
    _heads(agreement, f"expiring:{agreement.pk}:{until}", subject, words, at)
    _administration(agreement, f"expiring:{agreement.pk}:{until}", subject, words, at)


def over(agreement: Agreement, *, taken: int, at: datetime) -> None:
    """Both sides and the desk's seniors learn that nothing new goes there any more."""
    subject = f"{agreement.organisation}: соглашение не действует"
    words = f"{agreement_name(agreement)} больше не действует. Новые обращения получают диспетчеры."
    if taken:
        words += f" Открытые обращения переданы им же, всего: {taken}."
    _heads(agreement, f"over:{agreement.pk}", subject, words, at)
    _administration(agreement, f"over:{agreement.pk}", subject, words, at)


def _heads(agreement: Agreement, key: str, subject: str, text: str, at: datetime) -> None:
    heads = Member.objects.filter(
        organisation_id=agreement.organisation_id, position=Member.HEAD, is_active=True
    )
    _tell(heads.values_list("user_id", flat=True), agreement, key, subject, text, at)


def _administration(agreement: Agreement, key: str, subject: str, text: str, at: datetime) -> None:
    people = User.objects.filter(role=str(Role.ADMINISTRATOR), is_active=True)
    _tell(people.order_by("pk").values_list("pk", flat=True), agreement, key, subject, text, at)


def _tell(
    people: Iterable[int], agreement: Agreement, key: str, subject: str, text: str, at: datetime
) -> None:
    link = links.named("connecting:organisation", pk=str(agreement.organisation_id))
    news = [
        post.News(Person(user_id=pk), f"agreement:{key}:{pk}", subject, text, link) for pk in people
    ]
    if news:
        post.send_all(news, event=EVENT, at=at)
