"""How fast the virtual child answers a hand: part of `python course.py benchmark course`. Figures, not tests."""

import statistics

import nbformat
from playwright.sync_api import Browser

from tests.browser.conftest import Server, open_notebook

TIMES = 30
# Move the first range of a panel by one step, wait until the curves have changed and the frame is painted, give the time in ms. A message
# sent from within an animation frame is handled right after that frame's paint.
DRAG = """async () => {
  const panel = document.querySelector('.pv-vc');
  const range = panel.querySelector('.pv-vc-controls input[type=range]');
  const lines = () => [...panel.querySelectorAll('svg .line')].map((path) => path.getAttribute('d')).join();
  const before = lines();
  const started = performance.now();
  if (Number(range.value) >= Number(range.max)) range.value = range.min;
  else range.stepUp();
  range.dispatchEvent(new Event('input', { bubbles: true }));
  return new Promise((done) => {
    const look = () => {
      if (lines() === before) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - started);
      port2.postMessage(null);
    };
    requestAnimationFrame(look); // after the panel's own request, so that both belong to the same frame
  });
}"""


def latency(
    browser: Browser, server: Server, scenes: tuple[str, ...] = ("steroid", "underexposure", "everything")
) -> dict[str, tuple[float, float]]:
    """Print input to paint of a scene's first range, and return median and 95th percentile in ms by scene."""
    print(f"\nVirtual child, first range moved by one step, input to paint, ms, {TIMES} times")
    found = {}
    for scene in scenes:
        cell = nbformat.v4.new_code_cell(f'from pemphigus import *\nvirtual_child("{scene}")')
        book = nbformat.v4.new_notebook(cells=[cell])
        book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        nbformat.write(book, server.folder / f"latency-{scene}.ipynb")
        opened = open_notebook(browser, server, f"latency-{scene}", height=1600)
        opened.run_all()
        opened.page.locator(".pv-vc svg").wait_for(timeout=60_000)
        runs = [opened.page.evaluate(DRAG) for _ in range(TIMES + 3)][3:]
        found[scene] = (statistics.median(runs), statistics.quantiles(runs, n=20)[-1])
        print(f"  {scene:16s} median {found[scene][0]:6.1f}   p95 {found[scene][1]:6.1f}")
        opened.close()
    return found
