"""Views parse, make one call, answer: one noun a file."""

from portal.views.about import about, edition
from portal.views.answer import answer
from portal.views.app import icon as app_icon
from portal.views.app import manifest as app_manifest
from portal.views.app import offline, offline_form
from portal.views.app import worker as app_worker
from portal.views.areas import district, street
from portal.views.branding import branding
from portal.views.card import card, still
from portal.views.complaint import complain
from portal.views.contractor import lent, lent_photo
from portal.views.crew_app import icon as crew_icon
from portal.views.crew_app import manifest as crew_manifest
from portal.views.crew_app import worker as crew_worker
from portal.views.emblem import emblem
from portal.views.feeds import appeal_feed, city_feed, place_feed
from portal.views.filing import accepted, new
from portal.views.filing_parts import draft_photo, look, near
from portal.views.following import follow, unfollow
from portal.views.home import home
from portal.views.house import house
from portal.views.houses import houses
from portal.views.language import language
from portal.views.letter import letter
from portal.views.map import boundaries, cells, city_map, plain_tile
from portal.views.numbers import numbers, opendata, opendata_file
from portal.views.organisations import organisations
from portal.views.outages import outages
from portal.views.own_data import ask_erasing, erase, own_data_page
from portal.views.own_links import ask_link, leave, link_asked, open_link
from portal.views.photo import photo
from portal.views.problem_points import problem_points
from portal.views.search import search
from portal.views.tracking import own_card, tracking
from portal.views.vision import vision
from portal.views.widget import accepted as widget_accepted
from portal.views.widget import form as widget
from portal.views.widget import script as widget_script

__all__ = [
    "about",
    "accepted",
    "answer",
    "app_icon",
    "app_manifest",
    "app_worker",
    "appeal_feed",
    "ask_erasing",
    "ask_link",
    "boundaries",
    "branding",
    "card",
    "cells",
    "city_feed",
    "city_map",
    "complain",
    "crew_icon",
    "crew_manifest",
    "crew_worker",
    "district",
    "draft_photo",
    "edition",
    "emblem",
    "erase",
    "follow",
    "home",
    "house",
    "houses",
    "language",
    "leave",
    "lent",
    "lent_photo",
    "letter",
    "link_asked",
    "look",
    "near",
    "new",
    "numbers",
    "offline",
    "offline_form",
    "open_link",
    "opendata",
    "opendata_file",
    "organisations",
    "outages",
    "own_card",
    "own_data_page",
    "photo",
    "place_feed",
    "plain_tile",
    "problem_points",
    "search",
    "still",
    "street",
    "tracking",
    "unfollow",
    "vision",
    "widget",
    "widget_accepted",
    "widget_script",
]
