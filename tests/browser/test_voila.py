"""Voila: every notebook as a page for the projector and for screen readers; the whole page conforms, not only what is ours in it."""

import json
import re
import urllib.error
import urllib.request
from itertools import pairwise

import nbformat
import pytest
from playwright.sync_api import expect

from pemphigus import content
from tests.browser.conftest import LIVE, open_notebook
from tests.browser.hands import Hands
from tests.browser.looks import LAYOUTS, folder, sticks_out, unfold, violations
from tests.conftest import course_ids

HEADINGS = "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => Number(heading.tagName[1]))"
PHOTOGRAPHED = LAYOUTS[0], LAYOUTS[2]
WIDTHS = *PHOTOGRAPHED, LAYOUTS[4]  # themes do not change what fits
SIZE = "() => Number(getComputedStyle(document.body).zoom)"
KERNEL = "() => JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId"
STOP = """() => fetch(`/api/kernels/${JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId}`, {
  method: 'DELETE', headers: { 'X-XSRFToken': document.cookie.match(/_xsrf=([^;]*)/)[1] },
}).then((answer) => answer.status)"""


@pytest.mark.parametrize("name", course_ids())
def test_a_page(browser, voila, name):
    """Opens, answers without an error, conforms as a whole, fits every window, and calls nobody."""
    opened = open_notebook(browser, voila, name)
    page = opened.page
    assert opened.faults() == []
    expect(page.locator("#state")).to_have_text("Questions and pictures are live.")
    assert page.locator(".pv").count() >= 3, "the opening strip, a prediction and the quiz are live"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title().startswith(page.locator("h1").inner_text())
    levels = page.evaluate(HEADINGS)
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    for width, theme in WIDTHS:
        lay_out(page, width, theme)
        if (width, theme) in PHOTOGRAPHED:
            page.screenshot(path=folder("voila", width, theme) / f"{name}.png", full_page=True)
        unfold(page, "main")
        assert too_wide(page) == []
        unfold(page, "main", open_=False)
    lay_out(page, *LAYOUTS[0])
    assert violations(page, inside=None) == []
    assert opened.outside == []
    assert not voila.network.exists() or voila.network.read_text() == "", voila.network.read_text()
    leave(opened, voila)


def test_first_page(browser, voila):
    """The list of notebooks conforms, its links lead to pages, and a wrong address is answered in one sentence."""
    page = browser.new_page()
    page.goto(voila.url)
    assert page.locator(".books a").count() == len(course_ids())
    for width, theme in LAYOUTS:
        lay_out(page, width, theme)
        page.screenshot(path=folder("voila", width, theme) / "index.png", full_page=True)
        assert violations(page, inside=None) + too_wide(page) == []
    page.goto(voila.address("11-nothing"))
    expect(page.get_by_role("main")).to_contain_text("There is no notebook at this address.")
    assert violations(page, inside=None) == []
    page.get_by_role("link", name="All notebooks").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(content.course().title)
    page.close()


def test_with_the_keyboard(browser, voila):
    """From the skip link through a comparison to the explanation of a quiz answer, and on to the next notebook and back."""
    opened = open_notebook(browser, voila, "06-rituximab")
    page, keys = opened.page, Hands(opened.page)
    keys.press("Tab")
    assert "Skip to the content" in keys.here()
    keys.press("Enter")
    assert "main" in keys.here()
    keys.tab_to("Glossary")
    keys.tab_to("Children's evidence only", most=120)
    comparison = page.locator("section.pv-compare")
    before = comparison.locator("[role=img]").get_attribute("aria-label")
    keys.press("Space")
    expect(comparison.locator("[role=img]")).not_to_have_attribute("aria-label", before)
    expect(comparison.get_by_role("status")).to_contain_text("evidence from children only")
    asked = page.get_by_role("region", name="Check yourself")
    item = content.questions("06-rituximab")[0]
    for _ in range(120):
        keys.press("Tab")
        if asked.evaluate("(quiz) => quiz.contains(document.activeElement)"):
            break
    keys.press("Space", *["ArrowDown"] * next(n for n, option in enumerate(item.options) if option.correct))
    keys.tab_to("guessing")
    keys.press("Space")
    keys.tab_to("Check answer")
    keys.press("Enter")
    expect(asked.locator(".pv-result")).to_have_text("✓ Right; you were guessing.")
    assert asked.evaluate("(quiz) => quiz.querySelector('.pv-feedback') === document.activeElement")
    expect(asked.get_by_role("status")).to_contain_text("Right. The explanation is above.")
    lay_out(page, *LAYOUTS[2])
    unfold(page, "main")  # in the light, axe has read every notebook; in the dark, and with everything open, this one
    assert violations(page, inside=None) == []
    unfold(page, "main", open_=False)
    events = json.loads((voila.progress / "progress.json").read_text())["events"]
    assert [event["item"] for event in events] == [item.id], "kept where JupyterLab keeps it"
    keys.tab_to("07 · Plasmapheresis", most=200)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("07 ·")
    page.get_by_role("link", name=re.compile("06 · Rituximab")).first.click()
    page.wait_for_function(LIVE, timeout=60_000)
    assert re.search(r"\b1 of \d+ questions answered", page.locator(".pv-opening").inner_text())
    leave(opened, voila)


def test_theme_and_type(browser, voila):
    """The computer's theme first, the address before it, the buttons after both; the choice stays from page to page."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(voila.url)
    body, dark, large = (
        page.locator("body"),
        page.get_by_role("button", name="Dark"),
        page.get_by_role("button", name="Large"),
    )
    expect(body).to_have_attribute("data-jp-theme-light", "false")
    dark.press("Enter")
    expect(dark).to_have_attribute("aria-pressed", "false")
    expect(body).to_have_attribute("data-jp-theme-light", "true")
    assert page.evaluate(SIZE) == 1
    large.press("Space")
    page.goto(voila.url)
    expect(body).to_have_attribute("data-jp-theme-light", "true")
    assert page.evaluate(SIZE) == 1.5
    page.goto(f"{voila.url}/?theme=dark&type=normal")
    expect(body).to_have_attribute("data-jp-theme-light", "false")
    expect(large).to_have_attribute("aria-pressed", "false")
    context.close()


def test_large_type_fits(browser, voila):
    """On a projector and, for those who need it, on a phone; the pointer still finds the day it points at."""
    opened = open_notebook(browser, voila, "06-rituximab", width=1920)
    opened.page.get_by_role("button", name="Large type").click()
    for width, theme in [LAYOUTS[-1], LAYOUTS[2]]:
        lay_out(opened.page, width, theme)
        opened.page.screenshot(path=folder("voila", width, theme) / "06-rituximab-large.png", full_page=True)
        assert too_wide(opened.page) == []
    lay_out(opened.page, *LAYOUTS[-1])
    picture = opened.page.locator("section.pv-vc svg").first
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert 300 < int(opened.page.locator("section.pv-vc input[type=range]").first.input_value()) < 400, "of 730 days"
    leave(opened, voila)


def test_a_fault_is_one_sentence(browser, voila):
    """No traceback: the course's own errors say what to do, others are one line, what follows still runs, and a lost kernel is told."""
    wrong = ['from pemphigus import *\nshow("rituximab-remision")', "1 / 0", 'glossary("acantholysis")']
    cells = [nbformat.v4.new_markdown_cell("# Broken"), *map(nbformat.v4.new_code_cell, wrong)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), voila.folder / "broken.ipynb")
    opened = open_notebook(browser, voila, "broken")
    first, second = map(str.strip, opened.faults())
    assert first.startswith("There is no figure called 'rituximab-remision'. Did you mean 'rituximab-remission'"), first
    assert second == "ZeroDivisionError: division by zero"
    expect(opened.page.locator("#state")).to_have_text("2 of 3 live parts could not be shown; each says why.")
    expect(opened.page.get_by_role("main")).to_contain_text("Loss of the bonds between keratinocytes")
    assert violations(opened.page, inside=None) == []
    opened.page.evaluate(STOP)
    opened.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    expect(opened.page.locator("#state")).to_have_text(re.compile("^Python no longer answers.*: reload this page.$"))
    leave(opened, voila)


def lay_out(page, width, theme):
    """Give the window a width, and the page a theme by the button that a learner has."""
    page.set_viewport_size({"width": width, "height": 900})
    button = page.get_by_role("button", name="Dark")
    if (button.get_attribute("aria-pressed") == "true") != theme.endswith("Dark"):
        button.click()
    page.wait_for_timeout(200)


def too_wide(page):
    """Return what reaches beyond its place, or the fact that the whole page scrolls sideways."""
    scrolls = page.evaluate("() => document.documentElement.scrollWidth > innerWidth")
    return sticks_out(page, "header, nav, main, footer") + ["the page scrolls sideways"] * scrolls


def leave(opened, voila):
    """Go away, and see that no kernel is left behind."""
    kernel = opened.page.evaluate(KERNEL)
    opened.page.goto(voila.url)  # closing the whole context would be too quick for the page's farewell
    for _ in range(50):
        try:
            urllib.request.urlopen(f"{voila.url}/api/kernels/{kernel}", timeout=5)
        except urllib.error.HTTPError as gone:
            assert gone.code == 404
            opened.page.context.close()
            return
        opened.page.wait_for_timeout(100)
    raise AssertionError("the kernel outlived its page")
