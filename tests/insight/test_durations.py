"""Durations: a quantile read back is within the promised share of the true one."""

import random
from datetime import timedelta

import pytest

from appeals.insight import durations


@pytest.mark.parametrize("seed", range(5))
def test_medians_and_p90_are_within_five_per_cent(seed):
    luck = random.Random(seed)
    spent = [timedelta(seconds=luck.lognormvariate(8, 1.5)) for _ in range(999)]
    histogram = durations.merged({durations.bucket(one): 1} for one in spent)

    found = durations.spread(histogram)

    ordered = sorted(spent)
    assert abs(found.median / ordered[499] - 1) <= durations.ERROR
    assert abs(found.p90 / ordered[899] - 1) <= durations.ERROR
    assert durations.ERROR < 0.05


def test_histograms_of_days_add_up_to_that_of_the_period():
    luck = random.Random(3)
    days = [[timedelta(minutes=luck.uniform(1, 900)) for _ in range(40)] for _ in range(7)]
    by_day = [durations.merged({durations.bucket(one): 1} for one in day) for day in days]
    at_once = durations.merged({durations.bucket(one): 1} for day in days for one in day)

    assert durations.merged(by_day) == at_once


def test_nothing_has_no_median():
    assert durations.spread({}) == durations.Spread()
    assert durations.quantile({5: 0}, 0.5) is None


def test_less_than_a_second_is_a_second():
    assert durations.bucket(timedelta(0)) == durations.bucket(timedelta(seconds=1)) == 0
    assert durations.middle(0) < timedelta(seconds=1.1)
