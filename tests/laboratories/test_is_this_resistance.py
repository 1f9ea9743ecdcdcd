"""The end points of the invented children: read by hand, read by a plain second engine, and changed when one fact is changed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pemphigus import content
from pemphigus.laboratories import is_this_resistance as lab
from pemphigus.model import endpoints

# Read by hand from the sentences of the claims, before the engine was asked.
BY_HAND = {
    "amal": "control",
    "deniz": "none",
    "chiara": "failure",
    "hana": "consolidation",
    "emil": "none",
    "fatima": "relapse",
    "goran": "remission-on",
    "ines": "remission-off",
}
CHILDREN = {child.id: child for child in lab.children()}


def plainly(child: lab.Child) -> str:
    """Return the end point reached last, from weekly counts alone: a second reading of the rules that shares no code with the engine."""
    last, controlled, run = "none", False, {"quiet": 0, "high": 0, "minimal": 0, "off": 0}
    for week in range(1, child.mark + 1):
        lesions, fresh, dose = child.lesions[week], child.fresh[week], child.swallowed()[week - 1]
        holds = {
            "quiet": fresh == 0,
            "high": dose >= 1.5,
            "minimal": lesions == 0 and 0 < dose * child.weight <= 10,
            "off": lesions == 0 and dose == 0,
        }
        run = {name: run[name] + 1 if held else 0 for name, held in holds.items()}
        if controlled and fresh >= 2 and lesions - min(child.lesions[:week]) >= 3:
            return "relapse"
        if not controlled and run["quiet"] and lesions <= child.lesions[0] * 2 / 3:
            controlled, last = True, "control"
        if controlled and last == "control" and run["quiet"] >= 2 and lesions <= child.lesions[0] * 0.2:
            last = "consolidation"
        if run["minimal"] >= 9:  # weeks, two months
            last = "remission-on"
        if run["off"] >= 9:
            last = "remission-off"
        if run["high"] >= 3 and not controlled:
            last = "failure"
    return last


def changed(child: lab.Child, **values) -> str:
    return lab.key(child.model_copy(update=values))


@pytest.mark.parametrize("name", BY_HAND)
def test_engine_reads_as_the_rules_say(name):
    child = CHILDREN[name]
    assert lab.key(child) == BY_HAND[name] == plainly(child)
    assert len(child.lesions) == len(child.fresh) == len(child.prescribed()) + 1 > child.mark
    assert not set(child.fresh[1:]) & {1}, (
        "one new lesion a week would be read one way by the words and another by the thresholds"
    )


def test_traps_turn_on_one_fact_each():
    assert changed(CHILDREN["emil"], taken=None) == "failure", "had he taken what was prescribed"
    assert changed(CHILDREN["deniz"], dose=[(1.5, 8)]) == "failure", "had the dose been high enough"
    assert changed(CHILDREN["chiara"], taken=[(0.8, 8)]) == "none", "had she missed every fifth tablet"
    assert changed(CHILDREN["hana"], weight=17) == "remission-on", (
        "the same dose is minimal in a lighter child: the limit is an adult's"
    )
    assert changed(CHILDREN["ines"], mark=20) == "consolidation", "two months had not passed"


def test_every_end_point_is_met_and_every_rule_has_its_claim():
    assert set(BY_HAND.values()) == {*endpoints.NAMES, lab.NONE}
    data = lab.data()
    assert [rule["id"] for rule in data["rules"]] == [*endpoints.NAMES, lab.NONE]
    assert {rule["claim"] for rule in data["rules"]} <= set(content.laboratory("is-this-resistance").claims)


def test_facts_are_those_of_the_marked_day():
    chiara, goran, fatima = (lab.facts(CHILDREN[name]) for name in ("chiara", "goran", "fatima"))
    assert (
        chiara["high"] == 4 * 7 + 1
        and chiara["since"] == 0
        and chiara["controlled"] is None
        and chiara["mg"] == round(1.8 * 22)
    )
    assert goran["minimal"] > 60 and goran["healed"] == 100 and goran["mg"] == 5
    assert fatima["best"] == 0 and fatima["since"] == 1 and fatima["controlled"] == 3


def test_figure_and_question_speak_of_the_same_children():
    stem = content.prediction("steroids-three-alike").stem
    for name in ("chiara", "deniz", "emil"):
        child = CHILDREN[name]
        assert child.name in stem and f"{child.prescribed()[0]:g} mg/kg" in stem and f"{child.mark} weeks" in stem
    assert [lab.key(CHILDREN[name]) for name in ("chiara", "deniz", "emil")] == ["failure", "none", "none"]


@given(
    arrays(float, (80, 1), elements=st.floats(0, 12)),
    arrays(float, (80, 1), elements=st.sampled_from([0, 0.1, 0.25, 1, 1.6])),
)
def test_readings_and_first_days_agree(score, prednisone):
    new = np.abs(np.diff(score, axis=0, prepend=score[:1])) / 7
    read = endpoints.readings(score, new, prednisone, 30.0)
    first = endpoints.first_days(score, new, prednisone, 30.0)
    assert not ((read.minimal > 0) & (read.off > 0)).any(), "minimal therapy and no therapy exclude each other"
    assert (read.best[read.since] <= score[read.since]).all()
    for name, held in (
        ("control", read.settled),
        ("remission-on", read.minimal >= 60),
        ("remission-off", read.off >= 60),
    ):
        day = first[name][0]
        assert (day == endpoints.NEVER) == (not held.any()) and (day == endpoints.NEVER or held[day, 0])
