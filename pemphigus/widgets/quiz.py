"""Questions: the quiz of a notebook, and the prediction that unlocks a picture."""

import traitlets

from pemphigus import content
from pemphigus.content.schemas import NumericAnswer, Prediction, Question
from pemphigus.errors import CourseError
from pemphigus.learning import summary
from pemphigus.learning.grading import CONFIDENCE, judge, parse_number
from pemphigus.learning.progress import Event, Progress, my_progress
from pemphigus.widgets.cards import sources_of
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, details, join, table, tag
from pemphigus.widgets.show import picture

RIGHT, WRONG = "✓", "✗"


class Asked(CourseWidget):
    """Questions put to a learner. The browser collects answers; Python judges them, keeps them, and explains every option.

    `items` is what may be asked, `answers` what was answered (by item id), `recap` the summary after the last question,
    `notes` what the learner should know about saving.
    """

    _esm = module("poll", "quiz")
    _css = style("quiz", "poll")
    title = traitlets.Unicode().tag(sync=True)
    items = traitlets.List().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    recap = traitlets.Unicode().tag(sync=True)
    notes = traitlets.List().tag(sync=True)
    confidence = traitlets.Dict({str(level): name for level, name in CONFIDENCE.items()}).tag(sync=True)

    def __init__(self, title: str, questions: list[Question], progress: Progress | None = None, **traits: object):
        self.progress = progress or my_progress()
        self.progress.refresh()
        self.questions = {question.id: question for question in questions}
        given = summary.last_answers(self.progress, questions)
        super().__init__(title=title, items=[_item(question) for question in questions], **traits)
        self.answers = {item: self._explained(self.questions[item], event) for item, event in given.items()}
        self._update()
        self.on_msg(self._receive)

    def answer(self, item: str, response: object, confidence: object) -> None:
        """Judge, keep and explain an answer. Raises CourseError, one sentence, when it cannot be judged."""
        question = self.questions.get(item)
        if question is None:
            raise CourseError("That question is not part of this quiz; run the cell again.")
        judgment = judge(question, response, confidence)
        kept = parse_number(response) if question.kind == "numeric" else list(response)
        event = self.progress.record(question, kept, confidence, judgment)
        self.answers = {**self.answers, item: self._explained(question, event)}
        self._update()

    def words(self) -> str:
        """Return the questions as plain text."""
        lines = [f"{self.title}: {len(self.questions)} question{'s' if len(self.questions) != 1 else ''}"]
        return "\n".join(lines + [f"{n}. {q.stem} {q.ask}" for n, q in enumerate(self.questions.values(), 1)])

    def static_html(self) -> Html:
        """Return the questions with their answers folded away, for paper and for readers without a kernel."""
        listed = [
            tag(
                "li",
                tag("p", question.stem, " ", tag("strong", question.ask)),
                tag("ul", [tag("li", option.text) for option in question.options], class_="pv-plain")
                if question.options
                else None,
                details("Answer and explanations", explanation(question, None)),
            )
            for question in self.questions.values()
        ]
        return tag("div", tag("p", tag("strong", self.title)), tag("ol", listed), class_="pv-static")

    def _receive(self, _: object, message: dict, __: object) -> None:
        try:
            self.answer(message.get("item"), message.get("response"), message.get("confidence"))
        except CourseError as problem:
            self.send({"problem": str(problem)})

    def _explained(self, question: Question, event: Event) -> dict:
        answer = question.answer
        return {
            "key": key_of(answer) if answer else None,
            "event": event.id,  # the same answer given twice must reach the browser twice
            "right": event.right,
            "score": event.score,
            "confidence": event.confidence,
            "response": event.response,
            "html": explanation(question, event),
        }

    def _update(self) -> None:
        self.recap = recap(self.progress, list(self.questions.values()))
        self.notes = list(self.progress.messages)


class Predicted(Asked):
    """One question before its picture: committing to an answer unlocks the picture.

    A teacher may commit with the answer of the room instead: `poll` is what the browser needs for the vote, `revealed` the picture, made
    when the browser asks for it. A vote is nobody's own answer and leaves the progress as it is.
    """

    poll = traitlets.Dict().tag(sync=True)
    revealed = traitlets.Unicode().tag(sync=True)
    means = traitlets.Unicode().tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)

    def __init__(
        self, prediction: Prediction, progress: Progress | None = None, title: str = "Predict", **traits: object
    ):
        self.prediction = prediction
        super().__init__(title, [prediction], progress, **traits)
        self.poll = ballot(prediction)
        self.means = self._means()
        prefix = f"{prediction.id}/"
        self.kept = {
            item.removeprefix(prefix): kept.value
            for item, kept in self.progress.kept.items()
            if item.startswith(prefix)
        }

    def words(self) -> str:
        """Return the question, and in words what the locked picture shows."""
        drawn = picture(self.prediction.reveal)
        return f"Predict: {self.prediction.stem} {self.prediction.ask}\nThe picture then shows: {drawn.alt}"

    def static_html(self) -> Html:
        """Return the question with answer and picture folded away."""
        folded = details("Show the picture", picture(self.prediction.reveal).html(), self._means())
        return tag("div", super().static_html(), folded, class_="pv-static")

    def keep(self, key: object, value: object) -> None:
        """Keep what the learner wrote ("why") or set. Raises CourseError, one sentence, when it cannot be kept."""
        if not isinstance(key, str) or not 0 < len(key) <= 40:
            raise CourseError("This cannot be kept; run the cell again.")
        self.progress.keep(f"{self.prediction.id}/{key}", value)
        self._update()

    def reveal(self) -> None:
        """Give the browser what the commitment opens; made only when it is asked for."""
        self.revealed = picture(self.prediction.reveal).html()

    def _receive(self, widget: object, message: dict, buffers: object) -> None:
        try:
            if message.get("do") == "reveal":
                self.reveal()
            elif message.get("do") == "keep":
                self.keep(message.get("key"), message.get("value"))
            else:
                super()._receive(widget, message, buffers)
        except CourseError as problem:
            self.send({"problem": str(problem)})

    def _explained(self, question: Question, event: Event) -> dict:
        self.reveal()
        return super()._explained(question, event)

    def _means(self) -> Html:
        return tag("p", tag("strong", "What it means. "), self.prediction.means, class_="pv-means")


def _item(question: Question) -> dict:
    return {
        "id": question.id,
        "kind": question.kind,
        "stem": question.stem,
        "ask": question.ask,
        "options": [option.text for option in question.options],
        "unit": question.answer.unit if question.answer else "",
    }


def key_of(answer: NumericAnswer) -> dict:
    """Return the key of a number: what is accepted, and what is possible."""
    return {
        "value": answer.value,
        "low": round(answer.value - answer.tolerance, 9),  # as people type it: 0.53 - 0.4 is 0.13
        "high": round(answer.value + answer.tolerance, 9),
        "minimum": answer.minimum,
        "maximum": answer.maximum,
    }


def ballot(question: Question) -> dict:
    """Return what the class poll of the browser needs (pollPanel in assets/poll.js), with the key and every option explained."""
    answer = question.answer
    return {
        "stem": question.stem,
        "question": question.ask,
        "options": [option.text for option in question.options],
        "many": question.kind == "multiple",
        "key": [number for number, option in enumerate(question.options) if option.correct]
        if answer is None
        else key_of(answer),
        "unit": answer.unit if answer else "",
        "why": explanation(question, None),
    }


def explanation(question: Question, event: Event | None) -> Html:
    """Return every option with its verdict, its reason and its sources; `event` marks what the learner chose."""
    if question.kind == "numeric":
        return join(_estimate(question, event), sources_of(question.answer.claims))
    chosen = set(event.response) if event else set()
    explained = [
        tag(
            "li",
            tag("span", RIGHT if option.correct else WRONG, class_="pv-sign", aria_hidden="true"),
            tag(
                "div",
                tag(
                    "p",
                    tag("strong", option.text),
                    " ",
                    _verdict(option.correct, number in chosen),
                    class_="pv-option-text",
                ),
                tag("p", option.why),
                sources_of(option.claims),
            ),
            class_=f"pv-option {'pv-is-right' if option.correct else 'pv-is-wrong'}{' pv-chosen' if number in chosen else ''}",
        )
        for number, option in enumerate(question.options)
    ]
    return tag("ul", explained, class_="pv-explained")


def _verdict(correct: bool, chosen: bool) -> Html:
    word = "Right answer" if correct else "Not right"
    return tag("span", f"{word}{', your choice' if chosen else ''}", class_="pv-verdict")


def _estimate(question: Question, event: Event | None) -> Html:
    answer = question.answer
    low, high = answer.value - answer.tolerance, answer.value + answer.tolerance
    accepted = f" (accepted: {low:g} to {high:g})" if answer.tolerance else ""
    guess = (
        f"Your answer: {event.response:g} {answer.unit}. " if event and isinstance(event.response, int | float) else ""
    )
    return tag(
        "div",
        tag("p", guess, tag("strong", f"Answer: {answer.value:g} {answer.unit}"), accepted, "."),
        tag("p", answer.why),
    )


def recap(progress: Progress, questions: list[Question]) -> Html:
    """Return the score by objective and the learner's calibration over the questions."""
    whole = summary.tally(progress, questions)
    if whole.answered == 0:
        return Html("")
    objectives = content.objectives()
    rows = [
        [
            objectives[name],
            f"{tally.answered} of {tally.total}",
            "–" if tally.score is None else f"{round(100 * tally.score)}%",
            "look again" if tally.weak else "" if tally.score is None else "good",
        ]
        for name, tally in summary.by_objective(progress, questions).items()
    ]
    sure = [
        f"{name}: {right} of {given} right" for name, (right, given) in summary.calibration(progress, questions).items()
    ]
    advice = None
    if whole.certain_and_wrong:
        times = f"{whole.certain_and_wrong} answer{'s' if whole.certain_and_wrong > 1 else ''}"
        advice = tag("p", f"You were certain and wrong on {times}: begin your review there.", class_="pv-advice")
    return join(
        table(["You can…", "Done", "Score", "Next"], rows, "Your score by objective (last answers)", stacked=True),
        tag("p", "How sure you were, and how often you were right: ", "; ".join(sure), "."),
        advice,
    )
