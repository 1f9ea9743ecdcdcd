"""What the virtual child gives for published results it was never tuned to: content/model/validation.yaml, misses included.

As in calibration, trials and series are mimicked in virtual children with doses per m2.
"""

from dataclasses import dataclass

import numpy as np

from pemphigus.content import simulation
from pemphigus.content.model_schemas import ModelCheck
from pemphigus.model.calibration import GRAM, MONTH, PREDNISONE, RITUX3, SCORED, YEAR, disease_free, relapsed
from pemphigus.model.children import Children, body_surface, cohort, typical
from pemphigus.model.endpoints import CLEAR, NEVER, REMISSION_DAYS, first_days
from pemphigus.model.engine import Course, simulate
from pemphigus.model.plan import Step

TOLERANCE = 0.25  # of the value, either way, where a source prints neither spread nor count
ONCE = (RITUX3[0], RITUX3[3])


@dataclass(frozen=True)
class Judged:
    """A check, the model's value, and the interval it should lie in."""

    check: ModelCheck
    value: float
    low: float
    high: float

    @property
    def inside(self) -> bool:
        """Whether the model's value lies in the interval."""
        return self.low <= self.value <= self.high


def judge(children: Children | None = None, child: Children | None = None) -> list[Judged]:
    """Return every check with the model's value, for a cohort (300 virtual children by default) and the typical child."""
    children, child = cohort(300) if children is None else children, typical() if child is None else child
    values = _drug(child) | _b_cells(children) | _course(children) | _antibody(child)
    return [Judged(check, values[name], *_interval(check)) for name, check in simulation.model_checks().items()]


def judged() -> list[Judged]:
    """Return every check with the model's value as it was last stored in content/model/results.yaml."""
    stored = simulation.model_results().checks
    return [Judged(check, stored[name], *_interval(check)) for name, check in simulation.model_checks().items()]


def _interval(check: ModelCheck) -> tuple[float, float]:
    return check.interval or (check.value * (1 - TOLERANCE), check.value * (1 + TOLERANCE))


def _drug(child: Children) -> dict[str, float]:
    """Return the half-life of rituximab and what exchanges take out of it."""
    surface = body_surface(child["W"])[0]
    central = child["V1"][0] * surface / 0.9

    def level(*steps: Step, days: int = 400) -> np.ndarray:
        return simulate(child, [Step("rituximab", dose=GRAM), *steps], days, ("rituximab",)).rituximab[:, 0]

    def removed(day: int) -> float:
        """Return the percent of the drug in the body that an exchange on `day` takes out; the tissue holds what was not cleared."""
        plain = level(days=day + 1)
        cleared = child["CL"][0] * (surface / 0.9) ** 1.26 * np.trapezoid(plain[: day + 1])
        cleaned = 1 - np.exp(-child["Vp"][0] * child["W"][0] / central)
        return 100 * central * plain[day] * cleaned / (GRAM * surface - cleared)

    plain = level()
    late = np.log(plain[120] / plain[150]) / 30
    lost = 1 - level(Step("exchange", day=1)).sum() / plain.sum()
    return {
        "half-life-children": np.log(2) / late,
        "half-life-adults": np.log(2) / late,
        "exchange-early": (removed(1) + removed(3)) / 2,
        "exchange-late": removed(6),
        "exchange-exposure": 100 * lost,
    }


def _b_cells(children: Children) -> dict[str, float]:
    """Return the median time until B cells are back to half of before (as in calibration), or to nine tenths for "back to baseline"."""

    def back(step: Step, share: float) -> float:
        cells = simulate(children, [step], 600, ("b_cells",)).b_cells
        returned = (np.cumsum(cells < share, axis=0) > 0) & (cells >= share)
        return float(np.median(np.where(returned.any(axis=0), returned.argmax(axis=0), 600)))

    low = simulate(children, [Step("rituximab", dose=GRAM, times=2)], 168, ("b_cells",)).b_cells[28:]
    return {
        "b-cells-low": 100 * float(np.mean((low < 0.5).all(axis=0))),
        "b-cells-100": back(Step("rituximab", dose=100), 0.5) / MONTH,
        "b-cells-375": back(Step("rituximab", dose=375), 0.5) / MONTH,
        "b-cells-375-twice": back(Step("rituximab", dose=375, times=2, every=7), 0.5) / MONTH,
        "b-cells-pemphigus": back(Step("rituximab", dose=375, times=4, every=7), 0.9) / 7,
    }


def _course(children: Children) -> dict[str, float]:
    """Return remissions and relapses, as percentages and months."""
    year = MONTH * 12
    once = simulate(children, ONCE, 4 * YEAR, SCORED)
    found = _first_days(once, children)
    reached = np.minimum(
        *(np.where(found[name] == NEVER, 10**6, found[name]) for name in ("remission-on", "remission-off"))
    )
    began = reached[reached < 10**6] - REMISSION_DAYS
    relapse = found["relapse"][found["relapse"] != NEVER]
    month_16, month_12 = _first_days(once, children, round(16 * MONTH)), _first_days(once, children, round(year))
    again = simulate(children, [*ONCE, Step("rituximab", day=round(6 * MONTH), dose=GRAM)], YEAR, SCORED)
    pemphix = simulate(
        children, [Step("rituximab", day=day, dose=GRAM) for day in (0, 14, 167, 181)] + [PEMPHIX_TAPER], YEAR, SCORED
    )
    mycophenolate = simulate(children, [Step("antimetabolite"), PEMPHIX_TAPER], YEAR, SCORED)
    long = {
        name: simulate(children, plan, 7 * YEAR, SCORED)
        for name, plan in (("rituximab", RITUX3), ("prednisone", PREDNISONE))
    }
    blocked = simulate(children, [Step("fcrn"), Step("prednisone", dose=0.26, days=300)], 287, SCORED)
    percent = {
        "relapse-share-croatia": relapsed(once, children, 3 * YEAR),
        "children-remission": np.mean(month_16["remission-off"] != NEVER),
        "children-relapse": np.mean(month_16["relapse"] != NEVER),
        "preemptive-infusion": _sustained(again, 60),
        "young-first-cycle": np.mean((month_12["remission-on"] != NEVER) | (month_12["remission-off"] != NEVER)),
        "young-relapse": relapsed(once, children, 3 * YEAR),
        "pemphix-rituximab": _sustained(pemphix, 112),
        "pemphix-mycophenolate": _sustained(mycophenolate, 112),
        "seven-years-rituximab": disease_free(long["rituximab"], children),
        "relapse-seven-years-rituximab": relapsed(long["rituximab"], children, 7 * YEAR),
        "relapse-seven-years-prednisone": relapsed(long["prednisone"], children, 7 * YEAR),
        "efgartigimod-phase-2": np.mean((blocked.pdai < CLEAR).any(axis=0)),
    }
    months = {
        "remission-time": np.mean(began) if len(began) else np.inf,
        "time-to-remission-iran": np.median(began) if len(began) else np.inf,
        "relapse-time": np.median(relapse) if len(relapse) else np.inf,
        "time-to-relapse-iran": np.median(relapse) if len(relapse) else np.inf,
    }
    return {name: 100 * float(share) for name, share in percent.items()} | {
        name: float(days) / MONTH for name, days in months.items()
    }


PEMPHIX_TAPER = Step(
    "prednisone", dose=1.0, days=14, every=12, rule="taper"
)  # start and steps are assumptions; gone before week 24


def _first_days(course: Course, children: Children, day: int | None = None) -> dict[str, np.ndarray]:
    return first_days(*(getattr(course, name)[:day] for name in SCORED), children["W"])


def _sustained(course: Course, days: int) -> float:
    """Return the share without lesions and without prednisone for the last `days` days of the year."""
    span = slice(YEAR - days, YEAR + 1)
    return float(np.mean((course.pdai[span] < CLEAR).all(axis=0) & (course.prednisone[span] == 0).all(axis=0)))


def _antibody(child: Children) -> dict[str, float]:
    """Return what FcRn blockade and IVIG do to IgG and antibody, and what rituximab does to IgG."""
    base = float(child["C30"][0])
    stopped = simulate(child, [Step("fcrn", days=28)], 28 + 56, ("igg",)).igg[:, 0]
    ivig = simulate(child, [Step("ivig", dose=2), Step("prednisone", dose=0.5)], 21, ("dsg3",)).dsg3[:, 0]
    igg = simulate(child, [Step("rituximab", dose=GRAM, times=2)], YEAR, ("igg",)).igg[:, 0]
    return {
        "efgartigimod-return": 100 * (1 - stopped[-1] / stopped[0]),
        "ivig-week-1": 100 * (1 - ivig[7] / base),
        "ivig-week-3": 100 * (1 - ivig[21] / base),
        "igg-after-rituximab": 100 * (1 - igg.min() / igg[0]),
    }
