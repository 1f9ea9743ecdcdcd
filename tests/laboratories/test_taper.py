"""The taper and its bill: sums against the closed form of a geometric series, and the numbers of the laboratory against its claims."""

from itertools import pairwise
from math import floor, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus import content
from pemphigus.clinic.growth import percentile, z_score
from pemphigus.clinic.taper import course, days_above, total
from pemphigus.errors import CourseError
from pemphigus.laboratories import taper

starts, weeks, cuts, stops = st.floats(0.3, 3), st.integers(1, 12), st.floats(0.05, 0.9), st.floats(0.05, 0.25)


@given(starts, weeks, cuts, stops)
def test_sum_is_that_of_the_geometric_series(start, full, cut, stop):
    keep = 1 - cut
    exact = log(stop / start) / log(keep)
    if abs(exact - round(exact)) < 1e-9:
        return  # the last step lies on the limit itself
    steps = floor(exact)
    closed = start * full * 7 + start * 14 * keep * (1 - keep**steps) / cut
    assert total(course(start, full, cut, stop)) == pytest.approx(closed)


@given(starts, weeks, cuts, stops)
def test_steps_follow_each_other_and_only_go_down(start, full, cut, stop):
    steps = course(start, full, cut, stop)
    assert steps[0].dose == start and steps[0].days == 7 * full
    for one, next_ in pairwise(steps):
        assert next_.day == one.day + one.days and stop <= next_.dose < one.dose
    assert days_above(steps, 0) == steps[-1].day + steps[-1].days and days_above(steps, start) == 0


@given(starts, weeks, cuts, stops)
def test_a_slower_taper_costs_more(start, full, cut, stop):
    assert total(course(start, full, cut * 0.8, stop)) >= total(course(start, full, cut, stop)) - 1e-9


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        ((0.1, 3, 0.25, 0.1), "Starting dose 0.1 mg/kg: give a number above"),
        ((1, 0, 0.25, 0.1), "give whole weeks, 1 or more"),
        ((1, 3, 0, 0.1), "Cut 0: give the part"),
        ((1, 3, 25, 0.1), "between 0 and 1"),
    ],
)
def test_impossible_courses_are_refused(given_, says):
    with pytest.raises(CourseError, match=says):
        course(*given_)


def test_the_words_of_the_prediction_are_worked_out():
    steps = taper.plan(*taper.EXAMPLE)
    answer = content.prediction("steroids-share-of-taper").answer
    assert f"{total(steps[:1]):.1f}" in answer.why and f"{total(steps[1:]):.1f}" in answer.why
    assert round(taper.share_of_taper(*taper.EXAMPLE)) == answer.value


def test_the_bench_adds_up_what_python_gives():
    """The bench adds full dose and stored taper; that is the sum of the whole course, for each setting."""
    data = taper.data()
    for start in taper.STARTS:
        for cut in taper.CUTS:
            stored = data["tapers"][f"{start:g}/{cut}"]
            for full in taper.WEEKS:
                assert start * full * 7 + stored["sum"] == pytest.approx(total(taper.plan(start, full, cut)))
            assert stored["sum"] == pytest.approx(14 * sum(stored["doses"]))


def test_harms_stand_at_the_time_of_their_claims():
    months = [harm.month() for harm in taper.harms()]
    assert months == sorted(months)
    assert months[0] * taper.MONTH == pytest.approx(content.claim("aljebab-weight-growth-cushing").figures["min_days"])
    assert months[-1] == 12 * content.claim("childhood-pv-duration-of-treatment").figures["treatment_years_mean"]
    for harm in taper.harms():
        figures = content.claim(harm.claim).figures
        if harm.months and harm.organ == "Eye":
            assert any(
                f"month_{harm.months}_percent" in name and f"{value}%" in harm.says for name, value in figures.items()
            )


def test_the_height_is_an_illustration_on_the_chart():
    data = taper.data()
    for years, (height, z) in zip(data["on_steroid"], data["heights"]["100"], strict=True):
        assert z == pytest.approx(0, abs=1e-9) and z_score(
            "height", "girl", taper.AGE + years, height
        ) == pytest.approx(z)
    lost = [z for _, z in data["heights"]["50"]]
    assert lost == sorted(lost, reverse=True) and percentile(lost[-1]) < 3
