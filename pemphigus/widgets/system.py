"""Does everything work here? One look before a lesson instead of a surprise in it."""

import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import traitlets

from pemphigus import content
from pemphigus.errors import CourseError
from pemphigus.learning.progress import BROWSER, Progress, my_progress
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, tag

PACKAGES = ("pyodide-kernel" if BROWSER else "jupyterlab", "ipywidgets", "anywidget", "matplotlib", "numpy")


class SystemCheck(CourseWidget):
    """Rows of [passed, what, found]. The last row, browser and Python talking, is filled in by the browser."""

    _esm = module("system")
    _css = style("system")
    rows = traitlets.List().tag(sync=True)

    def __init__(self, progress: Progress | None = None):
        progress = progress or my_progress()
        super().__init__(
            rows=[
                _tried("Python", platform.python_version),
                *(_tried(package, lambda package=package: version(package)) for package in PACKAGES),
                _tried("Content of the course", _content),
                [
                    progress.path is not None,
                    "Your answers",
                    f"saved in {progress.where}" if progress.where else progress.messages[-1],
                ],
            ]
        )
        self.on_msg(lambda *_: self.send({"heard": True}))

    def words(self) -> str:
        """Return what is checked; versions differ from computer to computer, so they are shown live only."""
        return (
            "System check, when the notebook runs: Python, packages, course content, saving of answers, "
            "and whether browser and Python talk to each other."
        )

    def static_html(self) -> Html:
        """Return the same in HTML."""
        return tag("p", self.words(), class_="pv-static")


def _content() -> str:
    counts = content.check_all()
    return (
        f"{counts['claims']} claims, {counts['references']} references, {counts['questions']} questions, all in order"
    )


def _tried(what: str, look: Callable[[], str]) -> list:
    try:
        return [True, what, look()]
    except CourseError as problem:
        return [False, what, str(problem)]
    except PackageNotFoundError:
        return [False, what, "not installed"]
