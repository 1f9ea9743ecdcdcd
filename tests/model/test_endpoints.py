"""The consensus end points, on courses drawn by hand."""

import numpy as np
import pytest

from pemphigus.model.endpoints import CEASED, FAILURE_DAYS, NEVER, REMISSION_DAYS, first_days, story


def course(*pieces):
    """Return score, new lesions and dose, a value a day, from (days, score, new, dose) pieces."""
    return tuple(np.concatenate([np.full(days, float(piece[place])) for days, *piece in pieces]) for place in range(3))


def days_of(*pieces, weight=30.0, on_drugs=None):
    columns = [values[:, None] for values in course(*pieces)]
    return {name: int(day[0]) for name, day in first_days(*columns, weight, on_drugs).items()}


def test_control_consolidation_and_remission_off_therapy():
    found = days_of((10, 30, 3, 1), (20, 20, 0, 1), (30, 4, 0, 0.5), (100, 0, 0, 0))
    assert found["control"] == 10  # no new lesions and fewer than at first
    assert found["consolidation"] == 30  # healed by four fifths, and two weeks without new ones
    assert found["remission-off"] == 60 + REMISSION_DAYS - 1
    assert found["remission-on"] == found["relapse"] == found["failure"] == NEVER


def test_remission_on_therapy_needs_the_minimal_dose():
    low, high = (10, 20, 3, 1), (200, 0, 0, 0.3)
    assert days_of(low, high, weight=30)["remission-on"] == 10 + REMISSION_DAYS - 1  # 9 mg
    assert days_of(low, high, weight=40)["remission-on"] == NEVER  # 12 mg
    assert days_of(low, high)["remission-off"] == NEVER


def test_another_drug_is_still_therapy():
    pieces = (10, 20, 3, 1), (200, 0, 0, 0)
    assert days_of(*pieces)["remission-off"] == 10 + REMISSION_DAYS - 1
    on_drugs = days_of(*pieces, on_drugs=[True] * 210)
    assert on_drugs["remission-off"] == NEVER and on_drugs["remission-on"] == 10 + REMISSION_DAYS - 1


def test_a_remission_that_breaks_does_not_count():
    found = days_of((10, 20, 3, 1), (REMISSION_DAYS - 1, 0, 0, 0), (1, 2, 0.1, 0), (REMISSION_DAYS - 1, 0, 0, 0))
    assert found["remission-off"] == NEVER


def test_relapse_needs_control_before_it():
    assert days_of((100, 30, 3, 1))["relapse"] == NEVER
    assert days_of((10, 30, 3, 1), (50, 1, 0, 1), (20, 5, 1, 1))["relapse"] == 60
    assert days_of((10, 30, 3, 1), (50, 1, 0, 1), (20, 5, CEASED / 2, 1))["relapse"] == NEVER, (
        "old lesions alone are no relapse"
    )


def test_the_best_day_since_control_is_the_yardstick_of_a_relapse():
    healing = (10, 30, 3, 1), (10, 20, 1, 1), (10, 10, 0.5, 1)
    assert days_of(*healing)["control"] == 10
    assert days_of(*healing)["relapse"] == NEVER, "new lesions still form, but fewer than heal"
    assert (
        days_of(*healing, (10, 12.9, 1, 1))["relapse"] == NEVER and days_of(*healing, (10, 13, 1, 1))["relapse"] == 30
    )


def test_control_needs_healing_and_fewer_new_lesions():
    assert days_of((10, 30, 3, 1), (10, 19, 1.6, 1))["control"] == NEVER
    assert days_of((10, 30, 3, 1), (10, 21, 1.0, 1))["control"] == NEVER
    assert days_of((10, 30, 3, 1), (10, 19, 1.0, 1))["control"] == 10


def test_failure_is_three_weeks_on_the_full_dose():
    assert days_of((60, 30, 3, 1.5))["failure"] == FAILURE_DAYS - 1
    assert days_of((60, 30, 3, 1.4))["failure"] == NEVER, "the dose was not reached"
    assert days_of((FAILURE_DAYS - 2, 30, 3, 1.5), (60, 10, 0, 1.5))["failure"] == NEVER, "controlled in time"


def test_a_story_begins_anew_after_a_relapse():
    score, new, dose = course((10, 30, 3, 1), (50, 1, 0, 0.2), (20, 9, 1, 1), (120, 0, 0, 0))
    told = [(point.id, point.day) for point in story(score, new, dose, 30)]
    assert told[0] == ("control", 10) and ("relapse", 60) in told
    assert [name for name, _ in told].count("control") == 2
    assert told[-1] == ("remission-off", 80 + REMISSION_DAYS - 1)
    assert [day for _, day in told] == sorted(day for _, day in told)


@pytest.mark.parametrize("count", [1, 3])
def test_many_children_are_judged_as_one_by_one(count):
    pieces = [
        ((10, 30, 3, 1), (90, 0, 0, 0)),
        ((50, 30, 3, 1.5), (50, 30, 3, 1.5)),
        ((10, 30, 3, 1), (40, 1, 0, 1), (50, 8, 2, 1)),
    ][:count]
    columns = [np.stack([course(*some)[place] for some in pieces], axis=1) for place in range(3)]
    together = first_days(*columns, np.full(count, 30.0))
    for number, some in enumerate(pieces):
        assert {name: int(day[number]) for name, day in together.items()} == days_of(*some)


def test_a_child_without_lesions_has_nothing_to_reach():
    assert story(*course((200, 0, 0, 0)), 30) == []
