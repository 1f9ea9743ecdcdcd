"""Wash it out, flood it out: exchange, immunoglobulin and FcRn blockade in the model's IgG, beside what was measured."""

from typing import Literal

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record
from pemphigus.model.igg import PARTS, Levels, levels
from pemphigus.synthesis.certainty import POPULATION

FILE = "laboratories/wash-out.yaml"
SYMBOLS = ("kcat", "rho", "Km", "G0", "k12", "v", "Vp", "W", "CL", "V1", "V2", "Q")
ONE, THREE = "pe-igg-removal-one-volume", "pe-igg-removal-three-sessions"
WASTE = "pe-apparent-vs-true-removal"
EARLY, LATE = "rtx-plasma-exchange-removes-drug", "rtx-plasma-exchange-day6"
CALCULATED, BLOCKER = "ivig-clearance-human-model-25", "efgartigimod-igg-fall"
# How the bench is set at first: an arrangement of this course, not a regimen. Volumes, sessions and days between them; blockade, weeks.
FIRST = {"volumes": 1.0, "times": 5, "every": 2, "blocked": 0.85, "weeks": 4}
SHOWN = {"exchange": 28, "ivig": 84, "fcrn": 154}  # days


class Measured(Record):
    """A published fall of antibody or IgG in the blood. `days` is when (first and last), where the claim's own words give a time."""

    id: str
    way: Literal["exchange", "ivig", "fcrn"]
    claim: str
    population: str
    quantity: str
    name: str
    falls: list[str]
    days: tuple[float, float] | None = None


def values() -> dict[str, float]:
    """Return the typical child's parameters that IgG and rituximab follow, by symbol."""
    return {symbol: simulation.parameters()[symbol].value for symbol in SYMBOLS}


def measured() -> list[dict]:
    """Return the published points: shares left (0 to 1, lower and upper end), when (days, or None), and what they are in words."""
    rows = []
    for point in items_of(FILE, "measured", Measured):
        figures = content.claim(point.claim).figures
        left = sorted(1 - figures[key] / 100 for key in point.falls)
        rows.append(
            {
                "id": point.id,
                "way": point.way,
                "left": [left[0], left[-1]],
                "days": point.days and list(point.days),
                "name": point.name.format(**figures),
                "who": POPULATION[point.population],
                "quantity": point.quantity,
            }
        )
    return rows


def exchanges(volumes: float, times: int, every: int, days: int = SHOWN["exchange"]) -> Levels:
    """Return the antibody of the typical child over `days` days of which the sessions, `every` days apart, begin on day 0."""
    return levels(values(), days, exchange={number * every: volumes for number in range(times)})


def as_measured() -> dict[str, float]:
    """Return the share of antibody in the blood that the model leaves where patients were measured: after one session and after three."""
    volumes = content.claim(ONE).figures["pe_volumes"]
    course = exchanges(volumes, content.claim(THREE).figures["sessions"], 2)
    after = [float(course.plasma[course.day == day][-1]) for day in (0, 4)]
    return {"volumes": volumes, "one": after[0], "three": after[1]}


def data() -> dict:
    """Return what the bench needs."""
    early, late, blocker = (content.claim(name).figures for name in (EARLY, LATE, BLOCKER))
    waste = content.claim(WASTE).figures
    calculated = content.claim(CALCULATED).figures
    return {
        "values": values(),
        "parts": PARTS,
        "first": FIRST | {"dose": calculated["dose_g_per_kg"]},
        "shown": SHOWN,
        "measured": measured(),
        "asMeasured": as_measured(),
        "waste": {"blood": waste["anti_dsg3_apparent_percent"] / 100, "bag": waste["anti_dsg3_true_percent"] / 100},
        "calculated": {
            "left": 1 - calculated["max_fall_percent"] / 100,
            "days": [7 * calculated["weeks_min"], 7 * calculated["weeks_max"]],
            "dose": calculated["dose_g_per_kg"],
        },
        "return": 7 * blocker["weeks_to_baseline"],
        "rituximab": {
            "early": [share / 100 for share in early["removed_pct"]],
            "hours": early["hours_after"],
            "late": [share / 100 for share in late["removed_pct"]],
            "lateDay": late["days_after"],
        },
        "notForTreatment": content.course().not_for_treatment,
    }
