"""The trial in virtual children: same seed same trial, arms as the sources and the calibration give them, and a verdict that can fail."""

import numpy as np
import pytest

from pemphigus.content import simulation
from pemphigus.errors import CourseError
from pemphigus.figures.trial import beside_published, curves, flips, points
from pemphigus.model import trials
from pemphigus.model.calibration import PREDNISONE, RITUX3
from pemphigus.model.children import cohort
from pemphigus.model.endpoints import NEVER
from pemphigus.model.plan import THERAPIES
from pemphigus.model.validation import PEMPHIX_TAPER
from tests.content.tracing import untraced


@pytest.fixture(scope="module")
def trial():
    return trials.run("rituximab", "prednisone", 240, 730)


@pytest.fixture(scope="module")
def made_up():
    """A trial whose outcomes are known: 75 of 100 against 25 of 100 in remission."""
    arms = trials.checked("rituximab", "prednisone", 100, 730)
    none = np.full(100, NEVER)

    def outcomes(reached):
        days = np.where(np.arange(100) < reached, 200, NEVER)
        return trials.Outcomes(days, none, none, days > 0, np.zeros(100), np.zeros(100))

    return trials.Trial(arms, (outcomes(75), outcomes(25)), 100, 730)


def same(one, other):
    return all(
        np.array_equal(getattr(a, name), getattr(b, name))
        for a, b in zip(one.outcomes, other.outcomes, strict=True)
        for name in ("remission", "control", "relapse", "held", "pdai", "steroid")
    )


def test_the_same_seed_gives_the_same_trial_and_another_seed_another(trial):
    assert same(trial, trials.run("rituximab", "prednisone", 240, 730))
    assert not same(trial, trials.run("rituximab", "prednisone", 240, 730, seed=2))


def test_parts_do_not_change_the_trial(trial, monkeypatch):
    monkeypatch.setattr(trials, "CHUNK", 50)
    told = []
    parted = trials.run("rituximab", "prednisone", 240, 730, progress=lambda done, all_: told.append((done, all_)))
    assert [done for done, _ in told] == [50, 100, 150, 200, 240, 290, 340, 390, 440, 480]
    assert {all_ for _, all_ in told} == {480}
    for one, other in zip(trial.outcomes, parted.outcomes, strict=True):
        assert np.array_equal(one.remission, other.remission) and other.pdai == pytest.approx(one.pdai)


def test_both_arms_hold_the_same_children():
    """Swapping the arms swaps the outcomes and nothing else."""
    one, other = (trials.run(*names, 60, 365) for names in (("ivig", "exchange"), ("exchange", "ivig")))
    assert np.array_equal(one.outcomes[0].remission, other.outcomes[1].remission)
    assert np.array_equal(one.outcomes[1].steroid, other.outcomes[0].steroid)


def test_outcomes_fit_each_other(trial):
    for outcome in trial.outcomes:
        for days in (outcome.remission, outcome.control, outcome.relapse):
            assert ((days == NEVER) | ((days >= 0) & (days <= 730))).all()
        relapsed = outcome.relapse != NEVER
        assert (outcome.control[relapsed] != NEVER).all() and (outcome.control <= outcome.relapse)[relapsed].all()
        assert (outcome.remission[outcome.held] != NEVER).all()
        assert (outcome.pdai >= 0).all() and (outcome.steroid > 0).all()
    assert np.median(trial.outcomes[0].steroid) < np.median(trial.outcomes[1].steroid)


@pytest.mark.parametrize(("arm", "plan"), [("rituximab", RITUX3), ("prednisone", PREDNISONE)])
def test_ritux_3_is_the_plan_of_the_calibration(arm, plan):
    assert tuple(trials.plan_of(simulation.trial_arms()[arm])) == plan


@pytest.mark.parametrize("arm", ["rituximab-pemphix", "mycophenolate"])
def test_pemphix_has_the_taper_that_judges_the_model(arm):
    assert trials.plan_of(simulation.trial_arms()[arm])[-1] == PEMPHIX_TAPER


@pytest.mark.parametrize("arm", simulation.trial_arms().values(), ids=lambda arm: arm.id)
def test_every_arm_runs_and_traces_its_numbers(arm):
    assert not untraced(arm.about, arm.claims)
    assert all(step.therapy in THERAPIES for step in arm.plan)
    other = "ivig" if arm.id != "ivig" else "exchange"
    found = trials.run(arm.id, other, 4, 90)
    assert len(found.outcomes[0].pdai) == 4


def test_a_plan_ends_with_the_follow_up():
    rituximab, ivig = (simulation.trial_arms()[name] for name in ("rituximab", "ivig"))
    assert [step.day for step in trials.plan_of(rituximab, 400) if step.therapy == "rituximab"] == [0, 365]
    assert [step.times for step in trials.plan_of(ivig, 84) if step.therapy == "ivig"] == [3]


def test_resistance_mixed_in_lowers_remission_in_its_share(trial):
    mixed = trials.run("rituximab", "prednisone", 240, 730, switches={"cd20-negative-plasma-cells": 0.5})
    none = trials.run("rituximab", "prednisone", 240, 730, switches={"cd20-negative-plasma-cells": 0.0})
    assert same(none, trial)
    assert mixed.reached()[0] < trial.reached()[0]
    plain, changed = cohort(400), trials._mixed(cohort(400), 1, {"non-adherence": 0.25})
    assert np.mean(plain["adh"] != changed["adh"]) == pytest.approx(0.25, abs=0.07)


def test_follow_up_shorter_than_the_published_day_has_no_counterpart():
    short = trials.run("rituximab", "prednisone", 10, 365)
    assert not short.outcomes[0].held.any()
    with pytest.raises(IndexError):
        beside_published([short]).rows[0]


def test_curves_count_everybody(trial):
    for outcome, reached in zip(trial.outcomes, trial.reached(), strict=True):
        found = trials.reached_by(outcome.curve("remission", 730), 730)
        assert found["share"][-1] == pytest.approx(reached / 240)
        assert found["days"][0] == 0 and found["days"][-1] == 730 and (np.diff(found["share"]) >= 0).all()
        assert (found["low"] <= found["share"]).all() and (found["share"] <= found["high"]).all()
    assert trials.months(730) == [(month, month * 365 / 12) for month in (0, 6, 12, 18, 24)]
    assert [month for month, _ in trials.months(90)] == [0, 1, 2, 3]


def test_nobody_controlled_has_no_relapse_curve(made_up):
    assert made_up.outcomes[0].curve("relapse", 730) is None and made_up.p("relapse") == 1
    assert "no child on Rituximab was ever controlled" in curves(made_up, "relapse").alt


def test_verdicts():
    assert trials.verdict(0.01, 0.5) == "first"
    assert trials.verdict(-0.5, -0.01) == "second"
    assert trials.verdict(-0.01, 0.5) == trials.verdict(-0.2, 0.2) == trials.verdict(0, 0.4) == "undecided"


def test_larger_trials_decide_more_often(made_up):
    decided = [100 - trials.tally(trials.small_trials(made_up, size, 100))["undecided"] for size in (10, 20, 45)]
    assert decided == sorted(decided) and decided[0] < 90 and decided[2] > 95
    turned = trials.Trial(made_up.arms[::-1], made_up.outcomes[::-1], 100, 730)
    assert trials.tally(trials.small_trials(turned, 45, 50))["second"] > 45


def test_equal_arms_are_seldom_told_apart(made_up):
    """A verdict that always decided, or never, would be caught here and in the test above."""
    equal = trials.Trial(made_up.arms, (made_up.outcomes[0],) * 2, 100, 730)
    counts = trials.tally(trials.small_trials(equal, 20, 400))
    assert counts["undecided"] >= 0.9 * 400 and abs(counts["first"] - counts["second"]) < 20
    assert sum(counts.values()) == 400


def test_small_trials_are_the_same_for_the_same_seed_and_nobody_is_in_both_arms(made_up):
    assert trials.small_trials(made_up, 10, 5) == trials.small_trials(made_up, 10, 5)
    assert trials.small_trials(made_up, 10, 5) != trials.small_trials(made_up, 10, 5, seed=2)
    # With all children drawn, a child in remission under both treatments can be counted once only.
    everybody = trials.small_trials(made_up, 50, 20)
    assert all(25 <= one.first <= 50 and one.second <= 25 and one.first + one.second <= 75 for one in everybody)


def test_pictures_say_teaching_model_and_hold_the_draws(trial):
    drawn = trials.small_trials(trial, 10, 30)
    pictures = [curves(trial), curves(trial, "relapse"), flips(trial, drawn), beside_published([trial])]
    assert all("eaching model" in picture.alt for picture in pictures)
    assert len(pictures[2].rows) == 30 and all(len(row) == len(pictures[2].columns) for row in pictures[2].rows)
    published = dict.fromkeys(row[1] for row in pictures[3].rows)
    assert [text.split(" (")[0] for text in published] == ["41 of 46", "15 of 44"]
    assert [points(share) for share in (0.4, -0.4, 0.004, -0.004, 0)] == ["+40", "−40", "+0.4", "−0.4", "0"]


WRONG = [
    (lambda: trials.run("rituximap", "prednisone"), "Did you mean 'rituximab'"),
    (lambda: trials.run("rituximab", None), "in quotes"),
    (lambda: trials.run("ivig", "ivig"), "two different arms"),
    (lambda: trials.run("ivig", "exchange", 10**6), "from 2 to 5,000"),
    (lambda: trials.run("ivig", "exchange", True), "whole number"),
    (lambda: trials.run("ivig", "exchange", 10, 5), "from 90 to 1,825"),
    (lambda: trials.run("ivig", "exchange", 10, switches={"bad-luck": 0.1}), "no switch"),
    (lambda: trials.run("ivig", "exchange", 10, switches={"non-adherence": 2}), "from 0 to 1"),
]


@pytest.mark.parametrize(("call", "said"), WRONG)
def test_what_cannot_be_run_gets_one_sentence(call, said):
    with pytest.raises(CourseError, match=said) as problem:
        call()
    assert "\n" not in str(problem.value) and str(problem.value).endswith((".", "?"))


@pytest.mark.parametrize(("size", "repeats"), [(1, 5), (51, 5), ("10", 5), (10, 0), (10, 10**6)])
def test_what_cannot_be_drawn_gets_one_sentence(made_up, size, repeats):
    with pytest.raises(CourseError, match="whole number from"):
        trials.small_trials(made_up, size, repeats)
