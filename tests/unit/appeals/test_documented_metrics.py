"""The dictionary of figures: on the screen and in the documentation the same words."""

from appeals.desk.figures import stages
from appeals.insight import metrics, records
from appeals.insight.steps import MEASURES, STAGES
from appeals.management.commands.document_metrics import pages


def test_the_pages_are_fresh():
    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, path.name


def test_every_measure_that_is_shown_has_its_words():
    inner = {"opened", "ended"}
    told = {metric.measure for metric in metrics.known().values() if metric.measure}
    assert told == set(MEASURES) - inner


def test_every_stage_and_every_list_has_its_words():
    assert set(stages.NAMES) == set(STAGES) <= set(metrics.known())
    assert set(records.MEASURES) - {"accepted_late", "sent_late"} <= set(metrics.known())
    assert set(records.STANDING) <= set(metrics.known())
