"""The monitoring calendar: merging loses nothing, order does not matter, and the year is never rarer than its strictest part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus.clinic.calendar import BEFORE, YEAR, Phase, Request, next_due, plan, weeks_of
from pemphigus.errors import CourseError


@st.composite
def phases(draw):
    first = draw(st.integers(BEFORE, YEAR))
    return Phase(first, draw(st.integers(first, YEAR)), draw(st.integers(1, YEAR)))


@st.composite
def requests(draw):
    rhythm = tuple(draw(st.lists(phases(), min_size=1, max_size=3)))
    return Request(draw(st.sampled_from("abc")), draw(st.sampled_from("PQRS")), rhythm, "b", "a")


def test_one_rhythm_is_what_the_eczema_guideline_prints_for_azathioprine():
    """Twice a month for 2 months, monthly for 4, then every other month, with a month of four weeks."""
    rhythm = (Phase(0, 8, 2), Phase(8, 24, 4), Phase(24, YEAR, 8))
    assert weeks_of([Request("count", "aza", rhythm, "", "")]) == (0, 2, 4, 6, 8, 12, 16, 20, 24, 32, 40, 48)


def test_two_drugs_share_a_check_worked_by_hand():
    monthly, quarterly = (Phase(0, YEAR, 4),), (Phase(0, YEAR, 13),)
    both = [Request("count", "a", monthly, "", ""), Request("count", "b", quarterly, "", "")]
    assert weeks_of(both) == tuple(range(0, 53, 4))  # the quarterly one is met by the monthly one
    once = [Request("count", "a", quarterly, "", ""), Request("count", "b", (Phase(4, 4), Phase(20, 20)), "", "")]
    assert weeks_of(once) == (0, 4, 17, 20, 33, 46)
    late = [Request("count", "a", (Phase(0, 12, 4),), "", ""), Request("count", "b", (Phase(10, YEAR, 13),), "", "")]
    assert weeks_of(late) == (0, 4, 8, 10, 23, 36, 49)


@given(st.lists(requests(), min_size=1, max_size=6))
def test_merging_loses_no_check_and_is_never_rarer_than_the_strictest(asked):
    lines = {line.check: line for line in plan(asked, "PQRS")}
    assert set(lines) == {request.check for request in asked}
    for request in asked:
        alone, merged = weeks_of([request]), lines[request.check].weeks
        assert alone[0] in merged
        assert {phase.first for phase in request.phases if phase.first == phase.last and phase.every == 1} <= set(
            merged
        )
        assert request in lines[request.check].requests
        for count, week in enumerate(alone, 1):  # as many checks done by then as the drug alone would have
            assert sum(done <= week for done in merged) >= count
        for done, following in zip(merged, [*merged[1:], None], strict=True):
            due = next_due(request.phases, done)
            assert due is None or (following is not None and following <= due)


@given(st.lists(requests(), max_size=6).flatmap(lambda asked: st.tuples(st.just(asked), st.permutations(asked))))
def test_the_order_of_the_drugs_does_not_matter(both):
    first, second = ({line.check: line for line in plan(asked, "PQRS")} for asked in both)
    assert {check: line.weeks for check, line in first.items()} == {check: line.weeks for check, line in second.items()}
    for check, line in first.items():
        assert sorted(map(str, line.requests)) == sorted(map(str, second[check].requests))
        assert line.agreed == second[check].agreed


@given(st.lists(requests(), max_size=6), st.sets(st.sampled_from("PQRS")))
def test_only_the_chosen_drugs_count_and_a_drug_more_never_means_a_check_less(asked, chosen):
    fewer, more = plan(asked, chosen), {line.check: line for line in plan(asked, "PQRS")}
    for line in fewer:
        assert {request.drug for request in line.requests} <= chosen
        assert len(line.weeks) <= len(more[line.check].weeks)


@given(requests())
def test_weeks_rise_within_the_year(request_):
    weeks = weeks_of([request_])
    assert list(weeks) == sorted(set(weeks)) and all(BEFORE <= week <= YEAR for week in weeks)


@pytest.mark.parametrize(
    ("wrong", "named"), [({"first": 9, "last": 3}, "first and last"), ({"first": 0, "every": 0}, "every")]
)
def test_an_impossible_rhythm_is_refused(wrong, named):
    with pytest.raises(CourseError, match=named):
        Phase(**wrong)
