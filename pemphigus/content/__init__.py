"""The words and numbers of the course, read from `content/`, checked, and handed out as typed objects.

Every function returns the same objects each time (files are read once a session) and raises ContentError, one sentence with file,
item, field and remedy, when a file is missing, malformed, or names something that does not exist.
"""

import re
from datetime import date
from functools import cache
from pathlib import Path

from pemphigus.content import files, links, schemas
from pemphigus.content.bibliography import address, read_bibliography
from pemphigus.content.checking import R, check, check_known, items_of
from pemphigus.content.schemas import (
    Basis,
    Case,
    Claim,
    Course,
    KineticRow,
    Laboratory,
    MonitoringCheck,
    Notebook,
    Prediction,
    Question,
    Reference,
    Series,
    Teaching,
    TeachingSection,
    Term,
    Therapy,
)
from pemphigus.errors import ContentError, CourseError, unknown

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
    return {basis.id: basis for basis in items_of("grading.yaml", "bases", Basis)}


@cache
def claims() -> dict[str, Claim]:
    """Return every claim by its id, each with a known source, kind of evidence and counterpart."""
    found: dict[str, Claim] = {}
    for path in sorted((files.CONTENT / "claims").glob("*.yaml")):
        name = f"claims/{path.name}"
        for claim in items_of(name, "claims", Claim):
            if claim.id in found:
                raise ContentError(
                    f"content/{name}, item '{claim.id}': this id is used twice; give one of the two a new id."
                )
            found[claim.id] = claim
            check_known(name, claim.id, "source", [claim.source], references())
            check_known(name, claim.id, "basis", [claim.basis], grading())
    for claim in found.values():
        for field in ("contradicts", "same_data"):
            check_known("claims", claim.id, field, getattr(claim, field), found)
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
    found = items_of(name, "therapies", Therapy)
    for therapy in found:
        cited = [*therapy.key_claims, *(row.claim for row in [*therapy.onset, *therapy.efficacy, *therapy.findings])]
        check_known(name, therapy.id, "claim", cited, claims())
        sourced = [therapy.mechanism, therapy.route, *therapy.adverse_effects, *therapy.monitoring, *therapy.cautions]
        sources = [key for item in sourced for key in ([item.source] if isinstance(item.source, str) else item.source)]
        check_known(name, therapy.id, "source", [key for key in sources if key != "judgment"], references())
    return found


@cache
def kinetics() -> dict[str, KineticRow]:
    """Return the printed time courses and rates by id."""
    return {row.id: row for row in items_of("kinetics.yaml", "rows", KineticRow)}


@cache
def monitoring() -> dict[str, MonitoringCheck]:
    """Return the checks by id."""
    return {row.id: row for row in items_of("monitoring.yaml", "checks", MonitoringCheck)}


@cache
def series() -> list[Series]:
    """Return the published children given rituximab. Never add them up: they overlap."""
    return items_of("series.yaml", "series", Series)


@cache
def cases() -> dict[str, Case]:
    """Return the published cases by id."""
    return {case.id: case for case in items_of("cases.yaml", "cases", Case)}


@cache
def glossary() -> list[Term]:
    """Return the glossary in alphabetical order."""
    found = sorted(items_of("glossary.yaml", "terms", Term, key="term"), key=lambda term: term.term.lower())
    for term in found:
        check_known("glossary.yaml", term.term, "claims", term.claims, claims())
    return found


@cache
def course() -> Course:
    """Return the course: its notebooks, in order, with their objectives."""
    return check("course.yaml", files.read_yaml(files.CONTENT / "course.yaml"), Course, None)


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


def question(name: str) -> Question:
    """Return one question or prediction of the course. Raises CourseError naming the nearest when there is none of that id."""
    if not isinstance(name, str) or name not in question_bank():
        raise unknown("question", name, list(question_bank()))
    return question_bank()[name]


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
def laboratories() -> dict[str, Laboratory]:
    """Return what all laboratories have in common, by id; each is a file of content/laboratories."""
    found = {}
    for path in sorted((files.CONTENT / "laboratories").glob("*.yaml")):
        place = f"laboratories/{path.name}"
        data = files.read_yaml(path)
        common = {key: value for key, value in data.items() if key in Laboratory.model_fields}
        item = found[path.stem] = check(place, common, Laboratory, "id")
        if item.id != path.stem:
            raise ContentError(
                f"content/{place}, field 'id': it is {item.id!r}; write {path.stem!r}, as the file is named."
            )
        check_known(place, item.id, "prediction", [item.prediction], question_bank())
        check_known(place, item.id, "claims", item.claims, claims())
    return found


def laboratory(name: str) -> Laboratory:
    """Return what a laboratory has in common with the others. Raises CourseError naming the nearest when there is none of that id."""
    if not isinstance(name, str) or name not in laboratories():
        raise unknown("laboratory", name, list(laboratories()))
    return laboratories()[name]


@cache
def teaching(name: str) -> Teaching:
    """Return the instructor's words for one notebook, section by section; their minutes add up to those of the notebook."""
    minutes = notebook(name).minutes
    place = f"teaching/{name}.yaml"
    sections = items_of(place, "sections", TeachingSection, key="heading")  # first: its faults name their heading
    found = check(place, files.read_yaml(files.CONTENT / place), Teaching, None)
    headings = [section.heading for section in sections]
    for section in sections:
        if headings.count(section.heading) > 1:
            raise ContentError(
                f"content/{place}, item '{section.heading}', field 'heading': this heading is used twice; join the two."
            )
        check_known(place, section.heading, "link", links.cited(" ".join(section.texts())), claims())
    if (total := sum(section.minutes for section in sections)) != minutes:
        raise ContentError(
            f"content/{place}, field 'sections': their minutes add up to {total}, but content/course.yaml gives {name} {minutes}; "
            "change one of the two."
        )
    return found


@cache
def cited_claims(name: str) -> list[str]:
    """Return the ids of the claims that a notebook's prose links to, in the order of their first use."""
    import json

    notebook(name)
    here = [files.NOTEBOOKS / f"{name}.ipynb", Path.cwd() / f"{name}.ipynb"]
    path = next((candidate for candidate in here if candidate.is_file()), here[0])
    cells = json.loads(files.read_text(path))["cells"]
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return [name for name in links.cited(prose) if name in claims()]


def complete_links(prose: str) -> str:
    """Return Markdown with the address of its source before every claim id, as in `[41 of 46](#rtx-ritux3-cr-off-24m)`."""

    def complete(found: re.Match) -> str:
        name = found["claim"]
        if name not in claims():
            return found[0]
        source = address(references()[claims()[name].source])
        return f"]({source.replace('(', '%28').replace(')', '%29')}#{name})"

    return links.LINK.sub(complete, prose)


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
    from pemphigus.content import simulation  # it reads from this module

    return {
        "claims": len(claims()),
        "references": len(references()),
        "therapies": len(therapies()),
        "time courses": len(kinetics()),
        "checks": len(monitoring()),
        "series": len(series()),
        "cases": len(cases()),
        "glossary terms": len(glossary()),
        "notebooks": len(course().notebooks),
        "questions": len(question_bank()),
        "laboratories": len(laboratories()),
        "lessons": len([teaching(path.stem) for path in (files.CONTENT / "teaching").glob("*.yaml")]),
    } | simulation.check_all()


def _asked(name: str, field: str, schema: type[R]) -> list[R]:
    if name != FINAL:
        notebook(name)
    place = f"quiz/{name}.yaml"
    found = items_of(place, field, schema)
    for item in found:
        check_known(place, item.id, "objective", [item.objective], objectives())
        cited = [
            *item.claims,
            *(key for option in item.options for key in option.claims),
            *(item.answer.claims if item.answer else []),
        ]
        check_known(place, item.id, "claims", cited, claims())
    return found


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
