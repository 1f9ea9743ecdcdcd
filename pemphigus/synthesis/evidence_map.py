"""The evidence map: how many patients with pemphigus stand behind each therapy, by design of the study and by age.

How patients are counted:

1. A claim counts if it reports patients: it names how many, its kind of evidence is a study of people with pemphigus (`PATIENTS`), and its
   design is one of `FIRST_HAND`, or a review, meta-analysis or guideline, which gather again what was published elsewhere (`GATHERED`).
2. It counts for its own therapy and for every therapy whose card cites it as a result; all arms of a comparison count for each.
3. Of mixed ages, those said to be children count as children and the others as mixed; nobody is moved to another age otherwise.
4. Claims of one source, and claims known to report the same patients (`same_data`), are one body of evidence, however long the chain
   between them. It counts once, in its strongest design, with the largest number that any of them gives.
5. Bodies of a first-hand design are added within a square. Patients may still overlap unknown to us, so a sum means "at most".
   Gathered evidence is never added, neither to itself nor to anything else: the square shows the largest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pemphigus.content.schemas import Claim, Series, Therapy
from pemphigus.synthesis.certainty import YOUNG

FIRST_HAND = ("rct", "cohort", "case-series", "case-report")
GATHERED = "gathered"
DESIGNS = (*FIRST_HAND, GATHERED)
AGES = ("children", "adults", "mixed")
PATIENTS = frozenset({"child-cases", "child-single", "adult-rct", "adult-observational", "adult-pooled"})
AGAIN = frozenset({"review", "meta-analysis", "guideline"})
SERIES = {
    "case-series": "case-series",
    "cohort": "cohort",
    "case-report": "case-report",
    "review-of-published-cases": GATHERED,
}


@dataclass(frozen=True)
class Reading:
    """How a claim is to be read where its own fields do not say it: which therapies, which design, and how many patients."""

    claim: str
    therapies: tuple[str, ...] = ()
    design: str | None = None
    patients: int | None = None


@dataclass(frozen=True)
class Entry:
    """One count of patients: by one claim (None for a row of the published series), for one therapy, in one design and age."""

    claim: str | None
    therapy: str
    design: str
    age: str
    source: str
    patients: int


@dataclass(frozen=True)
class Body:
    """One body of evidence: patients who are counted once, with everything that reports them."""

    therapy: str
    design: str
    age: str
    patients: int
    sources: tuple[str, ...]
    claims: tuple[str, ...]


def entries(
    claims: Iterable[Claim],
    therapies: Mapping[str, Therapy],
    series: Iterable[Series] = (),
    readings: Iterable[Reading] = (),
    left_out: Iterable[str] = (),
) -> list[Entry]:
    """Return every count of patients by rules 1 to 3; a reading replaces what the claim's own fields would give.

    `series` are published children given rituximab: their numbers go before those of the claims of the same source, and a source without
    any claim is added.
    """
    claims, read, out = list(claims), defaultdict(list), frozenset(left_out)
    for reading in readings:
        read[reading.claim].append(reading)
    cited = defaultdict(set)
    for therapy in therapies.values():
        for row in therapy.efficacy:
            cited[row.claim].add(therapy.id)
    found: list[Entry] = []
    for claim in claims:
        if claim.id not in out:
            for reading in read[claim.id] or [Reading(claim.id)]:
                found += _of_claim(claim, reading, cited[claim.id] & set(therapies), therapies)
    for row in series:
        found = _with_series(found, row)
    return found


def _of_claim(claim: Claim, reading: Reading, cited: set[str], therapies: Mapping[str, Therapy]) -> list[Entry]:
    design = reading.design or (GATHERED if claim.design in AGAIN else claim.design)
    patients = claim.n if reading.patients is None else reading.patients
    told = reading.design is not None or reading.patients is not None  # a reading vouches for the patients
    if patients is None or design not in DESIGNS or not (claim.basis in PATIENTS or told):
        return []
    age = "children" if claim.population in YOUNG else claim.population
    if age not in AGES:
        return []
    ages = {age: patients}
    if age == "mixed" and claim.n_children:
        ages = {"children": claim.n_children, "mixed": patients - claim.n_children}
    named = reading.therapies or sorted(cited | ({claim.therapy} & set(therapies)))
    return [Entry(claim.id, name, design, who, claim.source, n) for name in named for who, n in ages.items() if n > 0]


def _with_series(found: list[Entry], row: Series) -> list[Entry]:
    if row.n is None:
        return found
    if not any(entry.source == row.source for entry in found):
        return [*found, Entry(None, "rituximab", SERIES[row.kind], "children", row.source, row.n)]
    mine = ("rituximab", "children", row.source)
    return [
        replace(entry, patients=row.n, design=SERIES[row.kind])
        if (entry.therapy, entry.age, entry.source) == mine
        else entry
        for entry in found
    ]


def bodies(counted: Iterable[Entry], same_data: Mapping[str, Iterable[str]]) -> list[Body]:
    """Return the bodies of evidence by rule 4, strongest design first; `same_data` names claims with the same patients."""
    squares = defaultdict(list)
    for entry in counted:
        squares[entry.therapy, entry.age].append(entry)
    found = []
    for (therapy, age), members in squares.items():
        for joined in _joined(members, same_data):
            design = min((entry.design for entry in joined), key=DESIGNS.index)
            sources = dict.fromkeys(entry.source for entry in joined)
            claims = dict.fromkeys(entry.claim for entry in joined if entry.claim)
            largest = max(entry.patients for entry in joined)
            found.append(Body(therapy, design, age, largest, tuple(sorted(sources)), tuple(sorted(claims))))
    return sorted(
        found, key=lambda body: (body.therapy, DESIGNS.index(body.design), body.age, -body.patients, body.sources)
    )


def _joined(members: list[Entry], same_data: Mapping[str, Iterable[str]]) -> list[list[Entry]]:
    """Return the entries in lists of those that report the same patients: each new entry draws together every list it belongs to."""
    found: list[list[Entry]] = []
    for entry in members:
        mine = [group for group in found if any(_same(entry, other, same_data) for other in group)]
        found = [group for group in found if group not in mine] + [
            [entry, *(other for group in mine for other in group)]
        ]
    return found


def _same(one: Entry, other: Entry, same_data: Mapping[str, Iterable[str]]) -> bool:
    return (
        one.source == other.source
        or other.claim in same_data.get(one.claim, ())
        or one.claim in same_data.get(other.claim, ())
    )


def patients(found: Iterable[Body], therapy: str, design: str, age: str) -> int:
    """Return the patients in one square by rule 5: the sum of first-hand bodies, or the largest gathered one; 0 where nobody stands."""
    counts = [body.patients for body in found if (body.therapy, body.design, body.age) == (therapy, design, age)]
    return (max(counts, default=0) if design == GATHERED else sum(counts)) if counts else 0


def first_hand(found: Iterable[Body], therapy: str, age: str) -> int:
    """Return the patients of one age reported first-hand for a therapy, each body of evidence once."""
    found = list(found)
    return sum(patients(found, therapy, design, age) for design in FIRST_HAND)
