"""Every laboratory with the keyboard alone: locked, a wrong guess, the bench, a sentence, a right guess; nothing leaks, nothing is lost."""

import json
import re
import shutil
from functools import cache

import nbformat
import pytest
from playwright.sync_api import expect

from pemphigus import content
from tests.browser.conftest import open_notebook
from tests.browser.hands import CELLS, Hands

SENTENCE = "Because of what I saw."
MAIN = "() => document.activeElement.closest('[data-main]') !== null"
COMMANDS = ["x", "d", "d", "m", "Shift+M"]  # the notebook would cut, delete, change and merge cells


# One of them in Notebook 7 as well, whose keys are caught in another way.
CASES = [*(("lab", name) for name in sorted(content.laboratories())), ("notebook7", "how-rare")]


@pytest.fixture(scope="module")
def open_all(browser, request):
    """Give a notebook with every laboratory, run once in each front end by a learner who has answered nothing yet."""
    cells = [nbformat.v4.new_code_cell("from pemphigus import laboratory")]
    cells += [nbformat.v4.new_code_cell(f'laboratory("{name}")') for name in content.laboratories()]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})

    @cache
    def opened(front_end):
        server = request.getfixturevalue(front_end)
        shutil.rmtree(server.progress, ignore_errors=True)
        nbformat.write(book, server.folder / "labs.ipynb")
        notebook = open_notebook(browser, server, "labs", height=1600)
        request.addfinalizer(notebook.close)
        notebook.run_all()
        return notebook, server.progress

    return opened


@pytest.mark.parametrize(("front_end", "name"), CASES)
def test_predict_observe_explain_with_the_keyboard(open_all, front_end, name):
    opened, progress = open_all(front_end)
    laboratory = content.laboratory(name)
    question = content.prediction(laboratory.prediction)
    page, keys = opened.page, Hands(opened.page)
    cells = page.evaluate(CELLS)
    panel = page.get_by_role("region", name=f"Laboratory: {laboratory.title}: {question.ask}")
    expect(panel.locator(".pv-locked")).to_be_visible()
    assert panel.locator(".pv-bench").count() == 0 and panel.locator(".pv-means").count() == 0

    guess(keys, panel, question, right=False)
    expect(panel.locator(".pv-result").first).to_contain_text("Not right")
    assert panel.locator(".pv-guess").count() == (question.kind == "numeric"), "guess and outcome are drawn together"
    bench = panel.locator(".pv-bench")
    drawing = bench.get_by_role("img").first
    expect(drawing).to_have_attribute("aria-label", re.compile(r"\w+ \w+"))
    expect(panel.locator(".pv-means")).to_be_hidden()

    move_the_main_control(keys, bench)
    assert page.evaluate(CELLS) == cells

    keys.tab_to("textarea|textarea|In one sentence", most=250)
    page.keyboard.type(SENTENCE)
    keys.tab_to("Keep it and compare")
    keys.press("Enter")
    expect(panel.locator(".pv-means")).to_be_visible()
    for _ in range(50):  # the kernel writes while the page goes on
        kept = json.loads((progress / "progress.json").read_text())["kept"]
        if SENTENCE in [row["value"] for row in kept if row["item"] == f"{question.id}/why"]:
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError(f"the sentence was not kept: {kept}")

    panel.get_by_role("button", name="Predict again").press("Enter")
    assert panel.locator(".pv-bench").count() == 0, "the bench waits for the new commitment"
    guess(keys, panel, question, right=True)
    expect(panel.locator(".pv-result").first).to_contain_text("Right")
    expect(panel.locator(".pv-bench")).to_be_visible()
    assert page.evaluate(CELLS) == cells
    assert opened.faults() == []


def guess(keys, panel, question, *, right):
    """Commit to a right or a wrong answer, from the question's text on with keys only."""
    panel.locator(".pv-stem").focus()
    if question.kind == "numeric":
        keys.tab_to("input|text")
        answer = question.answer
        low, high = answer.value - answer.tolerance, answer.value + answer.tolerance
        wrong = answer.maximum if answer.maximum > high else answer.minimum
        assert right or not low <= wrong <= high
        keys.page.keyboard.type(f"{answer.value if right else wrong:g}")
    elif question.kind == "single":
        keys.tab_to("input|radio")
        chosen = next(n for n, option in enumerate(question.options) if option.correct == right)
        keys.press("Space", *["ArrowDown"] * chosen)
    else:
        keys.tab_to("input|checkbox")
        correct = [option.correct if right else not option.correct for option in question.options]
        for n, chosen in enumerate(correct):
            keys.press(*(["Space"] if chosen else []), *(["Tab"] if n < len(correct) - 1 else []))
    keys.tab_to("guessing")
    keys.press("Space", "ArrowRight")
    keys.tab_to("Commit and open the laboratory")
    keys.press("Enter")
    panel.locator(".pv-feedback").wait_for()


def move_the_main_control(keys, bench):
    """Reach the main control with Tab, move it, and see that the bench shows something else; keys stay with the control."""
    for _ in range(120):
        keys.press("Tab")
        if keys.page.evaluate(MAIN):
            break
    else:
        raise AssertionError("Tab did not reach the main control")
    keys.page.wait_for_timeout(500)  # what follows the opening has settled
    before = bench.evaluate("(bench) => bench.innerHTML")
    kind = keys.here()
    if "range" in kind:
        keys.press(*COMMANDS)
    keys.press(
        "Space" if kind.startswith("button") or "checkbox" in kind else "ArrowRight" if "range" in kind else "ArrowDown"
    )
    bench.page.wait_for_function(
        "([bench, before]) => bench.innerHTML !== before", arg=[bench.element_handle(), before]
    )
