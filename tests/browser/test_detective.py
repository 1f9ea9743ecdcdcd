"""The detective game in real Chromium: one case solved by pointer, one by keys alone, both read by axe and photographed."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_notebook
from tests.browser.looks import LAYOUTS, folder, sticks_out, unfold, violations
from tests.browser.test_keyboard import CELLS, Keyboard

SOURCES = ["from pemphigus import *", 'detective("case-6")', "1 + 1"]


def open_game(browser, server):
    """Open a notebook that holds nothing but the game, and run it."""
    cells = [
        {"cell_type": "code", "id": f"d-{n}", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
        for n, text in enumerate(SOURCES)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    page = {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (server.folder / "detective.ipynb").write_text(json.dumps(page))
    opened = open_notebook(browser, server, "detective")
    opened.run_all()
    assert opened.faults() == []
    return opened, opened.page.locator("section.pv-detective")


def look(opened, game, name):
    """Photograph a state in every layout; nothing is wider than its place, and axe finds nothing with everything unfolded."""
    page = opened.page
    for width, theme in LAYOUTS:
        opened.lay_out(width, theme)
        shots = folder("detective", width, theme)
        game.scroll_into_view_if_needed()
        game.screenshot(path=shots / f"{name}.png")
        unfold(page, ".pv-detective")
        page.wait_for_timeout(200)
        game.screenshot(path=shots / f"{name}-unfolded.png")
        wide = sticks_out(page, ".pv-detective .pv-panel", ".pv-scroll")
        found = violations(page)
        unfold(page, ".pv-detective", open_=False)
        assert wide == [] and found == []
    opened.lay_out(*LAYOUTS[0])


def test_by_pointer(browser, lab):
    """A wrong try or two, three tests, a treatment, a verdict: the notebook fills, the picture grows, the truth appears."""
    opened, game = open_game(browser, lab)
    look(opened, game, "1-opened")
    assert game.get_by_role("status").count() == 1
    assert game.locator(".pv-child-so-far:visible, .pv-next:visible, .pv-naming:visible").count() == 3
    game.get_by_role("button", name="Take the samples and wait").click()
    expect(game.get_by_role("status")).to_have_text("Tick at least one test first.")
    alt = game.locator("svg[role=img]").get_attribute("aria-label")
    assert alt.startswith("Teaching model. PDAI") and "Rituximab on days 0, 14." in alt
    for name in ("CD19 count", "Antibody titer"):
        game.get_by_label(re.compile(name)).check()
    game.get_by_role("button", name="Take the samples and wait").click()
    expect(game.locator(".pv-findings li")).to_have_count(2)
    expect(game.get_by_role("status")).to_contain_text("Half were back")
    expect(game.locator(".pv-findings li").first).to_contain_text("Antibody titer")
    assert game.locator("svg[role=img]").get_attribute("aria-label") != alt
    assert not game.get_by_label(re.compile("CD19 count")).is_checked(), "what was ordered is done"
    game.get_by_text("Or try a treatment").click()
    game.get_by_role("button", name="Give it and wait").click()
    expect(game.get_by_role("status")).to_have_text("Choose a treatment first.")
    game.get_by_label(re.compile("Change nothing")).check()
    game.get_by_role("button", name="Give it and wait").click()
    expect(game.locator(".pv-findings li")).to_have_count(3)
    game.get_by_label(re.compile("Antibodies against rituximab")).first.check()
    game.get_by_role("button", name="Take the samples and wait").click()
    expect(game.locator(".pv-findings li").first).to_contain_text("Positive")
    look(opened, game, "2-underway")
    game.get_by_text("I know the cause").click()
    game.get_by_role("button", name="Commit").click()
    expect(game.get_by_role("status")).to_have_text("Choose a cause first.")
    game.get_by_role("radio", name="Antibodies against rituximab", exact=True).check()
    game.get_by_role("button", name="Commit").click()
    expect(game.get_by_role("status")).to_contain_text("Say how sure you are")
    game.get_by_label("fairly sure").check()
    game.get_by_role("button", name="Commit").click()
    expect(game.locator(".pv-result")).to_have_text("✓ Right; you were fairly sure.")
    expect(game.locator(".pv-reveal")).to_be_focused()
    expect(game.get_by_role("status")).to_have_text("Right. The truth is below.")
    expect(game.locator(".pv-suspect")).to_have_count(7)
    assert not game.locator(".pv-next").is_visible() and not game.locator(".pv-naming").is_visible()
    look(opened, game, "3-truth")
    game.get_by_role("button", name="A random case").click()
    expect(game.locator(".pv-child-so-far .pv-title")).to_have_text(re.compile(r"Random case \d+"))
    expect(game.locator(".pv-findings li")).to_have_count(0)
    opened.close()


@pytest.mark.parametrize("front_end", ["lab", "notebook7"])
def test_by_keys_alone(browser, request, front_end):
    """Choose a case, order, commit, and read on, with Tab, arrows, Space and Enter; no key reaches the notebook."""
    opened, game = open_game(browser, request.getfixturevalue(front_end))
    keys = Keyboard(opened)
    keys.go_to_cell("detective(")
    keys.tab_to("select")
    keys.page.keyboard.type("4.")
    keys.tab_to("Open this case")
    keys.press("Enter")
    expect(game.locator(".pv-child-so-far .pv-title")).to_have_text("Everything is fine, she says")
    expect(game.locator(".pv-child-so-far .pv-title")).to_be_focused()
    keys.tab_to("checkbox|Talk with the family")
    keys.nothing_leaked()
    keys.press("Space")
    keys.tab_to("Drug levels after doses swallowed")
    keys.press("Space")
    keys.tab_to("Take the samples")
    keys.press("Enter")
    expect(game.locator(".pv-findings li")).to_have_count(2)
    expect(game.get_by_role("status")).to_contain_text("asked without blame")
    keys.tab_to("I know the cause")
    keys.press("Enter")
    keys.tab_to("radio|Cells insensitive to steroid")
    keys.press("Space", "ArrowDown", "ArrowDown")
    assert "Doses not taken" in keys.here()
    keys.nothing_leaked()
    keys.tab_to("radio|guessing")
    keys.press("Space", "ArrowRight", "ArrowRight")
    keys.tab_to("Commit")
    keys.press("Enter")
    expect(game.locator(".pv-result")).to_have_text("✓ Right; you were certain.")
    keys.tab_to("Too little drug in the blood")
    keys.press("Enter")
    expect(game.locator(".pv-suspect[open]")).to_contain_text("Speaks against it")
    keys.tab_to("Next case")
    keys.press("Enter")
    expect(game.locator(".pv-child-so-far .pv-title")).to_have_text("The syrup in two kitchens")
    assert "4. Everything is fine, she says ✓ solved" in game.locator("select").inner_text()
    assert opened.page.evaluate(CELLS) == keys.cells
    opened.close()
