"""An application becomes an order for the steward."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from appeals.errors import BadInput, RefusedMove
from onboarding.cities import suggesting, taken
from onboarding.cities.applications import letters
from onboarding.cities.models import Application
from onboarding.cities.onair import city_of
from tenants.accounts.actor import Actor
from tenants.models import ProvisioningJob
from tenants.provisioning import steps


@transaction.atomic
def approve(application_id: int, *, by: Actor, at: datetime) -> ProvisioningJob:
    """Order the city that an application asks for, and write to the applicant.

    Raises:
        RefusedMove: it is decided already, or the city is on the air.
        BadInput: no free address or code can be made of the name; order the city by hand.
    """
    application = Application.objects.select_for_update().get(pk=application_id)
    if application.state not in Application.OPEN:
        raise RefusedMove("Заявка уже решена: обновите страницу.")
    if city_of(application.place) is not None:
        raise RefusedMove(
            f"{application.city} уже на связи. Отклоните заявку и напишите, к кому обратиться."
        )
    job = place_order(application, by_id=by.user_id, by_name=by.name, at=at)
    letters.tell_approved(application)
    return job


def place_order(
    application: Application, *, by_id: int | None, by_name: str, at: datetime
) -> ProvisioningJob:
    """The order made of a locked application's facts; the application is decided by it.

    Raises:
        BadInput
    """
    with connection.cursor() as cursor:
        # Twins approved at once must not be given one address: the second waits for the first.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('city-address'))")
    wanted = _wanted(application)
    job = steps.order(
        taken.schema_of(wanted["host"].partition(".")[0]), wanted, by=by_name, using="default"
    )
    application.state = Application.APPROVED
    application.decided_at, application.decided_by_id, application.decided_by = at, by_id, by_name
    application.schema_name = job.schema_name
    application.save()
    return job


def _wanted(application: Application) -> dict[str, Any]:
    place = application.place
    address = _free_address(place.name, place.region)
    code, latin_code = suggesting.codes(place.name, taken=taken.codes())
    if not address or not code:
        raise BadInput(
            {
                "city": "Свободного адреса или кода из названия не получилось. "
                "Закажите город вручную: «Новый город»."
            }
        )
    return {
        "kind": "city",
        "name": place.name,
        "region": place.region,
        "host": taken.host_of(address),
        "code": code,
        "latin_code": latin_code,
        "time_zone": place.time_zone,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "population": place.population,
        # Residents come in when its administrator opens it (onboarding.cities.actions.open_city).
        "is_public": False,
        "administrator": {"email": application.email, "name": application.person},
    }


def _free_address(name: str, region: str) -> str:
    """Made of the name; of a twin's, with the region."""
    tried = (suggesting.address(name), suggesting.address(f"{name} {region.split()[0]}"))
    return next((each for each in tried if each and not taken.address(each)), "")
