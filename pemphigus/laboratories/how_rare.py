"""How rare is rare? From the published incidence to cases in a career, and to the years a trial in children would take."""

from pemphigus import content
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record
from pemphigus.synthesis.rarity import patients_per_arm

FILE = "laboratories/how-rare.yaml"
INCIDENCE = "pv-incidence-global-meta"
SHARES = ("pv-pediatric-share-1-to-4", "pv-pediatric-share-1-4-to-3-7", "pv-pediatric-share-1-4-to-2-9")

CAREER = 40  # years of work


class Trial(Record):
    """A trial whose claim holds two arms, and what its difference is called."""

    claim: str
    name: str


class Place(Record):
    """An invented place and the people in it."""

    people: int
    name: str


def incidence() -> tuple[float, float, float]:
    """Return new cases per million people and year, all ages: pooled, and its 95% interval."""
    figures = content.claim(INCIDENCE).figures
    return figures["incidence_per_million_person_years"], *figures["ci95"]


def share_of_children() -> tuple[float, float]:
    """Return the lowest and the highest share of children among all patients that a source names (0 to 1). The sources disagree."""
    ranges = [content.claim(name).figures["percent_of_pv_range"] for name in SHARES]
    return min(low for low, _ in ranges) / 100, max(high for _, high in ranges) / 100


def trials() -> list[dict]:
    """Return, for each trial, the shares (0 to 1) in its arms and the children both arms would need to find such a difference again."""
    rows = []
    for trial in items_of(FILE, "trials", Trial, key="claim"):
        figures = content.claim(trial.claim).figures
        first, second = (figures[f"events_{arm}"] / figures[f"n_{arm}"] for arm in "ab")
        children = 2 * patients_per_arm(first, second)
        rows.append({"id": trial.claim, "name": trial.name, "first": first, "second": second, "children": children})
    return rows


def places() -> list[Place]:
    """Return the invented places, the smallest first."""
    return items_of(FILE, "places", Place, key="name")


def data() -> dict:
    """Return what the bench needs."""
    return {
        "career": CAREER,
        "incidence": list(incidence()),
        "share": list(share_of_children()),
        "trials": trials(),
        "places": [place.model_dump() for place in places()],
    }
