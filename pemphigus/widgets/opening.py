"""The strip at the top of a notebook: where you are, the glossary, and what you should know before you begin."""

from datetime import date

import traitlets

from pemphigus import content
from pemphigus.learning.progress import Progress, my_progress
from pemphigus.learning.summary import tally
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.evidence import term_html
from pemphigus.widgets.html import Html, tag


class Opening(CourseWidget):
    """Opens a notebook. Being first, it also brings the shared style and the key guard to everything below it."""

    _esm = module("opening")
    _css = style("opening")
    title = traitlets.Unicode().tag(sync=True)
    done = traitlets.Unicode().tag(sync=True)
    caution = traitlets.Unicode().tag(sync=True)
    notes = traitlets.List().tag(sync=True)
    terms = traitlets.List().tag(sync=True)

    def __init__(self, notebook: str, progress: Progress | None = None, today: date | None = None):
        book = content.notebook(notebook)
        progress = progress or my_progress()
        progress.refresh()
        count = tally(progress, content.questions(notebook))
        notes = list(progress.messages)
        if late := content.overdue(today or date.today()):
            others = f" and {len(late) - 1} more files" if len(late) > 1 else ""
            notes.insert(0, f"Past its review date: {late[0]}{others}. Check figures against newer sources.")
        super().__init__(
            title=f"{book.id[:2]} · {book.title}",
            done=f"about {book.minutes} minutes · {count.answered} of {count.total} questions answered",
            caution=content.course().not_for_treatment,
            notes=notes,
            terms=[{"names": [term.term, *term.also], "html": term_html(term)} for term in content.glossary()],
        )
        self.notebook = book

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
