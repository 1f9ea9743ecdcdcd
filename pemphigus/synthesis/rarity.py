"""How many patients to expect, and how many a trial needs."""

from math import ceil, exp, sqrt
from statistics import NormalDist

from pemphigus.errors import CourseError

MILLION = 1_000_000


def expected_cases(people: float, years: float, per_million: float, share: float = 1.0) -> float:
    """Return the new cases to expect among `people` in `years`, at an incidence per million and year; `share` is the part counted (0 to 1).

    Raises CourseError for a negative number or a share above 1.
    """
    if min(people, years, per_million, share) < 0 or share > 1:
        raise CourseError("People, years, incidence and share cannot be negative, and a share is at most 1.")
    return people / MILLION * years * per_million * share


def chance_of_none(expected: float) -> float:
    """Return the chance to meet nobody when `expected` are to be expected and cases come independently (Poisson: exp of minus expected)."""
    return exp(-expected)


def patients_per_arm(first: float, second: float, power: float = 0.8, alpha: float = 0.05) -> int:
    """Return the patients in each arm of a trial that is to find the difference between two true proportions (0 to 1).

    Two-sided test of two proportions, equal arms, normal approximation without continuity correction. Formula: Fleiss JL, Levin B, Paik MC,
    Statistical Methods for Rates and Proportions, 3rd ed. 2003, chapter 4. Raises CourseError unless both lie between 0 and 1 and differ.
    """
    if not (0 < first < 1 and 0 < second < 1) or first == second:
        raise CourseError("A trial needs two different shares between 0 and 1.")
    middle = (first + second) / 2
    chance = NormalDist().inv_cdf(1 - alpha / 2) * sqrt(2 * middle * (1 - middle))
    missed = NormalDist().inv_cdf(power) * sqrt(first * (1 - first) + second * (1 - second))
    return ceil(((chance + missed) / (first - second)) ** 2)


def years_to_fill(patients: int, cases_a_year: float, joining: float) -> float:
    """Return the years until `patients` are in a trial, when a share `joining` of the new cases of each year joins."""
    return patients / (cases_a_year * joining)
