"""What a learner has done: by notebook and by objective, to look at, to take along and to bring back."""

import traitlets

from pemphigus import content
from pemphigus.errors import CourseError
from pemphigus.learning.progress import FILE, Progress, my_progress
from pemphigus.learning.summary import Tally, by_objective, tally
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, join, table, tag


class ProgressPanel(CourseWidget):
    """Scores by notebook, weak objectives, and the progress file: download it, bring one back."""

    _esm = module("progress")
    _css = style("progress")
    overview = traitlets.Unicode().tag(sync=True)
    where = traitlets.Unicode().tag(sync=True)
    notes = traitlets.List().tag(sync=True)
    file_name = traitlets.Unicode(FILE).tag(sync=True)

    def __init__(self, progress: Progress | None = None):
        self.progress = progress or my_progress()
        super().__init__()
        self.update()
        self.on_msg(self._receive)

    def update(self) -> None:
        """Take in what other notebooks saved, and show it."""
        self.progress.refresh()
        self.overview = _overview(self.progress)
        saved = self.progress.where
        self.where = (
            f"Saved in {saved}"
            if saved
            else "Not saved on this computer: download your progress before you close the page."
        )
        self.notes = list(self.progress.messages)

    def bring_back(self, text: object) -> str:
        """Merge an exported file; return one sentence that says what happened. Nothing changes when the file is no progress file."""
        try:
            added = self.progress.merge(text if isinstance(text, str) else "")
        except CourseError as problem:
            return f"{problem} Nothing was changed."
        self.update()
        return f"{added} new answer{'s' if added != 1 else ''} added; those you already had are unchanged."

    def words(self) -> str:
        """Return what the panel is for; what a learner did is nobody else's to read in a stored notebook."""
        return "Your progress: answers and scores by notebook and objective; download them or bring them back."

    def static_html(self) -> Html:
        """Return the same in HTML."""
        return tag("p", self.words(), class_="pv-static")

    def _receive(self, _: object, message: dict, __: object) -> None:
        wanted = message.get("do")
        if wanted == "export":
            self.send({"export": self.progress.export()})
        elif wanted == "import":
            self.send({"said": self.bring_back(message.get("text"))})
        elif wanted == "update":
            self.update()


def _overview(progress: Progress) -> Html:
    quizzes = [(book.id, f"{book.id[:2]} · {book.title}") for book in content.course().notebooks] + [
        (content.FINAL, "Final quiz")
    ]
    rows: list[list[object]] = []
    everything = []
    for name, title in quizzes:
        asked = content.questions(name)
        everything += asked
        count = tally(progress, asked)
        rows.append(
            [
                title,
                f"{count.answered} of {count.total}",
                _score(count),
                "look again" if count.weak else "✓ done" if _done(count) else "",
            ]
        )
    weak = [content.objectives()[name] for name, count in by_objective(progress, everything).items() if count.weak]
    advice = (
        join(tag("p", tag("strong", "Look again at:")), tag("ul", [tag("li", text) for text in weak])) if weak else None
    )
    return join(table(["Notebook", "Done", "Score", "Next"], rows, "Your last answers", stacked=True), advice)


def _score(count: Tally) -> str:
    return "–" if count.score is None else f"{round(100 * count.score)}%"


def _done(count: Tally) -> bool:
    return count.answered == count.total
