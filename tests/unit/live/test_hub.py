"""The hub: who is told what, and what a browser that was away is told when it returns."""

import asyncio

import pytest

from live.change import Change, NotAChange
from live.hub import REMEMBERED, Hub
from live.reader import REFETCH, WAITING, Reader

PAYLOAD = (
    'penza|{"n": "PNZ-2026-000123", "s": "accepted", "c": "red", '
    '"t": "2026-11-22T10:11:12Z", "e": "accept", "q": 3}'
)


def change(number: str = "PNZ-2026-000001", sequence: int = 1, schema: str = "penza") -> Change:
    return Change(schema, number, sequence, f'{{"n":"{number}","q":{sequence}}}')


def taken(reader: Reader) -> str:
    return asyncio.run(reader.take(0)).decode()


def last_id(text: str) -> str:
    return [line for line in text.splitlines() if line.startswith("id: ")][-1].removeprefix("id: ")


def test_a_notification_becomes_one_line_with_the_agreed_keys_only():
    read = Change.parse(PAYLOAD.replace('"q": 3', '"q": 3, "phone": "+79990000000"'))

    assert (read.schema, read.number, read.sequence) == ("penza", "PNZ-2026-000123", 3)
    assert read.data == (
        '{"n":"PNZ-2026-000123","s":"accepted","c":"red",'
        '"t":"2026-11-22T10:11:12Z","e":"accept","q":3}'
    )


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "penza",
        "penza|",
        "penza|[]",
        "penza|{}",
        "Penza" + PAYLOAD[5:],
        "|" + PAYLOAD,
        PAYLOAD.replace("3}", '"3"}'),
        PAYLOAD.replace("PNZ-2026-000123", "PNZ\\n2026-000123"),
        PAYLOAD.replace('"accepted"', "null"),
    ],
)
def test_a_notification_of_another_shape_is_refused(payload):
    with pytest.raises(NotAChange):
        Change.parse(payload)


def test_a_line_break_inside_a_value_cannot_begin_another_event():
    read = Change.parse(PAYLOAD.replace('"accept"', '"accept\\n\\nevent: forged"'))

    assert "\n" not in read.data


def test_each_city_hears_its_own_changes_only():
    hub = Hub()
    penza, kazan = hub.join("penza", None), hub.join("kazan", None)
    taken(penza), taken(kazan)

    hub.publish(change())

    assert "PNZ-2026-000001" in taken(penza)
    assert taken(kazan) == ""


def test_a_stream_of_one_appeal_hears_nothing_of_others():
    hub = Hub()
    reader = hub.join("penza", "PNZ-2026-000002")
    taken(reader)

    hub.publish(change("PNZ-2026-000001"))
    hub.publish(change("PNZ-2026-000002"))

    text = taken(reader)
    assert text.count("event: appeal") == 1
    assert "PNZ-2026-000002" in text


def test_an_event_has_an_id_a_name_and_one_line_of_data():
    hub = Hub()
    reader = hub.join("penza", None)
    taken(reader)

    hub.publish(change())

    lines = taken(reader).split("\n")
    assert lines[0].startswith("id: ")
    assert lines[1:] == ["event: appeal", 'data: {"n":"PNZ-2026-000001","q":1}', "", ""]


def test_a_slow_reader_holds_no_more_than_its_queue_and_is_told_to_refetch():
    hub = Hub()
    reader = hub.join("penza", None)
    for sequence in range(10 * WAITING):
        hub.publish(change(sequence=sequence))
        assert len(reader) <= WAITING

    text = taken(reader)
    assert text.startswith(REFETCH.decode())
    assert f'"q":{10 * WAITING - 1}}}' in text


def test_a_reader_that_left_is_forgotten():
    hub = Hub()
    reader = hub.join("penza", None)
    hub.leave(reader)
    taken(reader)

    hub.publish(change())

    assert taken(reader) == ""
    assert len(hub) == 0


def test_a_browser_that_returns_gets_what_it_missed():
    hub = Hub()
    first = hub.join("penza", None)
    hub.publish(change(sequence=1))
    place = last_id(taken(first))
    hub.leave(first)
    hub.publish(change(sequence=2))
    hub.publish(change(sequence=3, schema="kazan"))

    text = taken(hub.join("penza", None, last_id=place))

    assert text.count("event: appeal") == 1
    assert '"q":2' in text
    assert "refetch" not in text


def test_a_browser_that_heard_nothing_yet_still_knows_its_place():
    hub = Hub()
    place = last_id(taken(hub.join("penza", "PNZ-2026-000001")))
    hub.publish(change(sequence=5))

    assert '"q":5' in taken(hub.join("penza", "PNZ-2026-000001", last_id=place))


def test_a_browser_that_was_away_too_long_is_told_to_refetch():
    hub = Hub()
    place = last_id(taken(hub.join("penza", None)))
    for sequence in range(REMEMBERED + 1):
        hub.publish(change(sequence=sequence))

    text = taken(hub.join("penza", None, last_id=place))

    assert "event: refetch" in text
    assert "event: appeal" not in text


@pytest.mark.parametrize("place", ["0.0", "x", "..", "99999999999999999999999", "deadbeef.١"])
def test_a_place_of_another_process_or_of_nobody_means_refetch(place):
    assert "event: refetch" in taken(Hub().join("penza", None, last_id=place))


def test_a_place_in_the_future_means_refetch():
    hub = Hub()
    epoch = last_id(taken(hub.join("penza", None))).partition(".")[0]

    assert "event: refetch" in taken(hub.join("penza", None, last_id=f"{epoch}.7"))


def test_what_happened_between_rendering_and_opening_is_told():
    hub = Hub()
    hub.publish(change(sequence=4))
    hub.publish(change(sequence=5))
    hub.publish(change("PNZ-2026-000002", sequence=9))

    text = taken(hub.join("penza", "PNZ-2026-000001", seen=4))

    assert text.count("event: appeal") == 1
    assert '"q":5' in text


def test_after_an_interruption_everybody_is_told_to_refetch_and_old_places_are_void():
    hub = Hub()
    reader = hub.join("penza", None)
    hub.publish(change(sequence=1))
    place = last_id(taken(reader))

    hub.interrupted()

    text = taken(reader)
    assert text.startswith(REFETCH.decode())
    assert last_id(text) != place
    assert "event: refetch" in taken(hub.join("penza", None, last_id=place))
    assert "refetch" not in taken(hub.join("penza", None, last_id=last_id(text)))


def test_closing_ends_every_stream_after_what_waits():
    hub = Hub()
    reader = hub.join("penza", None)
    hub.publish(change())

    hub.close()

    assert reader.closed
    assert "event: appeal" in taken(reader)
    assert taken(reader) == ""
