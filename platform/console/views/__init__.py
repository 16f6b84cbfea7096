"""Pages of the console and of the platform's public site."""

from console.views.city import city, retry
from console.views.journal import journal
from console.views.list import cities
from console.views.living import move, rename, resume, suspend
from console.views.ordering import correct, new, suggested
from console.views.public import public
from console.views.vision import vision

__all__ = [
    "cities",
    "city",
    "correct",
    "journal",
    "move",
    "new",
    "public",
    "rename",
    "resume",
    "retry",
    "suggested",
    "suspend",
    "vision",
]
