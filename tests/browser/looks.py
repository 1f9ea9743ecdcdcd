"""How a page looks, for all editions: the layouts, where pictures go, what sticks out, and what axe finds."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from tests.conftest import ROOT

SHOTS = ROOT / "tests" / "screenshots"
LAYOUTS = [
    (1280, "JupyterLab Light"),
    (400, "JupyterLab Light"),
    (400, "JupyterLab Dark"),
    (1280, "JupyterLab Dark"),
    (1920, "JupyterLab Light"),
]
LAYOUT_IDS = [f"{width}-{theme.split()[-1].lower()}" for width, theme in LAYOUTS]
OURS = ".jp-OutputArea-output, .jp-MarkdownOutput"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STICKS_OUT = """([places, scrolling]) => [...document.querySelectorAll(places)].filter((place) => place.offsetParent).flatMap((place) => {
  const edge = Math.max(place.getBoundingClientRect().right, place.clientWidth) + 1;
  return [...place.querySelectorAll("*")]
    .filter((e) => !e.closest(scrolling) && e.getBoundingClientRect().width && e.getBoundingClientRect().right > edge)
    .map((e) => `${e.tagName}.${e.getAttribute("class") ?? ""}: ${e.textContent.slice(0, 40)}`);
})"""


def folder(name: str, width: int, theme: str) -> Path:
    """Return the folder for the pictures of `name` in one layout."""
    place = SHOTS / name / f"{width}-{theme.split()[-1].lower()}"
    place.mkdir(parents=True, exist_ok=True)
    return place


def unfold(page, within: str = "", *, open_: bool = True) -> None:
    """Open (or close) every disclosure below `within`."""
    page.evaluate(f"(open) => document.querySelectorAll('{within} details').forEach((e) => {{ e.open = open }})", open_)


def sticks_out(page, places: str, scrolling: str = ".pv-scroll, svg") -> list[str]:
    """Return what reaches beyond the right edge of its place, except what lies in a part that may scroll sideways."""
    return page.evaluate(STICKS_OUT, [places, scrolling])


def violations(page, *, inside: str | None = OURS, leave_out: tuple[str, ...] = ()) -> list[str]:
    """Return axe's findings as `rule: element`, those in the course's own outputs and prose or, with inside=None, in the whole page."""
    rules = {rule: {"enabled": False} for rule in leave_out}
    found = (
        Axe().run(page, options={"runOnly": TAGS, "rules": rules, "resultTypes": ["violations"]}).response["violations"]
    )
    ours = []
    for violation in found:
        targets = [node["target"][0] for node in violation["nodes"]]
        kept = [True] * len(targets)
        if inside:
            mine = f"(nodes) => nodes.map((n) => [...document.querySelectorAll(n)].some((e) => e.closest('{inside}')))"
            kept = page.evaluate(mine, targets)
        ours += [f"{violation['id']}: {target}" for target, is_ours in zip(targets, kept, strict=True) if is_ours]
    return ours
