"""The virtual trial in real Chromium: run, cancelled, drawn and predicted, by pointer and by keyboard alone, in four layouts."""

import re

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_notebook
from tests.browser.looks import LAYOUT_IDS, LAYOUTS, folder, sticks_out, unfold, violations
from tests.browser.test_keyboard import Keyboard

# Keeps every state of the progress bar, which may come and go between two looks of a test.
WATCH = """(section) => {
  const bar = section.querySelector('progress');
  window.barSeen = [];
  new MutationObserver(() => window.barSeen.push([bar.value, bar.checkVisibility()]))
    .observe(bar, { attributes: true });
}"""


def open_trial(browser, server):
    """Open a notebook with one trial, made for these tests."""
    cells = [nbformat.v4.new_code_cell(code) for code in ("from pemphigus import *", "trial()", "'the end'")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), server.folder / "a-trial.ipynb")
    notebook = open_notebook(browser, server, "a-trial")
    notebook.run_all()
    return notebook


@pytest.fixture(scope="module")
def opened(browser, lab):
    notebook = open_trial(browser, lab)
    yield notebook
    notebook.close()


@pytest.fixture
def trial(opened):
    """The trial as it stands; the tests below go on from one another in their order."""
    assert opened.faults() == []
    return opened.page.get_by_role("region", name="A trial in virtual children")


def done(trial):
    expect(trial.get_by_role("status")).to_contain_text("Done in", timeout=60_000)


def test_run_by_pointer_with_a_progress_bar(trial):
    trial.evaluate(WATCH)
    assert trial.locator(".pv-trial-results").is_hidden() and trial.locator("progress").is_hidden()
    trial.get_by_role("button", name=re.compile("^Run with 1,000")).click()
    expect(trial.get_by_role("progressbar", name="Virtual children simulated")).to_be_visible()
    trial.screenshot(path=folder("trial", *LAYOUTS[0]) / "running.png")
    done(trial)
    seen = trial.evaluate("() => window.barSeen")
    steps = [value for value, visible in seen if visible]
    assert steps == sorted(steps) and len(set(steps)) >= 8 and max(steps) == 2000
    assert trial.locator("progress").is_hidden()
    picture = trial.get_by_role("img", name=re.compile("^Teaching model: by month 24"))
    assert picture.locator("path.pv-trial-curve").count() == 2
    assert trial.locator(".pv-trial-risk td").first.inner_text() == "1,000"
    expect(trial).to_contain_text("41 of 46")
    expect(trial).to_contain_text("second reading did not find")


def test_cancelling_keeps_what_was_there(trial):
    before = trial.get_by_role("img").first.get_attribute("aria-label")
    trial.get_by_label("First arm").select_option("azathioprine")
    trial.get_by_role("button", name=re.compile("^Run with")).click()
    trial.get_by_role("button", name="Cancel").click()
    expect(trial.get_by_role("status")).to_contain_text("Cancelled")
    expect(trial.get_by_role("button", name=re.compile("^Run with"))).not_to_have_attribute("aria-busy", "true")
    trial.page.wait_for_timeout(700)
    assert trial.get_by_role("img").first.get_attribute("aria-label") == before
    trial.get_by_label("First arm").select_option("rituximab")


def test_the_same_arm_twice_is_named_as_the_problem(trial):
    trial.get_by_label("Second arm").select_option("rituximab")
    trial.get_by_role("button", name=re.compile("^Run with")).click()
    expect(trial.get_by_role("status")).to_contain_text("two different arms")
    trial.get_by_label("Second arm").select_option("prednisone")


def test_curves_of_relapse(trial):
    trial.get_by_label("First relapse").check()
    expect(trial.get_by_role("img", name=re.compile("first relapse"))).to_be_visible()
    expect(trial.locator(".pv-trial-chart").first).to_contain_text("months since disease control")
    trial.get_by_label("Remission without prednisone").check()


def test_draw_and_predict_by_pointer(trial):
    for _ in range(2):
        trial.get_by_role("button", name="Draw one trial").click()
        expect(trial.get_by_role("status")).to_contain_text(re.compile(r"^Trial \d, 10 in each arm: \d+ of 10 against"))
    expect(trial.locator(".pv-trial-interval")).to_have_count(2)
    trial.get_by_role("button", name="Commit and draw 100 trials").click()
    expect(trial.get_by_role("status")).to_contain_text("Guess a whole number")
    assert trial.get_by_text("What happened").count() == 0, "nothing is shown before a guess"
    trial.get_by_label(re.compile("^Predict: of 100 trials with 10")).fill("90")
    trial.get_by_role("button", name="Commit and draw 100 trials").click()
    expect(trial.get_by_role("status")).to_contain_text(re.compile("told the arms apart; you guessed 90"))
    found = int(re.match(r"\d+", trial.get_by_role("status").inner_text())[0])
    expect(trial.locator(".pv-trial-row", has_text="Your guess")).to_contain_text("90")
    expect(trial.locator(".pv-trial-row", has_text="What happened")).to_contain_text(str(found))
    assert sum(int(cell) for cell in trial.locator(".pv-trial-tally tbody td").all_inner_texts()) == 102
    expect(trial.locator(".pv-trial-interval")).to_have_count(30)


@pytest.mark.parametrize(("width", "theme"), LAYOUTS, ids=LAYOUT_IDS)
def test_looks(opened, trial, width, theme):
    page = opened.page
    opened.lay_out(width, theme)
    page.set_viewport_size({"width": width, "height": 6000})  # the whole of it, also where it is narrow
    shots = folder("trial", width, theme)
    trial.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    trial.screenshot(path=shots / "closed.png")
    unfold(page, ".pv-trial")
    wide = sticks_out(page, ".pv-trial")
    found = violations(page)
    trial.screenshot(path=shots / "open.png")
    unfold(page, ".pv-trial", open_=False)
    assert wide == []
    assert found == []


@pytest.mark.parametrize("front_end", ["lab", "notebook7"])
def test_with_the_keyboard_alone(browser, request, front_end):
    opened = open_trial(browser, request.getfixturevalue(front_end))
    trial = opened.page.get_by_role("region", name="A trial in virtual children")
    keys = Keyboard(opened)
    keys.go_to_cell("trial()")
    keys.tab_to("First arm")
    keys.page.keyboard.type("Aza")
    keys.tab_to("Second arm")
    keys.page.keyboard.type("Prednisone that")
    keys.tab_to("Follow-up")
    keys.press("ArrowUp")
    keys.tab_to("Run with")
    keys.nothing_leaked()
    keys.press("Enter")
    keys.tab_to("Cancel", most=1)
    keys.press("Space")
    expect(trial.get_by_role("status")).to_contain_text("Cancelled")
    assert "Run with" in keys.here(), "the focus goes back to the button that began"
    keys.press("Space")
    done(trial)
    assert "by month 12" in trial.get_by_role("status").inner_text()
    assert "Azathioprine or MMF" in trial.get_by_role("img").first.get_attribute("aria-label")
    keys.tab_to("radio|Remission without prednisone")
    keys.press("ArrowRight")
    expect(trial.get_by_role("status")).to_contain_text("first relapse")
    keys.tab_to("radio|10")
    keys.press("ArrowRight")
    assert "radio|20" in keys.here()
    keys.tab_to("Draw one trial")
    keys.press("Enter")
    expect(trial.get_by_role("status")).to_contain_text("Trial 1, 20 in each arm")
    keys.tab_to("input|text")
    keys.page.keyboard.type("5")
    keys.press("Enter")
    expect(trial.get_by_role("status")).to_contain_text("told the arms apart; you guessed 5")
    keys.tab_to("Every drawn trial")
    keys.press("Enter")
    assert trial.get_by_role("group", name="Drawn trials").is_visible()
    assert opened.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length") == 3
    assert opened.faults() == [] and opened.outside == []
    opened.close()
