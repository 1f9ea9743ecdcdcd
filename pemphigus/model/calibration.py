"""What the virtual child gives for the published results it is calibrated against, and whether it lies within their intervals.

Trials in adults are mimicked in virtual children with doses per m2; an adult of 1.8 m2 is assumed. `python course.py calibrate` tunes the
calibrated parameters on these targets and on nothing else.
"""

from dataclasses import dataclass

import numpy as np

from pemphigus.content import simulation
from pemphigus.content.model_schemas import Target
from pemphigus.model.children import Children, cohort, typical
from pemphigus.model.endpoints import CLEAR, FLARE, MINIMAL_MG, NEVER, first_days
from pemphigus.model.engine import Course, simulate
from pemphigus.model.plan import Step
from pemphigus.synthesis.intervals import wilson

ADULT_SURFACE = 1.8  # m2, an assumption
GRAM, HALF = 1000 / ADULT_SURFACE, 500 / ADULT_SURFACE  # mg/m2
TOLERANCE = 0.15  # of the value, where a source gives neither an interval nor a count that one could be worked out from
MONTH, YEAR = 30.4, 365
SCORED = ("pdai", "new", "prednisone")


@dataclass(frozen=True)
class Result:
    """A target, the model's value, and the interval it should lie in with its origin."""

    target: Target
    value: float
    low: float
    high: float
    origin: str

    @property
    def inside(self) -> bool:
        """Whether the model's value lies in the interval."""
        return self.low <= self.value <= self.high


def report(children: Children | None = None, child: Children | None = None) -> list[Result]:
    """Return every target with the model's value, for a cohort (300 virtual children by default) and the typical child."""
    values = against_targets(cohort(300) if children is None else children, typical() if child is None else child)
    return [Result(target, values[name], *interval(target)) for name, target in simulation.targets().items()]


def results() -> list[Result]:
    """Return every target with the model's value as it was last stored in content/model/results.yaml."""
    stored = simulation.model_results().targets
    return [Result(target, stored[name], *interval(target)) for name, target in simulation.targets().items()]


def interval(target: Target) -> tuple[float, float, str]:
    """Return low, high and origin of a target's interval: as printed, Wilson's from its count, or a tolerance of this course."""
    if target.interval is not None:
        return *target.interval, target.interval_kind or "as printed"
    if target.unit == "proportion" and target.n is not None and target.n >= 30:
        return *wilson(round(target.value * target.n), target.n), "Wilson 95% on the rounded count"
    return (
        target.value * (1 - TOLERANCE),
        target.value * (1 + TOLERANCE),
        "within 15 percent, a tolerance of this course",
    )


def against_targets(children: Children, child: Children) -> dict[str, float]:
    """Return the model's value of each target by id."""
    return _pharmacology(child) | _depletion(children) | _trials(children)


def _pharmacology(child: Children) -> dict[str, float]:
    """Return what the typical child shows about IgG, exchange, IVIG, FcRn blockade and steroid."""
    one = {symbol: float(values[0]) for symbol, values in child.items()}
    rest = 1 - one["rho"]
    out, back = one["kcat"] * rest + one["k12"], one["k12"] / one["v"]
    slowest = (out + back) / 2 - np.sqrt(((out - back) / 2) ** 2 + one["k12"] * back)
    exchanges = simulate(child, [Step("exchange", dose=0.9, times=3, every=2)], 10).igg[:, 0] / one["G0"]
    ivig = simulate(child, [Step("ivig", dose=2)], 60).dsg3[:, 0] / one["C30"]
    blocked = simulate(child, [Step("fcrn", dose=0.65)], 28).igg[-1, 0] / one["G0"]
    steroid = simulate(child, [Step("prednisone", dose=2)], 42).short_lived[-1, 0]
    doubled = (1 - one["rho"] * (one["Km"] + one["G0"]) / (one["Km"] + 2 * one["G0"])) / rest
    return {
        "plex-one-session": 1 - exchanges[0],
        "plex-three-sessions": 1 - exchanges[4],
        "ivig-fcrn-max": 1 - ivig.min(),
        "fcr-at-double-igg": doubled,
        "igg-half-life": np.log(2) / slowest,
        "fcrn-multiple-dose": 1 - blocked,
        "steroid-marrow-igg": steroid,
    }


def _depletion(children: Children) -> dict[str, float]:
    """Return B-cell recovery (back to half of before, an assumption: the source's definition was not seen) and the fall of antibody."""
    half = len(children["W"]) // 2
    days = []
    for part, times in ((slice(None, half), 1), (slice(half, None), 2)):
        some = {symbol: values[part] for symbol, values in children.items()}
        cells = simulate(some, [Step("rituximab", dose=375, times=times, every=7)], 500, ("b_cells",)).b_cells
        low = np.cumsum(cells < 0.5, axis=0) > 0
        days.append(np.where((low & (cells >= 0.5)).any(axis=0), (low & (cells >= 0.5)).argmax(axis=0), 500))
    treated = simulate(
        children,
        [Step("rituximab", dose=GRAM, times=2), Step("prednisone", dose=0.75, days=14, rule="taper")],
        182,
        ("dsg3",),
    )
    return {
        "b-recovery-chen": float(np.median(np.concatenate(days))),
        "dsg-after-rituximab": float(np.median(1 - treated.dsg3[-1] / treated.dsg3[0])),
    }


RITUX3 = (
    Step("rituximab", dose=GRAM, times=2),
    Step("rituximab", day=round(12 * MONTH), dose=HALF),
    Step("rituximab", day=round(18 * MONTH), dose=HALF),
    Step("prednisone", dose=0.75, days=14, every=10, rule="taper"),
)
PREDNISONE = (Step("prednisone", dose=1.25, days=28, every=38, rule="taper"),)
ADDRESS = (Step("prednisone", dose=0.5, rule="follow"),)


def _trials(children: Children) -> dict[str, float]:
    """Return the proportions of the mimicked trials."""
    rituximab = simulate(children, RITUX3, 5 * YEAR, SCORED)
    prednisone = simulate(children, PREDNISONE, 5 * YEAR, SCORED)
    once = simulate(children, [RITUX3[0], RITUX3[3]], 3 * YEAR, SCORED)
    refractory = simulate(children, [RITUX3[0], Step("prednisone", dose=0.5, rule="follow")], 168, SCORED)
    placebo = simulate(children, ADDRESS, 210, SCORED)
    blocked = simulate(children, [*ADDRESS, Step("fcrn", dose=0.65)], 210, SCORED)
    return {
        "ritux3-rtx-24m": _off_therapy(rituximab, 2 * YEAR),
        "ritux3-pred-24m": _off_therapy(prednisone, 2 * YEAR),
        "tedbirt-rtx-dfs": disease_free(rituximab, children),
        "tedbirt-pred-dfs": disease_free(prednisone, children),
        "mignard-relapse": relapsed(rituximab, children, YEAR),
        "kushner-relapse": relapsed(once, children, 3 * YEAR),
        "yamagami-cr168": float(
            np.mean((refractory.pdai[-1] < CLEAR) & (refractory.prednisone[-1] * children["W"] <= MINIMAL_MG))
        ),
        "address-placebo": _minimal(placebo, children),
        "address-efgartigimod": _minimal(blocked, children),
    }


def _off_therapy(course: Course, day: int) -> float:
    """Return the share without lesions and without prednisone for two months up to `day`."""
    span = slice(day - 60, day + 1)
    return float(np.mean((course.pdai[span] < CLEAR).all(axis=0) & (course.prednisone[span] == 0).all(axis=0)))


def disease_free(course: Course, children: Children) -> float:
    """Return the share without relapse or prednisone up to year 5, of those who had reached remission without prednisone by year 2."""
    reached = first_days(*(getattr(course, name)[: 2 * YEAR] for name in SCORED), children["W"])["remission-off"]
    later = np.arange(course.days + 1)[:, None] >= reached
    free = ((course.pdai < FLARE) & (course.prednisone == 0) | ~later).all(axis=0)
    return float(np.mean(free[reached != NEVER])) if (reached != NEVER).any() else 0.0


def relapsed(course: Course, children: Children, day: int) -> float:
    """Return the share that relapsed up to `day`, of those once controlled."""
    found = first_days(*(getattr(course, name)[: day + 1] for name in SCORED), children["W"])
    controlled = found["control"] != NEVER
    return float(np.mean(found["relapse"][controlled] != NEVER)) if controlled.any() else 1.0


def _minimal(course: Course, children: Children) -> float:
    """Return the share that had no lesions on at most 10 mg of prednisone a day for 8 weeks in a row."""
    holds = (course.pdai < CLEAR) & (course.prednisone * children["W"] <= MINIMAL_MG)
    sums = np.cumsum(np.concatenate([np.zeros((1, holds.shape[1])), holds]), axis=0)
    return float(np.mean((sums[56:] - sums[:-56] == 56).any(axis=0)))
