"""One plan, argued: whose evidence a step rests on follows from the claims; nothing of a therapy's card is left out."""

import pytest

from pemphigus import content
from pemphigus.laboratories import one_plan

DATA = one_plan.data()
OPTIONS = [(step.id, option) for step in one_plan.steps() for option in step.options]
NAMES = [f"{step}-{option.id}" for step, option in OPTIONS]


@pytest.mark.parametrize(
    ("claim", "level"),
    [
        ("rtx-vinay-cr-off", "series"),
        ("rtx-case-6y-cr-one-month", "single"),
        ("rtx-hypogam-labrosse", "other"),
        ("rtx-ritux3-cr-off-24m", "adults"),
        ("consensus-treatment-failure", "advice"),
        ("bad-children-steroids-first", "advice"),
    ],
)
def test_a_claim_is_about_those_in_whom_it_was_seen(claim, level):
    assert one_plan.level_of(content.claim(claim)) == level


def test_a_step_rests_on_the_claim_nearest_to_the_child():
    assert one_plan.rests_on(["rtx-ritux3-cr-off-24m", "rtx-vinay-cr-off"]) == "series"
    assert one_plan.rests_on(["rtx-ritux3-cr-off-24m"]) == "adults"
    assert one_plan.rests_on([]) == "judgment"


def test_nothing_but_children_with_pemphigus_counts_as_a_series_of_children():
    for name, row in DATA["claims"].items():
        if row["level"] == "series":
            claim = content.claim(name)
            assert claim.population in {"children", "juvenile"} and claim.basis == "child-cases"


@pytest.mark.parametrize(("step", "option"), OPTIONS, ids=NAMES)
def test_every_option_says_what_is_unknown_and_what_would_change_a_mind(step, option):
    row = next(
        item for part in DATA["steps"] if part["id"] == step for item in part["options"] if item["id"] == option.id
    )
    assert row["name"] and row["unknown"] and row["change"]
    assert not set(row["for"]) & set(row["against"])
    shown = {*row["for"], *row["against"], *row["disputed"]}
    assert all(other in shown for name in [*row["for"], *row["against"]] for other in content.claim(name).contradicts)


def test_no_efficacy_of_a_treatment_is_left_out():
    for step, option in OPTIONS:
        if step == one_plan.TREATMENT:
            efficacy = {row.claim for row in content.therapies()[option.id].efficacy}
            assert efficacy <= {*option.speaks_for, *option.against}, option.id


def test_each_treatment_has_something_against_it():
    assert all(option.against for step, option in OPTIONS if step == one_plan.TREATMENT)


def test_every_claim_shown_is_among_the_sources():
    assert set(DATA["claims"]) <= set(content.laboratory("one-plan").claims)


def test_the_prediction_counts_the_steps_of_its_plan():
    plan = one_plan.typical()
    assert list(plan) == [step.id for step in one_plan.steps()]
    answer = content.prediction("conclusion-plan-rests-on").answer
    assert answer.value == list(one_plan.profile(plan).values()).count("series") and answer.maximum == len(plan)


def test_the_time_to_wait_is_that_of_the_chosen_treatment():
    assert one_plan.reasons("change", "late", "rituximab") == one_plan.onset_of("rituximab")
    assert one_plan.rests_on(one_plan.reasons("change", "late", "methotrexate")) != "series"
