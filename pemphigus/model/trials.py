"""A trial in virtual children of the teaching model: a thousand in each arm, and small trials drawn from them.

The arms are those of content/model/arms.yaml. Every child goes through every arm (the same cohort, common random numbers), so what differs
between the arms is the treatment; a small trial then draws children at random and gives each of them one arm only, as a real one must.
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from pemphigus.content import simulation
from pemphigus.content.model_schemas import TrialArm
from pemphigus.errors import CourseError, unknown
from pemphigus.model.calibration import ADULT_SURFACE, SCORED
from pemphigus.model.children import Children, cohort, typical, with_switches
from pemphigus.model.endpoints import CLEAR, NEVER, first_days
from pemphigus.model.engine import simulate
from pemphigus.model.plan import LONGEST, THERAPIES, Step
from pemphigus.synthesis.intervals import difference
from pemphigus.synthesis.survival import Curve, kaplan_meier, log_rank

CHILDREN, MOST = 1000, 5000  # in each arm
FOLLOW_UP, SHORTEST, LONGEST_FOLLOW_UP = 730, 90, 1825  # days
MONTH = 365 / 12  # days
CHUNK = 200  # children simulated at a time: a progress bar moves, and a browser's memory stays small
SIZES = (10, 20, 45)  # children in each arm of a small trial
MOST_DRAWS = 10_000
FAVORS_FIRST, FAVORS_SECOND, UNDECIDED = "first", "second", "undecided"


@dataclass(frozen=True)
class Outcomes:
    """What became of each child of an arm: one value a child.

    remission: day on which a complete remission without prednisone had lasted two months, other drugs may go on (as Ritux 3 and PEMPHIX
    counted it); control: day of disease control; relapse: day of the first relapse after control; -1 where never reached.
    held: whether the published trial's end point was met on its day (all False without one, or with a shorter follow-up).
    pdai: at the end of follow-up; steroid: prednisone taken until then, mg/kg.
    """

    remission: np.ndarray
    control: np.ndarray
    relapse: np.ndarray
    held: np.ndarray
    pdai: np.ndarray
    steroid: np.ndarray

    def until(self, end_point: str, follow_up: int) -> tuple[np.ndarray, np.ndarray]:
        """Return days and whether it happened, as survival needs them: "remission" from the start, "relapse" from disease control on."""
        reached = getattr(self, end_point)
        happened = reached != NEVER
        days = np.where(happened, reached, follow_up)
        if end_point == "relapse":
            controlled = self.control != NEVER
            return (days - self.control)[controlled], happened[controlled]
        return days, happened

    def curve(self, end_point: str, follow_up: int) -> Curve | None:
        """Return the Kaplan-Meier curve of an end point; None when nobody could reach it."""
        days, happened = self.until(end_point, follow_up)
        return kaplan_meier(days, happened) if len(days) else None


@dataclass(frozen=True)
class Trial:
    """A finished trial: its two arms, the outcomes of each, the number of children in each arm and the follow-up in days."""

    arms: tuple[TrialArm, TrialArm]
    outcomes: tuple[Outcomes, Outcomes]
    number: int
    follow_up: int

    def reached(self) -> tuple[int, int]:
        """Return how many children of each arm reached complete remission without prednisone."""
        first, second = (int((outcome.remission != NEVER).sum()) for outcome in self.outcomes)
        return first, second

    def says(self, verdict: str) -> str:
        """Return a verdict in words."""
        return {
            FAVORS_FIRST: f"favors {self.arms[0].short}",
            FAVORS_SECOND: f"favors {self.arms[1].short}",
            UNDECIDED: "undecided",
        }[verdict]

    def difference(self) -> tuple[float, float, float]:
        """Return the difference of the arms' shares in remission, first minus second, with its interval."""
        first, second = self.reached()
        return difference(first, self.number, second, self.number)

    def p(self, end_point: str = "remission") -> float:
        """Return the p of the log-rank test between the arms."""
        groups = [outcome.until(end_point, self.follow_up) for outcome in self.outcomes]
        return log_rank(*groups[0], *groups[1]) if all(len(days) for days, _ in groups) else 1.0


@dataclass(frozen=True)
class Drawn:
    """One small trial: the counts in remission of `size` children in each arm, the difference with its interval, verdict."""

    size: int
    first: int
    second: int
    difference: float
    low: float
    high: float
    verdict: str


def reached_by(curve: Curve | None, follow_up: int) -> dict[str, np.ndarray]:
    """Return a curve turned round, from day 0 to the end: "days", and the "share" with the event by then, "low" and "high"."""
    if curve is None:
        return {name: np.zeros(0) for name in ("days", "share", "low", "high")}

    def steps(values: np.ndarray) -> np.ndarray:
        return np.concatenate([[0.0], 1 - values, [1 - values[-1] if len(values) else 0.0]])

    days = np.concatenate([[0.0], curve.days, [float(follow_up)]])
    return {"days": days, "share": steps(curve.share), "low": steps(curve.high), "high": steps(curve.low)}


def months(follow_up: int) -> list[tuple[int, float]]:
    """Return some four even marks of the follow-up, each as a month and its day."""
    last = round(follow_up / MONTH)
    return [(month, min(month * MONTH, follow_up)) for month in range(0, last + 1, max(1, round(last / 4)))]


def plan_of(arm: TrialArm, follow_up: int = LONGEST) -> list[Step]:
    """Return an arm's plan, with adult doses per body surface, as far as it lies within the follow-up."""
    steps = []
    for step in arm.plan:
        if step.day >= follow_up:
            continue
        times = min(step.times, 1 + (follow_up - 1 - step.day) // step.every)
        dose = step.dose if step.adult_mg is None else step.adult_mg / ADULT_SURFACE
        days = LONGEST if step.days is None else step.days
        times = times if THERAPIES[step.therapy].at_once else 1
        steps.append(Step(step.therapy, step.day, dose, days, times, step.every, step.rule))
    return steps


def run(
    first: str,
    second: str,
    number: int = CHILDREN,
    follow_up: int = FOLLOW_UP,
    seed: int = 1,
    switches: Mapping[str, float] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Trial:
    """Return the trial of two arms; the same arguments give the same trial.

    `switches` maps resistance switches to the share of children, 0 to 1, in whom they are on; `progress` is called with the children
    done and all children. Raises CourseError, one sentence, for an unknown arm or switch, or a number outside its limits.
    """
    steps = in_parts(first, second, number, follow_up, seed, switches)
    while True:
        try:
            done = next(steps)
        except StopIteration as finished:
            return finished.value
        if progress:
            progress(done, 2 * number)


def in_parts(
    first: str,
    second: str,
    number: int = CHILDREN,
    follow_up: int = FOLLOW_UP,
    seed: int = 1,
    switches: Mapping[str, float] | None = None,
) -> Generator[int, None, Trial]:
    """Return the trial as `run` does, part by part: each step yields how many of the 2 x `number` children are done.

    Arguments are checked at once. A caller that stops asking has cancelled; nothing has to be undone.
    """
    arms = checked(first, second, number, follow_up, switches)
    return _parts(arms, _mixed(cohort(number, seed), seed, switches or {}), number, follow_up)


def checked(
    first: str, second: str, number: int, follow_up: int, switches: Mapping[str, float] | None = None
) -> tuple[TrialArm, TrialArm]:
    """Return the two arms of a trial that can be run. Raises CourseError as `run` does."""
    arms = (_arm(first), _arm(second))
    if first == second:
        raise CourseError("A trial compares two different arms; choose another one for the second.")
    _within("Children in each arm", number, 2, MOST, ", a limit that keeps a run under about a minute")
    _within("Follow-up in days", follow_up, SHORTEST, LONGEST_FOLLOW_UP)
    _mixed(typical(), 0, switches or {})
    return arms


def _parts(
    arms: tuple[TrialArm, TrialArm], children: Children, number: int, follow_up: int
) -> Generator[int, None, Trial]:
    outcomes, done = [], 0
    for arm in arms:
        parts = []
        for begin in range(0, number, CHUNK):
            some = {symbol: values[begin : begin + CHUNK] for symbol, values in children.items()}
            parts.append(_outcomes(arm, some, follow_up))
            done += len(some["W"])
            yield done
        joined = {
            field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Outcomes)
        }
        outcomes.append(Outcomes(**joined))
    return Trial(arms, (outcomes[0], outcomes[1]), number, follow_up)


def _outcomes(arm: TrialArm, children: Children, follow_up: int) -> Outcomes:
    course = simulate(children, plan_of(arm, follow_up), follow_up, SCORED)
    days = first_days(*(getattr(course, name) for name in SCORED), children["W"])
    held = np.zeros(len(children["W"]), bool)
    if arm.published and arm.published.day <= follow_up:
        span = slice(arm.published.day - arm.published.held_days, arm.published.day + 1)
        held = (course.pdai[span] < CLEAR).all(axis=0) & (course.prednisone[span] == 0).all(axis=0)
    return Outcomes(
        remission=days["remission-off"],
        control=days["control"],
        relapse=days["relapse"],
        held=held,
        pdai=course.pdai[-1].copy(),
        steroid=course.steroid_burden()[-1],
    )


def _mixed(children: Children, seed: int, switches: Mapping[str, float]) -> Children:
    """Return the children with each switch on in its share of them, drawn independently, the same for the same seed."""
    random = np.random.default_rng([seed, 7])
    for name, share in switches.items():
        if not isinstance(share, int | float) or isinstance(share, bool) or not 0 <= share <= 1:
            raise CourseError(f"The share of children with a switch must be a number from 0 to 1, not {share!r}.")
        changed = with_switches(children, [name])
        on = random.random(len(children["W"])) < share
        children = {symbol: np.where(on, changed[symbol], values) for symbol, values in children.items()}
    return children


def small_trials(trial: Trial, size: int, repeats: int, seed: int = 1) -> list[Drawn]:
    """Return trials of `size` children in each arm drawn from a large one, the same for the same seed.

    Each draws 2 x `size` different children and randomizes them: nobody is in both arms. Raises CourseError for a size or number of
    repeats outside its limits.
    """
    _within("Children in each arm of a small trial", size, 2, trial.number // 2)
    _within("Drawn trials", repeats, 1, MOST_DRAWS)
    random = np.random.default_rng([seed, size])
    return [_draw(trial, size, random) for _ in range(repeats)]


def _draw(trial: Trial, size: int, random: np.random.Generator) -> Drawn:
    chosen = random.choice(trial.number, 2 * size, replace=False)
    first, second = (
        int((outcome.remission[children] != NEVER).sum())
        for outcome, children in zip(trial.outcomes, (chosen[:size], chosen[size:]), strict=True)
    )
    found, low, high = difference(first, size, second, size)
    return Drawn(size, first, second, found, low, high, verdict(low, high))


def verdict(low: float, high: float) -> str:
    """Return what a trial says whose difference, first arm minus second, has this interval: undecided as long as it holds zero."""
    return FAVORS_FIRST if low > 0 else FAVORS_SECOND if high < 0 else UNDECIDED


def tally(drawn: Sequence[Drawn]) -> dict[str, int]:
    """Return how many drawn trials came to each verdict."""
    return {name: sum(one.verdict == name for one in drawn) for name in (FAVORS_FIRST, FAVORS_SECOND, UNDECIDED)}


def _arm(name: object) -> TrialArm:
    if not isinstance(name, str) or name not in simulation.trial_arms():
        raise unknown("arm of a trial", name, list(simulation.trial_arms()))
    return simulation.trial_arms()[name]


def _within(what: str, value: object, least: int, most: int, why: str = "") -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise CourseError(f"{what}: a whole number from {least:,} to {most:,} is needed{why}; {value!r} is outside.")
