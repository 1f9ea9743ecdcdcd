"""Bad input to the model gets one clear sentence or a stated limit."""

import pytest

from pemphigus.errors import CourseError
from pemphigus.model.children import cohort, patient, typical, with_switches
from pemphigus.model.engine import simulate
from pemphigus.model.plan import Step

FAULTS = {
    "negative dose": (
        lambda: Step("prednisone", dose=-1),
        "The dose of prednisone must be a number from 0 to 5 mg/kg a day, not -1.",
    ),
    "dose of another unit": (lambda: Step("rituximab", dose=50_000), "from 0 to 1000 mg/m2, not 50000"),
    "a word for a dose": (lambda: Step("ivig", dose="two"), "must be a number from 0 to 4 g/kg, not 'two'"),
    "half a day": (lambda: Step("ivig", day=1.5), "The day of IVIG must be a whole number from 0 to 3650, not 1.5."),
    "unknown therapy": (
        lambda: Step("rituxmab"),
        "There is no therapy of the model called 'rituxmab'. Did you mean 'rituximab'?",
    ),
    "unknown rule": (lambda: Step("prednisone", rule="tapper"), "Did you mean 'taper'?"),
    "infusion after the end": (
        lambda: simulate(typical(), [Step("rituximab", day=20)], 10),
        "Rituximab on day 20 lies after the last day of the simulation (10); move it forward or lengthen the simulation.",
    ),
    "therapy begun after the end": (
        lambda: simulate(typical(), [Step("prednisone", day=40)], 30),
        "Prednisone on day 40 lies after",
    ),
    "no time at all": (
        lambda: simulate(typical(), [], 0),
        "The length of a simulation in days must be a whole number from 1 to 3650, not 0.",
    ),
    "unknown switch": (lambda: with_switches(typical(), ["plasma-cells"]), "There is no switch called 'plasma-cells'."),
    "unknown child": (lambda: patient("girl-7"), "Did you mean 'girl-7-mucosal'"),
    "unknown parameter": (lambda: typical(weight=30), "There is no parameter called 'weight'."),
    "negative parameter": (lambda: typical(W=-3), "W must be a number of zero or more, not -3."),
    "a million children": (lambda: cohort(10**6), "A cohort has 1 to 20,000 children"),
    "no children": (lambda: cohort(0), "A cohort has 1 to 20,000 children"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_one_sentence(name):
    act, words = FAULTS[name]
    with pytest.raises(CourseError) as caught:
        act()
    assert words in str(caught.value) and "\n" not in str(caught.value)
