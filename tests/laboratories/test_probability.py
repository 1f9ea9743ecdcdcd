"""Post-test probability against published worked numbers, odds, and simulated patients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus.errors import CourseError
from pemphigus.synthesis.probability import least_after_negative, of_hundred, post_test

shares = st.floats(0.01, 0.99)


def test_the_worked_numbers_of_the_textbooks():
    """Eddy 1982: mammography, prior 1%, sensitivity 80%, false positives 9.6%: 7.8%. Gigerenzer 2007: 1%, 90%, 9%: 9 of 98."""
    assert post_test(0.01, 0.80, 1 - 0.096, positive=True) == pytest.approx(0.078, abs=0.0005)
    assert post_test(0.01, 0.90, 1 - 0.09, positive=True) == pytest.approx(9 / 98, abs=0.001)


@given(shares, shares, shares, st.booleans())
def test_odds_times_likelihood_ratio(prior, sensitivity, specificity, positive):
    ratio = sensitivity / (1 - specificity) if positive else (1 - sensitivity) / specificity
    odds = prior / (1 - prior) * ratio
    assert post_test(prior, sensitivity, specificity, positive) == pytest.approx(odds / (1 + odds))


@given(shares, shares, shares)
def test_both_results_together_give_back_the_suspicion(prior, sensitivity, specificity):
    positives = prior * sensitivity + (1 - prior) * (1 - specificity)
    after = [post_test(prior, sensitivity, specificity, positive) for positive in (True, False)]
    assert positives * after[0] + (1 - positives) * after[1] == pytest.approx(prior)


@given(shares, shares, shares)
def test_no_specificity_leaves_less_disease_after_a_negative_test_than_the_bound(prior, sensitivity, specificity):
    assert (
        post_test(prior, sensitivity, specificity, positive=False) >= least_after_negative(prior, sensitivity) - 1e-12
    )


def test_simulated_patients():
    rng = np.random.default_rng(3)
    ill = rng.random(400_000) < 0.3
    positive = rng.random(ill.size) < np.where(ill, 0.816, 1 - 0.939)
    assert post_test(0.3, 0.816, 0.939, positive=True) == pytest.approx(ill[positive].mean(), abs=0.004)
    assert post_test(0.3, 0.816, 0.939, positive=False) == pytest.approx(ill[~positive].mean(), abs=0.004)


@given(st.integers(0, 100), shares, shares)
def test_a_hundred_people_stay_a_hundred(percent, sensitivity, specificity):
    found, missed, false, rest = of_hundred(percent / 100, sensitivity, specificity)
    assert found + missed == percent and found + missed + false + rest == 100
    assert abs(found - percent * sensitivity) <= 0.5 and abs(rest - (100 - percent) * specificity) <= 0.5 + 1e-9


def test_impossible_shares_are_refused_and_impossible_results_have_no_probability():
    with pytest.raises(CourseError, match="sensitivity"):
        post_test(0.5, 97, 0.9, positive=True)
    assert post_test(0, 0.9, 1, positive=True) is None
    assert post_test(1, 1, 0.5, positive=False) is None
