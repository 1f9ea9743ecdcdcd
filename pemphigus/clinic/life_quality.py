"""The Children's Dermatology Life Quality Index: ten answers of 0 to 3 points about the last week, for ages 4 to 16."""

from collections.abc import Sequence

from pemphigus.errors import CourseError

QUESTIONS, MOST = 10, 3


def cdlqi(answers: Sequence[int]) -> int:
    """Return the score, 0 (best) to 30, of ten answers; 0 not at all, 1 only a little, 2 quite a lot, 3 very much.

    Raises CourseError unless there are ten answers, each of 0, 1, 2 or 3: a missing answer is asked for, not guessed.
    """
    if len(answers) != QUESTIONS:
        raise CourseError(f"Answers: there are {len(answers)}; give {QUESTIONS}, one for each question.")
    for number, answer in enumerate(answers, 1):
        if isinstance(answer, bool) or answer not in range(MOST + 1):
            raise CourseError(f"Answer {number}: {answer!r} is no answer; give 0, 1, 2 or 3 points.")
    return sum(answers)


def band(score: int, bands: dict[str, tuple[int, int]]) -> str:
    """Return the name of the band, lowest and highest score inclusive, that holds the score. Raises CourseError when none does."""
    for name, (low, high) in bands.items():
        if low <= score <= high:
            return name
    raise CourseError(f"Score: {score} is in no band; give 0 to {QUESTIONS * MOST} points.")
