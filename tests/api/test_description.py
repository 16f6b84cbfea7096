"""The description of the interface: complete, valid, the same everywhere, in Russian."""

from appeals.api.description import described
from appeals.api.moves import MOVES


def test_the_description_is_openapi_and_names_every_door(client, city):
    answer = client.get("/api/v1/schema/")

    told = answer.json()
    assert answer.status_code == 200
    assert told["openapi"].startswith("3.")
    assert set(told["paths"]) == {
        "/api/v1/appeals/",
        "/api/v1/appeals/{number}/",
        "/api/v1/calls/",
        "/api/v1/outages/",
        "/api/v1/outages/{outage_id}/forecast/",
        "/api/v1/outages/{outage_id}/end/",
        *(f"/api/v1/appeals/{{number}}/{move.name}/" for move in MOVES),
    }
    assert set(told["components"]["securitySchemes"]) == {"key", "session"}


def test_every_operation_says_what_it_does_and_how_it_refuses():
    for path, methods in described()["paths"].items():
        for operation in methods.values():
            assert any("а" <= letter <= "я" for letter in operation["summary"]), path
            assert any(status.startswith("4") for status in operation["responses"]), path


def test_making_the_description_warns_of_nothing(capsys):
    described.cache_clear()
    described()

    assert "Warning" not in capsys.readouterr().err


def test_the_reference_page_needs_nothing_from_outside(client, city):
    text = client.get("/api/v1/docs/").content.decode()

    assert "/api/v1/appeals/" in text
    assert "Idempotency-Key" in text
    assert "<script>" not in text
    assert "style=" not in text
    assert "//cdn" not in text
