"""Pages of the console; those of the platform's public site are named in console.urls_public."""

from console.views.applications import admission, application, applications, approve, refuse
from console.views.city import city, retry
from console.views.closing import act, begin, closing, closing_act
from console.views.journal import journal
from console.views.list import cities
from console.views.living import move, plan, rename, resume, suspend
from console.views.ordering import correct, new, suggested
from console.views.rails import compare, rails, replay
from console.views.support import support, support_finish, support_link, support_views
from console.views.vision import vision

__all__ = [
    "act",
    "admission",
    "application",
    "applications",
    "approve",
    "begin",
    "cities",
    "city",
    "closing",
    "closing_act",
    "compare",
    "correct",
    "journal",
    "move",
    "new",
    "plan",
    "rails",
    "refuse",
    "rename",
    "replay",
    "resume",
    "retry",
    "suggested",
    "support",
    "support_finish",
    "support_link",
    "support_views",
    "suspend",
    "vision",
]
