"""The documentation of the workflow is the code's own."""

from appeals import labels, workflow
from appeals.management.commands.document_workflow import PAGE, page


def test_the_page_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_status_and_move_has_its_words():
    assert set(labels.STATUSES) == {status.value for status in workflow.Status}
    assert set(labels.MOVES) == set(workflow.TRANSITIONS)
    assert set(labels.MOVES) < set(labels.EVENTS) | {"register"}
