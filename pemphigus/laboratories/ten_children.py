"""Ten children: each published series with its interval, and what happens when adults are allowed to count."""

from functools import cache

from pemphigus import content
from pemphigus.content.bibliography import short
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record, Series
from pemphigus.synthesis.borrowing import PRIOR, borrow
from pemphigus.synthesis.certainty import POPULATION, YOUNG, marks, symbols, words
from pemphigus.synthesis.intervals import wilson

FILE = "laboratories/ten-children.yaml"
STEPS = 20  # positions of the slider between nothing and fully
WEEKS_PER_MONTH = 365.25 / 12 / 7
MONTHS_PER_YEAR = 12
FORMS = {"PV": "pemphigus vulgaris", "PF": "pemphigus foliaceus"}


class Outcome(Record):
    """What is counted."""

    id: str
    name: str


class Study(Record):
    """A series or a trial arm; `events` (or `percent`, where only a share is printed) and `total` are keys of its claim's figures."""

    outcome: str
    claim: str
    name: str
    total: str
    events: str | None = None
    percent: str | None = None
    foot: str | None = None


class Moment(Record):
    """When something happens: `value` and `spread` are keys of a claim's figures, in `unit`."""

    claim: str
    name: str
    value: str
    unit: str
    spread: str | None = None
    low: str | None = None
    high: str | None = None


class Words(Record):
    """A sentence that stands on the screen."""

    id: str
    text: str


def studies_as_rows() -> list[dict]:
    """Return every study with its events, total and 95% interval (0 to 1), and whether it is of children."""
    rows = []
    for position, study in enumerate(items_of(FILE, "studies", Study, key="claim")):
        claim = content.claim(study.claim)
        total = claim.figures[study.total]
        events = claim.figures[study.events] if study.events else round(claim.figures[study.percent] * total / 100)
        low, high = wilson(events, total)
        rows.append(
            {
                "id": f"study-{position}",
                "outcome": study.outcome,
                "claim": study.claim,
                "name": study.name,
                "foot": study.foot,
                "marks": marks(claim),
                "who": POPULATION[claim.population],
                "child": claim.population in YOUNG,
                "events": events,
                "total": total,
                "low": low,
                "high": high,
            }
        )
    return rows


def weights() -> list[float]:
    """Return what an adult counts at each position of the slider (0 to 1)."""
    return [step / STEPS for step in range(STEPS + 1)]


@cache
def intervals() -> dict:
    """Return the 95% interval for each outcome, series of children, study of adults and weight."""
    rows = studies_as_rows()
    table: dict = {}
    for child in (row for row in rows if row["child"]):
        for adult in (row for row in rows if not row["child"] and row["outcome"] == child["outcome"]):
            pair = (child["events"], child["total"]), (adult["events"], adult["total"])
            found = [[round(end, 5) for end in borrow(*pair, weight).interval] for weight in weights()]
            table.setdefault(child["outcome"], {}).setdefault(child["id"], {})[adult["id"]] = found
    return table


def moments() -> list[dict]:
    """Return when remission, B cells, memory and relapse come, in months; `low` and `high` are None where no spread is printed."""
    months = {"months": 1.0, "weeks": 1 / WEEKS_PER_MONTH, "years": float(MONTHS_PER_YEAR)}
    rows = []
    for moment in items_of(FILE, "when", Moment, key="claim"):
        claim, per = content.claim(moment.claim), months[moment.unit]
        ends = claim.figures[moment.spread] if moment.spread else [None, None]
        if moment.low:
            ends = [claim.figures[moment.low], claim.figures[moment.high]]
        low, high = (None if end is None else end * per for end in ends)
        rows.append(
            {"name": moment.name, "child": claim.population in YOUNG, "value": claim.figures[moment.value] * per}
            | {"low": low, "high": high, "claim": moment.claim}
        )
    return rows


def single_reports() -> list[list]:
    """Return one row for each published single child: report, age in years, form, what was reported."""
    return [
        [short(content.references()[row.source]), row.age_years[0] if row.age_years else None, form(row), told(row)]
        for row in content.series()
        if row.kind == "case-report"
    ]


def form(row: Series) -> str:
    """Return the form of the disease in words."""
    name = row.subtype.split(" (")[0]
    return FORMS.get(name, name)


def told(row: Series) -> str:
    """Return what a single report says of its child."""
    if row.CR_off_n:
        return "complete remission off therapy"
    return "complete remission on therapy" if row.CR_on_n else "improved"


def watched() -> list[dict]:
    """Return what is known of low IgG and infection after rituximab in children, as sentences with their certainty."""
    lines = []
    for row in items_of(FILE, "watched", Words):
        claim = content.claim(row.id)
        lines.append(
            {
                "text": claim.statement,
                "circles": symbols(claim.certainty),
                "certainty": words(claim.certainty),
                "who": row.text,
                "marks": marks(claim),
            }
        )
    return lines


def data() -> dict:
    """Return what the bench needs: studies by outcome, an interval for every position of the slider, times, single reports, words."""
    rows = studies_as_rows()
    return {
        "prior": list(PRIOR),
        "weights": weights(),
        "outcomes": [
            {"id": outcome.id, "name": outcome.name}
            | {
                kind: [row for row in rows if row["outcome"] == outcome.id and row["child"] == young]
                for kind, young in (("children", True), ("adults", False))
            }
            for outcome in items_of(FILE, "outcomes", Outcome)
        ],
        "intervals": intervals(),
        "when": moments(),
        "watched": watched(),
        "reports": single_reports(),
        "notes": {row.id: row.text for row in items_of(FILE, "notes", Words)},
    }
