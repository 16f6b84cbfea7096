"""Views parse, make one call, answer: one screen a file."""

from appeals.desk.views.appeal import appeal, opening
from appeals.desk.views.callbacks import callbacks
from appeals.desk.views.calling import known, new, registered
from appeals.desk.views.deeds import deeds, standing, state, theme
from appeals.desk.views.hall import hall
from appeals.desk.views.home import home
from appeals.desk.views.mail import mail
from appeals.desk.views.moving import moving
from appeals.desk.views.presence import beat
from appeals.desk.views.queue import queue
from appeals.desk.views.tasks import tasks
from appeals.desk.views.told import message_again, message_log

__all__ = [
    "appeal",
    "beat",
    "callbacks",
    "deeds",
    "hall",
    "home",
    "known",
    "mail",
    "message_again",
    "message_log",
    "moving",
    "new",
    "opening",
    "queue",
    "registered",
    "standing",
    "state",
    "tasks",
    "theme",
]
