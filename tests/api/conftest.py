"""Callers of the API: a stranger, an organisation's system, the city's dispatch system."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from appeals.models import ApiKey

APPEALS = "/api/v1/appeals/"


class Caller:
    """One client of the interface; `key` is sent as the bearer."""

    def __init__(self, client: Client, key: str = "") -> None:
        self.client = client
        self.headers = {"authorization": f"Bearer {key}"} if key else {}

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(path, headers={**self.headers, **headers})

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a body as JSON, or bytes as they are; header names are written with `_`."""
        raw = body if isinstance(body, bytes) else json.dumps(body or {})
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            path, raw, content_type="application/json", headers={**self.headers, **named}
        )

    def file(self, **fields: Any) -> HttpResponse:
        """File an appeal by a place in words, unless another place is given."""
        if not fields.keys() & {"house", "address", "lat", "lon"}:
            fields["address"] = "у сквера"
        fields.setdefault("text", "Не горит фонарь у подъезда")
        return self.post(APPEALS, fields)

    def move(self, appeal, verb: str, body: Any = None, **headers: str) -> HttpResponse:
        return self.post(f"{APPEALS}{appeal.latin_number}/{verb}/", body, **headers)


@pytest.fixture
def anybody(city, client) -> Caller:
    """A program of a stranger."""
    return Caller(client)


@pytest.fixture
def desk(city, client) -> Caller:
    """The city's own dispatch system."""
    return Caller(client, ApiKey.issue(name="ЕДДС", role="dispatcher"))


@pytest.fixture
def vodokanal_system(vodokanal, client) -> Caller:
    """The water company's system."""
    key = ApiKey.issue(name="Учёт водоканала", role="organisation", organisation=vodokanal)
    return Caller(client, key)
