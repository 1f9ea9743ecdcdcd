"""Height and weight for age against the CDC growth charts of 2000: z-score, percentile, and the value at a z-score.

The reference describes children of the United States, 2 to 20 years old (Kuczmarski RJ and others, Vital and Health Statistics series 11,
number 246, 2002; public domain). L, M and S between two rows of its tables are interpolated linearly.
LMS method: Cole TJ, Green PJ, Statistics in Medicine 1992;11:1305-19.
"""

from bisect import bisect_right
from functools import cache
from math import exp, isfinite, log
from statistics import NormalDist

from pemphigus.content import files
from pemphigus.errors import CourseError

SEXES = ("girl", "boy")
# For each measure its unit and what a human being from 2 to 20 years old can measure at all.
MEASURES = {"height": ("cm", 50.0, 250.0), "weight": ("kg", 4.0, 350.0)}
YOUNGEST, OLDEST = 2.0, 20.0  # years
FARTHEST = 8.0  # z-scores: beyond, age, unit or value is mistaken
DOUBTFUL = 5.0  # z-scores: measure again before you believe it
MONTHS = 12
Row = tuple[float, float, float]


def lms(measure: str, sex: str, years: float) -> Row:
    """Return L (power), M (median in cm or kg) and S (coefficient of variation) of "height" or "weight" for a "girl" or "boy".

    Raises CourseError for another measure or sex, and for an age outside 2 to 20 years.
    """
    if measure not in MEASURES:
        raise CourseError(f"Measure {measure!r} has no chart here: write 'height' or 'weight'.")
    if sex not in SEXES:
        raise CourseError(f"Sex {sex!r} has no chart: write 'girl' or 'boy'.")
    if not isinstance(years, int | float) or not YOUNGEST <= years <= OLDEST:
        raise CourseError(f"Age {years!r} is outside the chart: give years, from {YOUNGEST:g} to {OLDEST:g}.")
    ages, rows = _table(measure, sex)
    months = years * MONTHS
    after = min(bisect_right(ages, months), len(ages) - 1)
    part = (months - ages[after - 1]) / (ages[after] - ages[after - 1])
    below, above = rows[after - 1], rows[after]
    power, median, variation = (low + part * (high - low) for low, high in zip(below, above, strict=True))
    return power, median, variation


def z_score(measure: str, sex: str, years: float, value: float) -> float:
    """Return how many standard deviations `value` (cm or kg) lies from the median for age: ((value / M) ** L - 1) / (L S).

    Raises CourseError as `lms` does, for a value no child can have, and for one more than 8 standard deviations away.
    """
    power, median, variation = lms(measure, sex, years)
    unit, least, most = MEASURES[measure]
    if not isinstance(value, int | float) or not least <= value <= most:
        raise CourseError(f"{measure.capitalize()} {value!r} cannot be: give it in {unit}, from {least:g} to {most:g}.")
    z = ((value / median) ** power - 1) / (power * variation) if power else log(value / median) / variation
    if abs(z) > FARTHEST:
        raise CourseError(
            f"{measure.capitalize()} {value:g} {unit} at {years:g} years is {abs(z):.0f} standard deviations from the median: "
            "check age, unit and value."
        )
    return z


def value_at(measure: str, sex: str, years: float, z: float) -> float:
    """Return the height (cm) or weight (kg) at a z-score: M (1 + L S z) ** (1 / L). The inverse of `z_score`.

    Raises CourseError as `lms` does, and for a z-score at which the chart has no value.
    """
    power, median, variation = lms(measure, sex, years)
    base = 1 + power * variation * z
    if not isfinite(z) or abs(z) > FARTHEST or base <= 0:
        raise CourseError(f"z-score {z!r} lies beyond the chart: give one between -{DOUBTFUL:g} and {DOUBTFUL:g}.")
    return median * (base ** (1 / power) if power else exp(variation * z))


def percentile(z: float) -> float:
    """Return the percentile of a z-score, 0 to 100: of 100 children of this age and sex, how many measure less."""
    return 100 * NormalDist().cdf(z)


def z_of_percentile(percent: float) -> float:
    """Return the z-score of a percentile. Raises CourseError unless it lies between 0 and 100."""
    if not 0 < percent < 100:
        raise CourseError(f"Percentile {percent!r} does not exist: give a number between 0 and 100.")
    return NormalDist().inv_cdf(percent / 100)


@cache
def _table(measure: str, sex: str) -> tuple[list[float], list[Row]]:
    """Return the ages in months of CDC's rows and their L, M and S."""
    lines = files.read_text(files.CONTENT / "growth" / f"{measure}.csv").splitlines()
    rows = [line.split(",") for line in lines if line.startswith(f"{sex},")]
    return [float(row[1]) for row in rows], [(float(row[2]), float(row[3]), float(row[4])) for row in rows]
