"""The virtual child's equations as properties: steady without therapy, never negative, nothing lost, more drug does more, and correct."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pemphigus.content import simulation
from pemphigus.model.children import body_surface, cohort, patient, start_of_disease, typical, with_switches
from pemphigus.model.engine import RECORDED, simulate
from pemphigus.model.plan import THERAPIES, Step
from tests.model.reference import NAMES, solve

EVERYTHING = [
    Step("prednisone", dose=1, days=28, rule="taper"),
    Step("rituximab", dose=375, times=4, every=7),
    Step("exchange", day=30, times=5, every=2),
    Step("ivig", day=45, times=24, every=28),
    Step("antimetabolite", day=100, days=200),
    Step("fcrn", day=300, days=60),
    Step("cyclophosphamide", day=320, days=60),
]
CLINICAL = {
    "pdai": 0.1,
    "dsg3": 1.0,
    "dsg1": 1.0,
    "igg": 0.1,
    "b_cells": 0.005,
}  # below these nobody would see a difference


@st.composite
def steps(draw):
    """Draw a valid step of any therapy within 300 days."""
    name = draw(st.sampled_from(list(THERAPIES)))
    times = draw(st.integers(1, 4)) if THERAPIES[name].at_once else 1
    return Step(
        name,
        day=draw(st.integers(0, 200)),
        dose=draw(st.floats(0, THERAPIES[name].most)),
        days=draw(st.integers(1, 200)),
        times=times,
        every=draw(st.integers(1, 30)),
        rule=draw(st.sampled_from(["fixed", "taper", "follow"])) if name == "prednisone" else "fixed",
    )


@pytest.mark.parametrize("switch", [None, *simulation.switches()])
def test_untreated_is_steady(switch):
    """Whatever moves on the screen is caused by an intervention, in every child and under every switch."""
    course = simulate(cohort(20, seed=5, switches=[switch] if switch else []), [], 730)
    for name in RECORDED:
        values = getattr(course, name)
        assert np.allclose(values, values[0], rtol=1e-9, atol=1e-9), name


@settings(max_examples=40, deadline=None)
@given(
    plan=st.lists(steps(), max_size=6),
    seed=st.integers(0, 1000),
    switch=st.sampled_from([None, *simulation.switches()]),
)
def test_never_negative_and_never_beyond_the_scale(plan, seed, switch):
    course = simulate(cohort(4, seed=seed, switches=[switch] if switch else []), plan, 320)
    for name in RECORDED:
        values = getattr(course, name)
        assert np.isfinite(values).all() and (values >= -1e-12).all(), name
    assert (course.mucosa <= 120).all() and (course.skin <= 120).all()
    assert np.allclose(course.pdai, course.mucosa + course.skin)
    assert (course.clone <= 1 + 1e-9).all() and (course.short_lived <= 1 + 1e-9).all()


def test_nothing_is_lost_between_plasma_and_tissue():
    """Without clearance the rituximab given is all there, and IgG washed out of the plasma is refilled by what the tissue holds."""
    child = typical(CL=0, W=35)
    given_mg = 375 * body_surface(child["W"])
    level = simulate(child, [Step("rituximab", dose=375)], 400, ("rituximab",)).rituximab[-1]
    room = child["V1"] * body_surface(child["W"]) / 0.9 + child["V2"]
    assert level * room == pytest.approx(given_mg, rel=1e-6)
    still = typical(kcat=1e-12)
    igg = simulate(still, [Step("exchange", dose=1)], 400, ("igg",)).igg[:, 0]
    before, ratio = still["G0"][0], still["v"][0]
    assert igg[0] == pytest.approx(before * np.exp(-1))
    assert igg[-1] == pytest.approx(before * (np.exp(-1) + ratio) / (1 + ratio), rel=1e-6)


def test_units():
    """Milligrams a square meter, grams a kilogram and plasma volumes arrive as such."""
    child = typical(W=35)
    surface = (4 * 35 + 7) / (35 + 90)
    peak = simulate(child, [Step("rituximab", dose=375)], 1, ("rituximab",)).rituximab[0, 0]
    assert peak == pytest.approx(375 * surface / (child["V1"][0] * surface / 0.9))
    igg = simulate(child, [Step("ivig", dose=2)], 1, ("igg",)).igg[0, 0]
    assert igg - child["G0"][0] == pytest.approx(2 / child["Vp"][0])
    burden = simulate(typical(adh=0.5), [Step("prednisone", dose=1.0, days=100)], 200, ("prednisone",)).steroid_burden()
    assert burden[0, 0] == 0 and burden[-1, 0] == pytest.approx(50)


@pytest.mark.parametrize(
    ("therapy", "doses", "quantity"),
    [
        ("prednisone", (0.2, 0.5, 1.0, 2.0), "pdai"),
        ("rituximab", (50, 150, 375, 750), "b_cells"),
        ("exchange", (0.3, 0.6, 1.0, 2.0), "dsg3"),
        ("ivig", (0.4, 1.0, 2.0, 4.0), "dsg3"),
        ("fcrn", (0.1, 0.3, 0.65, 0.9), "igg"),
        ("antimetabolite", (0.3, 1.0, 2.0), "pdai"),
        ("cyclophosphamide", (0.3, 1.0, 2.0), "pdai"),
    ],
)
def test_more_drug_does_more(therapy, doses, quantity):
    areas = [getattr(simulate(typical(), [Step(therapy, dose=dose)], 180), quantity).mean() for dose in doses]
    assert all(later < earlier for earlier, later in itertools.pairwise(areas)), areas


@pytest.mark.parametrize("number", range(16))
def test_agrees_with_a_tight_solution(number):
    """Clinical states within 1 percent of scipy's LSODA at a relative tolerance of 1e-9, all therapies at once, for two years."""
    children = cohort(16, seed=3)
    children["ada"][1], children["s"][2], children["adh"][3] = 1, 0.002, 0.3
    course = simulate(children, EVERYTHING, 730)
    states = dict(zip(NAMES, solve(children, number, EVERYTHING, 730).T, strict=True))
    share = {name: children[om][number] for name, om in (("dsg3", "om3"), ("dsg1", "om1"))}
    exact = {
        "pdai": 120 * (states["mucosa"] + states["skin"]),
        "dsg3": children["C30"][number] * ((1 - share["dsg3"]) * states["w"] + share["dsg3"] * states["z"]),
        "dsg1": children["C10"][number] * ((1 - share["dsg1"]) * states["w"] + share["dsg1"] * states["z"]),
        "igg": states["igg"],
        "b_cells": states["b_cells"],
    }
    for name, least in CLINICAL.items():
        error = np.abs(getattr(course, name)[:, number] - exact[name]) / np.maximum(exact[name], least)
        assert error.max() < 0.01, (name, int(error.argmax()))


def test_children_do_not_influence_each_other():
    """A child alone and the same child in a cohort take the same course."""
    children = cohort(7, seed=2)
    together = simulate(children, EVERYTHING, 730)
    alone = simulate({symbol: values[4:5] for symbol, values in children.items()}, EVERYTHING, 730)
    for name in RECORDED:
        assert np.allclose(getattr(together, name)[:, 4], getattr(alone, name)[:, 0], rtol=1e-12), name


def test_a_cohort_is_the_same_for_the_same_seed_and_active_at_the_start():
    first, again, other = cohort(50, seed=1), cohort(50, seed=1), cohort(50, seed=2)
    assert all(np.array_equal(first[symbol], again[symbol]) for symbol in first)
    assert not np.array_equal(first["W"], other["W"])
    assert (start_of_disease(first)[0] >= 10).all()


def test_a_switch_changes_what_it_names_and_nothing_else():
    child = patient("boy-12-mucocutaneous")
    for name, switch in simulation.switches().items():
        changed = with_switches(child, [name])
        assert {symbol for symbol in child if changed[symbol] != child[symbol]} == set(switch.changes)


def test_another_disease_has_no_antibody():
    course = simulate(with_switches(patient("girl-7-mucosal"), ["misdiagnosis"]), [Step("rituximab", times=2)], 365)
    assert (course.dsg3 == 0).all() and (course.dsg1 == 0).all() and course.pdai[-1, 0] > 10
