"""Effects of two arms against statsmodels, simulation, and the Cochrane review's own numbers; the forest plot of the laboratory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import Table2x2
from statsmodels.stats.proportion import confint_proportions_2indep

from pemphigus import content
from pemphigus.errors import ContentError, CourseError
from pemphigus.laboratories import adjuvant
from pemphigus.synthesis.effects import mean_difference, risk_ratio

arms = st.integers(2, 200).flatmap(lambda total: st.tuples(st.integers(1, total), st.just(total)))


@given(arms, arms)
def test_risk_ratio_is_that_of_statsmodels(a, b):
    ratio, low, high = risk_ratio(*a, *b)
    table = Table2x2(np.array([[a[0], a[1] - a[0]], [b[0], b[1] - b[0]]], dtype=float), shift_zeros=False)
    assert ratio == pytest.approx(table.riskratio)
    assert (low, high) == pytest.approx(table.riskratio_confint(), rel=1e-6)


@given(arms, arms)
def test_the_other_way_round_is_the_reciprocal(a, b):
    ratio, low, high = risk_ratio(*a, *b)
    assert (1 / ratio, 1 / high, 1 / low) == pytest.approx(risk_ratio(*b, *a))
    assert low <= ratio <= high


@pytest.mark.parametrize("counts", [(0, 10, 3, 10), (3, 10, 0, 10)])
def test_an_arm_without_events_has_no_ratio(counts):
    with pytest.raises(CourseError, match="at least one event in each arm"):
        risk_ratio(*counts)


def test_a_mean_difference_covers_the_truth():
    rng = np.random.default_rng(3)
    a, b = rng.normal(10, 4, (4000, 60)), rng.normal(7, 2, (4000, 40))
    found = [
        mean_difference(x.mean(), x.std(ddof=1), 60, y.mean(), y.std(ddof=1), 40) for x, y in zip(a, b, strict=True)
    ]
    assert np.mean([low < 3 < high for _, low, high in found]) == pytest.approx(0.95, abs=0.015)
    with pytest.raises(CourseError, match="at least two patients"):
        mean_difference(1, 1, 1, 0, 1, 30)


@pytest.mark.parametrize(
    ("trial", "review"),
    [("tehran-aza", "cochrane-aza-steroid-sparing"), ("tehran-cyc", "cochrane-cyc-steroid-sparing")],
)
def test_the_cochrane_review_is_met_from_the_printed_means(trial, review):
    """The review's own intervals come out of the trial's means and standard deviations, so the two lines are one trial."""
    ours = next(row for row in adjuvant.comparisons() if row["trial"] == trial and not row["again"])
    figures = content.claim(review).figures
    assert ours["effect"][0] == -figures["mean_difference_mg"]
    assert ours["effect"][1:] == pytest.approx(sorted(-end for end in figures["ci"]), abs=5)


def test_the_rows_are_the_counts_of_the_claims():
    rows = {row["claim"]: row for row in adjuvant.comparisons() if row["arms"]}
    placebo = rows["mmf-placebo-trial-primary"]
    assert placebo["arms"] == [40, 58, 23, 36] and placebo["n"] == 94 and placebo["worked_out"]
    low, high = confint_proportions_2indep(40, 58, 23, 36, method="newcomb")
    assert placebo["difference"][1:] == pytest.approx([low, high], abs=1e-6)
    assert rows["rtx-ritux3-7y-relapse"]["arms"] == [19, 45, 36, 43]  # as the claim's note works them out
    assert rows["rtx-ritux3-cr-off-24m"]["effect"][0] == pytest.approx(
        content.claim("rtx-ritux3-cr-off-24m").figures["relative_risk"], abs=0.01
    )
    assert rows["rtx-pemphix-primary"]["difference"][0] == pytest.approx(0.31, abs=0.005)  # as printed


def test_a_trial_is_shown_once_unless_asked_for_again():
    rows = adjuvant.comparisons()
    first = [row["trial"] for row in rows if not row["again"]]
    assert len(first) == len(set(first))
    assert {row["claim"] for row in rows if row["again"]} == {
        "cochrane-mmf-better-control-than-aza",
        "cochrane-aza-steroid-sparing",
        "cochrane-cyc-steroid-sparing",
    }


def test_what_the_prediction_says_is_what_the_rows_show():
    """Of conventional drugs no ratio of remission is clear of 1; the pool of relapses is, and azathioprine's steroid is clear of 0."""
    rows = [row for row in adjuvant.comparisons() if not row["again"]]
    ours = [row for row in rows if row["outcome"] == "remission" and "Rituximab" not in row["name"]]
    assert len(ours) == 5 and all(low < 1 < high for _, low, high in (row["effect"] for row in ours))
    assert next(row for row in rows if row["trial"] == "atzmony2015")["effect"][2] < 1
    assert next(row for row in rows if row["trial"] == "tehran-aza")["effect"][1] > 0


def test_every_row_names_who_and_how_sure():
    data = adjuvant.data()
    assert {row["who"] for row in data["rows"] if row["outcome"] != "switch"} == {"adults"}
    assert all(row["circles"] and row["certainty"] for row in [*data["rows"], *data["silent"]])
    shown = {row["claim"] for row in [*data["rows"], *data["silent"]]} | {
        name for gene in data["genes"] for name in gene["claims"]
    }
    assert shown <= set(content.laboratory("adjuvant").claims)


def test_a_row_with_two_kinds_of_numbers_is_refused():
    from pemphigus.content.checking import check

    row = {
        "outcome": "relapse",
        "name": "x",
        "goal": "y",
        "claim": "z",
        "trial": "t",
        "counts": ["a"],
        "printed": ["b"],
    }
    with pytest.raises(ContentError, match="exactly one of counts"):
        check("laboratories/adjuvant.yaml", row, adjuvant.Comparison, "goal")
