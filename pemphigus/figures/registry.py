"""Every figure of the course by its name."""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from pemphigus.errors import unknown
from pemphigus.figures.picture import Picture

MODULES = (
    "evidence_reading",
    "rarity",
    "presentation",
    "scoring",
    "pathogenesis",
    "corticosteroids",
    "steroid_courses",
    "immunosuppressants",
    "rituximab",
    "removal",
    "care",
    "research",
    "teaching_model",
    "conclusion",
)


@cache
def figures() -> dict[str, Callable[[], Picture]]:
    """Return the functions that draw, by figure name."""
    found: dict[str, Callable[[], Picture]] = {}
    for name in MODULES:
        found |= import_module(f"pemphigus.figures.{name}").FIGURES
    return found


def figure(name: str) -> Callable[[], Picture]:
    """Return the function that draws a figure. Raises CourseError naming the nearest figures when there is none of that name."""
    if not isinstance(name, str) or name not in figures():
        raise unknown("figure", name, list(figures()))
    return figures()[name]
