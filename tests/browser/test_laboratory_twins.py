"""Two benches compute in the browser what Python computes too: the estimate for a child, and what a step of a plan rests on."""

import json

import pytest

from pemphigus.content.files import ASSETS
from pemphigus.laboratories import one_plan, ten_children
from pemphigus.synthesis.borrowing import borrow

# Set a control, wait until the hand rests, return what the picture says.
SET = """async ([position, value]) => {
  const control = document.querySelectorAll('input[type=range], select')[position];
  control.value = value;
  control.dispatchEvent(new Event(control.type === 'range' ? 'input' : 'change', { bubbles: true }));
  await new Promise((rested) => setTimeout(rested, 5));
  return document.querySelector('[role=img]').getAttribute('aria-label');
}"""


@pytest.fixture
def bench(page):
    """Open a bench in an empty page, without a kernel; its hand rests at once."""

    def open_(name: str, data: dict) -> None:
        scripts = [(ASSETS / f"{part}.js").read_text() for part in ("kit", "laboratory", f"laboratories/{name}")]
        script = "\n".join(scripts).replace("ms = 350", "ms = 0")
        page.set_content(
            f"<main></main><script>{script}\nconst place = document.querySelector('main'); const status = liveRegion();"
            f"bench({{ place, data: {json.dumps(data)}, status, kept: {{}}, keep() {{}} }});</script>"
        )

    return open_


def percent(share: float) -> str:
    return f"{int(100 * share + 0.5)}%"


def test_the_estimate_at_every_position(bench, page):
    data = ten_children.data()
    bench("ten-children", data)
    remission = data["outcomes"][0]
    own, others = ((row["events"], row["total"]) for row in (remission["children"][0], remission["adults"][0]))
    for step, weight in enumerate(data["weights"]):
        belief = borrow(own, others, weight)
        low, high = (percent(round(end, 5)) for end in belief.interval)
        said = page.evaluate(SET, [0, str(step)])
        assert f"{percent(belief.mean)}, 95% interval {low} to {high}" in said, weight


def test_what_each_choice_rests_on(bench, page):
    data = one_plan.data()
    bench("one-plan", data)
    names = {level.id: level.name for level in one_plan.levels()}
    treatments = [option["id"] for option in data["steps"][1]["options"]]
    for treatment in treatments:
        page.evaluate(SET, [1, treatment])
        for position, step in enumerate(data["steps"]):
            for option in step["options"]:
                if step["id"] == one_plan.TREATMENT and option["id"] != treatment:
                    continue
                said = page.evaluate(SET, [position, option["id"]])
                level = one_plan.rests_on(one_plan.reasons(step["id"], option["id"], treatment))
                assert f"{step['name']}, {option['name']}: rests on {names[level]}" in said
