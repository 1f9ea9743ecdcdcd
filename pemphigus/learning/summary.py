"""What a learner has done, what is weak, and how well confidence matched knowledge."""

from dataclasses import dataclass

from pemphigus import content
from pemphigus.content.schemas import Question
from pemphigus.learning.grading import CONFIDENCE
from pemphigus.learning.progress import Event, Progress

WEAK_BELOW = 0.7


@dataclass(frozen=True)
class Tally:
    """Answers to a group of questions: the last answer to each counts. `score` is a mean from 0 to 1, None before any answer."""

    answered: int
    total: int
    score: float | None
    certain_and_wrong: int

    @property
    def weak(self) -> bool:
        """Return whether this deserves another look: a low score, or certainty that was wrong."""
        return self.score is not None and (self.score < WEAK_BELOW or self.certain_and_wrong > 0)


def last_answers(progress: Progress, questions: list[Question]) -> dict[str, Event]:
    """Return the last answer to each question that has one, by question id."""
    found = {question.id: progress.latest(question.id) for question in questions}
    return {item: event for item, event in found.items() if event is not None}


def tally(progress: Progress, questions: list[Question]) -> Tally:
    """Return the tally of a list of questions."""
    events = last_answers(progress, questions).values()
    score = sum(event.score for event in events) / len(events) if events else None
    sure = max(CONFIDENCE)
    return Tally(
        len(events), len(questions), score, sum(event.confidence == sure and not event.right for event in events)
    )


def by_objective(progress: Progress, questions: list[Question]) -> dict[str, Tally]:
    """Return the tally of each objective that the questions name, in the order of the course."""
    named = {question.objective for question in questions}
    ordered = [objective for objective in content.objectives() if objective in named]
    return {name: tally(progress, [q for q in questions if q.objective == name]) for name in ordered}


def calibration(progress: Progress, questions: list[Question]) -> dict[str, tuple[int, int]]:
    """Return, for each degree of confidence used, how many answers were right and how many were given."""
    events = list(last_answers(progress, questions).values())
    found = {}
    for level, name in CONFIDENCE.items():
        given = [event for event in events if event.confidence == level]
        if given:
            found[name] = (sum(event.right for event in given), len(given))
    return found
