"""A treatment plan: therapies on a timeline, turned into what a child gets each day."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from pemphigus.content.model_schemas import PlanStep
from pemphigus.errors import CourseError, unknown

LONGEST = 3650  # days
RULES = ("fixed", "taper", "follow")


@dataclass(frozen=True)
class Kind:
    """A kind of therapy: its unit, the highest dose that is accepted, and whether it is given at once or over a time."""

    name: str
    unit: str
    most: float
    at_once: bool
    usual: float

    @property
    def mid_sentence(self) -> str:
        """Return the name as it stands within a sentence; abbreviations keep their capitals."""
        return self.name[0].lower() + self.name[1:] if self.name[1:].islower() else self.name


THERAPIES = {
    "prednisone": Kind("Prednisone", "mg/kg a day", 5, False, 1.0),
    "antimetabolite": Kind("Azathioprine or mycophenolate", "times the target exposure", 3, False, 1.0),
    "cyclophosphamide": Kind("Cyclophosphamide", "times the usual exposure", 3, False, 1.0),
    "rituximab": Kind("Rituximab", "mg/m2", 1000, True, 375.0),
    "exchange": Kind("Plasma exchange", "plasma volumes", 3, True, 1.0),
    "ivig": Kind("IVIG", "g/kg", 4, True, 2.0),
    "fcrn": Kind("FcRn blocker", "of the receptors blocked", 1, False, 0.65),
}


@dataclass(frozen=True)
class Step:
    """One therapy of a plan.

    At once (rituximab, exchange, ivig): `dose` on `day`, `times` times, every `every` days. Over a time (the others): `dose` from `day` for
    `days` days. Prednisone has a rule: "fixed" keeps the dose; "taper" keeps it for `days` days, then takes a quarter off every `every`
    days and stops below a twentieth of the dose; "follow" looks every `every` days, takes a quarter off while the disease is controlled,
    and goes back up on a relapse. (A quarter every two weeks: claim edf-taper-25-percent-2-weeks; back up: taper-after-relapse-options.)
    """

    therapy: str
    day: int = 0
    dose: float | None = None
    days: int = LONGEST
    times: int = 1
    every: int = 14
    rule: str = "fixed"

    def __post_init__(self) -> None:
        if self.therapy not in THERAPIES:
            raise unknown("therapy of the model", self.therapy, list(THERAPIES))
        kind = THERAPIES[self.therapy]
        if self.dose is None:
            object.__setattr__(self, "dose", kind.usual)
        _number(f"The dose of {kind.mid_sentence}", self.dose, 0, kind.most, kind.unit)
        _whole(f"The day of {kind.mid_sentence}", self.day, 0)
        for name, value, least in (("days", self.days, 1), ("times", self.times, 1), ("every", self.every, 1)):
            _whole(f"'{name}' of {kind.mid_sentence}", value, least)
        if self.rule not in RULES:
            raise unknown("rule for prednisone", self.rule, list(RULES))


def _whole(what: str, value: object, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LONGEST:
        raise CourseError(f"{what} must be a whole number from {least} to {LONGEST}, not {value!r}.")


def _number(what: str, value: object, least: float, most: float, unit: str) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
        raise CourseError(
            f"{what} must be a number from {least:g} to {most:g}{f' {unit}' if unit else ''}, not {value!r}."
        )


def steps(plan: Sequence[PlanStep], begin: int = 0) -> list[Step]:
    """Return the steps of a plan of the content, counted from day `begin`. Raises CourseError for a dose or a day out of range."""
    return [
        Step(
            row.therapy,
            begin + row.day,
            row.dose,
            LONGEST if row.days is None else row.days,
            row.times,
            row.every,
            row.rule,
        )
        for row in plan
    ]


def in_words(step: Step) -> str:
    """Return a step in words: "Rituximab, 375 mg/m2, on day 0, 4 times, every 7 days"."""
    kind = THERAPIES[step.therapy]
    unit = kind.unit.removesuffix("s") if step.dose == 1 and kind.unit.endswith("volumes") else kind.unit
    said = f"{kind.name}, {step.dose:g} {unit},"
    if kind.at_once:
        repeated = f", {step.times} times, every {step.every} days" if step.times > 1 else ""
        return f"{said} on day {step.day}{repeated}"
    if step.rule == "follow":
        return f"{said} from day {step.day}, then following the disease every {step.every} days"
    until = f" for {step.days} days" if step.days < LONGEST else ""
    tapered = f", then a quarter less every {step.every} days" if step.rule == "taper" else ""
    return f"{said} from day {step.day}{until}{tapered}"


@dataclass(frozen=True)
class Inputs:
    """What is given on each day, the same for every child: arrays of length `days`.

    prednisone: mg/kg (the fixed and tapered part); antimetabolite, cyclophosphamide: times the usual exposure; fcrn: occupancy 0 to 1;
    rituximab: mg/m2; exchange: plasma volumes; ivig: g/kg. `following` holds the steps whose dose follows each child's disease.
    """

    prednisone: np.ndarray
    antimetabolite: np.ndarray
    cyclophosphamide: np.ndarray
    fcrn: np.ndarray
    rituximab: np.ndarray
    exchange: np.ndarray
    ivig: np.ndarray
    following: list[Step] = field(default_factory=list)


def daily(plan: Sequence[Step], days: int) -> Inputs:
    """Return the inputs of `days` days. Raises CourseError when a step begins after the last day or the length is out of range."""
    _whole("The length of a simulation in days", days, 1)
    inputs = Inputs(*(np.zeros(days) for _ in range(7)))
    for step in plan:
        kind = THERAPIES[step.therapy]
        row = getattr(inputs, step.therapy)
        last = step.day + (step.times - 1) * step.every if kind.at_once else step.day
        if last >= days:
            raise CourseError(
                f"{kind.name} on day {last} lies after the last day of the simulation ({days}); move it forward or lengthen the simulation."
            )
        if kind.at_once:
            row[[step.day + number * step.every for number in range(step.times)]] += step.dose
        elif step.therapy == "prednisone" and step.rule == "follow":
            inputs.following.append(step)
        elif step.therapy == "prednisone" and step.rule == "taper":
            row[step.day :] += _taper(step, days - step.day)
        else:
            row[step.day : step.day + step.days] += step.dose
    np.minimum(inputs.fcrn, 1.0, out=inputs.fcrn)
    return inputs


QUARTER, STOP = 0.75, 0.05


def _taper(step: Step, days: int) -> np.ndarray:
    cuts = np.maximum(0, (np.arange(days) - step.days) // step.every + 1)
    share = QUARTER**cuts
    return step.dose * np.where(share < STOP, 0.0, share)
