"""Grounds for closing without work are data, whole and readable."""

from appeals import labels
from appeals.grounds import grounds


def test_every_ground_has_its_words_and_counts_somewhere():
    for code, ground in grounds().items():
        assert code == ground.code
        assert ground.title
        assert ground.wording
        assert ground.outcome in labels.OUTCOMES


def test_what_is_not_ours_names_whose_it_is():
    assert all(g.names_competent for g in grounds().values() if g.outcome == "not_ours")
