"""What does an adjuvant buy? Trials outcome by outcome, with effects printed by the source or worked out from its printed counts."""

from typing import Literal

from pydantic import model_validator

from pemphigus import content
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record
from pemphigus.synthesis.certainty import POPULATION, marks, symbols, words
from pemphigus.synthesis.effects import mean_difference, risk_ratio
from pemphigus.synthesis.intervals import difference, wilson

FILE = "laboratories/adjuvant.yaml"
OUTCOMES = {
    "remission": "Remission or response",
    "relapse": "Relapse",
    "steroid": "Steroid spared",
    "switch": "After a first treatment failed",
}


class Comparison(Record):
    """Two arms and one outcome; exactly one of the five lists names the figures that hold it (content file explains them)."""

    outcome: Literal["remission", "relapse", "steroid"]
    name: str
    goal: str
    claim: str
    trial: str
    ratio: str = "risk ratio"
    counts: list[str] | None = None
    shares: list[str] | None = None
    printed: list[str] | None = None
    means: list[str] | None = None
    saved: list[str] | None = None

    @model_validator(mode="after")
    def one_kind(self) -> "Comparison":
        if sum(kind is not None for kind in (self.counts, self.shares, self.printed, self.means, self.saved)) != 1:
            raise ValueError("exactly one of counts, shares, printed, means and saved is expected")
        return self


class Silent(Record):
    """A result without the numbers that an interval needs."""

    outcome: Literal["remission", "relapse", "steroid"]
    text: str
    claim: str


class Switch(Record):
    """Patients in whom a first treatment had failed, without a comparison."""

    name: str
    goal: str
    claim: str
    reached: str
    of: str


class Gene(Record):
    """One activity of the thiopurine enzymes: how many carry it, what dose and risk the claims name."""

    activity: str
    carries: str
    dose: str
    risk: str
    claims: list[str]


def numbers(claim: str, keys: list[str]) -> list[float]:
    """Return the figures of a claim under some keys; an interval under one key gives its two ends."""
    found: list[float] = []
    for key in keys:
        value = content.claim(claim).figures[key]
        found += value if isinstance(value, list) else [value]
    return found


def effect(row: Comparison) -> dict:
    """Return one comparison: its effect with the 95% interval, the arms, the difference in shares where counts exist, and its origin.

    Steroid is in mg saved (more than zero favors the first named), ratios favor nobody at 1.
    """
    claim = content.claim(row.claim)
    arms = apart = None
    n = claim.n
    if row.counts or row.shares:
        if row.counts:
            arms = [int(number) for number in numbers(row.claim, row.counts)]
        else:
            share_a, n_a, share_b, n_b = numbers(row.claim, row.shares)
            arms = [round(share_a / 100 * n_a), int(n_a), round(share_b / 100 * n_b), int(n_b)]
        value, apart, n = risk_ratio(*arms), difference(*arms), arms[1] + arms[3]
    elif row.means:
        two = numbers(row.claim, row.means)
        value, n = mean_difference(*two), two[2] + two[5]
    elif row.saved:
        printed, *ends = numbers(row.claim, row.saved)
        value = (-printed, *sorted(-end for end in ends))
    else:
        value = tuple(numbers(row.claim, row.printed))
    return {
        "outcome": row.outcome,
        "name": row.name,
        "goal": row.goal,
        "trial": row.trial,
        "measure": "mg saved" if row.outcome == "steroid" else row.ratio,
        "effect": list(value),
        "difference": list(apart) if apart else None,
        "arms": arms,
        "worked_out": not (row.printed or row.saved),
        "n": n,
        **_about(row.claim),
    }


def _about(name: str) -> dict:
    claim = content.claim(name)
    return {
        "claim": name,
        "who": POPULATION[claim.population],
        "circles": symbols(claim.certainty),
        "certainty": words(claim.certainty),
        "marks": marks(claim),
    }


def comparisons() -> list[dict]:
    """Return all comparisons in the order of the file; `again` marks a further reading of patients already shown."""
    seen: set[str] = set()
    found = []
    for row in items_of(FILE, "comparisons", Comparison, key="goal"):
        found.append(effect(row) | {"again": row.trial in seen})
        seen.add(row.trial)
    return found


def switches() -> list[dict]:
    """Return the shares, with 95% score intervals, of those who reached a goal after a first treatment had failed."""
    found = []
    for row in items_of(FILE, "switches", Switch, key="goal"):
        events, total = (int(number) for number in numbers(row.claim, [row.reached, row.of]))
        shown = {
            "outcome": "switch",
            "name": row.name,
            "goal": row.goal,
            "measure": "share",
            "arms": [events, total],
            "n": total,
        }
        worked = {
            "effect": [events / total, *wilson(events, total)],
            "difference": None,
            "again": False,
            "worked_out": True,
        }
        found.append(shown | worked | _about(row.claim))
    return found


def doses() -> dict:
    """Return the total doses of cyclophosphamide that claims name: mg/kg in two series and a pulse, grams for the bladder."""
    return {
        "pulse": content.claim("cyc-pulses-26-poorly-controlled").figures["dose_mg_kg_month"],
        "men": content.claim("cyc-boys-azoospermia-5-of-17").figures["mean_total_mg_kg"],
        "women": content.claim("cyc-girls-normal-cycles").figures["mean_total_mg_kg"],
        "bladder": content.claim("cyc-bladder").figures["bladder_cancer_cumulative_g"],
    }


def data() -> dict:
    """Return what the bench needs."""
    return {
        "outcomes": [list(pair) for pair in OUTCOMES.items()],
        "rows": [*comparisons(), *switches()],
        "silent": [row.model_dump() | _about(row.claim) for row in items_of(FILE, "silent", Silent, key="text")],
        "genes": [row.model_dump() for row in items_of(FILE, "genes", Gene, key="activity")],
        "doses": doses(),
        "caution": content.course().not_for_treatment,
    }
