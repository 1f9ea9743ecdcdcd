"""The zero-install edition, from a plain static server, in a browser that reaches nothing else: notebooks run, answers are found again."""

import hashlib
import json
import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from pemphigus import content
from pemphigus.editions import lite
from pemphigus.editions.serving import served
from tests.browser.conftest import Opened
from tests.browser.looks import folder, sticks_out, unfold, violations
from tests.browser.test_every_notebook import answer
from tests.browser.test_keyboard import Keyboard, complete_quiz
from tests.conftest import NOTEBOOKS

CONNECTED = (
    "() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.connectionStatus === 'connected'"
)
WAITING = (
    "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some((prompt) => prompt.textContent.includes('*'))"
)
DONE = f"() => !{WAITING} && window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'"
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PATIENCE = 180_000  # ms; a busy computer with two cores
NAMES = [path.stem for path in NOTEBOOKS]
LOOKED_AT = {"00-start-here", "06-rituximab", "09-research"}
LAYOUTS = [(400, "JupyterLab Light"), (1280, "JupyterLab Dark"), (1920, "JupyterLab Light")]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The edition, made from clean."""
    made = tmp_path_factory.mktemp("site") / "lab"
    lite.build(made)
    return made


@pytest.fixture(scope="module")
def address(site):
    """Where a server that knows nothing but files shows the edition."""
    with served(site) as (address, _):
        yield address


class Learner:
    """One browser with one page; what it keeps lasts as long as these tests."""

    def __init__(self, browser, address: str):
        self.address, self.requests, self.failed = address, [], []
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("crash", lambda: self.failed.append("the page crashed"))

    def open(self, name: str) -> Opened:
        """Open a notebook afresh, with a new kernel."""
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.goto(f"{self.address}/{lite.address(name)}", wait_until="domcontentloaded")
        self.page.wait_for_function(CONNECTED, timeout=PATIENCE)
        return Opened(self.page, name)

    def outside(self) -> list[str]:
        """Return the requests to other places than the site."""
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))]


@pytest.fixture(scope="module")
def learner(browser_type, browser_type_launch_args, address):
    """A learner with an empty browser that can reach nothing but this computer."""
    arguments = [*browser_type_launch_args["args"], ONLY_HERE]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    yield Learner(browser, address)
    browser.close()


def test_the_site_names_its_own_python_and_holds_it(site):
    settings = json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]
    kernel = settings["litePluginSettings"][lite.KERNEL]
    assert kernel["pyodideUrl"] == "./static/pyodide/pyodide.mjs", "without it the kernel goes to a network for ever"
    assert kernel["disablePyPIFallback"]
    python = site / "static" / "pyodide"
    packages = json.loads((python / "pyodide-lock.json").read_text())["packages"]
    assert kernel["loadPyodideOptions"]["packages"] == list(packages)
    assert {"pemphigus", "matplotlib", "ipykernel", "jedi"} <= set(packages)
    for package in packages.values():
        assert hashlib.sha256((python / package["file_name"]).read_bytes()).hexdigest() == package["sha256"]


def test_the_site_holds_the_notebooks_and_nothing_idle(site):
    listed = json.loads((site / "api" / "contents" / "all.json").read_text())["content"]
    assert sorted(item["name"] for item in listed) == sorted(path.name for path in NOTEBOOKS)
    assert not list(site.rglob("*.map")) and not list(site.rglob("*.py"))
    assert 'lang="en"' in (site / "lab" / "index.html").read_text()


def test_the_ways_in_lead_to_notebooks(site):
    listed = {item["name"] for item in json.loads((site / "api" / "contents" / "all.json").read_text())["content"]}
    for name in NAMES:
        page, _, query = lite.address(name).partition("?")
        assert (site / page).is_file() and parse_qs(query)["path"][0] in listed
    assert lite.address(NAMES[0]).replace("&", "&amp;") in (site / "index.html").read_text()
    assert "Press Run All Cells, above" in (site / "files" / f"{NAMES[0]}.ipynb").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_runs(learner, name):
    """Every cell, without an error; laboratories open; what is shown reads well and satisfies axe."""
    opened = learner.open(name)
    page = opened.page
    run_all(page)
    assert opened.faults() == []
    assert page.locator(".pv").count() >= 3, "the opening strip, a prediction and the quiz are live"
    for part in page.get_by_role("region", name=re.compile("^Laboratory: ")).all():
        answer(part)
        part.locator(".pv-bench [role=img]").first.wait_for()
    for width, theme in LAYOUTS if name in LOOKED_AT else LAYOUTS[:1]:
        opened.lay_out(width, theme)
        if name in LOOKED_AT:
            photograph(page, name, width, theme)
        unfold(page, ".jp-Notebook")
        assert sticks_out(page, ".pv-panel, .pv-card, .pv-figure, .pv-opening, .pv-list") == []
        assert violations(page) == []
        unfold(page, ".jp-Notebook", open_=False)
    assert learner.outside() == [] and learner.failed == []


def test_with_the_keyboard_alone_and_found_again(learner):
    """A quiz and a toggle answer to keys; after a reload, and in another notebook, the answers are known."""
    asked = content.questions("06-rituximab")
    opened = learner.open("06-rituximab")
    page = opened.page
    run_all(page)
    keys = Keyboard(opened)
    place = page.get_by_role("region", name="Check yourself")
    complete_quiz(keys, place, asked)
    assert place.locator(".pv-recap table").is_visible()
    comparison = page.locator("section.pv-compare")
    before = comparison.locator("[role=img]").get_attribute("aria-label")
    keys.go_to_cell("compare_therapies(")
    keys.tab_to("Children's evidence only")
    keys.press("Space")
    expect(comparison.locator("[role=img]")).not_to_have_attribute("aria-label", before)
    page.reload(wait_until="domcontentloaded")
    page.wait_for_function(CONNECTED)
    run_all(page)
    expect(page.locator(".pv-opening")).to_contain_text(f"{len(asked)} of {len(asked)} questions answered")
    page = learner.open("00-start-here").page
    run_all(page)
    panel = page.get_by_role("region", name="Your progress")
    expect(panel.get_by_role("row").filter(has_text="06 ·")).to_contain_text(f"{len(asked)} of {len(asked)}")
    expect(panel).to_contain_text("kept in this browser")
    assert learner.outside() == []


def run_all(page) -> None:
    """Run every cell and wait for the last."""
    page.get_by_role("button", name="Run All Cells", exact=True).click()
    page.wait_for_function(f"() => {WAITING}")
    page.wait_for_function(DONE)


def photograph(page, name: str, width: int, theme: str) -> None:
    """Keep pictures of the live cells, to be looked at."""
    place = folder(f"lite-{name}", width, theme)
    for number, cell in enumerate(page.locator(".jp-CodeCell").all()):
        cell.scroll_into_view_if_needed()
        cell.screenshot(path=place / f"{number:02d}.png")
