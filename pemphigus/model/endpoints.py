"""The end points of treatment by the consensus rules, read off a course of lesions and doses. One engine for the whole course.

The rules are those of the claims consensus-* and endpoint-terms-consensus-2008 (recalled, awaiting source check). The words speak of
lesions; a score moves without steps, so it needs thresholds, which are assumptions of this course: the disease counts as controlled
when new lesions form at less than half the rate before treatment and a third has healed; new lesions as ceased below two lesion points
a week; a score below 1 as no lesions; and 3 points above the best day since control, with new lesions, as a relapse.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

CEASED = 2 / 7  # lesion points formed a day
SLOWED, BEGUN = 0.5, 1 / 3  # of the rate before treatment; of the lesions before treatment
CLEAR, FLARE = 1.0, 3.0  # PDAI
CONSOLIDATED_DAYS, HEALED = 14, 0.8
REMISSION_DAYS = 60  # two months
MINIMAL_MG = 10.0  # prednisone a day, an adult figure that the consensus does not scale to body weight
FAILURE_DOSE, FAILURE_DAYS = 1.5, 21  # mg/kg a day
NAMES = {
    "control": "Disease controlled",
    "consolidation": "End of consolidation",
    "remission-on": "Complete remission on minimal therapy",
    "remission-off": "Complete remission off therapy",
    "relapse": "Relapse",
    "failure": "Treatment failure",
}
NEVER = -1


@dataclass(frozen=True)
class EndPoint:
    """An end point that was reached, and on which day."""

    id: str
    day: int


@dataclass(frozen=True)
class Readings:
    """What the rules look at, one row a day and one column a child: days in a row, truth values, and a score."""

    quiet: np.ndarray  # days in a row without new lesions
    minimal: np.ndarray  # days in a row without lesions on minimal therapy
    off: np.ndarray  # days in a row without lesions and without any systemic drug
    high: np.ndarray  # days in a row at the dose at which failure may be named
    settled: np.ndarray  # controlled today
    since: np.ndarray  # controlled today or before
    best: np.ndarray  # lowest score since control, infinite before it


def readings(
    score: np.ndarray,
    new: np.ndarray,
    prednisone: np.ndarray,
    weight: np.ndarray | float,
    on_drugs: np.ndarray | None = None,
) -> Readings:
    """Return what the rules look at on each day. Arguments and shapes as in `first_days`."""
    on_drugs = np.zeros(len(score), bool) if on_drugs is None else np.asarray(on_drugs, bool)
    clear = score < CLEAR
    off = (prednisone == 0) & ~on_drugs[:, None]
    minimal = (prednisone * weight <= MINIMAL_MG) & ~off
    settled = (new < np.maximum(CEASED, SLOWED * new[0])) & (score <= (1 - BEGUN) * score[0])
    since = np.cumsum(settled, axis=0) > 0
    return Readings(
        quiet=_streak(new < CEASED),
        minimal=_streak(clear & minimal),
        off=_streak(clear & off),
        high=_streak(prednisone >= FAILURE_DOSE),
        settled=settled,
        since=since,
        best=np.minimum.accumulate(np.where(since, score, np.inf), axis=0),
    )


def first_days(
    score: np.ndarray,
    new: np.ndarray,
    prednisone: np.ndarray,
    weight: np.ndarray | float,
    on_drugs: np.ndarray | None = None,
) -> dict[str, np.ndarray]:
    """Return the first day of each end point for every child, -1 where it is never reached.

    `score` PDAI, `new` lesion points formed a day and `prednisone` mg/kg a day have shape (days, children), one row a day from the start of
    treatment; `weight` is in kg; `on_drugs` (days,) says whether any other systemic drug is taken. The first relapse is given.
    """
    read = readings(score, new, prednisone, weight, on_drugs)
    reached = {
        "control": read.settled,
        "consolidation": (read.quiet >= CONSOLIDATED_DAYS) & (score <= (1 - HEALED) * score[0]),
        "remission-on": read.minimal >= REMISSION_DAYS,
        "remission-off": read.off >= REMISSION_DAYS,
        "relapse": read.since & (score >= read.best + FLARE) & (read.quiet == 0),
        "failure": (read.high >= FAILURE_DAYS) & ~read.since,
    }
    return {name: np.where(found.any(axis=0), found.argmax(axis=0), NEVER) for name, found in reached.items()}


def story(
    score: Sequence[float],
    new: Sequence[float],
    prednisone: Sequence[float],
    weight: float,
    on_drugs: Sequence[bool] | None = None,
) -> list[EndPoint]:
    """Return the end points of one child in the order they were reached; a relapse begins the count anew.

    Arguments as in `first_days`, one value a day. A child without lesions at the start has nothing to reach.
    """
    if score[0] < CLEAR:
        return []
    columns = [np.asarray(values, float)[:, None] for values in (score, new, prednisone)]
    others = None if on_drugs is None else np.asarray(on_drugs, bool)
    found: list[EndPoint] = []
    begin = 0
    while begin < len(score):
        rest = [values[begin:] for values in columns]
        days = first_days(*rest, weight, None if others is None else others[begin:])
        relapse = int(days["relapse"][0])
        reached = [
            EndPoint(name, begin + int(day[0]))
            for name, day in days.items()
            if day[0] != NEVER and (relapse == NEVER or day[0] <= relapse)
        ]
        found += sorted(reached, key=lambda point: point.day)
        if relapse == NEVER:
            break
        begin += relapse + 1
    return found


def _streak(holds: np.ndarray) -> np.ndarray:
    """Return for each day how many days in a row the condition has held."""
    run = np.zeros(holds.shape[1], int)
    streaks = np.empty(holds.shape, int)
    for day, row in enumerate(holds):
        run = (run + 1) * row
        streaks[day] = run
    return streaks
