"""An accident whose organisation has no agreement: its round-the-clock phone and the desk hear of it.

Appeals of residents go to the desk then (appeals.routing); the pipe has burst all the same.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from appeals.models import Appeal, Organisation
from appeals.notifications import addresses, pages, post
from appeals.notifications.post import News, Person
from appeals.outbox import TOPIC
from onboarding.organisations.today import today
from tenants.accounts.actor import Role
from tenants.accounts.models import User
from tenants.fanout.topics import handles

# Those that were at work once: who is not connected yet has promised nobody to answer.
_WERE_AT_WORK = (Organisation.LIVE, "suspended", "ended")


@handles(TOPIC)
def tell_of_accidents(payloads: list[dict[str, Any]]) -> None:
    """Tell of emergencies that were filed to the desk for want of an agreement; each once by its key."""
    filed = [one["appeal"] for one in payloads if one["kind"] == "register"]
    if not filed:
        return
    now = timezone.now()
    with transaction.atomic():
        rows = Appeal.objects.filter(
            pk__in=filed,
            is_emergency=True,
            is_trial=False,
            organisation=None,
            named_organisation__stage__in=_WERE_AT_WORK,
        ).select_related("named_organisation", "category")
        for appeal in rows:
            named = appeal.named_organisation
            if named is not None and not named.agreed_on(today(now)):
                _tell(appeal, named)


def _tell(appeal: Appeal, organisation: Organisation) -> None:
    now = timezone.now()
    where = appeal.address or appeal.landmark or "адрес уточнит диспетчер"
    phone = organisation.emergency_phone
    if phone:
        post.send(
            to=Person(phone=phone),
            event="accident",
            key=f"accident:{appeal.pk}:{post.digest_of(Person(phone=phone))}",
            subject=f"Авария: {appeal.category.name}",
            text=f"{where}. Обращение {appeal.number}. Соглашение с городом не действует, "
            "но авария на ваших сетях: свяжитесь с диспетчером города.",
            at=now,
        )
    told = "СМС на её круглосуточный телефон отправлена" if phone and addresses.has_sms() else ""
    call = (
        f"Позвоните: {phone}." if phone else "Круглосуточного телефона у неё нет: найдите её сами."
    )
    text = f"{where}. Отвечает {organisation}, но соглашение не действует. {told or call}".strip()
    desk = User.objects.filter(role=str(Role.DISPATCHER), is_active=True).order_by("pk")
    news = [
        News(
            Person(user.pk),
            f"accident:{appeal.pk}:{user.pk}",
            f"{appeal.number}: авария без исполнителя",
            text,
            pages.of_staff(appeal),
        )
        for user in desk
    ]
    if news:
        post.send_all(news, event="alarm", at=now)
