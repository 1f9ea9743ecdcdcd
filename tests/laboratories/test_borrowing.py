"""Borrowing from adults: against scipy, against the closed forms at both ends, and the words of the prediction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from pemphigus import content
from pemphigus.errors import CourseError
from pemphigus.laboratories import ten_children
from pemphigus.synthesis.borrowing import beta_quantile, borrow, equal_say

counts = st.integers(1, 200).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@settings(max_examples=60, deadline=None)
@given(counts, counts, st.floats(0, 1))
def test_the_interval_is_that_of_scipy(own, others, weight):
    belief = borrow(own, others, weight)
    assert belief.interval == pytest.approx(stats.beta(belief.a, belief.b).ppf([0.025, 0.975]), abs=1e-4)
    assert belief.mean == pytest.approx(stats.beta(belief.a, belief.b).mean())


@pytest.mark.parametrize("level", [0.025, 0.5, 0.975])
def test_quantiles_with_a_closed_form(level):
    assert beta_quantile(level, 1, 1) == pytest.approx(level, abs=1e-4)
    assert beta_quantile(level, 5, 1) == pytest.approx(level ** (1 / 5), abs=1e-4)
    assert beta_quantile(level, 1, 5) == pytest.approx(1 - (1 - level) ** (1 / 5), abs=1e-4)


def test_the_power_prior_is_the_likelihood_raised_to_the_weight():
    """Worked the long way: uniform prior, times the likelihood of ours, times that of the others to the power of the weight."""
    shares = [n / 20_000 for n in range(1, 20_000)]
    raised = [p**7 * (1 - p) ** 3 * (p**41 * (1 - p) ** 5) ** 0.3 for p in shares]
    mean = sum(p * height for p, height in zip(shares, raised, strict=True)) / sum(raised)
    assert borrow((7, 10), (41, 46), 0.3).mean == pytest.approx(mean, abs=1e-6)


@given(counts, counts)
def test_at_the_ends_the_others_count_not_at_all_or_fully(own, others):
    assert borrow(own, others, 0) == borrow(own, (0, 1), 0)
    full = borrow(own, others, 1)
    assert (full.a, full.b) == (1 + own[0] + others[0], 1 + own[1] - own[0] + others[1] - others[0])
    assert full.borrowed == others[1] and full.own == own[1]


@given(counts, counts, st.floats(0, 0.9))
def test_more_weight_moves_the_estimate_toward_the_others(own, others, weight):
    less, more = borrow(own, others, weight), borrow(own, others, weight + 0.1)
    target = others[0] / others[1]
    assert abs(more.mean - target) <= abs(less.mean - target) + 1e-9
    assert more.borrowed > less.borrowed


def test_alone_the_ten_children_fit_the_textbook_interval():
    """With a uniform prior the interval of 7 of 10 is near the exact one and inside it."""
    low, high = borrow((7, 10), (41, 46), 0).interval
    exact = proportion_confint(7, 10, method="beta")
    assert exact[0] < low < exact[0] + 0.06 and exact[1] - 0.06 < high < exact[1]


@pytest.mark.parametrize("weight", [-0.1, 1.1])
def test_a_weight_beyond_all_or_nothing_is_refused(weight):
    with pytest.raises(CourseError, match="between 0 and 1"):
        borrow((7, 10), (41, 46), weight)


def test_more_events_than_patients_are_refused():
    with pytest.raises(CourseError, match="11 of 10"):
        borrow((11, 10), (41, 46), 0.5)


def test_equal_say_is_the_answer_of_the_prediction():
    series, trial = content.claim("rtx-vinay-cr-off").figures, content.claim("rtx-ritux3-cr-off-24m").figures
    answer = content.prediction("rituximab-borrowed").answer
    assert answer.value == round(100 * equal_say(series["n"], trial["n_a"]))
    assert f"{answer.value:.0f}" in answer.why


def test_the_bench_holds_the_interval_of_every_position():
    data = ten_children.data()
    for outcome in data["outcomes"]:
        for child in outcome["children"]:
            for adult in outcome["adults"]:
                table = data["intervals"][outcome["id"]][child["id"]][adult["id"]]
                assert len(table) == len(data["weights"])
                for weight, (low, high) in zip(data["weights"], table, strict=True):
                    belief = borrow((child["events"], child["total"]), (adult["events"], adult["total"]), weight)
                    assert (low, high) == pytest.approx(belief.interval, abs=1e-4)


def test_the_studies_are_counted_as_printed():
    found = {(study["claim"], study["events"], study["total"]) for study in ten_children.studies_as_rows()}
    assert {
        ("rtx-vinay-cr-off", 7, 10),
        ("rtx-kianfar-first-cycle-outcome", 1, 12),
        ("rtx-bilgictemel-outcome", 3, 5),
    } < found
    assert ("rtx-ritux3-7y-relapse", 19, 45) in found  # the note of the claim names these counts
    young = {study["claim"] for study in ten_children.studies_as_rows() if study["child"]}
    assert {content.claim(name).population for name in young} <= {"children", "juvenile"} and len(young) == 5
