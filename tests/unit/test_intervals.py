"""The intervals of Wilson and Newcombe against statsmodels, and their properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from pemphigus.errors import CourseError
from pemphigus.synthesis.intervals import difference, in_words, wilson

counts = st.integers(1, 2000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@given(counts)
def test_equals_statsmodels(count):
    events, total = count
    low, high = proportion_confint(events, total, method="wilson")
    assert wilson(events, total) == pytest.approx((low, high), abs=1e-12)


@given(counts)
def test_holds_the_share_and_stays_between_0_and_1(count):
    events, total = count
    low, high = wilson(events, total)
    assert 0 <= low <= events / total <= high <= 1


@given(counts)
def test_failures_mirror_successes(count):
    events, total = count
    low, high = wilson(events, total)
    assert wilson(total - events, total) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_more_patients_shorten_the_interval():
    spans = [high - low for low, high in (wilson(7 * times, 10 * times) for times in (1, 3, 10))]
    assert spans == sorted(spans, reverse=True)


def test_in_words():
    assert in_words(7, 10) == "7 of 10 (70%, 95% interval 40% to 89%)"


@pytest.mark.parametrize(("events", "total"), [(3, 2), (-1, 5), (0, 0), (1.5, 3), ("1", 3)])
def test_impossible_counts_are_refused(events, total):
    with pytest.raises(CourseError, match="whole numbers"):
        wilson(events, total)


@given(counts, counts)
def test_difference_equals_statsmodels(one, other):
    found, low, high = difference(*one, *other)
    assert (low, high) == pytest.approx(
        confint_proportions_2indep(*one, *other, method="newcomb", compare="diff"), abs=1e-10
    )
    assert -1 <= low <= found <= high <= 1


@given(counts, counts)
def test_difference_turns_round_with_its_arms(one, other):
    found, low, high = difference(*one, *other)
    assert difference(*other, *one) == pytest.approx((-found, -high, -low), abs=1e-12)


def test_difference_of_impossible_counts_is_refused():
    with pytest.raises(CourseError, match="whole numbers"):
        difference(3, 10, 4, 3)
