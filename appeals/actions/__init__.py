"""What can be done to an appeal: bare verbs, each a file, each the only writer of what it changes."""

from appeals.actions.accept import accept, open_by_member
from appeals.actions.answer_in_writing import answer_in_writing
from appeals.actions.archive import archive, lapse
from appeals.actions.arrive import arrive, set_out
from appeals.actions.ask import answer, ask
from appeals.actions.ask_postpone import ask_postpone, refuse_postpone
from appeals.actions.assign import assign
from appeals.actions.attach import attach
from appeals.actions.blocks import Origin, block, lift
from appeals.actions.carry_out import Deed, carry_out
from appeals.actions.causes import code_cause
from appeals.actions.change_outage import change_outage, end_outage
from appeals.actions.change_regime import change_regime
from appeals.actions.close_incident import close_incident, dismiss_incident
from appeals.actions.close_point import close_point, explain_point
from appeals.actions.complaints import complain, leave
from appeals.actions.confirm import confirm
from appeals.actions.contact_links import ask_link
from appeals.actions.dispatch_crew import dispatch_crew
from appeals.actions.doubt import doubt, trust
from appeals.actions.drafts import drop_draft, forget_old_drafts, keep_draft
from appeals.actions.duplicate import duplicate, separate
from appeals.actions.enter import enter
from appeals.actions.erase import erase
from appeals.actions.extend import extend
from appeals.actions.follow import follow, unfollow
from appeals.actions.forward import forward
from appeals.actions.give_back import give_back
from appeals.actions.hand_over import hand_over, take_over, withdraw_handover
from appeals.actions.hear_call import CallEvent, hear_call
from appeals.actions.heed import heed
from appeals.actions.hold_call import hold_call, hold_next_call, leave_call
from appeals.actions.join import join
from appeals.actions.join_incident import (
    join_incident,
    leave_incident,
    resolve_with_incident,
)
from appeals.actions.moderate import Change, moderate
from appeals.actions.open_incident import open_incident
from appeals.actions.parts import gather
from appeals.actions.photograph import photograph
from appeals.actions.postpone import postpone, resume
from appeals.actions.practise import practise
from appeals.actions.record_callback import record_callback
from appeals.actions.register import Filing, register
from appeals.actions.register_outage import register_outage
from appeals.actions.reject import reject
from appeals.actions.reopen import reopen
from appeals.actions.report_late import report_late
from appeals.actions.resolve import resolve
from appeals.actions.return_to_desk import return_to_desk
from appeals.actions.review import review
from appeals.actions.sit import sit
from appeals.actions.split import Part, split
from appeals.actions.take_back import take_all_back, take_back
from appeals.actions.take_call import take_call
from appeals.actions.tell_fact import tell_fact
from appeals.actions.update_incident import change_houses, hand_incident, update_incident
from appeals.actions.write_down import write_down

__all__ = [
    "CallEvent",
    "Change",
    "Deed",
    "Filing",
    "Origin",
    "Part",
    "accept",
    "answer",
    "answer_in_writing",
    "archive",
    "arrive",
    "ask",
    "ask_link",
    "ask_postpone",
    "assign",
    "attach",
    "block",
    "carry_out",
    "change_houses",
    "change_outage",
    "change_regime",
    "close_incident",
    "close_point",
    "code_cause",
    "complain",
    "confirm",
    "dismiss_incident",
    "dispatch_crew",
    "doubt",
    "drop_draft",
    "duplicate",
    "end_outage",
    "enter",
    "erase",
    "explain_point",
    "extend",
    "follow",
    "forget_old_drafts",
    "forward",
    "gather",
    "give_back",
    "hand_incident",
    "hand_over",
    "hear_call",
    "heed",
    "hold_call",
    "hold_next_call",
    "join",
    "join_incident",
    "keep_draft",
    "lapse",
    "leave",
    "leave_call",
    "leave_incident",
    "lift",
    "moderate",
    "open_by_member",
    "open_incident",
    "photograph",
    "postpone",
    "practise",
    "record_callback",
    "refuse_postpone",
    "register",
    "register_outage",
    "reject",
    "reopen",
    "report_late",
    "resolve",
    "resolve_with_incident",
    "resume",
    "return_to_desk",
    "review",
    "separate",
    "set_out",
    "sit",
    "split",
    "take_all_back",
    "take_back",
    "take_call",
    "take_over",
    "tell_fact",
    "trust",
    "unfollow",
    "update_incident",
    "withdraw_handover",
    "write_down",
]
