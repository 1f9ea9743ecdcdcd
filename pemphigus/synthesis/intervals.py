"""Confidence intervals in closed form."""

from math import sqrt

from pemphigus.errors import CourseError

Z95 = 1.959963984540054  # the 97.5th percentile of the standard normal distribution


def wilson(events: int, total: int) -> tuple[float, float]:
    """Return the 95% score interval of a proportion, as two numbers between 0 and 1.

    Unlike the textbook interval it stays inside 0 to 1 and is honest at 0 of n and n of n.
    Formula: Wilson EB, J Am Stat Assoc 1927;22:209-212. Raises CourseError unless 0 <= events <= total and total > 0.
    """
    if not (isinstance(events, int) and isinstance(total, int) and 0 <= events <= total and total > 0):
        raise CourseError(
            f"An interval needs whole numbers with events between 0 and the total; {events!r} of {total!r} does not fit."
        )
    share = events / total
    z2 = Z95 * Z95 / total
    middle = (share + z2 / 2) / (1 + z2)
    half = Z95 * sqrt(share * (1 - share) / total + z2 / (4 * total)) / (1 + z2)
    # At the ends the exact bounds are 0 and 1; the subtraction leaves a rounding error of 1e-17.
    return (0.0 if events == 0 else middle - half, 1.0 if events == total else middle + half)


def difference(events_a: int, total_a: int, events_b: int, total_b: int) -> tuple[float, float, float]:
    """Return the difference of two proportions, a minus b, with its 95% interval, as three numbers between -1 and 1.

    Built from the two score intervals, so it is honest in small trials and at 0 of n. Formula: method 10 of Newcombe RG,
    Stat Med 1998;17:873-890. Raises CourseError for counts that `wilson` refuses.
    """
    low_a, high_a = wilson(events_a, total_a)
    low_b, high_b = wilson(events_b, total_b)
    a, b = events_a / total_a, events_b / total_b
    return a - b, a - b - sqrt((a - low_a) ** 2 + (high_b - b) ** 2), a - b + sqrt((high_a - a) ** 2 + (b - low_b) ** 2)


def percent(share: float) -> str:
    """Return a share between 0 and 1 as a whole percentage, for example "41%"."""
    return f"{round(100 * share)}%"


def in_words(events: int, total: int) -> str:
    """Return a proportion with its interval, for example "7 of 10 (70%, 95% interval 40% to 89%)"."""
    low, high = wilson(events, total)
    return f"{events} of {total} ({percent(events / total)}, 95% interval {percent(low)} to {percent(high)})"
