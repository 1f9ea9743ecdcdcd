"""The browser's twin of the engine gives what Python gives: every recorded quantity within one in a million, and the same end points."""

from dataclasses import asdict

import numpy as np
import pytest

from pemphigus.content import files, simulation
from pemphigus.errors import CourseError
from pemphigus.model.children import cohort, with_switches
from pemphigus.model.endpoints import story
from pemphigus.model.engine import RECORDED, simulate
from pemphigus.model.plan import RULES, THERAPIES, Step
from pemphigus.model.twin import specification, steps_of, values_of

TOLERANCE = 1e-6  # of the value, or absolute below one
DAYS = 730
RUN = """([spec, jobs]) => jobs.map(({ values, switches, plan, days, drugs }) => {
  const child = withSwitches(values, switches);
  const course = simulate(spec, child, plan, days);
  return {
    course: Object.fromEntries(Object.entries(course).map(([name, row]) => [name, [...row]])),
    burden: [...burden(course.prednisone, child.adh)],
    points: story(spec, course.pdai, course.new, course.prednisone, child.W, drugs),
  };
})"""


@pytest.fixture(scope="module")
def page(browser):
    """A bare page that knows nothing but the twin."""
    context = browser.new_context()
    page = context.new_page()
    page.add_script_tag(content=files.read_text(files.ASSETS / "model.js"))
    yield page
    context.close()


def one_of(children: dict, number: int) -> dict:
    return {symbol: values[number : number + 1] for symbol, values in children.items()}


def random_plan(random: np.random.Generator, rule: str) -> list[Step]:
    """Return prednisone under `rule` and a random choice of the other therapies."""
    plan = [
        Step(
            "prednisone",
            day=int(random.integers(0, 60)),
            dose=float(random.uniform(0.1, 2.5)),
            days=int(random.integers(7, 400)),
            every=int(random.integers(5, 40)),
            rule=rule,
        )
    ]
    for name in (name for name in THERAPIES if name != "prednisone" and random.random() < 0.5):
        plan.append(
            Step(
                name,
                day=int(random.integers(0, 200)),
                dose=float(random.uniform(0, THERAPIES[name].most)),
                days=int(random.integers(1, 300)),
                times=int(random.integers(1, 6)),
                every=int(random.integers(1, 60)),
            )
        )
    return plan


def compare(page, jobs: list[tuple[dict, list[str], list[Step], int]]) -> float:
    """Run the jobs in both engines, assert that they agree, and return the largest difference."""
    drugs = [[day % 97 < 40 for day in range(days + 1)] for *_, days in jobs]
    sent = [
        {
            "values": values_of(child),
            "switches": [simulation.switches()[name].model_dump() for name in names],
            "plan": steps_of(plan),
            "days": days,
            "drugs": drug,
        }
        for (child, names, plan, days), drug in zip(jobs, drugs, strict=True)
    ]
    worst = 0.0
    for (child, names, plan, days), drug, theirs in zip(
        jobs, drugs, page.evaluate(RUN, [specification(), sent]), strict=True
    ):
        child = with_switches(child, names)
        ours = simulate(child, plan, days)
        rows = {name: getattr(ours, name)[:, 0] for name in RECORDED} | {"burden": ours.steroid_burden()[:, 0]}
        assert set(theirs["course"]) == set(RECORDED)
        for name, row in rows.items():
            other = np.array(theirs["burden"] if name == "burden" else theirs["course"][name], float)
            difference = np.abs(other - row) / np.maximum(1, np.abs(row))
            assert difference.max() < TOLERANCE, (name, int(difference.argmax()), plan, names)
            worst = max(worst, float(difference.max()))
        told = story(rows["pdai"], rows["new"], rows["prednisone"], float(child["W"][0]), drug)
        assert theirs["points"] == [asdict(point) for point in told]
    return worst


@pytest.mark.parametrize("rule", RULES)
def test_random_children_and_plans(page, rule):
    random = np.random.default_rng(RULES.index(rule) + 7)
    children = cohort(40, seed=RULES.index(rule) + 3)
    switches = list(simulation.switches())
    jobs = []
    for number in range(40):
        chosen = [name for name in switches if random.random() < 0.25]
        jobs.append((one_of(children, number), chosen, random_plan(random, rule), DAYS))
    assert compare(page, jobs) < TOLERANCE


@pytest.mark.parametrize("therapy", THERAPIES)
def test_every_switch_under_every_therapy(page, therapy):
    children = cohort(len(simulation.switches()), seed=11)
    plan = [Step(therapy, day=3, times=3 if THERAPIES[therapy].at_once else 1)]
    jobs = [(one_of(children, number), [name], plan, 300) for number, name in enumerate(simulation.switches())]
    assert compare(page, jobs) < TOLERANCE


@pytest.mark.parametrize("days", [1, 2, 28])
def test_short_courses(page, days):
    compare(page, [(cohort(1), [], [Step("prednisone", rule="follow"), Step("rituximab")], days)])


def test_the_twin_names_the_same_problems(page):
    good = steps_of([Step("prednisone")])[0]
    ask = "([spec, step]) => problemOf(spec, [step], 100)"
    assert page.evaluate(ask, [specification(), good]) is None
    for therapy, wrong in (
        ("prednisone", {"dose": -1}),
        ("rituximab", {"dose": 5000}),
        ("exchange", {"times": 0}),
        ("ivig", {"day": 100}),
        ("ivig", {"day": 1.5}),
        ("fcrn", {"dose": 1.2}),
        ("rituximab", {"day": 90, "times": 3}),
    ):
        step = steps_of([Step(therapy)])[0] | wrong
        with pytest.raises(CourseError) as said:
            simulate(cohort(1), [Step(**step)], 100)
        assert page.evaluate(ask, [specification(), step]) == str(said.value)


def test_two_years_take_a_few_milliseconds(page):
    values = values_of(cohort(1))
    plan = steps_of([Step("prednisone", rule="follow"), Step("rituximab", times=4, every=7)])
    took = page.evaluate(
        """([spec, values, plan]) => Array.from({ length: 30 }, () => {
          const started = performance.now();
          simulate(spec, values, plan, 730);
          return performance.now() - started;
        })""",
        [specification(), values, plan],
    )
    assert np.median(took) < 10, f"{np.median(took):.1f} ms"
