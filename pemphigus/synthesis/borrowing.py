"""Borrowing: how a small study and a larger one of other people are weighed together."""

from dataclasses import dataclass

import numpy as np

from pemphigus.errors import CourseError

PRIOR = (1.0, 1.0)  # before any patient: every share from 0 to 1 is equally likely
GRID = 8001  # points between 0 and 1; quantiles are then right to the fifth decimal


@dataclass(frozen=True)
class Belief:
    """What two studies say together about a share: a beta distribution, its mean and 95% interval (0 to 1).

    `own` patients were studied, `borrowed` is the number of patients that the others are worth.
    """

    a: float
    b: float
    own: int
    borrowed: float

    @property
    def mean(self) -> float:
        """Return the middle of the belief."""
        return self.a / (self.a + self.b)

    @property
    def interval(self) -> tuple[float, float]:
        """Return the shares between which 95% of the belief lies, with 2.5% below and above."""
        return beta_quantile(0.025, self.a, self.b), beta_quantile(0.975, self.a, self.b)


def borrow(own: tuple[int, int], others: tuple[int, int], weight: float) -> Belief:
    """Return the belief about a share after `own` (events, total), when each of the `others` (events, total) counts `weight` of a patient.

    The power prior with a fixed weight: the likelihood of the others is raised to the power of `weight`, from 0 (not used) to 1 (as if they
    were ours), which for counts only multiplies them. Formula: Ibrahim JG, Chen MH, Stat Sci 2000;15:46-60. The weight is chosen, not
    estimated. Raises CourseError for a weight outside 0 to 1, or events that exceed their total.
    """
    if not 0 <= weight <= 1:
        raise CourseError(f"The weight of the others lies between 0 and 1; {weight!r} does not.")
    for events, total in (own, others):
        if not (0 <= events <= total and total > 0):
            raise CourseError(f"A study needs events between 0 and its total; {events!r} of {total!r} does not fit.")
    (events, total), (other_events, other_total) = own, others
    return Belief(
        a=PRIOR[0] + events + weight * other_events,
        b=PRIOR[1] + total - events + weight * (other_total - other_events),
        own=total,
        borrowed=weight * other_total,
    )


def equal_say(own: int, others: int) -> float:
    """Return the weight (0 to 1) at which `others` are worth as many patients as `own`; 1 when there are no more of them."""
    return min(1.0, own / others)


def beta_quantile(level: float, a: float, b: float) -> float:
    """Return the share below which `level` (0 to 1) of a beta distribution lies, to the fourth decimal.

    The density is summed on a grid, so no special function is needed; a and b are at least 1 here, where it has no pole.
    """
    shares = np.linspace(0, 1, GRID)
    inner = shares[1:-1]
    logs = (a - 1) * np.log(inner) + (b - 1) * np.log1p(-inner)
    density = np.zeros(GRID)
    density[1:-1] = np.exp(logs - logs.max())
    density[0], density[-1] = (np.exp(-logs.max()) if edge == 1 else 0.0 for edge in (a, b))
    below = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return float(np.interp(level * below[-1], below, shares))
