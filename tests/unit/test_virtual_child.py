"""The scenes of the virtual child: they load, fit the model, and leave a useful page without a kernel."""

import re

import pytest

import pemphigus
from pemphigus import content
from pemphigus.content import simulation
from pemphigus.errors import ContentError, CourseError
from pemphigus.model.plan import THERAPIES, Step, daily, in_words, steps
from pemphigus.model.twin import specification
from pemphigus.widgets.virtual_child import ACTS_BY, FLAGS
from tests.unit.test_content_errors import copy, replace  # noqa: F401 - `copy` is a fixture

SCENES = list(simulation.scenes())
PLANNED = {"untreated", "steroid", "underexposure", "rituximab", "everything"}


def test_every_scene_that_the_notebooks_need_is_there():
    assert set(SCENES) >= PLANNED


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_fits_the_model(name):
    """Its plans are accepted, every range begins within its bounds, and no more than three controls are in view."""
    scene = simulation.scene(name)
    for plan in (scene.plan, scene.against or []):
        daily(steps(plan), scene.days)
    child = simulation.test_patients()[scene.child]
    for control in scene.controls:
        if control.switch:
            continue
        value = (
            child.values.get(control.symbol, simulation.parameters()[control.symbol].value)
            if control.symbol
            else getattr(steps(scene.plan)[control.step], control.field)
        )
        assert control.low <= value <= control.high
        assert abs((value - control.low) / control.by - round((value - control.low) / control.by)) < 1e-9
        if control.symbol:
            continue
        for end in (control.low, control.high):
            step = scene.plan[control.step].model_copy(
                update={control.field: end if control.field == "dose" else int(end)}
            )
            daily(steps([step]), scene.days)


@pytest.mark.parametrize("name", SCENES)
def test_the_page_without_a_kernel(name):
    one, other = pemphigus.virtual_child(name), pemphigus.virtual_child(name)
    assert one.words() == other.words() == repr(one)
    html = one.static_html()
    assert html == other.static_html()
    assert "teaching model" in one.words() and content.course().not_for_treatment in one.words()
    assert "Teaching model" in html and content.course().not_for_treatment in html
    assert html.count("<img") == 1 and "Data table" in html and len(html) < 250_000
    scene = simulation.scene(name)
    for plan in one._plans:
        for step in plan:
            assert (THERAPIES[step.therapy].name in one.words()) >= bool(step.dose)
    assert scene.look in html
    alt = re.search(r'alt="([^"]+)"', html)[1]
    assert "Teaching model" in alt and "score" in alt


def test_what_the_controls_change_is_listed_with_its_basis():
    listed = pemphigus.virtual_child("steroid").words_of["changes"]
    assert simulation.parameters()["E50"].meaning in listed and simulation.parameters()["adh"].meaning in listed
    assert "calibrated on" in listed and "assumption of this course" in listed
    assert "read in" in pemphigus.virtual_child("rituximab").words_of["changes"]


def test_every_therapy_and_flag_acts_by_known_parameters():
    assert set(ACTS_BY) == set(THERAPIES)
    named = {symbol for symbols in (*ACTS_BY.values(), *FLAGS.values()) for symbol in symbols}
    assert named <= set(simulation.parameters())


def test_the_twin_is_told_every_therapy_and_end_point():
    told = specification()
    assert set(told["therapies"]) == set(THERAPIES) and set(told["continuing"]) <= set(THERAPIES)


def test_another_child_and_a_second_plan():
    panel = pemphigus.virtual_child("steroid", "untreated", child="boy-4-severe")
    assert panel.scene["child"] == "boy-4-severe" and len(panel.scene["plans"]) == 2
    assert "Plan B: nothing is given" in panel.words()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: pemphigus.virtual_child("steriod"), "'steriod'. Did you mean 'steroid'"),
        (lambda: pemphigus.virtual_child(3), "is not a name"),
        (lambda: pemphigus.virtual_child("steroid", "rituximap"), "'rituximap'"),
        (lambda: pemphigus.virtual_child("steroid", child="boy-13"), "virtual child called 'boy-13'"),
    ],
)
def test_wrong_use_gets_one_sentence(call, said):
    with pytest.raises(CourseError) as error:
        call()
    assert said in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("child: girl-7-mucosal", "child: girl-8-mucosal", "field 'child': 'girl-8-mucosal' does not exist"),
        ("- {switch: gr-insensitivity}", "- {switch: gr-insensitive}", "write 'gr-insensitivity'"),
        ("- {symbol: C30,", "- {symbol: C31,", "field 'controls': 'C31' does not exist"),
        (
            '- {step: 0, name: "Prednisone, mg/kg a day"',
            '- {step: 7, name: "Prednisone, mg/kg a day"',
            "'7' does not exist",
        ),
        ('- {step: 0, name: "Prednisone, mg/kg a day",', "- {step: 0,", "gives `name`, `low`, `high` and `by`"),
        (
            "- {switch: non-adherence}",
            "- {switch: non-adherence, step: 0}",
            "names one of `switch`, `symbol` and `step`",
        ),
        ("curves: [places, antibodies]", "curves: [blisters]", "'blisters' is not one of"),
        ("rule: taper}", "rule: slowly}", "'slowly' is not one of"),
    ],
)
def test_a_broken_scene_is_named(copy, old, new, said):  # noqa: F811
    replace(copy / "model" / "scenes.yaml", old, new)
    with pytest.raises(ContentError, match=r"content/model/scenes\.yaml, item '[a-z]+'") as error:
        simulation.scenes()
    assert said in str(error.value)


def test_a_step_in_words():
    assert in_words(Step("exchange")) == "Plasma exchange, 1 plasma volume, on day 0"
    assert in_words(Step("rituximab", times=2, every=14)).endswith("on day 0, 2 times, every 14 days")
    assert "following the disease" in in_words(Step("prednisone", rule="follow"))
    assert in_words(Step("fcrn", day=3, days=20)).endswith("from day 3 for 20 days")
