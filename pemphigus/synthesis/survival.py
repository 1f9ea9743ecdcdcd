"""Time to an event in closed form: the Kaplan-Meier curve with its interval, the number at risk, and the log-rank test.

`days` are whole or broken days from the start, `happened` says whether the event came on that day (True) or the watching ended (False).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from pemphigus.errors import CourseError
from pemphigus.synthesis.intervals import Z95


@dataclass(frozen=True)
class Curve:
    """The share still without the event, one entry for each day on which an event happened.

    days increasing; share, low, high between 0 and 1, from that day on; at_risk and events are counts on that day.
    """

    days: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray


def kaplan_meier(days: Sequence[float], happened: Sequence[bool]) -> Curve:
    """Return the product-limit estimate with its 95% log-log interval.

    Kaplan and Meier, J Am Stat Assoc 1958;53:457-481; variance of Greenwood; the interval on the scale of log(-log share) stays inside
    0 to 1. Where nobody is left without the event that scale ends: the interval then runs from 0 to its last upper bound.
    Raises CourseError unless there is at least one participant, each with a day of zero or more.
    """
    days, happened = _checked(days, happened)
    when, events = np.unique(days[happened], return_counts=True)
    at_risk = number_at_risk(days, when)
    share = np.cumprod(1 - events / at_risk)
    low, high = np.zeros(len(when)), np.ones(len(when))
    inside = share > 0
    survivors = at_risk - events
    with np.errstate(divide="ignore"):
        variance = np.cumsum(np.where(inside, events / (at_risk * survivors), 0.0))
    log = np.log(share[inside])
    reach = np.exp(Z95 * np.sqrt(variance[inside]) / log)
    low[inside], high[inside] = share[inside] ** (1 / reach), share[inside] ** reach
    high[~inside] = high[inside][-1] if inside.any() else 1.0
    return Curve(when, share, low, high, at_risk, events)


def number_at_risk(days: Sequence[float], at: Sequence[float]) -> np.ndarray:
    """Return how many participants are still watched and without the event just before each day of `at`."""
    ordered = np.sort(np.asarray(days, float))
    return len(ordered) - np.searchsorted(ordered, np.asarray(at, float), side="left")


def share_on(curve: Curve, day: float) -> tuple[float, float, float]:
    """Return share, low and high of a curve on a day; 1, 1 and 1 before the first event."""
    place = int(np.searchsorted(curve.days, day, side="right")) - 1
    if place < 0:
        return 1.0, 1.0, 1.0
    return float(curve.share[place]), float(curve.low[place]), float(curve.high[place])


def log_rank(
    days_a: Sequence[float], happened_a: Sequence[bool], days_b: Sequence[float], happened_b: Sequence[bool]
) -> float:
    """Return the two-sided p of the log-rank test of two groups (Mantel, Cancer Chemother Rep 1966;50:163-170); 1 without any event.

    The statistic is chi-square with one degree of freedom, whose tail is erfc(sqrt(x / 2)). Raises CourseError as `kaplan_meier` does.
    """
    days_a, happened_a = _checked(days_a, happened_a)
    days_b, happened_b = _checked(days_b, happened_b)
    when, events = np.unique(np.concatenate([days_a[happened_a], days_b[happened_b]]), return_counts=True)
    risk_a, risk_b = number_at_risk(days_a, when), number_at_risk(days_b, when)
    risk = risk_a + risk_b
    observed, expected = happened_a.sum(), (events * risk_a / risk).sum()
    left = np.maximum(risk - 1, 1)  # one participant at risk has no variance: the factor risk - events is 0 then
    variance = (events * risk_a * risk_b * (risk - events) / (risk * risk * left)).sum()
    return erfc(sqrt((observed - expected) ** 2 / variance / 2)) if variance > 0 else 1.0


def _checked(days: Sequence[float], happened: Sequence[bool]) -> tuple[np.ndarray, np.ndarray]:
    days, happened = np.asarray(days, float), np.asarray(happened, bool)
    if days.ndim != 1 or days.shape != happened.shape or len(days) == 0 or not (days >= 0).all():
        raise CourseError("A survival curve needs one day of zero or more, and one yes or no, for each participant.")
    return days, happened
