"""Two pages of the site: every source with what was taken from it and what rests on it, and the glossary."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from unicodedata import normalize

from pydantic import BaseModel

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.content.bibliography import address, short
from pemphigus.content.schemas import Claim, Reference
from pemphigus.editions import books
from pemphigus.synthesis.certainty import DESIGN, marks, participants
from pemphigus.widgets.cards import certainty_mark, population_mark, source_line, sources_of
from pemphigus.widgets.html import Html, details, join, tag


def sources() -> Html:
    """Return the list of all references by their short names."""
    taken: dict[str, list[Claim]] = {}
    for claim in content.claims().values():
        taken.setdefault(claim.source, []).append(claim)
    places = uses()
    ordered = sorted(content.references().values(), key=_filed_under)
    groups = groupby(ordered, key=lambda reference: _filed_under(reference)[0])
    listed = [
        join(
            tag("h2", letter.upper()), [_source(reference, taken.get(reference.key, []), places) for reference in group]
        )
        for letter, group in groups
    ]
    intro = (
        f"{len(ordered)} sources and the {len(content.claims())} claims taken from them. The circles say how sure one may be "
        "that a claim holds for children with pemphigus; the population says whom it was seen in."
    )
    return tag("div", tag("h1", "Sources"), tag("p", intro), listed, class_="pv-list")


def _filed_under(reference: Reference) -> str:
    """Return the short name as it is sorted: without accents, brackets and leading numbers."""
    plain = normalize("NFKD", short(reference).lower()).encode("ascii", "ignore").decode()
    return re.sub(r"^[^a-z]+", "", plain)


def _source(reference: Reference, claims: list[Claim], places: dict[str, list[Html]]) -> Html:
    rests = join([[", " if number else "", place] for number, place in enumerate(places.get(reference.key, []))])
    count = f"{len(claims)} claim{'s' if len(claims) != 1 else ''} taken from it"
    return tag(
        "section",
        tag("h3", short(reference), id=reference.key),
        tag("p", source_line(reference.key)),
        tag(
            "p",
            f"Read: {reference.read}. Used in: " if rests else f"Read: {reference.read}. Not used in a notebook.",
            rests,
            class_="pv-marks",
        ),
        details(count, tag("ul", [_claim(claim) for claim in claims]), class_="pv-sources") if claims else None,
        class_="source",
    )


def _claim(claim: Claim) -> Html:
    warned = [tag("span", f" {mark[0].upper() + mark[1:]}.", class_="pv-warning") for mark in marks(claim)]
    facts = join(
        certainty_mark(claim.certainty),
        ", ",
        population_mark(claim.population),
        f", {DESIGN[claim.design]}, {participants(claim)}",
    )
    return tag(
        "li",
        claim.statement,
        " ",
        tag("span", facts, ". ", tag("code", claim.id), class_="pv-marks"),
        warned,
        id=claim.id,
    )


def glossary() -> Html:
    """Return all terms in alphabetical order."""
    terms = [
        tag(
            "section",
            tag("h2", term.term),
            tag("p", f"Also: {', '.join(term.also)}.", class_="pv-marks") if term.also else None,
            tag("p", term.definition),
            sources_of(term.claims),
            class_="source",
        )
        for term in content.glossary()
    ]
    return tag("div", tag("h1", "Glossary"), terms, class_="pv-list")


def uses() -> dict[str, list[Html]]:
    """Return for each reference, by its key, links to the notebooks that show it and the names of the other parts that rest on it."""
    found: dict[str, list[Html]] = {}
    for book in content.course().notebooks:
        shown = _addresses(book.id)
        page = tag("a", f"{book.id[:2]} {book.title}", href=f"{book.id}.html")
        for key, reference in content.references().items():
            if address(reference) in shown:
                found.setdefault(key, []).append(page)
    for name, items in _parts().items():
        for key in set(_keys(items)):
            found.setdefault(key, []).append(join(name))
    return found


def _addresses(name: str) -> set[str]:
    """Return the addresses to which a stored notebook links, in prose and outputs, without their fragments."""
    cells = books.read(name).cells
    shown = [output["data"]["text/html"] for cell in cells for output in cell.get("outputs", [])]
    linked = re.findall(r'href="(https?:[^"#]*)', "\n".join(shown))
    prose = re.findall(
        r"\]\((https?:[^#\s]*)", "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    )
    return {unescape(found) for found in linked + prose}


def _parts() -> dict[str, object]:
    """Return the parts of the course that show sources on demand or calculate with them, whatever the pages show at first."""
    return {
        "comparison of therapies": content.therapies(),
        "plan of checks": content.monitoring(),
        "published children": [content.series(), content.cases()],
        "time courses": content.kinetics(),
        "glossary": content.glossary(),
        "questions": content.question_bank(),
        "virtual child": [
            simulation.parameters(),
            simulation.switches(),
            simulation.targets(),
            simulation.model_checks(),
        ],
        "detective": [simulation.hidden_cases(), simulation.orderable_tests()],
    }


def _keys(item: object) -> Iterator[str]:
    """Yield the references named anywhere within content, directly or by a claim."""
    if isinstance(item, str):
        if item in content.references():
            yield item
        elif item in content.claims():
            yield content.claims()[item].source
    elif isinstance(item, BaseModel):
        yield from _keys(list(vars(item).values()))
    elif isinstance(item, dict):
        yield from _keys(list(item.values()))
    elif isinstance(item, list | tuple):
        for inner in item:
            yield from _keys(inner)
