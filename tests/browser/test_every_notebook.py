"""Every notebook, in real Chromium, as a learner meets it: runs, answers, reads, and calls nobody."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_notebook
from tests.browser.looks import LAYOUT_IDS, LAYOUTS, folder, sticks_out, violations
from tests.conftest import NOTEBOOKS, cells, course_ids

PROSE = LAYOUTS[0], LAYOUTS[2]  # text looks alike in the others; photographing it there costs minutes and shows nothing
COMPARING = [path.stem for path in NOTEBOOKS if any("compare_therapies(" in source for source in cells(path, "code"))]
FOLDED = "details:not(.pv-chooser)"


@pytest.fixture(scope="module", params=course_ids())
def opened(request, browser, lab):
    """A notebook, opened and run from top to bottom once for all tests below."""
    shutil.rmtree(lab.progress, ignore_errors=True)  # a learner who has answered nothing yet
    notebook = open_notebook(browser, lab, request.param)
    notebook.run_all()
    yield notebook
    notebook.close()


def test_runs_without_an_error(opened):
    assert opened.faults() == []
    assert opened.page.locator(".jp-CodeCell").count() >= 6
    assert opened.page.locator(".pv").count() >= 3, "the opening strip, a prediction and the quiz are live"


def test_every_prediction_opens_and_the_quiz_answers(opened):
    """Each prediction and laboratory opens once answered, and explains itself; so does the quiz."""
    asked = opened.page.get_by_role("region", name=re.compile("^(Predict|Laboratory): ")).all()
    for part in [*asked, opened.page.get_by_role("region", name="Check yourself").last]:
        part.scroll_into_view_if_needed()
        answer(part)
        expect(part.locator(".pv-feedback")).to_be_visible()
        expect(part.locator(".pv-feedback")).to_contain_text(re.compile("Right|Not right"))
        if part in asked:
            expect(part.locator(".pv-observed [role=img], .pv-observed figure img").first).to_be_visible()


@pytest.mark.parametrize("opened", COMPARING, indirect=True)
def test_a_toggle_changes_the_comparison(opened):
    comparison = opened.page.locator("section.pv-compare").first
    comparison.scroll_into_view_if_needed()
    before = comparison.locator(".pv-compare-table").inner_text()
    alt = comparison.locator("[role=img]").get_attribute("aria-label")
    comparison.get_by_role("switch").check()
    expect(comparison.locator("[role=img]")).not_to_have_attribute("aria-label", alt)
    assert comparison.locator(".pv-compare-table").inner_text() != before
    comparison.get_by_role("switch").uncheck()


@pytest.mark.parametrize(("width", "theme"), LAYOUTS, ids=LAYOUT_IDS)
def test_looks(opened, width, theme):
    """Screenshots to be looked at; nothing of ours is wider than its place, and axe finds nothing in our outputs."""
    page = opened.page
    opened.lay_out(width, theme)
    shots = folder(opened.name, width, theme)
    for number, cell in enumerate(page.locator(".jp-CodeCell, .jp-MarkdownCell").all()):
        if (width, theme) not in PROSE and "jp-MarkdownCell" in cell.get_attribute("class"):
            continue
        cell.scroll_into_view_if_needed()
        cell.screenshot(path=shots / f"{number:02d}.png")
    fold = f"(open) => document.querySelectorAll('{FOLDED}').forEach((e) => {{ e.open = open }})"
    page.evaluate(fold, True)
    wide = sticks_out(page, ".pv-panel, .pv-card, .pv-figure, .pv-opening, .pv-list")
    found = violations(page)
    page.evaluate(fold, False)
    assert wide == [], "something is wider than its place"
    assert found == []


def test_nothing_leaves_this_computer(opened, lab):
    assert opened.outside == []
    assert not lab.network.exists() or lab.network.read_text() == "", lab.network.read_text()


def answer(asked) -> None:
    """Answer whatever is asked: the first option or a plausible number, with middling confidence."""
    if asked.locator("form input[type=text]").count():
        asked.locator("form input[type=text]").fill("2")
    else:
        asked.locator("form fieldset:not(.pv-inline) input").first.check()
    asked.get_by_label("fairly sure").check()
    asked.locator("form button[type=submit]").click()
