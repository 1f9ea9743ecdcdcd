"""The gallery: every control in every state, photographed in four layouts; states that need a pointer or a focus are made here."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import open_notebook
from tests.browser.looks import LAYOUT_IDS, LAYOUTS, folder, violations


@pytest.fixture(scope="module")
def gallery(browser, lab):
    opened = open_notebook(browser, lab, "gallery")
    opened.run_all()
    yield opened
    opened.close()


@pytest.mark.parametrize(("width", "theme"), LAYOUTS, ids=LAYOUT_IDS)
def test_every_state(gallery, width, theme):
    assert gallery.faults() == []
    page = gallery.page
    gallery.lay_out(width, theme)
    shots = folder("gallery", width, theme)
    for number, cell in enumerate(page.locator(".jp-CodeCell").all()):
        cell.scroll_into_view_if_needed()
        cell.screenshot(path=shots / f"{number:02d}.png")
    asked = page.get_by_role("region", name="Quiz, nothing answered")
    first, second = asked.locator(".pv-choice").nth(0), asked.locator(".pv-choice").nth(1)
    first.scroll_into_view_if_needed()
    first.locator("input").check()
    first.locator("input").focus()
    second.hover()
    asked.screenshot(path=shots / "state-chosen-focus-hover.png")
    asked.locator("button[type=submit]").click()  # without saying how sure: the problem is named
    expect(asked.get_by_role("status")).to_contain_text("how sure you are")
    asked.screenshot(path=shots / "state-problem.png")
    asked.locator("button[type=submit]").evaluate("(button) => button.setAttribute('aria-busy', 'true')")
    asked.screenshot(path=shots / "state-loading.png")
    asked.locator("button[type=submit]").evaluate("(button) => button.removeAttribute('aria-busy')")
    assert violations(page, leave_out=("landmark-unique",)) == []  # the same control stands here several times
