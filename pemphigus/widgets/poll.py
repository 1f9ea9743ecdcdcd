"""A class poll without a network: the teacher counts hands, types the counts, and shows them beside the key."""

import traitlets

from pemphigus.content.schemas import Question
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, details, tag
from pemphigus.widgets.quiz import ballot


class Poll(CourseWidget):
    """Questions put to a room. All of it happens in the browser; nothing is sent, judged or kept by the kernel.

    `questions` are by the name that the list of questions gives them; `polls` is what the browser takes.
    """

    _esm = module("poll", "poll_widget")
    _css = style("quiz", "poll")
    polls = traitlets.List().tag(sync=True)

    def __init__(self, questions: dict[str, Question]):
        self.questions = questions
        super().__init__(polls=[{"name": name, **ballot(question)} for name, question in questions.items()])

    def words(self) -> str:
        """Return the questions as plain text."""
        count = len(self.questions)
        lines = [f"{name}. {question.stem} {question.ask}" for name, question in self.questions.items()]
        return "\n".join([f"Class poll: {count} question{'s' if count != 1 else ''}", *lines])

    def static_html(self) -> Html:
        """Return the questions with room to write the counts, for paper; the key stays with the quiz."""
        heading = tag("p", tag("strong", "Class poll"))
        asked = tag("ul", [_on_paper(question) for question in self.questions.values()], class_="pv-plain")
        folded = (
            asked if len(self.questions) == 1 else details(f"{len(self.questions)} questions, to count hands", asked)
        )
        return tag("div", heading, folded, class_="pv-static")


def _on_paper(question: Question) -> Html:
    box = tag("span", "____ hands. ")
    options = [tag("li", box, option.text) for option in question.options]
    numbers = tag("p", f"Numbers called out ({question.answer.unit}): ________________") if question.answer else None
    return tag(
        "li",
        tag("p", question.stem, " ", tag("strong", question.ask)),
        tag("ul", options, class_="pv-plain") if options else numbers,
    )
