"""Boundaries of districts: read from a file, thinned, kept with their source, drawn on the map."""

import json
from math import cos, sin

import pytest

from appeals.administration import districts as book
from appeals.errors import BadInput
from appeals.models import District, SettingChange
from appeals.registry import outlines
from appeals.registry.tables import BadFile
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import FRIDAY_NOON

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, name="Анна")


def collection(*names: str, points: int = 400) -> str:
    """Round districts of so many points."""
    ring = [
        [45 + cos(n / points * 6.2832) / 10, 53 + sin(n / points * 6.2832) / 10]
        for n in range(points)
    ]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"district": name}, "geometry": shape}
                for name in names
            ],
        }
    )


def test_a_boundary_keeps_its_shape_in_far_fewer_points():
    (outline,) = outlines.read(collection("Вахитовский район"))
    ring = outline.polygons[0][0]

    assert outline.name == "Вахитовский"
    assert 20 < len(ring) < 120
    assert ring[0] == ring[-1]
    assert max(x for x, _ in ring) == pytest.approx(45.1, abs=0.0003)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"features": []}', '{"features": [1]}', collection(""), '{"features": [{}]}',
     '{"features": [{"properties": {"name": "A"}, "geometry": {"type": "Point"}}]}'],
)  # fmt: skip
def test_what_is_no_list_of_districts_is_refused_in_words(text):
    with pytest.raises(BadFile):
        outlines.read(text)


def test_a_city_stores_boundaries_with_their_source_and_a_record(city):
    make.house(district="Ленинский")
    read = outlines.read(collection("Ленинский район", "Дальний"), known=book.names())
    found = {outline.name: outline.polygons for outline in read}

    book.set_boundaries(found, source="© OSM", by=ADMINISTRATOR, at=FRIDAY_NOON)

    assert District.objects.get(name="Ленинский").boundary_source == "© OSM"
    assert book.names() == ["Ленинский"]  # nobody is asked to count people of an outline alone
    assert "Дальний" in SettingChange.objects.latest("pk").after


def test_boundaries_without_a_source_are_refused(city):
    with pytest.raises(BadInput):
        book.set_boundaries({"A": []}, source=" ", by=ADMINISTRATOR, at=FRIDAY_NOON)
