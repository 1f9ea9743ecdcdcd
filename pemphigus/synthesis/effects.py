"""What a comparison of two arms shows: ratios and differences with their 95% intervals, in closed form."""

from math import exp, log, sqrt

from pemphigus.errors import CourseError
from pemphigus.synthesis.intervals import Z95, wilson


def risk_ratio(events_a: int, total_a: int, events_b: int, total_b: int) -> tuple[float, float, float]:
    """Return the risk of arm a over that of arm b with its 95% interval, as three positive numbers.

    The logarithm of the ratio is taken as normal. Formula: Katz D, Baptista J, Azen SP, Pike MC, Biometrics 1978;34:469-474.
    Raises CourseError for counts that `wilson` refuses, and for an arm without any event, whose ratio has no such interval.
    """
    for events, total in ((events_a, total_a), (events_b, total_b)):
        wilson(events, total)
        if events == 0:
            raise CourseError("A risk ratio needs at least one event in each arm; read the difference instead.")
    middle = log(events_a / total_a) - log(events_b / total_b)
    half = Z95 * sqrt(1 / events_a - 1 / total_a + 1 / events_b - 1 / total_b)
    return exp(middle), exp(middle - half), exp(middle + half)


def mean_difference(
    mean_a: float, sd_a: float, n_a: int, mean_b: float, sd_b: float, n_b: int
) -> tuple[float, float, float]:
    """Return the difference of two means, a minus b, with its 95% interval, in the unit of the means.

    Normal approximation with separate variances, as in the Cochrane Handbook, section 10.5.2 (version 6). Raises CourseError for a
    standard deviation below zero or an arm of fewer than two.
    """
    if min(sd_a, sd_b) < 0 or min(n_a, n_b) < 2:
        raise CourseError(
            "A difference of means needs standard deviations of zero or more and at least two patients in each arm."
        )
    half = Z95 * sqrt(sd_a**2 / n_a + sd_b**2 / n_b)
    return mean_a - mean_b, mean_a - mean_b - half, mean_a - mean_b + half
