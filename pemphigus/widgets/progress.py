"""What a learner has done: by notebook and by objective, to look at, to take along and to bring back."""

import traitlets

from pemphigus import content
from pemphigus.learning.place import lasting
from pemphigus.learning.progress import Progress
from pemphigus.learning.summary import Tally, by_objective, tally
from pemphigus.widgets.display import module, style
from pemphigus.widgets.html import Html, details, join, table, tag
from pemphigus.widgets.progress_file import CarriesProgress


class ProgressPanel(CarriesProgress):
    """Scores by notebook, weak objectives, and the progress file: download it, bring one back."""

    _esm = module("progress_file", "progress")
    _css = style("progress_file")
    overview = traitlets.Unicode().tag(sync=True)
    where = traitlets.Unicode().tag(sync=True)
    notes = traitlets.List().tag(sync=True)

    def update(self) -> None:
        """Take in what other notebooks saved, and show it."""
        self.progress.refresh()
        self.overview = _overview(self.progress)
        saved = self.progress.where
        self.where = (
            lasting() or f"Saved in {saved}"
            if saved
            else "Not saved on this computer: download your progress before you close the page."
        )
        self.notes = list(self.progress.messages)

    def words(self) -> str:
        """Return what the panel is for; what a learner did is nobody else's to read in a stored notebook."""
        return "Your progress, when the notebook runs: answers and scores by notebook and objective; download them or bring them back."

    def static_html(self) -> Html:
        """Return the same in HTML."""
        return tag("p", self.words(), class_="pv-static")


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
    answers = table(["Notebook", "Done", "Score", "Next"], rows, "Your last answers", stacked=True)
    return join(answers, advice, _sentences(progress))


def _sentences(progress: Progress) -> Html | None:
    """Return what the learner wrote after predictions, in the order of the course."""
    asked = [item for book in content.course().notebooks for item in content.predictions(book.id)]
    wrote = [(item.ask, progress.kept[f"{item.id}/why"].value) for item in asked if f"{item.id}/why" in progress.kept]
    listed = [tag("li", ask, " ", tag("em", str(sentence))) for ask, sentence in wrote]
    return details("Your sentences", tag("ul", listed)) if listed else None


def _score(count: Tally) -> str:
    return "–" if count.score is None else f"{round(100 * count.score)}%"


def _done(count: Tally) -> bool:
    return count.answered == count.total
