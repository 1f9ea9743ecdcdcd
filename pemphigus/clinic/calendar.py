"""A year of checks: what several drugs ask for, brought together without losing a check. Weeks count from the first dose, which is week 0.

The rule is the one a nurse uses by hand. A check that is done counts for every drug that asks for it, and the next one falls due as soon as
any of these drugs wants it. So the merged plan is at every moment as strict as its strictest part.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pemphigus.errors import CourseError

YEAR = 52
BEFORE = -4  # the earliest week drawn: vaccines come before the first dose


@dataclass(frozen=True)
class Phase:
    """From week `first` to week `last` a check falls due every `every` weeks; once, where both are the same week."""

    first: int
    last: int = YEAR
    every: int = 1

    def __post_init__(self) -> None:
        if not BEFORE <= self.first <= self.last <= YEAR:
            raise CourseError(
                f"first and last: {self.first} to {self.last} is no span within weeks {BEFORE} to {YEAR}; name the earlier week first."
            )
        if self.every < 1:
            raise CourseError(f"every: {self.every} weeks is not possible; give at least 1.")


@dataclass(frozen=True)
class Request:
    """What one drug (or circumstance) asks for: a check, its rhythm, and the authority behind it. No phases: nobody says when."""

    check: str
    drug: str
    phases: tuple[Phase, ...]
    basis: str
    authority: str


@dataclass(frozen=True)
class Line:
    """One check of the plan: the weeks in which it is due, and all who ask for it, the strictest first."""

    check: str
    weeks: tuple[int, ...]
    requests: tuple[Request, ...]

    @property
    def agreed(self) -> bool:
        """Whether all who say when name the same weeks."""
        return len({weeks_of([request]) for request in self.requests if request.phases}) < 2


def next_due(phases: Sequence[Phase], after: int) -> int | None:
    """Return the week in which one rhythm wants its next check when the last was in week `after`; None if the year holds no more.

    A rhythm begins on its first week however lately somebody else asked for the same check.
    """
    first = min((phase.first for phase in phases), default=BEFORE)
    if after < first:
        return first
    due = [max(phase.first, after + phase.every) for phase in phases]
    wanted = [week for week, phase in zip(due, phases, strict=True) if week <= phase.last]
    return min(wanted, default=None)


def weeks_of(requests: Iterable[Request]) -> tuple[int, ...]:
    """Return the weeks in which a check is due when all these requests are met together."""
    found: list[int] = []
    rhythms = [request.phases for request in requests]
    firsts = [phase.first for phases in rhythms for phase in phases]
    week = min(firsts, default=None)
    while week is not None:
        found.append(week)
        week = min((due for phases in rhythms if (due := next_due(phases, week)) is not None), default=None)
    return tuple(found)


def plan(requests: Iterable[Request], chosen: Iterable[str]) -> list[Line]:
    """Return the lines of the year for the chosen drugs, in the order in which the checks are first named."""
    wanted = set(chosen)
    lines: dict[str, list[Request]] = {}
    for request in requests:
        lines.setdefault(request.check, [])
        if request.drug in wanted:
            lines[request.check].append(request)
    return [Line(check, weeks_of(rows), tuple(_strictest_first(rows))) for check, rows in lines.items() if rows]


def without_interval(requests: Iterable[Request], chosen: Iterable[str], stated: str) -> list[str]:
    """Return the chosen drugs for which no request rests on a source that states the interval (`stated`): the gaps of the plan."""
    covered = {request.drug for request in requests if request.basis == stated and request.phases}
    return [drug for drug in chosen if drug not in covered]


def _strictest_first(requests: list[Request]) -> list[Request]:
    return sorted(requests, key=lambda request: -len(weeks_of([request])))
