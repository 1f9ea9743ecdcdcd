"""A course of prednisone as a list of steps: a full dose, then cuts by a fixed part at fixed intervals, and what it adds up to."""

from dataclasses import dataclass

from pemphigus.errors import CourseError

WEEK = 7  # days


@dataclass(frozen=True)
class Step:
    """`dose` mg/kg a day, from day `day` on, for `days` days."""

    day: int
    days: int
    dose: float


def course(start: float, weeks: int, cut: float, stop: float, interval: int = 2) -> list[Step]:
    """Return the steps of a course: `start` mg/kg a day for `weeks` weeks, then a part `cut` (0 to 1) less every `interval` weeks.

    The course ends before the dose would fall below `stop` mg/kg a day. Raises CourseError for numbers that make no course.
    """
    if not 0 < stop < start:
        raise CourseError(
            f"Starting dose {start!r} mg/kg: give a number above the dose at which the course ends, {stop!r} mg/kg."
        )
    if weeks < 1 or interval < 1:
        raise CourseError(f"Weeks at full dose {weeks!r} and between cuts {interval!r}: give whole weeks, 1 or more.")
    if not 0 < cut < 1:
        raise CourseError(f"Cut {cut!r}: give the part of the dose that each step takes away, between 0 and 1.")
    steps = [Step(0, weeks * WEEK, start)]
    dose = start * (1 - cut)
    while dose >= stop:
        steps.append(Step(steps[-1].day + steps[-1].days, interval * WEEK, dose))
        dose *= 1 - cut
    return steps


def total(steps: list[Step]) -> float:
    """Return the cumulative dose of the steps in mg/kg."""
    return sum(step.dose * step.days for step in steps)


def days_above(steps: list[Step], dose: float) -> int:
    """Return on how many days more than `dose` mg/kg is taken."""
    return sum(step.days for step in steps if step.dose > dose)
