"""Staying with a running copy."""

from infra.embedded.foreground import Comeback, Tail


def test_a_process_that_keeps_falling_is_tried_ever_more_rarely():
    falling = Comeback(started_at=0)

    assert [falling.fell(now) for now in range(1, 8)] == [1, 2, 4, 8, 16, 30, 30]


def test_a_process_that_held_a_minute_begins_anew():
    steady = Comeback(falls=5, started_at=0)

    assert steady.fell(61) == 1


def test_only_whole_new_lines_of_a_log_are_shown(tmp_path):
    log = tmp_path / "web.log"
    log.write_text("earlier\n")
    tail = Tail(tmp_path)

    with log.open("a") as writing:
        writing.write("first\nseco")
    assert tail.new_lines() == ["web       first"]
    with log.open("a") as writing:
        writing.write("nd\n")
    assert tail.new_lines() == ["web       second"]
    assert tail.new_lines() == []


def test_a_log_that_was_put_aside_is_read_from_its_start(tmp_path):
    log = tmp_path / "web.log"
    log.write_text("a long earlier line\n")
    tail = Tail(tmp_path)

    log.write_text("new\n")

    assert tail.new_lines() == ["web       new"]


def test_a_log_that_appears_later_is_shown_whole(tmp_path):
    tail = Tail(tmp_path)
    (tmp_path / "relay.log").write_text("hello\n")

    assert tail.new_lines() == ["relay     hello"]
