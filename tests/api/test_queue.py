"""The queue: whose, in which order, page by page."""

import datetime as dt

import pytest
from django.utils import timezone

from appeals import actions
from appeals.api.pages import BadCursor, Cursor
from appeals.models import Appeal
from tests import make
from tests.api.conftest import APPEALS
from tests.portal.counting import statements


@pytest.fixture
def crowd(city, vodokanal):
    """Sixty open appeals of the organisation and five of the desk, some due at the same moment."""
    start = timezone.now()
    for number in range(65):
        appeal = make.appeal(text=f"Заявка {number}", at=start - dt.timedelta(hours=number // 3))
        if number < 60:
            actions.assign(
                appeal.pk, organisation=vodokanal, by=make.DISPATCHER,
                at=start - dt.timedelta(hours=number // 3),
            )  # fmt: skip
    Appeal.objects.filter(text__in=["Заявка 3", "Заявка 4"]).update(next_clock_at=None)


def walk(caller, **asked) -> list[str]:
    """All numbers, page after page."""
    numbers, cursor = [], None
    while True:
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        page = caller.get(f"{APPEALS}?{query}" + (f"&cursor={cursor}" if cursor else "")).json()
        numbers += [row["number"] for row in page["appeals"]]
        cursor = page["next"]
        if cursor is None:
            return numbers


@pytest.mark.parametrize("limit", [1, 7, 50, 100])
def test_pages_hold_every_appeal_once_next_breach_first(crowd, vodokanal_system, limit):
    numbers = walk(vodokanal_system, limit=limit)

    expected = Appeal.objects.exclude(organisation=None)
    timed = list(expected.filter(next_clock_at__isnull=False).order_by("next_clock_at", "pk"))
    untimed = list(expected.filter(next_clock_at__isnull=True).order_by("pk"))
    assert numbers == [appeal.number for appeal in [*timed, *untimed]]


def test_a_page_of_fifty_takes_at_most_six_statements(crowd, vodokanal_system):
    with statements() as seen:
        page = vodokanal_system.get(APPEALS).json()

    assert len(page["appeals"]) == 50
    assert len(seen) <= 6, "\n".join(seen)


def test_the_desk_sees_all_and_an_organisation_its_own(crowd, desk, vodokanal_system):
    assert len(walk(desk, limit=100)) == 65
    assert len(walk(vodokanal_system, limit=100)) == 60


def test_a_status_narrows_the_queue(crowd, desk):
    assert len(walk(desk, status="registered")) == 5
    assert walk(desk, status="archived") == []


def test_what_is_done_with_comes_newest_first(crowd, desk):
    for appeal in Appeal.objects.filter(organisation=None).order_by("pk"):
        desk.move(appeal, "reject", {"ground": "no_breach"})

    expected = Appeal.objects.filter(status="rejected").order_by("-pk")
    assert walk(desk, status="rejected", limit=2) == [appeal.number for appeal in expected]


@pytest.mark.parametrize(
    "query",
    ["status=x", "limit=0", "limit=101", "limit=x", "limit=1e9", "cursor=x", "cursor=%00",
     "cursor=bnVsbA", "cursor=W251bGwsIC0xXQ", "cursor=WyJ4IiwgMV0", "limit=" + "9" * 400],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_400_at_its_field(desk, query):
    answer = desk.get(f"{APPEALS}?{query}")

    assert answer.status_code == 400
    assert answer.json()["fields"][query.partition("=")[0]]


def test_a_stranger_has_no_queue(anybody):
    assert anybody.get(APPEALS).status_code == 401


@pytest.mark.parametrize("at", [None, dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)])
def test_a_cursor_survives_the_way_there_and_back(at):
    assert Cursor.read(str(Cursor(at, 7))) == Cursor(at, 7)


@pytest.mark.parametrize(
    "text", ["", "я", "e30", "WzFd", "W3RydWUsIDFd", "WyIyMDI2LTAxLTAxIiwgMV0"]
)
def test_a_cursor_that_is_not_ours_is_refused(text):
    with pytest.raises(BadCursor):
        Cursor.read(text)
