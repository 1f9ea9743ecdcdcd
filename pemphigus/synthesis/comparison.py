"""Therapies side by side: one set of data behind the picture, the table and the words of the comparison."""

from dataclasses import dataclass
from typing import TypeVar

from pemphigus import content
from pemphigus.content.schemas import Efficacy, Onset, Therapy
from pemphigus.errors import CourseError, unknown
from pemphigus.synthesis.certainty import LEVELS, YOUNG, words
from pemphigus.synthesis.intervals import percent, wilson

FEWEST, MOST = 2, 4
DEFAULT = ("prednisone", "mycophenolate-mofetil", "rituximab", "ivig")


@dataclass(frozen=True)
class Proportion:
    """A share with its 95% Wilson interval (all between 0 and 1) and the study it comes from."""

    row: Efficacy
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Side:
    """What one therapy shows in the picture. Lists are empty, and certainty None, where the evidence asked for does not exist."""

    therapy: Therapy
    onset: list[Onset]
    efficacy: list[Proportion]
    certainty: str | None
    burden: tuple[int, int]


R = TypeVar("R", Onset, Proportion)


def is_young(population: str) -> bool:
    """Return whether a population counts as children here: childhood or juvenile, never mixed ages."""
    return population in YOUNG


def side(therapy: Therapy, children_only: bool = False) -> Side:
    """Return one therapy's side of the comparison; with `children_only`, whatever children's evidence cannot fill is left empty.

    The certainty is the best among the claims behind the efficacy shown. Burden is (cost, invasiveness), each 1 to 3.
    """
    onset = [row for row in therapy.onset if is_young(row.population) or not children_only]
    rows = [row for row in therapy.efficacy if is_young(row.population) or not children_only]
    shown = [Proportion(row, row.events / row.total, *wilson(row.events, row.total)) for row in rows]
    grades = [content.claim(row.claim).certainty for row in rows]
    best = max(grades, key=LEVELS.index) if grades else None
    return Side(therapy, onset, shown, best, (therapy.cost.level, therapy.invasiveness.level))


def chosen_therapies(names: object) -> list[Therapy]:
    """Return the therapies of a list of 2 to 4 names. Raises CourseError, one sentence, for anything else."""
    if isinstance(names, str) or not isinstance(names, list | tuple):
        raise CourseError(
            f"Give {FEWEST} to {MOST} therapies as names in quotes, for example 'prednisone', 'rituximab'."
        )
    known = content.therapies()
    for name in names:
        if not isinstance(name, str) or name not in known:
            raise unknown("therapy", name, list(known))
    if not FEWEST <= len(set(names)) <= MOST:
        raise CourseError(f"Compare {FEWEST} to {MOST} different therapies; {len(set(names))} given.")
    return [known[name] for name in dict.fromkeys(names)]


def first_of_each(rows: list[R]) -> list[R]:
    """Return the first row of children and the first of anybody else: what the picture shows, the table holds them all."""
    kinds: dict[bool, R] = {}
    for row in rows:
        kinds.setdefault(is_young(row.row.population if isinstance(row, Proportion) else row.population), row)
    return [kinds[kind] for kind in (True, False) if kind in kinds]


def weeks(row: Onset) -> str:
    """Return an onset in words, for example "2 to 3 weeks"."""
    low, high = row.weeks
    unit = "week" if high == 1 else "weeks"
    return f"{low:g} {unit}" if low == high else f"{low:g} to {high:g} {unit}"


def in_one_sentence(side: Side) -> str:
    """Return what the picture shows of one therapy, in words: onset, efficacy, certainty, burden."""
    onset = [f"{weeks(row)} in {_who(row.population)}" for row in first_of_each(side.onset)]
    effect = [
        f"{p.row.events} of {p.row.total} {_who(p.row.population)} ({percent(p.low)} to {percent(p.high)})"
        for p in first_of_each(side.efficacy)
    ]
    cost, invasiveness = side.burden
    return (
        f"{side.therapy.name}: onset {' and '.join(onset) or 'not known'}; efficacy {' and '.join(effect) or 'not known'}; "
        f"{words(side.certainty) if side.certainty else 'no certainty, for want of evidence'}; "
        f"cost {cost} of 3, invasiveness {invasiveness} of 3."
    )


def _who(population: str) -> str:
    return {"juvenile": "adolescents", "mixed": "patients of all ages"}.get(population, population)
