"""Is this resistance? Eight invented children read week by week; the engine of the simulator says which end point was reached and why."""

from functools import cache
from math import ceil

import numpy as np

from pemphigus import content
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record
from pemphigus.model import endpoints
from pemphigus.model.endpoints import EndPoint

FILE = "laboratories/is-this-resistance.yaml"
WEEK = 7  # days
NONE = "none"


class Rule(Record):
    """An end point in the words of the bench; `claim` is where they come from."""

    id: str
    claim: str
    says: str


class Event(Record):
    """What becomes known in a week."""

    week: int
    says: str


class Child(Record):
    """An invented child: weekly counts of open and of new lesions, and the prescribed prednisone as [mg/kg a day, weeks]."""

    id: str
    name: str
    weight: float
    mark: int
    lesions: list[int]
    fresh: list[int]
    dose: list[tuple[float, int]]
    taken: list[tuple[float, int]] | None = None
    events: list[Event] | None = None

    def prescribed(self) -> list[float]:
        """Return the prescribed prednisone of each week, mg/kg a day."""
        return weekly(self.dose)

    def swallowed(self) -> list[float]:
        """Return the prednisone that was taken in each week, mg/kg a day."""
        parts = weekly(self.taken or []) or [1.0] * len(self.prescribed())
        return [dose * part for dose, part in zip(self.prescribed(), parts, strict=True)]

    def daily(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return open lesions, new lesions a day and prednisone taken, one value a day from the first visit to the last.

        One lesion stands for one point of the score. Between visits lesions are interpolated, new ones spread over the week.
        """
        days = np.arange(WEEK * (len(self.lesions) - 1) + 1)
        visit = -(-days // WEEK)  # the visit that counts this day
        score = np.interp(days / WEEK, np.arange(len(self.lesions)), self.lesions)
        prednisone = np.array(self.swallowed())[np.maximum(visit - 1, 0)]
        return score, np.array(self.fresh)[visit] / WEEK, prednisone


def weekly(steps: list[tuple[float, int]]) -> list[float]:
    """Return one value a week from steps of [value, weeks]."""
    return [value for value, weeks in steps for _ in range(weeks)]


@cache
def children() -> list[Child]:
    """Return the invented children in the order in which they are met."""
    return items_of(FILE, "children", Child)


def reached(child: Child) -> list[EndPoint]:
    """Return the end points that the child had reached by the marked visit, in order."""
    return [point for point in endpoints.story(*child.daily(), child.weight) if point.day <= child.mark * WEEK]


def key(child: Child) -> str:
    """Return the end point reached last by the marked visit, or "none"."""
    found = reached(child)
    return found[-1].id if found else NONE


def facts(child: Child) -> dict:
    """Return what the rules look at on the day of the marked visit: counts, days in a row, and percent healed.

    A relapse begins the count anew; where it is what was reached last, its own count is the one that ends with it.
    """
    day = child.mark * WEEK
    flares = [point.day for point in reached(child) if point.id == "relapse"]
    begin = max((at + 1 for at in flares[: -1 if key(child) == "relapse" else None]), default=0)
    score, new, prednisone = (values[begin : day + 1, None] for values in child.daily())
    read = endpoints.readings(score, new, prednisone, child.weight)
    now = {name: int(getattr(read, name)[-1, 0]) for name in ("quiet", "minimal", "off", "high", "since")}
    controlled = next((point.day for point in reached(child) if point.id == "control"), None)
    return now | {
        "healed": round(100 * (1 - score[-1, 0] / score[0, 0])),
        "best": float(read.best[-1, 0]) if now["since"] else None,
        "controlled": None if controlled is None else ceil(controlled / WEEK),
        "mg": round(float(prednisone[-1, 0] * child.weight)),
    }


def data() -> dict:
    """Return what the bench needs."""
    rules = items_of(FILE, "rules", Rule)
    return {
        "names": {**endpoints.NAMES, NONE: "None of them yet"},
        "rules": [rule.model_dump() for rule in rules],
        "course": content.course().not_for_treatment,
        "limits": {
            "failure_dose": endpoints.FAILURE_DOSE,
            "minimal_mg": endpoints.MINIMAL_MG,
            "slowed": endpoints.SLOWED,
            "begun": endpoints.BEGUN,
            "flare": endpoints.FLARE,
            "ceased": endpoints.CEASED * WEEK,
        },
        "children": [
            {
                **child.model_dump(include={"id", "name", "weight", "mark", "lesions", "fresh"}),
                "events": [event.model_dump() for event in child.events or []],
                "dose": child.prescribed(),
                "taken": child.swallowed(),
                "reached": [{"id": point.id, "week": ceil(point.day / WEEK)} for point in reached(child)],
                "key": key(child),
                "facts": facts(child),
            }
            for child in children()
        ],
    }
