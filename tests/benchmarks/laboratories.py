"""How soon the bench of each laboratory follows a hand, beside its static picture drawn anew by plain `interact`."""

import re
import statistics

import nbformat
from playwright.sync_api import Browser

from pemphigus import content
from tests.browser.conftest import Server, open_notebook
from tests.browser.test_every_notebook import answer

TIMES = 30
PLAIN = """\
import matplotlib.pyplot as plt
from ipywidgets import interact
from matplotlib.backends.backend_agg import FigureCanvasAgg
from IPython.display import display
from pemphigus.figures.registry import figure
from pemphigus.figures.style import style

@interact(step=False)
def plain(step):
    with style():
        drawn = figure({name!r})().figure
        FigureCanvasAgg(drawn)
        display(drawn)
"""
# Move a control one step, wait until the place shows something else and that is painted, give the time in ms.
MOVE = """async ([control, place]) => {
  await new Promise((rested) => setTimeout(rested, 450)); // tables and announcements of the step before
  const started = performance.now();
  const everything = { childList: true, subtree: true, attributes: true, characterData: true };
  const changed = new Promise((done) => new MutationObserver((_, look) => (look.disconnect(), done())).observe(place, everything));
  if (control.type === 'range') {
    const [low, high, step] = [Number(control.min), Number(control.max), Number(control.step) || 1];
    control.value = Number(control.value) + step <= high ? Number(control.value) + step : low;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (control.tagName === 'SELECT') {
    control.selectedIndex = (control.selectedIndex + 1) % control.options.length;
    control.dispatchEvent(new Event('change', { bubbles: true }));
  } else {
    const group = control.type === 'radio' ? [...place.querySelectorAll(`[name="${control.name}"]`)] : [control];
    group[(group.findIndex((one) => one.checked) + 1) % group.length].click();
  }
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error('the bench did not change')), 5000));
  await Promise.race([changed, late]);
  await new Promise((frame) => requestAnimationFrame(frame));
  await new Promise((painted) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = painted; port2.postMessage(0); });
  return performance.now() - started;
}"""
PLAIN_MOVE = """async (area) => {
  await new Promise((rested) => setTimeout(rested, 200));
  const old = area.querySelector('img');
  const started = performance.now();
  area.querySelector('.widget-checkbox input').click();
  let image = old;
  while (!image || image === old) {
    if (performance.now() - started > 5000) throw new Error('interact did not answer');
    await new Promise((frame) => requestAnimationFrame(frame));
    image = area.querySelector('img');
  }
  await image.decode().catch(() => {});
  await new Promise((frame) => requestAnimationFrame(frame));
  return performance.now() - started;
}"""


def latency(browser: Browser, server: Server) -> None:
    """Print input to paint of each laboratory's main control, and of plain interact, in one notebook and one kernel."""
    labs = content.laboratories()
    cells = [nbformat.v4.new_code_cell("from pemphigus import laboratory")]
    for name, lab in labs.items():
        reveal = content.prediction(lab.prediction).reveal
        cells += [
            nbformat.v4.new_code_cell(f'laboratory("{name}")'),
            nbformat.v4.new_code_cell(PLAIN.format(name=reveal)),
        ]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(book, server.folder / "latency.ipynb")
    opened = open_notebook(browser, server, "latency", height=1600)
    opened.run_all()
    page = opened.page
    print(
        f"\nInput to paint of the main control, ms, {TIMES} times          median    p95   interact   p95   times faster"
    )
    for number, (name, lab) in enumerate(labs.items()):
        panel = page.get_by_role("region", name=re.compile(f"^Laboratory: {re.escape(lab.title)}"))
        panel.scroll_into_view_if_needed()
        answer(panel)
        bench = panel.locator(".pv-bench")
        bench.wait_for()
        control = bench.locator("[data-main]").first.element_handle()
        place = bench.element_handle()
        ours = [page.evaluate(MOVE, [control, place]) for _ in range(TIMES + 3)][3:]
        area = page.locator(".jp-CodeCell").nth(2 * number + 2)
        area.scroll_into_view_if_needed()
        area.locator("img").wait_for(timeout=60_000)
        handle = area.element_handle()
        plain = [page.evaluate(PLAIN_MOVE, handle) for _ in range(TIMES + 3)][3:]
        (middle, late), (slow, slow95) = _two(ours), _two(plain)
        print(f"  {name:46s} {middle:13.1f} {late:6.1f} {slow:10.1f} {slow95:6.1f} {slow / middle:10.1f}")
    opened.close()


def _two(runs: list[float]) -> tuple[float, float]:
    return statistics.median(runs), statistics.quantiles(runs, n=20)[-1]
