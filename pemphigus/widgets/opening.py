"""The strip at the top of a notebook: where you are, the glossary, and what you should know before you begin."""

from datetime import date

import traitlets

from pemphigus import content
from pemphigus.learning.place import lasting
from pemphigus.learning.progress import Progress
from pemphigus.learning.summary import tally
from pemphigus.widgets.display import module, style
from pemphigus.widgets.evidence import term_html
from pemphigus.widgets.html import Html, tag
from pemphigus.widgets.progress_file import CarriesProgress


class Opening(CarriesProgress):
    """Opens a notebook. Being first, it also brings the shared style and the key guard to everything below it.

    `lasting` is what to know about how long answers last here; where there is such a thing, the progress file is offered beside it.
    """

    _esm = module("progress_file", "opening")
    _css = style("progress_file", "opening")
    title = traitlets.Unicode().tag(sync=True)
    done = traitlets.Unicode().tag(sync=True)
    caution = traitlets.Unicode().tag(sync=True)
    lasting = traitlets.Unicode().tag(sync=True)
    notes = traitlets.List().tag(sync=True)
    terms = traitlets.List().tag(sync=True)

    def __init__(self, notebook: str, progress: Progress | None = None, today: date | None = None):
        self.notebook = book = content.notebook(notebook)
        self.late = content.overdue(today or date.today())
        super().__init__(
            progress,
            title=f"{book.id[:2]} · {book.title}",
            caution=content.course().not_for_treatment,
            terms=[{"names": [term.term, *term.also], "html": term_html(term)} for term in content.glossary()],
        )

    def update(self) -> None:
        """Take in what other notebooks saved; count this notebook's answers and tell what there is to know."""
        self.progress.refresh()
        count = tally(self.progress, content.questions(self.notebook.id))
        self.lasting = lasting() if self.progress.path else ""  # else `messages` says that nothing is kept
        self.done = f"about {self.notebook.minutes} minutes · {count.answered} of {count.total} questions answered"
        notes = list(self.progress.messages)
        if self.late:
            others = f" and {len(self.late) - 1} more files" if len(self.late) > 1 else ""
            notes.insert(0, f"Past its review date: {self.late[0]}{others}. Check figures against newer sources.")
        self.notes = notes

    def words(self) -> str:
        """Return the notebook's title and its caution."""
        return f"{self.title}. {self.caution}"

    def static_html(self) -> Html:
        """Return how to bring the page to life; the other editions put their own words in the place of `pv-run`."""
        run = (
            "Not run yet, so answers are folded away below each question. "
            "In JupyterLab, choose Run in the menu, then Run All Cells, and the questions and pictures become live."
        )
        heading = tag("p", tag("strong", self.title), ". ", self.caution)
        return tag("div", heading, tag("p", run, class_="pv-run"), class_="pv-static")
