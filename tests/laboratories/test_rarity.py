"""How rare is rare? The computations of the laboratory against statsmodels, simulation, and the words of the course."""

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportions_ztest

from pemphigus import content
from pemphigus.errors import CourseError
from pemphigus.laboratories import how_rare
from pemphigus.synthesis.rarity import chance_of_none, expected_cases, patients_per_arm, years_to_fill

shares = st.floats(0.02, 0.98)


def test_expected_cases_follow_the_units():
    assert expected_cases(1_000_000, 1, 2.83) == pytest.approx(2.83)
    assert expected_cases(100_000, 10, 7) == pytest.approx(7)  # 0.7 per 100,000 a year is 7 per million


@given(st.floats(0, 1e10), st.floats(0, 100), st.floats(0, 50), st.floats(0, 1))
def test_twice_the_people_or_years_are_twice_the_cases(people, years, rate, share):
    one = expected_cases(people, years, rate, share)
    assert expected_cases(2 * people, years, rate, share) == pytest.approx(2 * one)
    assert expected_cases(people, 2 * years, rate, share) == pytest.approx(2 * one)
    assert one <= expected_cases(people, years, rate)


def test_chance_of_none_is_that_of_a_simulation():
    drawn = np.random.default_rng(1).poisson(1.7, 200_000)
    assert chance_of_none(1.7) == pytest.approx((drawn == 0).mean(), abs=0.003)
    assert chance_of_none(0) == 1 and chance_of_none(1) == pytest.approx(exp(-1))


@pytest.mark.parametrize(("first", "second"), [(0.6, 0.4), (0.25, 0.1), (0.9, 0.34), (0.69, 0.64)])
def test_patients_per_arm_reach_the_power_in_simulated_trials(first, second):
    n, rng = patients_per_arm(first, second), np.random.default_rng(7)
    a, b = rng.binomial(n, first, 20_000), rng.binomial(n, second, 20_000)
    pooled = (a + b) / (2 * n)
    z = np.abs(a - b) / n / np.sqrt(np.maximum(2 * pooled * (1 - pooled) / n, 1e-12))
    assert (z > 1.959964).mean() == pytest.approx(0.8, abs=0.04)
    assert proportions_ztest([a[0], b[0]], [n, n])[0] ** 2 == pytest.approx(z[0] ** 2)


def test_patients_per_arm_agrees_with_statsmodels_for_small_differences():
    """Both are normal approximations; the arcsine one of statsmodels meets ours where the difference is small."""
    effect = 2 * (np.arcsin(np.sqrt(0.69)) - np.arcsin(np.sqrt(0.639)))
    theirs = NormalIndPower().solve_power(effect, power=0.8, alpha=0.05)
    assert patients_per_arm(0.69, 0.639) == pytest.approx(theirs, rel=0.01)


@given(shares, shares, st.floats(0.55, 0.95))
def test_more_power_and_smaller_differences_need_more(first, second, power):
    if abs(first - second) < 0.01:
        return
    n = patients_per_arm(first, second, power)
    assert n == patients_per_arm(second, first, power) <= patients_per_arm(first, second, power + 0.04)
    assert n <= patients_per_arm(first, (first + second) / 2, power)


@pytest.mark.parametrize(("first", "second"), [(0.5, 0.5), (0, 0.5), (0.5, 1), (-1, 0.2)])
def test_impossible_trials_are_refused(first, second):
    with pytest.raises(CourseError, match="two different shares"):
        patients_per_arm(first, second)
    with pytest.raises(CourseError, match="cannot be negative"):
        expected_cases(-1, 1, 1)


def test_the_words_of_the_prediction_are_worked_out_from_the_claims():
    middle, _, _ = how_rare.incidence()
    few, many = how_rare.share_of_children()
    question = content.prediction("intro-career-children")
    assert expected_cases(1e6, how_rare.CAREER, middle) == pytest.approx(113, abs=0.5) and "113" in question.answer.why
    ends = [expected_cases(1e6, how_rare.CAREER, middle, share) for share in (few, many)]
    assert [round(end) for end in ends] == [1, 5]
    accepted = question.answer.value - question.answer.tolerance, question.answer.value + question.answer.tolerance
    assert accepted == (1, 5)


def test_the_trials_are_those_of_the_claims():
    rows = {row["id"]: row for row in how_rare.trials()}
    assert rows["rtx-ritux3-cr-off-24m"]["first"] == pytest.approx(41 / 46)
    assert (
        rows["rtx-ritux3-cr-off-24m"]["children"]
        < rows["rtx-pemphix-primary"]["children"]
        < rows["mmf-placebo-trial-primary"]["children"]
    )
    assert years_to_fill(100, 10, 0.5) == 20
