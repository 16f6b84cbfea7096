"""Views parse, make one call, answer: one screen a file."""

from appeals.desk.views.alarm import alarm, habit, heeding
from appeals.desk.views.appeal import appeal, opening
from appeals.desk.views.beside_appeal import cause, follow, note, number_of_ours
from appeals.desk.views.bulk import bulk_move
from appeals.desk.views.callbacks import callbacks, leaving, next_call, taking
from appeals.desk.views.calling import addresses, joined, known, new, registered
from appeals.desk.views.calls import calls, seat, strip, take
from appeals.desk.views.contractors import lend, lent
from appeals.desk.views.control import control, reviewing
from appeals.desk.views.dashboard import dashboard
from appeals.desk.views.deeds import deeds, standing, state, theme
from appeals.desk.views.drafts import draft, no_draft
from appeals.desk.views.hall import hall
from appeals.desk.views.home import home
from appeals.desk.views.house_passport import house_passport
from appeals.desk.views.identity import confirm_identity, identity, revoke_identity
from appeals.desk.views.incident_changes import (
    appeal_incident,
    close_incident,
    dismiss_incident,
    hand_incident,
    incident_houses,
    tell_incident,
)
from appeals.desk.views.incidents import incident, incidents, new_incident
from appeals.desk.views.mail import mail
from appeals.desk.views.moderation import (
    block_sender,
    leave_complaint,
    lift_block,
    moderate,
    moderation,
    trust,
)
from appeals.desk.views.moving import moving
from appeals.desk.views.outages import change_outage, end_outage, new_outage, outage, outages
from appeals.desk.views.points import close_point, explain_point, point, points
from appeals.desk.views.presence import beat
from appeals.desk.views.queue import queue
from appeals.desk.views.rows import rows
from appeals.desk.views.shared import shared, shared_view
from appeals.desk.views.shift import handover, shift
from appeals.desk.views.statutory import letter, statutory
from appeals.desk.views.tasks import tasks
from appeals.desk.views.team import crew, invite, member, team
from appeals.desk.views.templates import template, templates
from appeals.desk.views.told import message_again, message_log

__all__ = [
    "addresses",
    "alarm",
    "appeal",
    "appeal_incident",
    "beat",
    "block_sender",
    "bulk_move",
    "callbacks",
    "calls",
    "cause",
    "change_outage",
    "close_incident",
    "close_point",
    "confirm_identity",
    "control",
    "crew",
    "dashboard",
    "deeds",
    "dismiss_incident",
    "draft",
    "end_outage",
    "explain_point",
    "follow",
    "habit",
    "hall",
    "hand_incident",
    "handover",
    "heeding",
    "home",
    "house_passport",
    "identity",
    "incident",
    "incident_houses",
    "incidents",
    "invite",
    "joined",
    "known",
    "leave_complaint",
    "leaving",
    "lend",
    "lent",
    "letter",
    "lift_block",
    "mail",
    "member",
    "message_again",
    "message_log",
    "moderate",
    "moderation",
    "moving",
    "new",
    "new_incident",
    "new_outage",
    "next_call",
    "no_draft",
    "note",
    "number_of_ours",
    "opening",
    "outage",
    "outages",
    "point",
    "points",
    "queue",
    "registered",
    "reviewing",
    "revoke_identity",
    "rows",
    "seat",
    "shared",
    "shared_view",
    "shift",
    "standing",
    "state",
    "statutory",
    "strip",
    "take",
    "taking",
    "tasks",
    "team",
    "tell_incident",
    "template",
    "templates",
    "theme",
    "trust",
]
