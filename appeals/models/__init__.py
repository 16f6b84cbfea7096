"""The tables of a city: one noun a file."""

from appeals.models.announced import Announced
from appeals.models.api_key import ApiKey
from appeals.models.appeal import Appeal
from appeals.models.applicant import Applicant
from appeals.models.attachment import Attachment
from appeals.models.block import Block
from appeals.models.call import Call, Seat
from appeals.models.callback import Callback
from appeals.models.category import Category
from appeals.models.cause import Cause
from appeals.models.cells import MapCell, MapDelta
from appeals.models.city_day import CityDay
from appeals.models.complaint import Complaint
from appeals.models.consent import Consent
from appeals.models.contact_link import ContactLink
from appeals.models.contractor_link import ContractorLink
from appeals.models.crew_action import CrewAction
from appeals.models.doubt import Doubt
from appeals.models.draft import Draft
from appeals.models.event import Event
from appeals.models.figures import District, Flow, WaitDay, WaitMonth
from appeals.models.following import Following
from appeals.models.habit import Habit
from appeals.models.handover import Handover
from appeals.models.house import House
from appeals.models.house_fact import HouseFact
from appeals.models.house_tally import AreaTally, HouseTally
from appeals.models.incident import Incident, IncidentHouse, IncidentUpdate
from appeals.models.joined import Joined
from appeals.models.message import Message
from appeals.models.moderation import Moderation
from appeals.models.note import Follower, Note
from appeals.models.notice import Notice
from appeals.models.organisation import Crew, Member, Organisation
from appeals.models.outage import Outage, OutageHouse
from appeals.models.policy import Policy
from appeals.models.postponement import Postponement
from appeals.models.problem_point import ProblemPoint, ProblemPointRecord
from appeals.models.reach import Device, DigestLine, Preference, Reach
from appeals.models.registry_import import ImportProblem, ImportRecord, RegistryImport
from appeals.models.reply_template import ReplyTemplate
from appeals.models.routing_rule import RoutingRule
from appeals.models.sector import Sector
from appeals.models.sender import Sender
from appeals.models.serving import Serving
from appeals.models.setting_change import SettingChange
from appeals.models.shared_view import SharedView
from appeals.models.site import Site
from appeals.models.statutory import OfficialLetter, RegistrationCounter, StatutoryCase
from appeals.models.street import Street
from appeals.models.tally import DailyTally, StatusTally

__all__ = [
    "Announced",
    "ApiKey",
    "Appeal",
    "Applicant",
    "AreaTally",
    "Attachment",
    "Block",
    "Call",
    "Callback",
    "Category",
    "Cause",
    "CityDay",
    "Complaint",
    "Consent",
    "ContactLink",
    "ContractorLink",
    "Crew",
    "CrewAction",
    "DailyTally",
    "Device",
    "DigestLine",
    "District",
    "Doubt",
    "Draft",
    "Event",
    "Flow",
    "Follower",
    "Following",
    "Habit",
    "Handover",
    "House",
    "HouseFact",
    "HouseTally",
    "ImportProblem",
    "ImportRecord",
    "Incident",
    "IncidentHouse",
    "IncidentUpdate",
    "Joined",
    "MapCell",
    "MapDelta",
    "Member",
    "Message",
    "Moderation",
    "Note",
    "Notice",
    "OfficialLetter",
    "Organisation",
    "Outage",
    "OutageHouse",
    "Policy",
    "Postponement",
    "Preference",
    "ProblemPoint",
    "ProblemPointRecord",
    "Reach",
    "RegistrationCounter",
    "RegistryImport",
    "ReplyTemplate",
    "RoutingRule",
    "Seat",
    "Sector",
    "Sender",
    "Serving",
    "SettingChange",
    "SharedView",
    "Site",
    "StatusTally",
    "StatutoryCase",
    "Street",
    "WaitDay",
    "WaitMonth",
]
