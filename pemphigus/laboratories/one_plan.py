"""One plan, argued: five steps for one child, and whose evidence each of them rests on."""

from functools import cache

from pemphigus import content
from pemphigus.content.bibliography import short
from pemphigus.content.checking import check, items_of
from pemphigus.content.files import CONTENT, read_yaml
from pemphigus.content.schemas import Claim, Record
from pemphigus.synthesis.certainty import POPULATION, YOUNG, marks, participants, symbols, words

FILE = "laboratories/one-plan.yaml"
TREATMENT = "next"  # the step whose options are therapies
JUDGMENT = "judgment"
YOUNG_BASES = {"child-cases": "series", "child-single": "single", "child-other": "other", "child-population": "other"}
NO_PATIENTS = frozenset({"advice", "record", "recalled", "mechanism", "any-age"})


class Level(Record):
    """What a step can rest on; `short` are the lines of its column heading, `brief` is that of a narrow column."""

    id: str
    name: str
    short: list[str]
    brief: str


class PlanOption(Record):
    """A choice, what speaks for and against it, and what would change one's mind. A therapy needs neither name nor `unknown`.

    `from_treatment` means that what speaks for it is when the chosen treatment acted in others.
    """

    id: str
    speaks_for: list[str]
    against: list[str]
    change: str
    name: str | None = None
    unknown: str | None = None
    from_treatment: bool = False


class Step(Record):
    """A step of the plan."""

    id: str
    name: str
    options: list[PlanOption]


class Child(Record):
    """The invented child."""

    id: str
    name: str
    text: str


@cache
def steps() -> list[Step]:
    """Return the steps of the plan with their options."""
    return items_of(FILE, "steps", Step)


@cache
def levels() -> list[Level]:
    """Return what a step can rest on, the nearest to the child first."""
    return items_of(FILE, "levels", Level)


def typical() -> dict[str, str]:
    """Return the plan of the prediction: an option for each step."""
    return read_yaml(CONTENT / FILE)["typical"]


def level_of(claim: Claim) -> str:
    """Return whom a claim is about, as the id of a level: what it says of children counts as such only for the disease it was seen in."""
    if claim.population in YOUNG and claim.basis in YOUNG_BASES:
        return YOUNG_BASES[claim.basis]
    if claim.population == "adults":
        return "advice" if claim.basis in NO_PATIENTS else "adults"
    return "adults" if claim.population == "mixed" and claim.basis not in NO_PATIENTS | {"narrative"} else "advice"


def rests_on(names: list[str]) -> str:
    """Return the level nearest to the child among the claims that speak for a step; judgment without any."""
    found = {level_of(content.claim(name)) for name in names}
    return next((level.id for level in levels() if level.id in found), JUDGMENT)


def onset_of(treatment: str) -> list[str]:
    """Return the claims that tell when a treatment acted in others."""
    return list(dict.fromkeys(row.claim for row in content.therapies()[treatment].onset))


def reasons(step: str, option: str, treatment: str) -> list[str]:
    """Return the claims that speak for an option of a step, with the chosen treatment."""
    chosen = next(item for part in steps() if part.id == step for item in part.options if item.id == option)
    return onset_of(treatment) if chosen.from_treatment else chosen.speaks_for


def profile(plan: dict[str, str]) -> dict[str, str]:
    """Return what each step of a plan rests on, as ids of levels."""
    return {step: rests_on(reasons(step, option, plan[TREATMENT])) for step, option in plan.items()}


def disputed(option: PlanOption) -> list[str]:
    """Return the claims that contradict one of an option's own; they are always shown together."""
    own = [*option.speaks_for, *option.against]
    opposed = [other for name in own for other in content.claim(name).contradicts]
    return [name for name in dict.fromkeys(opposed) if name not in own]


def option_row(step: Step, option: PlanOption) -> dict:
    """Return an option with all its words; those of a treatment come from its card."""
    therapy = content.therapies()[option.id] if step.id == TREATMENT else None
    return {
        "id": option.id,
        "name": option.name or therapy.name.split(" (")[0],
        "for": option.speaks_for,
        "against": option.against,
        "disputed": disputed(option),
        "unknown": option.unknown or f"Published in children: {therapy.evidence_in_children}.",
        "change": option.change,
        "fromTreatment": option.from_treatment,
        "onset": onset_of(option.id) if therapy else [],
    }


def claim_row(claim: Claim) -> dict:
    """Return what the bench shows of a claim."""
    kind = {"children": "child", "juvenile": "child", "adults": "adult"}.get(claim.population, "mixed")
    return {
        "text": claim.statement,
        "level": level_of(claim),
        "kind": kind,
        "who": POPULATION[claim.population],
        "n": claim.n,
        "people": participants(claim),
        "circles": symbols(claim.certainty),
        "certainty": words(claim.certainty),
        "source": short(content.references()[claim.source]),
        "marks": marks(claim),
    }


def data() -> dict:
    """Return what the bench needs: the child, the steps with their options, the claims behind them, and what a step can rest on."""
    rows = [
        {"id": step.id, "name": step.name, "options": [option_row(step, option) for option in step.options]}
        for step in steps()
    ]
    lists = ("for", "against", "disputed", "onset")
    named = [name for row in rows for item in row["options"] for part in lists for name in item[part]]
    return {
        "child": check(FILE, read_yaml(CONTENT / FILE)["child"], Child, "id").model_dump(),
        "caution": content.course().not_for_treatment,
        "treatment": TREATMENT,
        "typical": typical(),
        "levels": [level.model_dump() for level in levels()],
        "steps": rows,
        "claims": {name: claim_row(content.claim(name)) for name in dict.fromkeys(named)},
    }
