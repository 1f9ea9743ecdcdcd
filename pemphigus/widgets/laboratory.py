"""A laboratory: predict, then observe on a live bench, then explain."""

import json
from importlib import import_module

import traitlets

from pemphigus import content
from pemphigus.content import files
from pemphigus.learning.progress import Progress
from pemphigus.widgets.cards import sources_of
from pemphigus.widgets.display import module, style
from pemphigus.widgets.quiz import Predicted

FOLDER = "laboratories"


class Laboratory(Predicted):
    """A prediction that opens a bench: `bench` holds all its numbers, so that the browser answers alone, without waiting for Python.

    Each bench is a script of assets/laboratories with one function, `bench`; its numbers come from the module of pemphigus.laboratories
    of the same name, which computes them from claims.
    """

    bench = traitlets.Unicode().tag(sync=True)  # JSON: what the browser edition hands over as objects has no null
    look = traitlets.Unicode().tag(sync=True)

    def __init__(self, name: str, progress: Progress | None = None):
        self.laboratory = content.laboratory(name)
        bench = f"{FOLDER}/{name}"
        self._esm = module("poll", "laboratory", bench, "quiz")
        own = [bench] if (files.ASSETS / f"{bench}.css").is_file() else []
        self._css = style("quiz", "poll", "laboratory", *own)
        prediction = content.prediction(self.laboratory.prediction)
        # A page keeps one style sheet for each of these ids, and may hold several laboratories.
        super().__init__(
            prediction, progress, f"Laboratory: {self.laboratory.title}", _anywidget_id=f"pemphigus.{bench}"
        )
        self.look = self.laboratory.look

    def words(self) -> str:
        """Return the question, and in words what the bench shows at first."""
        return f"{self.title}\n{super().words()}"

    def reveal(self) -> None:
        """Give the browser the numbers of the bench and their sources."""
        name = self.laboratory.id.replace("-", "_")
        self.bench = json.dumps(import_module(f"pemphigus.{FOLDER}.{name}").data(), allow_nan=False)
        self.revealed = sources_of(self.laboratory.claims) or ""
