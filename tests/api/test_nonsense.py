"""FAULTS 23: whatever is sent to whichever door, the answer is never a failure of ours."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appeals.api.moves import MOVES
from tests import make
from tests.api.conftest import APPEALS

NONSENSE = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Lone halves of characters too: JSON can carry them, the database cannot.
WORDS = st.text(st.characters(), max_size=60)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | WORDS
    | st.sampled_from(["\x00", "\ud800", "1e999", "PNZ-2026-000001", 2**63, -(2**63), 10**400]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


def bodies(*names: str) -> st.SearchStrategy[dict]:
    """Objects with the fields of a door, each missing or holding anything."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, VALUES))


FILINGS = bodies(
    "text", "address", "house", "lat", "lon", "landmark", "category", "applicant", "status"
)


def fine(answer) -> None:
    """An answer in our shape; the test client itself raises what would be a 5xx."""
    assert answer.status_code < 500
    if answer.status_code >= 400:
        assert json.loads(answer.content)["message"]


@NONSENSE
@given(body=FILINGS)
def test_filing_nonsense_is_refused_in_words(anybody, body):
    fine(anybody.post(APPEALS, body))


@NONSENSE
@given(raw=st.binary(max_size=200))
def test_filing_bytes_is_refused_in_words(anybody, raw):
    fine(anybody.post(APPEALS, raw))


@NONSENSE
@given(applicant=bodies("name", "phone", "email", "flat"), text=WORDS)
def test_nonsense_about_the_applicant_is_refused_in_words(anybody, applicant, text):
    fine(anybody.post(APPEALS, {"text": text, "address": "тут", "applicant": applicant}))


@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
@settings(NONSENSE, max_examples=12)
@given(data=st.data())
def test_moving_with_nonsense_is_refused_in_words(desk, move, data):
    appeal = make.appeal()
    fields = data.draw(bodies(*move.takes().fields))

    fine(desk.move(appeal, move.name, fields))


@NONSENSE
@given(number=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_asking_for_nonsense_finds_nothing(anybody, number):
    from urllib.parse import quote

    answer = anybody.get(f"{APPEALS}{quote(number, safe='')}/")

    assert answer.status_code in (200, 401, 404)


@NONSENSE
@given(asked=st.dictionaries(st.sampled_from(["status", "limit", "cursor"]), WORDS))
def test_a_nonsensical_page_of_the_queue_is_refused_in_words(desk, asked):
    from urllib.parse import urlencode

    query = urlencode(
        {name: value.encode("utf-8", "replace").decode() for name, value in asked.items()}
    )
    fine(desk.get(f"{APPEALS}?{query}"))
