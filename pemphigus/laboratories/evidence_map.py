"""Who stands behind each therapy? The evidence map of the whole course, and what became of the agents in research."""

from html import escape

from pemphigus import content
from pemphigus.content.bibliography import address, short
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Claim, Efficacy, Record
from pemphigus.errors import ContentError
from pemphigus.synthesis import evidence_map as engine
from pemphigus.synthesis.certainty import POPULATION, marks, symbols, words
from pemphigus.synthesis.intervals import wilson

FILE = "laboratories/evidence-map.yaml"
PLACE = f"content/{FILE}"
DESIGN_NAMES = {  # in full, and for the head of a narrow column
    "rct": ("Randomized trials", "Trial"),
    "cohort": ("Cohorts and open trials", "Cohort"),
    "case-series": ("Case series", "Series"),
    "case-report": ("Single cases", "Case"),
    "gathered": ("Reviews, gathered again", "Review"),
}


class ReadAs(Record):
    """A claim to be counted otherwise than its own fields say; `figure` is the key of the number of patients."""

    claim: str
    therapies: tuple[str, ...] = ()
    design: str | None = None
    figure: str | None = None
    why: str | None = None


class LeftOut(Record):
    """A claim whose people are not patients with pemphigus given the therapy."""

    claim: str
    why: str


class SamePatients(Record):
    """Claims of different sources that report the same patients."""

    claims: list[str]
    why: str


class Agent(Record):
    """An agent in research: what became of it, in words, and the claims that say so. Its counts come from the therapy's card."""

    therapy: str
    then: str
    claims: list[str]


def readings() -> list[engine.Reading]:
    """Return how single claims are to be counted. Raises ContentError for a figure that the claim does not hold."""
    found = []
    for row in items_of(FILE, "read_as", ReadAs, key="claim"):
        figures = content.claim(row.claim).figures
        if row.figure and not isinstance(figures.get(row.figure), int):
            raise ContentError(
                f"{PLACE}, item '{row.claim}', field 'figure': the claim holds no whole number '{row.figure}'; correct it."
            )
        patients = figures[row.figure] if row.figure else None
        found.append(engine.Reading(row.claim, row.therapies, row.design, patients))
    return found


def same_data() -> dict[str, set[str]]:
    """Return, for each claim, those known to report the same patients."""
    found = {claim.id: set(claim.same_data) for claim in content.claims().values()}
    for group in items_of(FILE, "same_patients", SamePatients, key="why"):
        for name in group.claims:
            found[content.claim(name).id] |= set(group.claims) - {name}
    return found


def bodies() -> list[engine.Body]:
    """Return every body of evidence of the course, each counted once."""
    left_out = [content.claim(row.claim).id for row in items_of(FILE, "left_out", LeftOut, key="claim")]
    counted = engine.entries(content.claims().values(), content.therapies(), content.series(), readings(), left_out)
    return engine.bodies(counted, same_data())


def agents() -> list[Agent]:
    """Return the agents in research."""
    return items_of(FILE, "pipeline", Agent, key="therapy")


def pipeline() -> list[dict]:
    """Return, for each agent in research, its result without a comparison, that of its randomized trial, and what became of it."""
    found = []
    for agent in agents():
        therapy = content.therapies()[agent.therapy]
        late = [row for row in therapy.efficacy if row.against and content.claim(row.claim).design == "rct"]
        early = [row for row in therapy.efficacy if row not in late]
        found.append(
            {
                "name": plain_name(therapy.name),
                "early": [_share(row.events, row.total, row) for row in early],
                "late": [arm for row in late for arm in (_share(row.events, row.total, row), _control(row))],
                "then": agent.then,
            }
        )
    return found


def _share(events: int, total: int, row: Efficacy) -> dict:
    return {
        "arm": "drug",
        "events": events,
        "total": total,
        "interval": list(wilson(events, total)),
        "who": POPULATION[row.population],
    }


def _control(row: Efficacy) -> dict:
    return _share(row.against.events, row.against.total, row) | {"arm": row.against.name}


def plain_name(name: str) -> str:
    """Return a therapy's name short enough for a row: without what stands in brackets or after a stroke."""
    return name.split(" (")[0].split(" / ")[0].replace("with intravenous immunoglobulin", "with IVIG")


def _shown(claim: Claim) -> dict:
    """Return one claim as the bench shows it."""
    reference = content.references()[claim.source]
    return {
        "says": claim.statement,
        "circles": symbols(claim.certainty),
        "certainty": words(claim.certainty),
        "who": POPULATION[claim.population],
        "source": f'<a href="{escape(address(reference))}">{escape(short(reference))}</a>',
        "marks": marks(claim),
    }


def data() -> dict:
    """Return what the bench needs: therapies, designs, the filled squares with their bodies of evidence, and the claims in words."""
    found = bodies()
    squares: dict[tuple[str, str, str], list[engine.Body]] = {}
    for body in found:
        squares.setdefault((body.therapy, body.design, body.age), []).append(body)
    named = sorted({name for body in found for name in body.claims})
    return {
        "therapies": [[name, plain_name(therapy.name)] for name, therapy in content.therapies().items()],
        "designs": [[name, *DESIGN_NAMES[name]] for name in engine.DESIGNS],
        "squares": [
            {
                "therapy": therapy,
                "design": design,
                "age": age,
                "patients": engine.patients(found, therapy, design, age),
                "bodies": [
                    {
                        "patients": body.patients,
                        "sources": [short(content.references()[key]) for key in body.sources],
                        "claims": list(body.claims),
                    }
                    for body in members
                ],
            }
            for (therapy, design, age), members in squares.items()
        ],
        "claims": {name: _shown(content.claim(name)) for name in named},
        "pipeline": pipeline(),
    }
