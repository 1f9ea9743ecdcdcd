"""Evidence in the text: one claim's card, a notebook's sources, the glossary."""

from pemphigus import content
from pemphigus.content.bibliography import citation
from pemphigus.content.schemas import Term
from pemphigus.errors import unknown
from pemphigus.synthesis.certainty import POPULATION, marks, participants, symbols, words
from pemphigus.widgets.cards import claim_card, claim_line, source_line, sources_of
from pemphigus.widgets.display import Shown
from pemphigus.widgets.html import details, join, tag


def evidence_card(name: str) -> Shown:
    """Return the card of a claim. Raises CourseError naming the nearest claims when there is none of that id."""
    claim = content.claim(name)
    facts = (
        f"{POPULATION[claim.population]}; {participants(claim)}; {symbols(claim.certainty)} {words(claim.certainty)}"
    )
    warned = "".join(f" [{mark}]" for mark in marks(claim))
    source = citation(content.references()[claim.source])
    return Shown(claim_card(claim), f"{claim.statement}\n{facts}{warned}\n{source}")


def source_list(notebook: str) -> Shown:
    """Return the sources behind a notebook's text, each with the claims taken from it."""
    used: dict[str, list[str]] = {}
    for name in content.cited_claims(notebook):
        used.setdefault(content.claim(name).source, []).append(name)
    ordered = sorted(used, key=lambda key: citation(content.references()[key]).lower())
    items = [
        tag(
            "li",
            source_line(key),
            details(
                "What was taken from it",
                tag("ul", [claim_line(content.claim(n)) for n in used[key]]),
                class_="pv-sources",
            ),
        )
        for key in ordered
    ]
    lines = [f"{number}. {citation(content.references()[key])}" for number, key in enumerate(ordered, 1)]
    title = f"{len(ordered)} sources of this notebook"
    html = tag("div", tag("p", tag("strong", title)), tag("ol", items), class_="pv-list")
    return Shown(html, "\n".join([title, *lines]))


def glossary_entry(name: str) -> Shown:
    """Return one term. Raises CourseError naming the nearest terms when there is none of that name."""
    terms = {label.lower(): term for term in content.glossary() for label in (term.term, *term.also)}
    term = terms.get(name.strip().lower()) if isinstance(name, str) else None
    if term is None:
        raise unknown("glossary term", name, sorted(terms))
    return Shown(tag("div", term_html(term), class_="pv-card"), f"{term.term}: {term.definition}")


def whole_glossary() -> Shown:
    """Return all terms in alphabetical order."""
    terms = content.glossary()
    html = tag("div", [term_html(term) for term in terms], class_="pv-list")
    return Shown(html, "\n".join(f"{term.term}: {term.definition}" for term in terms))


def term_html(term: Term) -> str:
    """Return a term with its other names, its definition and its sources."""
    other = f" (also: {', '.join(term.also)})" if term.also else ""
    return join(
        tag("p", tag("strong", term.term), tag("span", other, class_="pv-marks"), f": {term.definition}"),
        sources_of(term.claims),
    )
