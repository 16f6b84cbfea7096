"""The administration's mail box confirms an application, by a link that holds once."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from appeals.errors import AppealError, BadInput
from onboarding.cities.applications import letters
from onboarding.cities.applications.apply import digest
from onboarding.cities.applications.approve import place_order
from onboarding.cities.mailboxes import is_public
from onboarding.cities.models import Admission, Application
from onboarding.cities.onair import city_of, is_being_made

AUTOMATICALLY = "автоматически"


class LinkSpent(AppealError):
    """The link was used, has run out or never existed: the three are not told apart."""

    status = 404

    def __init__(self) -> None:
        super().__init__("Ссылка уже использована или устарела. Подайте заявку ещё раз.")


def waiting_for(token: str, *, at: datetime) -> Application:
    """The application that this link would confirm; looking changes nothing.

    Raises:
        LinkSpent
    """
    found = Application.objects.filter(
        state=Application.ASKED, token_digest=digest(token), token_until__gt=at
    ).first()
    if found is None:
        raise LinkSpent
    return found


@transaction.atomic
def confirm(token: str, *, at: datetime) -> Application:
    """Let the application be heard: a trial at once where the platform says so, else an operator's turn.

    A second application for a city stands beside the first one, and an operator talks to both.

    Raises:
        LinkSpent
    """
    fias = waiting_for(token, at=at).fias
    # All of one city in one order: two confirmations at once come one after the other.
    of_city = list(Application.objects.select_for_update().filter(fias=fias).order_by("id"))
    application = next((one for one in of_city if one.token_digest == digest(token)), None)
    if application is None:
        raise LinkSpent
    application.token_digest, application.token_until = "", None
    application.confirmed_at = at
    taken = (
        any(one.state in Application.OPEN for one in of_city)
        or city_of(application.place) is not None
        or is_being_made(one.schema_name for one in of_city if one.schema_name)
    )
    application.state = Application.BESIDE if taken else Application.WAITING
    application.save()
    if not taken and Admission.current().is_instant and not is_public(application.email):
        # Where no address or code can be made of the name, an operator finds one.
        with suppress(BadInput):
            place_order(application, by_id=None, by_name=AUTOMATICALLY, at=at)
    letters.tell_accepted(application)
    return application
