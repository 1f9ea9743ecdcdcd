"""How large and how fast the zero-install edition is: `python course.py benchmark lite`.

Prints its size, what a first visit brings over the wire (as it lies there, and as a host sends it that compresses text and code), the
wait from opening a page to the first live widget with an empty browser and on a second visit, every notebook's whole run, and the
browser's memory.
"""

import gzip
import os
import statistics
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, sync_playwright

from pemphigus.editions import lite
from pemphigus.editions.serving import served
from tests.browser.conftest import FLAGS
from tests.browser.test_lite import CONNECTED, run_all
from tests.conftest import course_ids

TIMES = 5
COMPRESSED = {".js", ".mjs", ".wasm", ".json", ".css", ".html", ".ipynb", ".svg", ".webmanifest"}


def main() -> None:
    """Print all figures."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        site = Path(place) / "lab"
        started = time.perf_counter()
        lite.build(site)
        print(f"\nZero-install edition: {lite.size(site)}; built in {time.perf_counter() - started:.0f} s")
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = play.chromium.launch(executable_path=os.environ.get("COURSE_BROWSER"), args=[*FLAGS.split(), *root])
        with served(site) as (address, asked):
            waits(browser, address, asked, site)
            notebooks(browser.new_context(), address)
        browser.close()


def waits(browser, address: str, asked: list[str], site: Path) -> None:
    """Print the wait for the first widget, cold and warm, and what the first visit cost."""
    cold, warm = [], []
    for number in range(TIMES):
        context = browser.new_context()
        asked.clear()
        cold.append(first_widget(context, address, "06-rituximab"))
        if number == 0:
            wire(asked, site)
        warm.append(first_widget(context, address, "06-rituximab"))
        context.close()
    print(f"\nFrom opening 06-rituximab, Run All pressed at once, s, median (shortest) of {TIMES}")
    for label, runs in (("empty browser", cold), ("second visit", warm)):
        text, widget = ([run[n] for run in runs] for n in range(2))
        print(
            f"  {label:14s} text {statistics.median(text):5.1f} ({min(text):.1f})   "
            f"first live widget {statistics.median(widget):5.1f} ({min(widget):.1f})"
        )


def wire(asked: list[str], site: Path) -> None:
    """Print what a first visit asked for."""
    files = [site / path.partition("?")[0].lstrip("/") for path in dict.fromkeys(asked)]
    files = [file / "index.html" if file.is_dir() else file for file in files]
    sent = [file.read_bytes() for file in files if file.exists()]
    small = [
        len(gzip.compress(data, 6)) if file.suffix in COMPRESSED else len(data)
        for file, data in zip([file for file in files if file.exists()], sent, strict=True)
    ]
    whole = sum(map(len, sent))
    print(
        f"First visit: {len(sent)} files, {whole / 1e6:.1f} MB; {sum(small) / 1e6:.1f} MB from a host that compresses"
    )


def first_widget(context: BrowserContext, address: str, name: str) -> tuple[float, float]:
    """Open a notebook and run it at once; return the seconds to its text and to its first live widget."""
    page = context.new_page()
    started = time.perf_counter()
    page.goto(f"{address}/{lite.address(name)}", wait_until="domcontentloaded")
    page.locator(".jp-MarkdownOutput h1").first.wait_for(timeout=120_000)
    text = time.perf_counter() - started
    page.get_by_role("button", name="Run All Cells", exact=True).click(timeout=60_000)
    page.locator(".pv-opening").wait_for(state="attached", timeout=120_000)
    widget = time.perf_counter() - started
    page.close()
    return text, widget


def notebooks(context: BrowserContext, address: str) -> None:
    """Print, for every notebook, the run of all its cells with a kernel that is ready, and the memory of its page."""
    print("\nNotebook                        whole notebook, s   page and kernel, MB")
    for name in course_ids():
        page = context.new_page()
        page.goto(f"{address}/{lite.address(name)}", wait_until="domcontentloaded")
        page.wait_for_function(CONNECTED, timeout=60_000)
        page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code: '0' }).done.then(() => 0)"
        )
        started = time.perf_counter()
        run_all(page)
        print(f"  {name:30s}  {time.perf_counter() - started - 0.5:17.1f}   {heaviest_page():15.0f}")
        page.close()


def heaviest_page() -> float:
    """Return the memory of the browser's largest page process, with its kernel, in MB."""
    children = psutil.Process().children(recursive=True)
    pages = [child for child in children if "--type=renderer" in child.cmdline()]
    return max(child.memory_info().rss for child in pages) / 1e6
