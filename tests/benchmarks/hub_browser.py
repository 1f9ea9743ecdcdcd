"""What a learner sees on a JupyterHub: a real browser logs in, lands in the first notebook, opens 06, runs it and answers one question."""

import json
import os
import time
from dataclasses import dataclass

from playwright.sync_api import Playwright

from tests.benchmarks.hub_server import COPY, Hub
from tests.browser.conftest import FLAGS, READY

PATIENCE = 120_000  # ms


@dataclass
class Look:
    """Seconds from the login to the first notebook and from the page of 06 to its first live widget; ms from check to explanation."""

    landed: float
    widget: float
    answer: float

    def __str__(self) -> str:
        return (
            f"login to the first notebook {self.landed:.1f} s, page of notebook 06 to its first live widget {self.widget:.1f} s, "
            f"check of an answer to its explanation {self.answer:.0f} ms"
        )


def look(play: Playwright, hub: Hub, learner: str) -> Look:
    """Go through the course's door as a learner does, and time what appears."""
    settings = hub.homes / learner / ".jupyter" / "jupyter_server_config.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        json.dumps({"LabApp": {"expose_app_in_browser": True}})
    )  # so that it can be asked when it is ready
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    browser = play.chromium.launch(executable_path=os.environ.get("COURSE_BROWSER"), args=[*FLAGS.split(), *root])
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.goto(hub.url)
        page.get_by_label("Username").fill(learner)
        page.get_by_label("Password").fill("trial")
        started = time.perf_counter()
        page.get_by_role("button", name="Sign in").click()
        page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for()
        landed = time.perf_counter() - started
        assert page.url.endswith("00-start-here.ipynb"), page.url
        started = time.perf_counter()
        page.goto(f"{hub.url}/user/{learner}/lab/tree/{COPY}/notebooks/06-rituximab.ipynb?reset")
        page.wait_for_function(READY)
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells') }")
        page.locator(".pv-opening").wait_for()
        widget = time.perf_counter() - started
        asked = page.get_by_role("region", name="Check yourself")
        asked.locator("form fieldset:not(.pv-inline) input").first.check()
        asked.get_by_label("fairly sure").check()
        started = time.perf_counter()
        asked.get_by_role("button", name="Check answer").click()
        asked.locator(".pv-feedback").wait_for()
        return Look(landed, widget, 1000 * (time.perf_counter() - started))
    finally:
        browser.close()
