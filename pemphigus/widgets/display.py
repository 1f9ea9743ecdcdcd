"""What the kernel hands to the notebook: finished HTML with a text twin, and the base of all live widgets."""

from typing import Any

import anywidget

from pemphigus.content import files
from pemphigus.widgets.html import Html


class Shown:
    """HTML for the browser, and the same in words for terminals, tests and readers without HTML."""

    def __init__(self, html: Html, words: str):
        self.html = html
        self.words = words

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.words


class CourseWidget(anywidget.AnyWidget):
    """A live widget that leaves a useful page behind when no kernel runs.

    Jupyter stores only a widget's random id; a notebook read on GitHub, on paper or before running would be empty. The stored output
    therefore also carries `static_html` and `words`, which are the same in every run so that tests can compare them.
    """

    def words(self) -> str:
        """Return in words what the widget is and shows at first."""
        raise NotImplementedError

    def static_html(self) -> Html:
        """Return what a reader without a kernel sees."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return self.words()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
        data = {**data, "text/plain": self.words(), "text/html": self.static_html()}
        return (data, *metadata) if metadata else data


def module(*parts: str) -> str:
    """Return the browser side of a widget family: the shared kit, then its own parts in order."""
    return "".join(files.read_text(files.ASSETS / f"{part}.js") for part in ("kit", *parts))


def style(*families: str) -> str:
    """Return the style of a widget: the shared kit, then the sheets of its families in order."""
    return "".join(files.read_text(files.ASSETS / f"{family}.css") for family in ("kit", *families))
