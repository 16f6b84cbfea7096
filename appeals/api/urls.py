"""Addresses of the API, below `/api/v1/` of every city's host."""

from django.urls import path, re_path

from appeals.api import description
from appeals.api.calls import Calls
from appeals.api.card import AppealCard
from appeals.api.collection import Appeals
from appeals.api.moves import MOVES
from appeals.api.moving import door
from appeals.api.outages import OutageEnd, OutageForecast, Outages

urlpatterns = [
    path("appeals/", Appeals.as_view(), name="api-appeals"),
    path("appeals/<str:number>/", AppealCard.as_view(), name="api-appeal"),
    *(
        path(f"appeals/<str:number>/{move.name}/", door(move).as_view(), name=f"api-{move.name}")
        for move in MOVES
    ),
    path("outages/", Outages.as_view(), name="api-outages"),
    path("outages/<int:outage_id>/forecast/", OutageForecast.as_view(), name="api-outage"),
    path("outages/<int:outage_id>/end/", OutageEnd.as_view(), name="api-outage-end"),
    path("calls/", Calls.as_view(), name="api-calls"),
    path("schema/", description.schema, name="api-schema"),
    path("docs/", description.reference, name="api-docs"),
    re_path("", description.nothing_here),
]
