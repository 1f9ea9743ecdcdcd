"""How fast the course and its virtual child are, beside other ways: `python course.py benchmark`, or a part: `course`, `laboratories`,
`engine`, `lite`.

Of the course, prints import times, the wait for the first widget of every notebook, the redraw of the comparison against the same picture
through `interact` with `plt.show()`, the wait for a quiz's explanation, how soon the virtual child follows a hand, and the memory of every
finished kernel. Of the laboratories, see tests/benchmarks/laboratories.py, of the virtual child's engine tests/benchmarks/engine.py, of the
static edition tests/benchmarks/lite.py. Figures, not tests.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import psutil
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks import engine, laboratories, lite
from tests.benchmarks.model import latency
from tests.browser.conftest import FLAGS, Server, open_notebook, start_server
from tests.conftest import course_ids

TIMES = 30
PLAIN = """\
import matplotlib.pyplot as plt
from ipywidgets import interact
from pemphigus.figures.comparison import draw
from pemphigus.figures.style import style
from pemphigus.synthesis.comparison import DEFAULT, chosen_therapies, side

@interact(children_only=False)
def plain(children_only):
    with style():
        figure, (left, right) = plt.subplots(1, 2, sharey=True, figsize=(5, 4.5))
        draw(left, right, [side(therapy, children_only) for therapy in chosen_therapies(DEFAULT)])
        plt.show()
"""
# Click, wait until what shows the picture has changed and is painted, give the time in ms.
REDRAW = """async ([toggle, shown, image]) => {
  const box = document.querySelector(toggle), place = document.querySelector(shown);
  const started = performance.now();
  const changed = new Promise((done) => {
    const look = new MutationObserver(async () => {
      const drawn = image ? place.querySelector(image) : place.firstElementChild;
      if (!drawn || (image && drawn.dataset.seen)) return;
      look.disconnect();
      if (image) { await drawn.decode().catch(() => {}); drawn.dataset.seen = '1'; }
      done();
    });
    look.observe(place, { childList: true, subtree: true, attributes: true });
  });
  box.click();
  await changed;
  await new Promise((painted) => requestAnimationFrame(painted));
  return performance.now() - started;
}"""


def main(words: list[str]) -> int:
    """Print the figures of the parts that are named, of all if none is; return the exit status."""
    parts = {"course": course, "laboratories": benches, "engine": engine.main, "lite": lite.main}
    if not set(words) <= set(parts):
        print(f"The benchmark has the parts {', '.join(parts)}; name one of them, or none for all.")
        return 2
    for name in words or parts:
        parts[name]()
    return 0


def course() -> None:
    """Print every figure of the course."""
    imports()
    with _in_the_browser() as (browser, server):
        notebooks(browser, server)
        redraw(browser, server)
        latency(browser, server)


def benches() -> None:
    """Print how soon the benches of the laboratories follow a hand."""
    with _in_the_browser() as (browser, server):
        laboratories.latency(browser, server)


@contextmanager
def _in_the_browser() -> Iterator[tuple[Browser, Server]]:
    """Start a JupyterLab of its own and a browser, and end both."""
    with tempfile.TemporaryDirectory() as home, sync_playwright() as play:
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        found = os.environ.get("COURSE_BROWSER")
        browser = play.chromium.launch(executable_path=found, args=[*FLAGS.split(), *root])
        server = start_server("lab", Path(home))
        try:
            yield browser, server
        finally:
            server.process.terminate()
            server.process.wait()
            browser.close()


def imports(times: int = 7) -> None:
    """Print import times as medians of fresh processes."""
    print(f"\nImport, s, median of {times} fresh processes")
    everything = (
        "import pemphigus.widgets.compare, pemphigus.widgets.quiz, pemphigus.figures.registry as r; r.figures()"
    )
    rows = {
        "import anywidget (heaviest that the first cell loads)": "import anywidget",
        "import pemphigus": "import pemphigus",
        'import pemphigus; start("06-rituximab")': 'import pemphigus; pemphigus.start("06-rituximab")',
        "import matplotlib.figure (heaviest of all, loaded by the first picture)": "import matplotlib.figure",
        "import pemphigus and all that any cell loads": f"import pemphigus; {everything}",
    }
    for label, code in rows.items():
        timed = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
        runs = [float(subprocess.check_output([sys.executable, "-c", timed], text=True)) for _ in range(times)]
        print(f"  {statistics.median(runs):6.3f}  {label}")


def notebooks(browser: Browser, server: Server) -> None:
    """Print, for every notebook, the wait for its first widget, the whole run, and the memory of its kernel."""
    print("\nNotebook                        first widget, s   whole notebook, s   kernel, MB")
    for name in course_ids():
        before = kernels(server)
        opened = open_notebook(browser, server, name)
        page = opened.page
        page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1 }")
        started = time.perf_counter()
        page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell') }")
        page.locator(".pv-opening").wait_for(timeout=60_000)
        first = time.perf_counter() - started
        started = time.perf_counter()
        opened.run_all()
        whole = time.perf_counter() - started - 0.5  # run_all rests half a second at its end
        if name.startswith("06"):
            quiz_wait(opened)
        (kernel,) = kernels(server) - before
        memory = psutil.Process(kernel).memory_info().rss / 1e6
        print(f"  {name:30s}  {first:12.2f}   {whole:17.2f}   {memory:10.0f}")
        opened.close()


def quiz_wait(opened) -> None:
    """Print the wait from the check of an answer to its explanation."""
    asked = opened.page.get_by_role("region", name="Check yourself")
    asked.scroll_into_view_if_needed()
    waits = []
    for _ in range(10):
        asked.locator("form fieldset:not(.pv-inline) input").first.check()
        asked.get_by_label("fairly sure").check()
        wait = """(form) => new Promise((done) => {
          const started = performance.now(), place = form.parentElement;
          new MutationObserver((_, look) => {
            if (!place.querySelector('.pv-feedback')) return;
            look.disconnect();
            requestAnimationFrame(() => done(performance.now() - started));
          }).observe(place, { childList: true, subtree: true });
          form.querySelector('button[type=submit]').click();
        })"""
        waits.append(asked.locator("form").evaluate(wait))
        asked.get_by_role("button", name="Try again").click()
    print(
        f"  (answer to explanation: median {statistics.median(waits):.0f} ms, longest {max(waits):.0f} ms of {len(waits)})"
    )


def redraw(browser: Browser, server: Server) -> None:
    """Print input to paint of one toggle of the comparison, ours and the plain way, in one notebook and one kernel."""
    cells = [
        nbformat.v4.new_code_cell("from pemphigus import *\ncompare_therapies()"),
        nbformat.v4.new_code_cell(PLAIN),
    ]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(book, server.folder / "redraw.ipynb")
    opened = open_notebook(browser, server, "redraw", height=1600)
    opened.run_all()
    page = opened.page
    ways = {
        "plain interact with plt.show()": (
            ".widget-checkbox input",
            ".jp-CodeCell:nth-child(2) .jp-OutputArea",
            ".jp-CodeCell:nth-child(2) img",
        ),
        "compare_therapies()": (".pv-compare input[role=switch]", ".pv-compare-picture", None),
    }
    page.locator(".jp-CodeCell").nth(1).locator("img").wait_for(timeout=60_000)
    medians = {}
    print(f"\nOne toggle of the comparison, input to paint, ms, {TIMES} times")
    for label, (toggle, shown, image) in ways.items():
        if image:
            page.evaluate("(image) => document.querySelectorAll(image).forEach((i) => (i.dataset.seen = '1'))", image)
        arguments = [toggle, shown, "img" if image else None]
        runs = [page.evaluate(REDRAW, arguments) for _ in range(TIMES + 3)][3:]
        medians[label] = (statistics.median(runs), statistics.quantiles(runs, n=20)[-1])
        print(f"  {label:32s} median {medians[label][0]:6.1f}   p95 {medians[label][1]:6.1f}")
    (plain, plain95), (ours, ours95) = medians.values()
    print(f"  ours is {plain / ours:.1f} times faster (median), {plain95 / ours95:.1f} times (p95)")
    page.context.close()


def kernels(server: Server) -> set[int]:
    """Return the process numbers of the running kernels."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    return {child.pid for child in children if "ipykernel_launcher" in " ".join(child.cmdline())}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
