"""Post-test probability against published worked numbers, odds, and simulated patients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus import content
from pemphigus.errors import CourseError
from pemphigus.laboratories import diagnosis_bench as bench
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


def test_the_bench_reads_each_source_as_it_is_printed():
    elisa, iif, dif = (bench.tests()[name].sources for name in ("elisa", "iif", "dif"))
    assert [source.accuracy() for source in elisa] == [(0.97, 0.98), (pytest.approx(0.816), pytest.approx(0.939))]
    assert [source.accuracy() for source in iif] == [
        (pytest.approx(0.823), pytest.approx(0.956)),
        (pytest.approx(0.874), pytest.approx(0.935)),
    ]
    assert [source.accuracy() for source in dif] == [(0.71, None), (0.61, None)]
    unknown = bench.worked_out(dif[0])
    assert (
        unknown["bound"]
        and set(unknown["positive"]) == {None}
        and unknown["negative"][60] == pytest.approx(0.3, abs=0.01)
    )


def test_the_words_of_the_prediction_are_worked_out_from_the_claims():
    question = content.prediction("presentation-post-test-guess")
    first, second = (bench.worked_out(source) for source in bench.tests()["elisa"].sources)
    found, missed, false, clear = second["hundred"][bench.ASKED]
    after = [round(100 * source["negative"][bench.ASKED]) for source in (second, first)]
    assert question.worked_out == [100 - bench.ASKED, missed, clear, missed + clear, *after] == [40, 11, 38, 49, 23, 4]
    assert question.answer.value == after[0] and found + missed == 60 and false == 2
