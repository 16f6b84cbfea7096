"""Photos that were accepted while another field was not: kept till the form comes back.

A kept photo is a file in the city's folder and a signed ticket in the form; a ticket holds in its
own city and for two hours. Folders are named by day, so that yesterday's are swept whole.
"""

import hashlib
import secrets
from datetime import date, timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from appeals.actions.photos import Photo
from tenants.accounts import limits
from tenants.isolation import keys

FOLDER = "drafts"
HOLDS_SECONDS = 7_200
PURPOSE = "draft-photo"
# From one network address: nobody has to file for them, so nobody may fill the disk with them.
AN_HOUR = 100


def has_room(network: str) -> bool:
    """Whether one more photo from this network address is put aside; counts it."""
    return limits.allowed("draft-photos", network, AN_HOUR, 3600)


def keep(photo: Photo, today: date) -> str:
    """Store a photo and give the ticket for it."""
    sweep(today)
    path = default_storage.save(
        f"{FOLDER}/{today:%Y-%m-%d}/{secrets.token_urlsafe(16)}.jpg", ContentFile(photo.content)
    )
    return signing.dumps([path, photo.width, photo.height], salt=keys.salt(PURPOSE))


def take(ticket: str) -> Photo | None:
    """The photo of a ticket; None when the ticket is forged, too old, or of another city."""
    try:
        path, width, height = signing.loads(ticket, salt=keys.salt(PURPOSE), max_age=HOLDS_SECONDS)
        with default_storage.open(path) as file:
            content = file.read()
    except (signing.BadSignature, ValueError, OSError):
        return None
    return Photo(content, width, height, hashlib.sha256(content).hexdigest())


def sweep(today: date) -> None:
    """Throw away what was kept before yesterday."""
    oldest = f"{today - timedelta(days=1):%Y-%m-%d}"
    if not default_storage.exists(FOLDER):
        return
    for day in default_storage.listdir(FOLDER)[0]:
        if day < oldest:
            for name in default_storage.listdir(f"{FOLDER}/{day}")[1]:
                default_storage.delete(f"{FOLDER}/{day}/{name}")
            default_storage.delete(f"{FOLDER}/{day}")
