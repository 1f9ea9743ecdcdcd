"""Kaplan-Meier, number at risk and log-rank against scipy, and their properties."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import survdiff

from pemphigus.errors import CourseError
from pemphigus.synthesis.survival import kaplan_meier, log_rank, number_at_risk, share_on

people = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=2, max_size=60).map(
    lambda rows: (np.array([day for day, _ in rows]), np.array([yes for _, yes in rows]))
)


@given(people)
def test_equals_scipy(group):
    days, happened = group
    curve = kaplan_meier(days, happened)
    oracle = stats.ecdf(stats.CensoredData.right_censored(days, ~happened))
    at = np.isin(oracle.sf.quantiles, curve.days)
    assert curve.share == pytest.approx(oracle.sf.probabilities[at], abs=1e-12)
    with warnings.catch_warnings(action="ignore"):  # the oracle leaves shares of 0 and 1 without an interval
        interval = oracle.sf.confidence_interval(method="log-log")
    inside = (curve.share > 0) & (curve.share < 1)
    assert curve.low[inside] == pytest.approx(interval.low.probabilities[at][inside], abs=1e-10)
    assert curve.high[inside] == pytest.approx(interval.high.probabilities[at][inside], abs=1e-10)
    assert (curve.low <= curve.share).all() and (curve.share <= curve.high).all()
    assert (np.diff(curve.share) < 0).all()


@given(people, people)
def test_log_rank_equals_statsmodels(one, other):
    p = log_rank(*one, *other)
    assert 0 <= p <= 1 and p == pytest.approx(log_rank(*other, *one), abs=1e-9)
    groups = np.repeat([0, 1], [len(one[0]), len(other[0])])
    happened = np.concatenate([one[1], other[1]])
    with np.errstate(all="ignore"):
        try:
            expected = survdiff(np.concatenate([one[0], other[0]]), happened, groups)[1]
        except (IndexError, ValueError, np.linalg.LinAlgError):
            return  # the oracle refuses groups without an event
    if np.isfinite(expected):
        assert p == pytest.approx(expected, abs=1e-8)


def test_log_rank_equals_scipy_on_overlapping_groups():
    random = np.random.default_rng(5)
    for slower in (1.0, 1.5, 3.0):
        a, b = random.exponential(10, 45).round(), random.exponential(10 * slower, 40).round()
        seen_a, seen_b = a < 20, b < 20
        a, b = np.minimum(a, 20), np.minimum(b, 20)
        oracle = stats.logrank(
            stats.CensoredData.right_censored(a, ~seen_a), stats.CensoredData.right_censored(b, ~seen_b)
        )
        assert log_rank(a, seen_a, b, seen_b) == pytest.approx(oracle.pvalue, abs=1e-12)


def test_number_at_risk_and_share_by_hand():
    days, happened = [2, 3, 3, 5, 8], [True, True, False, True, False]
    assert number_at_risk(days, [0, 3, 4, 9]).tolist() == [5, 4, 2, 0]
    curve = kaplan_meier(days, happened)
    assert curve.share == pytest.approx([4 / 5, 3 / 5, 3 / 10])
    assert curve.at_risk.tolist() == [5, 4, 2]
    assert share_on(curve, 1) == (1, 1, 1) and share_on(curve, 4)[0] == pytest.approx(0.6)


def test_nobody_and_everybody():
    assert len(kaplan_meier([5, 5], [False, False]).days) == 0
    assert log_rank([5, 5], [False, False], [5], [False]) == 1
    done = kaplan_meier([1, 2], [True, True])
    assert done.share[-1] == 0 and done.low[-1] == 0 and done.high[-1] == done.high[0]
    assert kaplan_meier([1], [True]).high.tolist() == [1]


@pytest.mark.parametrize(("days", "happened"), [([], []), ([1, 2], [True]), ([-1], [True]), ([float("nan")], [True])])
def test_impossible_data_are_refused(days, happened):
    with pytest.raises(CourseError, match="for each participant"):
        kaplan_meier(days, happened)
