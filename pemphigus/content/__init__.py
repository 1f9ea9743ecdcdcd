"""The words and numbers of the course, read from `content/`, checked, and handed out as typed objects.

Every function returns the same objects each time (files are read once a session) and raises ContentError, one sentence with file,
item, field and remedy, when a file is missing, malformed, or names something that does not exist.
"""

import re
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from pemphigus.content import files, schemas
from pemphigus.content.bibliography import read_bibliography
from pemphigus.content.schemas import (
    Basis,
    Case,
    CaseOpening,
    Claim,
    Course,
    Expert,
    HiddenCase,
    KineticRow,
    ModelCard,
    ModelCheck,
    ModelResults,
    MonitoringCheck,
    Notebook,
    OrderableTest,
    Parameter,
    Prediction,
    Question,
    Record,
    Reference,
    Scene,
    Series,
    Switch,
    Target,
    Term,
    TestPatient,
    Therapy,
    TrialArm,
    TrialTreatment,
)
from pemphigus.errors import ContentError, CourseError, unknown

R = TypeVar("R", bound=Record)

# Groups of the comparison, in the order of the article; each is a file of content/therapies.
GROUPS = {
    "steroids": "Corticosteroids",
    "conventional": "Steroid-sparing immunosuppressants",
    "anti-cd20": "B-cell depletion",
    "antibody-removal": "Antibody removal and IgG",
    "targeted": "Targeted agents",
    "cells": "Cell therapies (research)",
}
FINAL = "final"  # the quiz of the conclusion draws on all objectives


@cache
def references() -> dict[str, Reference]:
    """Return every reference by its key."""
    return read_bibliography(files.CONTENT / "references.bib")


@cache
def grading() -> dict[str, Basis]:
    """Return each kind of evidence by its id: what it is, its cap, and why it is graded so."""
    return {basis.id: basis for basis in _items("grading.yaml", "bases", Basis)}


@cache
def claims() -> dict[str, Claim]:
    """Return every claim by its id, each with a known source, kind of evidence and counterpart."""
    found: dict[str, Claim] = {}
    for path in sorted((files.CONTENT / "claims").glob("*.yaml")):
        name = f"claims/{path.name}"
        for claim in _items(name, "claims", Claim):
            if claim.id in found:
                raise ContentError(
                    f"content/{name}, item '{claim.id}': this id is used twice; give one of the two a new id."
                )
            found[claim.id] = claim
            _known(name, claim.id, "source", [claim.source], references())
            _known(name, claim.id, "basis", [claim.basis], grading())
    for claim in found.values():
        for field in ("contradicts", "same_data"):
            _known("claims", claim.id, field, getattr(claim, field), found)
    return found


def claim(name: str) -> Claim:
    """Return one claim. Raises CourseError naming the nearest claims when there is none of that id."""
    if not isinstance(name, str) or name not in claims():
        raise unknown("claim", name, list(claims()))
    return claims()[name]


@cache
def therapies() -> dict[str, Therapy]:
    """Return every therapy by its id, in the order of the groups."""
    return {therapy.id: therapy for group in GROUPS for therapy in group_of_therapies(group)}


@cache
def group_of_therapies(group: str) -> list[Therapy]:
    """Return the therapies of one group of GROUPS."""
    name = f"therapies/{group}.yaml"
    found = _items(name, "therapies", Therapy)
    for therapy in found:
        cited = [*therapy.key_claims, *(row.claim for row in [*therapy.onset, *therapy.efficacy, *therapy.findings])]
        _known(name, therapy.id, "claim", cited, claims())
        sourced = [therapy.mechanism, therapy.route, *therapy.adverse_effects, *therapy.monitoring, *therapy.cautions]
        sources = [key for item in sourced for key in ([item.source] if isinstance(item.source, str) else item.source)]
        _known(name, therapy.id, "source", [key for key in sources if key != "judgment"], references())
    return found


@cache
def kinetics() -> dict[str, KineticRow]:
    """Return the printed time courses and rates by id."""
    return {row.id: row for row in _items("kinetics.yaml", "rows", KineticRow)}


@cache
def monitoring() -> dict[str, MonitoringCheck]:
    """Return the checks by id."""
    return {row.id: row for row in _items("monitoring.yaml", "checks", MonitoringCheck)}


@cache
def series() -> list[Series]:
    """Return the published children given rituximab. Never add them up: they overlap."""
    return _items("series.yaml", "series", Series)


@cache
def cases() -> dict[str, Case]:
    """Return the published cases by id."""
    return {case.id: case for case in _items("cases.yaml", "cases", Case)}


@cache
def parameters() -> dict[str, Parameter]:
    """Return the parameters of the virtual child by their symbol."""
    name = "model/parameters.yaml"
    found = _items(name, "parameters", Parameter)
    for row in found:
        cited = [key for key in (row.source, row.cv_source, *(other.source for other in row.alternatives)) if key]
        _known(name, row.id, "source", cited, references())
    return {row.symbol: row for row in found}


@cache
def switches() -> dict[str, Switch]:
    """Return the reasons why treatment fails in the virtual child, by id."""
    name = "model/switches.yaml"
    found = _items(name, "switches", Switch)
    for row in found:
        _known(name, row.id, "changes", list(row.changes), {**parameters(), "ada": None, "misdx": None})
        _known(name, row.id, "sources", row.sources, references())
    return {row.id: row for row in found}


@cache
def test_patients() -> dict[str, TestPatient]:
    """Return the fictional children of the model by id."""
    name = "model/children.yaml"
    found = _items(name, "children", TestPatient)
    for row in found:
        _known(name, row.id, "values", list(row.values), parameters())
    return {row.id: row for row in found}


@cache
def scenes() -> dict[str, Scene]:
    """Return the scenes of the virtual child by id. `switches` are those that are on at first."""
    name = "model/scenes.yaml"
    found = _items(name, "scenes", Scene)
    for row in found:
        _known(name, row.id, "child", [row.child], test_patients())
        _known(name, row.id, "switches", row.switches, switches())
        for control in row.controls:
            _known(name, row.id, "controls", [control.switch] if control.switch else [], switches())
            _known(name, row.id, "controls", [control.symbol] if control.symbol else [], parameters())
            steps = {str(number): None for number in range(len(row.plan))}
            _known(name, row.id, "controls", [] if control.step is None else [str(control.step)], steps)
    return {row.id: row for row in found}


def scene(name: str) -> Scene:
    """Return one scene. Raises CourseError naming the nearest when there is none of that id."""
    if not isinstance(name, str) or name not in scenes():
        raise unknown("scene of the virtual child", name, list(scenes()))
    return scenes()[name]


@cache
def targets() -> dict[str, Target]:
    """Return the published results that the virtual child is calibrated against, by id."""
    name = "model/targets.yaml"
    found = _items(name, "targets", Target)
    for row in found:
        _known(name, row.id, "source", [row.source], references())
    return {row.id: row for row in found}


@cache
def trial_arms() -> dict[str, TrialArm]:
    """Return the arms that a trial of the virtual child may have, by id."""
    name = "model/arms.yaml"
    found = _items(name, "arms", TrialArm)
    for row in found:
        _known(name, row.id, "claims", [*row.claims, *([row.published.claim] if row.published else [])], claims())
        if row.published:
            figures = claims()[row.published.claim].figures
            _known(name, row.id, "published", [row.published.events, row.published.total], figures)
    return {row.id: row for row in found}


@cache
def model_checks() -> dict[str, ModelCheck]:
    """Return the published results that judge the virtual child, by id."""
    name = "model/validation.yaml"
    found = _items(name, "checks", ModelCheck)
    for row in found:
        _known(name, row.id, "claim", [row.claim] if row.claim else [], claims())
        _known(name, row.id, "row", [row.row] if row.row else [], kinetics())
    return {row.id: row for row in found}


@cache
def model_results() -> ModelResults:
    """Return what the virtual child gave for its targets and checks, stored so that nobody has to wait for it."""
    return _whole("model/results.yaml", ModelResults)


@cache
def model_card() -> ModelCard:
    """Return what the virtual child is, is not, assumes and gets wrong."""
    return _whole("model/card.yaml", ModelCard)


@cache
def orderable_tests() -> dict[str, OrderableTest]:
    """Return the tests of the detective game by id, each with an answer for every switch."""
    name = "model/tests.yaml"
    found = _items(name, "tests", OrderableTest)
    for row in found:
        _known(name, row.id, "answers", list(row.answers), switches())
        _known(name, row.id, "answers", list(switches()), row.answers)
        _known(name, row.id, "sources", row.sources, references())
    return {row.id: row for row in found}


@cache
def trial_treatments() -> dict[str, TrialTreatment]:
    """Return the treatments that may be tried in the detective game, by id."""
    return {row.id: row for row in _items("model/tests.yaml", "treatments", TrialTreatment)}


@cache
def hidden_cases() -> dict[str, HiddenCase]:
    """Return the cases of the detective game by id."""
    name = "model/cases.yaml"
    found = _items(name, "cases", HiddenCase)
    for row in found:
        _check_expert(name, row.id, row)
        _known(name, row.id, "child", [row.child] if row.child else [], test_patients())
        _known(name, row.id, "values", list(row.values), parameters())
        _known(name, row.id, "sources", row.sources, references())
        _known(name, row.id, "claims", row.claims, claims())
    return {row.id: row for row in found}


@cache
def case_openings() -> dict[str, CaseOpening]:
    """Return how random cases of the detective game begin, by id."""
    name = "model/cases.yaml"
    found = _items(name, "openings", CaseOpening)
    for row in found:
        _known(name, row.id, "causes", row.causes, switches())
    return {row.id: row for row in found}


@cache
def experts() -> dict[str, Expert]:
    """Return how an expert finds each cause in a random case, by switch."""
    name = "model/cases.yaml"
    found = {row.cause: row for row in _items(name, "experts", Expert, key="cause")}
    for row in found.values():
        _check_expert(name, row.cause, row)
    _known(name, "experts", "cause", list(switches()), found)
    return found


def _check_expert(name: str, item: str, row: Expert) -> None:
    acts = {**orderable_tests(), **trial_treatments()}
    named = [act for step in row.path for act in step.do]
    named += [act for part in row.features for act in [*part.any_of, *part.all_of, *part.none_of, *part.before]]
    _known(name, item, "cause", [row.cause], switches())
    _known(name, item, "path or features", named, acts)


@cache
def glossary() -> list[Term]:
    """Return the glossary in alphabetical order."""
    found = sorted(_items("glossary.yaml", "terms", Term, key="term"), key=lambda term: term.term.lower())
    for term in found:
        _known("glossary.yaml", term.term, "claims", term.claims, claims())
    return found


@cache
def course() -> Course:
    """Return the course: its notebooks, in order, with their objectives."""
    return _check("course.yaml", files.read_yaml(files.CONTENT / "course.yaml"), Course, None)


def notebook(name: str) -> Notebook:
    """Return one notebook of the course. Raises CourseError naming the nearest when there is none of that id."""
    known = {book.id: book for book in course().notebooks}
    if not isinstance(name, str) or name not in known:
        raise unknown("notebook", name, list(known))
    return known[name]


@cache
def objectives() -> dict[str, str]:
    """Return the text of each objective by its id, in the order of the course."""
    return {objective.id: objective.text for book in course().notebooks for objective in book.objectives}


@cache
def questions(name: str) -> list[Question]:
    """Return the quiz of one notebook, or the final quiz for "final"."""
    return _asked(name, "questions", Question)


@cache
def predictions(name: str) -> list[Prediction]:
    """Return the questions that one notebook asks before it shows a picture."""
    return _asked(name, "predictions", Prediction)


def prediction(name: str) -> Prediction:
    """Return one prediction of any notebook. Raises CourseError naming the nearest when there is none of that id."""
    known = {item.id: item for book in course().notebooks for item in predictions(book.id)}
    if not isinstance(name, str) or name not in known:
        raise unknown("prediction", name, list(known))
    return known[name]


@cache
def question_bank() -> dict[str, Question]:
    """Return every question and prediction of the course by its id."""
    bank: dict[str, Question] = {}
    for name in [*(book.id for book in course().notebooks), FINAL]:
        for item in [*questions(name), *([] if name == FINAL else predictions(name))]:
            if item.id in bank:
                raise ContentError(
                    f"content/quiz/{name}.yaml, item '{item.id}': this id is used twice; give one of the two a new id."
                )
            bank[item.id] = item
    return bank


@cache
def cited_claims(name: str) -> list[str]:
    """Return the ids of the claims that a notebook's prose links to, in the order of their first use."""
    import json

    notebook(name)
    here = [files.NOTEBOOKS / f"{name}.ipynb", Path.cwd() / f"{name}.ipynb"]
    path = next((candidate for candidate in here if candidate.is_file()), here[0])
    cells = json.loads(files.read_text(path))["cells"]
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    found = dict.fromkeys(re.findall(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*#([a-z0-9-]+)\)", prose))
    return [name for name in found if name in claims()]


def overdue(today: date) -> list[str]:
    """Return the content files whose review date has passed on `today`."""
    late = []
    for path in sorted(files.CONTENT.rglob("*")):
        if path.suffix in {".yaml", ".bib"}:
            due = re.search(r"^%? ?review_due: (\d{4}-\d\d-\d\d)$", files.read_text(path), re.MULTILINE)
            if due and date.fromisoformat(due[1]) < today:
                late.append(files.place(path))
    return late


def check_all() -> dict[str, int]:
    """Read and check every content file; return how many items each kind has. Raises ContentError at the first fault."""
    return {
        "claims": len(claims()),
        "references": len(references()),
        "therapies": len(therapies()),
        "time courses": len(kinetics()),
        "checks": len(monitoring()),
        "series": len(series()),
        "model parameters": len(parameters()),
        "model switches": len(switches()),
        "model targets": len(targets()),
        "model checks": len(model_checks()),
        "model children": len(test_patients()),
        "trial arms": len(trial_arms()),
        "model scenes": len(scenes()),
        "detective tests": len(orderable_tests()),
        "detective treatments": len(trial_treatments()),
        "detective cases": len(hidden_cases()),
        "detective openings": len(case_openings()),
        "detective experts": len(experts()),
        "cases": len(cases()),
        "glossary terms": len(glossary()),
        "notebooks": len(course().notebooks),
        "questions": len(question_bank()),
    }


def _asked(name: str, field: str, schema: type[R]) -> list[R]:
    if name != FINAL:
        notebook(name)
    place = f"quiz/{name}.yaml"
    found = _items(place, field, schema)
    for item in found:
        _known(place, item.id, "objective", [item.objective], objectives())
        cited = [
            *item.claims,
            *(key for option in item.options for key in option.claims),
            *(item.answer.claims if item.answer else []),
        ]
        _known(place, item.id, "claims", cited, claims())
    return found


def _items(name: str, field: str, schema: type[R], key: str = "id") -> list[R]:
    """Return the checked items under `field` of content/`name`; every file also carries its two review dates."""
    data = files.read_yaml(files.CONTENT / name)
    if not isinstance(data, dict) or not isinstance(data.get(field), list):
        raise ContentError(
            f"content/{name}, field '{field}': a list of items is expected; write `{field}:` and the items below it."
        )
    for dated in ("reviewed", "review_due"):
        try:
            date.fromisoformat(str(data.get(dated)))
        except ValueError:
            raise ContentError(
                f"content/{name}, field '{dated}': a date such as 2027-11-24 is expected; add it at the top."
            ) from None
    return [_check(name, item, schema, key) for item in data[field]]


def _whole(name: str, schema: type[R]) -> R:
    """Return a content file that holds one item, without its review dates."""
    data = files.read_yaml(files.CONTENT / name)
    kept = (
        {key: value for key, value in data.items() if not key.startswith("review")} if isinstance(data, dict) else data
    )
    return _check(name, kept, schema, None)


def _check(name: str, data: Any, schema: type[R], key: str | None) -> R:
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        fault = error.errors()[0]
        item = f", item '{data[key]}'" if key and isinstance(data, dict) and key in data else ""
        field = ".".join(str(part) for part in fault["loc"])
        raise ContentError(
            f"content/{name}{item}{f', field {field!r}' if field else ''}: {_remedy(fault, schema)}"
        ) from None


def _remedy(fault: dict[str, Any], schema: type[Record]) -> str:
    if fault["type"] == "extra_forbidden":
        field = str(fault["loc"][-1])
        near = get_close_matches(field, schema.model_fields, n=1)
        return f"no such field; {f'write {near[0]!r}' if near else 'remove it'}."
    if fault["type"] == "missing":
        return "this field is missing; add it (null if the source does not give it)."
    if fault["type"] == "literal_error":
        return f"{fault['input']!r} is not one of {fault['ctx']['expected']}; use one of these."
    if fault["type"] == "value_error":
        return f"{fault['msg'].removeprefix('Value error, ')}; correct the item."
    return f"{fault['msg'][0].lower() + fault['msg'][1:]}, but it is {fault['input']!r}; correct the value."


def _known(name: str, item: str, field: str, keys: list[str], known: dict[str, Any]) -> None:
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            raise ContentError(
                f"content/{name}, item '{item}', field '{field}': '{key}' does not exist; "
                f"{f'write {near[0]!r}' if near else 'correct or add it'}."
            )


__all__ = [
    "FINAL",
    "GROUPS",
    "ContentError",
    "CourseError",
    "check_all",
    "cited_claims",
    "claim",
    "claims",
    "course",
    "files",
    "schemas",
]
