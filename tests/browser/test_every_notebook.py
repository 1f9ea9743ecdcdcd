"""Every notebook, in real Chromium, as a learner meets it: runs, answers, reads, and calls nobody."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import OURS, SHOTS, open_notebook
from tests.conftest import NOTEBOOKS, cells, course_ids

LAYOUTS = [(1280, "JupyterLab Light"), (400, "JupyterLab Light"), (400, "JupyterLab Dark"), (1280, "JupyterLab Dark")]
PROSE = LAYOUTS[0], LAYOUTS[2]  # text looks alike in the others; photographing it there costs minutes and shows nothing
COMPARING = [path.stem for path in NOTEBOOKS if any("compare_therapies(" in source for source in cells(path, "code"))]
FOLDED = "details:not(.pv-chooser)"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module", params=course_ids())
def opened(request, browser, lab):
    """A notebook, opened and run from top to bottom once for all tests below."""
    notebook = open_notebook(browser, lab, request.param)
    notebook.run_all()
    yield notebook
    notebook.close()


def test_runs_without_an_error(opened):
    assert opened.faults() == []
    assert opened.page.locator(".jp-CodeCell").count() >= 6
    assert opened.page.locator(".pv").count() >= 3, "the opening strip, a prediction and the quiz are live"


def test_first_widget_answers(opened):
    """The prediction, and the quiz after it, explain themselves once answered."""
    for number, asked in enumerate(
        [
            opened.page.get_by_role("region", name=re.compile("^Predict: ")).first,
            opened.page.get_by_role("region", name="Check yourself").last,
        ]
    ):
        asked.scroll_into_view_if_needed()
        answer(asked)
        expect(asked.locator(".pv-feedback")).to_be_visible()
        expect(asked.locator(".pv-feedback")).to_contain_text(re.compile("Right|Not right"))
        if number == 0:
            expect(asked.locator("figure img:visible")).to_have_count(1)


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


@pytest.mark.parametrize(("width", "theme"), LAYOUTS, ids=[f"{w}-{t.split()[-1].lower()}" for w, t in LAYOUTS])
def test_looks(opened, width, theme):
    """Screenshots to be looked at; nothing of ours is wider than its place, and axe finds nothing in our outputs."""
    page = opened.page
    opened.lay_out(width, theme)
    folder = SHOTS / opened.name / f"{width}-{theme.split()[-1].lower()}"
    folder.mkdir(parents=True, exist_ok=True)
    for number, cell in enumerate(page.locator(".jp-CodeCell, .jp-MarkdownCell").all()):
        if (width, theme) not in PROSE and "jp-MarkdownCell" in cell.get_attribute("class"):
            continue
        cell.scroll_into_view_if_needed()
        cell.screenshot(path=folder / f"{number:02d}.png")
    unfold = f"(open) => document.querySelectorAll('{FOLDED}').forEach((e) => {{ e.open = open }})"
    page.evaluate(unfold, True)
    wide = page.evaluate(
        "() => [...document.querySelectorAll('.pv-panel, .pv-card, .pv-figure, .pv-opening, .pv-list')]"
        ".filter((e) => e.offsetParent && e.scrollWidth > e.clientWidth + 1)"
        ".map((e) => [...e.querySelectorAll('*')].filter((c) => c.getBoundingClientRect().right > e.getBoundingClientRect().right + 1)"
        ".map((c) => c.tagName + '.' + c.className + ': ' + c.textContent.slice(0, 40)))"
    )
    found = violations(page)
    page.evaluate(unfold, False)
    assert wide == [], "something is wider than its place"
    assert found == []


def test_nothing_leaves_this_computer(opened, lab):
    assert opened.outside == []
    assert not lab.network.exists() or lab.network.read_text() == "", lab.network.read_text()


def answer(asked) -> None:
    """Answer whatever is asked: the first option or a plausible number, with middling confidence."""
    if asked.locator("form input[type=text]").count():
        asked.locator("form input[type=text]").fill("5")
    else:
        asked.locator("form fieldset:not(.pv-inline) input").first.check()
    asked.get_by_label("fairly sure").check()
    asked.locator("form button[type=submit]").click()


def violations(page, *, leave_out: tuple[str, ...] = ()) -> list[str]:
    """Return axe's findings inside the course's own outputs and prose, as `rule: element`."""
    rules = {rule: {"enabled": False} for rule in leave_out}
    found = Axe().run(page, options={"runOnly": TAGS, "rules": rules}).response["violations"]
    inside = "(nodes) => nodes.map((n) => [...document.querySelectorAll(n)].some((e) => e.closest('" + OURS + "')))"
    ours = []
    for violation in found:
        targets = [node["target"][0] for node in violation["nodes"]]
        kept = page.evaluate(inside, targets)
        ours += [f"{violation['id']}: {target}" for target, mine in zip(targets, kept, strict=True) if mine]
    return ours
