"""Color, marker and words of a population, the same in every figure; and the one style all figures are drawn in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import matplotlib

from pemphigus.content import files

# Inches. Every figure is drawn twice, for a page or projector and for a phone, with type of the same size.
WIDE, NARROW = 5.0, 2.75
INK, SOFT, HAIR = "#17252d", "#4d606b", "#e2e8ec"

# Okabe-Ito colors; vermillion is darkened so that text in it keeps a contrast of 4.5 on white. Never color alone: each has a marker.
CHILD, ADULT, MIXED, OTHER = "#b84a00", "#0072b2", "#5b6770", "#aa4499"
COLOR = {"children": CHILD, "juvenile": CHILD, "adults": ADULT, "mixed": MIXED, "animal": OTHER, "in-vitro": OTHER}
MARKER = {"children": "o", "juvenile": "o", "adults": "s", "mixed": "D", "animal": "^", "in-vitro": "^"}

_width: ContextVar[float] = ContextVar("width", default=WIDE)


def width() -> float:
    """Return the width, in inches, that figures are drawn in now."""
    return _width.get()


@contextmanager
def style(inches: float = WIDE) -> Iterator[None]:
    """Draw and save figures in the style of the course, `inches` wide. Global settings of matplotlib stay as they were."""
    token = _width.set(inches)
    try:
        with matplotlib.rc_context(fname=str(files.ASSETS / "figures.mplstyle")):
            yield
    finally:
        _width.reset(token)
