"""Judge an answer: what was right, how much it scores, and what is wrong with an answer that cannot be judged."""

import math
from dataclasses import dataclass

from pemphigus.content.schemas import Question
from pemphigus.errors import CourseError

CONFIDENCE = {1: "guessing", 2: "fairly sure", 3: "certain"}


@dataclass(frozen=True)
class Judgment:
    """`right` is all or nothing; `score` (0 to 1) gives part marks where several answers are asked for."""

    right: bool
    score: float


def judge(question: Question, response: object, confidence: object) -> Judgment:
    """Return the judgment of a response: a list of option numbers from 0, or a number (as text or number) for an estimate.

    Part marks for several answers: (right options chosen - wrong options chosen) / right options, not below 0.
    Raises CourseError, one sentence, for an empty, impossible or unreadable response or confidence.
    """
    if question.kind == "numeric":
        given = _number(question, response)
        right = abs(given - question.answer.value) <= question.answer.tolerance * (1 + 1e-9)
        judgment = Judgment(right, float(right))
    else:
        judgment = _judge_choice(question, response)
    if confidence not in CONFIDENCE or isinstance(confidence, bool):
        raise CourseError("Say how sure you are: guessing, fairly sure or certain.")
    return judgment


def parse_number(text: object) -> float:
    """Return the number a learner typed: "12.5", "12,5" and "12.5 %" are all 12.5. Raises CourseError for anything else."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        number = float(text)
    else:
        shown = str(text if text is not None else "").strip()
        if not shown:
            raise CourseError("Type a number first.")
        tidy = shown.removesuffix("%").strip().replace("\u2212", "-").replace("\u202f", "").replace(" ", "")
        # One comma followed by other than three digits is a decimal comma; otherwise commas group thousands.
        head, comma, tail = tidy.rpartition(",")
        tidy = (
            f"{head}.{tail}"
            if comma and len(tail) != 3 and "." not in tidy and "," not in head
            else tidy.replace(",", "")
        )
        try:
            number = float(tidy)
        except ValueError:
            raise CourseError(f"'{shown[:40]}' is not a number; type digits, for example 12.5.") from None
    if not math.isfinite(number):
        raise CourseError("Type an ordinary number, for example 12.5.")
    return number


def _number(question: Question, response: object) -> float:
    given = parse_number(response)
    answer = question.answer
    if not answer.minimum <= given <= answer.maximum:
        raise CourseError(
            f"{given:g} cannot be right here; type a number from {answer.minimum:g} to {answer.maximum:g} ({answer.unit})."
        )
    return given


def _judge_choice(question: Question, response: object) -> Judgment:
    if not isinstance(response, list | tuple) or not all(
        isinstance(n, int) and not isinstance(n, bool) for n in response
    ):
        raise CourseError("Choose an answer first.")
    chosen = set(response)
    if not chosen:
        raise CourseError("Choose an answer first.")
    if not chosen <= set(range(len(question.options))):
        raise CourseError("That option does not exist; choose one of those shown.")
    if question.kind == "single" and len(chosen) > 1:
        raise CourseError("Choose one answer only.")
    correct = {n for n, option in enumerate(question.options) if option.correct}
    score = max(0.0, (len(chosen & correct) - len(chosen - correct)) / len(correct))
    return Judgment(chosen == correct, score)
