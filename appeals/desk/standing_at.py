"""Where the crew says it stands: asked by a button, kept for half an hour, to a hundred metres."""

from datetime import datetime, timedelta

from django.http import HttpRequest

from appeals.route import Point

_KEY = "crew_place"
_GOOD_FOR = timedelta(minutes=30)
_DIGITS = 3  # of a degree: nobody needs to know more for an order of streets


def keep(request: HttpRequest, latitude: str, longitude: str, now: datetime) -> bool:
    """Remember the place for this session; False when these are no coordinates."""
    try:
        place = [round(float(latitude), _DIGITS), round(float(longitude), _DIGITS)]
    except ValueError:
        return False
    if not (-90 <= place[0] <= 90 and -180 <= place[1] <= 180):
        return False
    request.session[_KEY] = [*place, now.isoformat()]
    return True


def known(request: HttpRequest, now: datetime) -> Point | None:
    """The place, unless it is too old to be true."""
    kept = request.session.get(_KEY)
    if not kept or now - datetime.fromisoformat(kept[2]) > _GOOD_FOR:
        return None
    return Point(kept[0], kept[1])
