"""The static site in a browser, from a plain web server: every page conforms and fits, and it can be searched without a mouse."""

import re

import pytest
from playwright.sync_api import expect

from pemphigus.editions.serving import served
from pemphigus.editions.site import PLACES
from tests.browser.looks import LAYOUTS, folder, sticks_out, unfold, violations
from tests.conftest import course_ids

LIGHT, DARK = PHOTOGRAPHED = LAYOUTS[0], LAYOUTS[2]
# Everything that has a color stands on one of these.
COLORFUL = ["06-rituximab", "09-research", "index", "search"]
FILES = [*(f"{name}.html" for name in course_ids()), *(place for place, _ in PLACES), "search.html?q=remission"]


@pytest.fixture(scope="module")
def address(site):
    with served(site) as (address, _):
        yield address


@pytest.fixture
def reader(browser, address):
    """A window from which nothing can leave this computer; it is an error to try, or to complain in the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, wrong = context.new_page(), []

    def gate(route):
        if route.request.url.startswith((address, "data:")):
            return route.continue_()
        wrong.append(route.request.url)
        route.abort()

    context.route("**/*", gate)
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    context.close()
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_looks(reader, address, file):
    """Nothing is wider than its place in any layout; axe finds nothing on the whole page, in the dark also with everything unfolded."""
    reader.goto(f"{address}/{file}")
    if "?" in file:
        expect(reader.locator("#found")).to_contain_text("found for")
    name = re.split(r"[.?]", file)[0]
    for width, theme in LAYOUTS:
        reader.set_viewport_size({"width": width, "height": 900})
        reader.emulate_media(color_scheme=theme.split()[-1].lower())
        if (width, theme) in PHOTOGRAPHED:
            reader.screenshot(path=folder("reading", width, theme) / f"{name}.png")
        if (width, theme) == LIGHT:
            assert violations(reader, inside=None) == []
        unfold(reader, "main")
        assert reader.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), (width, "scrolls sideways")
        assert sticks_out(reader, "main, header, nav, footer") == [], width
        if (width, theme) == DARK and name in COLORFUL:
            assert violations(reader, inside=None) == []
        unfold(reader, "main", open_=False)


def test_search_with_the_keyboard(reader, address):
    reader.goto(f"{address}/06-rituximab.html")
    for _ in range(12):
        reader.keyboard.press("Tab")
        if reader.evaluate("() => document.activeElement.type") == "search":
            break
    reader.keyboard.type("acantholysis")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/search.html?q=acantholysis")
    expect(reader.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* pages found for “acantholysis”\.$"))
    number = int(reader.get_by_role("status").inner_text().split()[0])
    assert reader.locator("#results > li").count() == number
    expect(reader.locator("#results mark").first).to_have_text(re.compile("acantholysis", re.IGNORECASE))
    for _ in range(30):
        reader.keyboard.press("Tab")
        if reader.evaluate("() => document.activeElement.innerText") == "acantholysis":
            break
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/glossary.html#acantholysis")
    expect(reader.locator("#acantholysis")).to_be_in_viewport()


def test_a_search_that_finds_nothing_says_so(reader, address):
    reader.goto(f"{address}/search.html?q=xyzzyplugh")
    expect(reader.get_by_role("status")).to_contain_text("Nothing found for “xyzzyplugh”")


def test_a_notebook_with_the_keyboard(reader, address):
    """From the skip link to an answer and its sources, and on to the next notebook."""
    reader.goto(f"{address}/06-rituximab.html")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to the text")).to_be_focused()
    reader.keyboard.press("Enter")
    expect(reader.get_by_role("main")).to_be_focused()
    answer = reader.locator("main summary", has_text="Answer and explanations").first
    for _ in range(60):
        reader.keyboard.press("Tab")
        if answer.evaluate("(summary) => summary === document.activeElement"):
            break
    explained = answer.locator("xpath=..").get_by_text("Answer: 6 of 10")
    expect(explained).to_be_hidden()
    reader.keyboard.press("Enter")
    expect(explained).to_be_visible()
    reader.keyboard.press("Tab")
    expect(answer.locator("xpath=..").locator("summary", has_text="2 sources")).to_be_focused()
    reader.get_by_role("link", name=re.compile("^Next 07")).press("Enter")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("07 ·")


def test_without_javascript_all_can_be_read(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/06-rituximab.html")
    expect(page.get_by_role("heading", name="Key points")).to_be_visible()
    expect(page.locator("figure img").first).to_be_visible()
    page.goto(f"{address}/search.html?q=acantholysis")
    expect(page.locator("main")).to_contain_text("Searching needs JavaScript.")
    context.close()
