"""Evidence on demand: the card of a claim, and the sources behind anything shown."""

from pemphigus import content
from pemphigus.content.bibliography import address, citation, pubmed, short
from pemphigus.content.schemas import Claim
from pemphigus.synthesis.certainty import DESIGN, POPULATION, marks, participants, symbols, words
from pemphigus.widgets.html import Html, details, join, link, tag

JUDGMENT = "judgment"


def certainty_mark(certainty: str) -> Html:
    """Return GRADE's circles for the eye and the words for everybody."""
    circles = tag("span", symbols(certainty), aria_hidden="true", class_="pv-circles")
    return tag("span", circles, " ", words(certainty), class_="pv-certainty")


def population_mark(population: str) -> Html:
    """Return the population as a label whose color repeats what its word says."""
    kind = {"children": "child", "juvenile": "child", "adults": "adult"}.get(population, "mixed")
    return tag("span", POPULATION[population], class_=f"pv-population pv-{kind}")


def claim_card(claim: Claim, *, with_opposite: bool = True) -> Html:
    """Return the full card of a claim: statement, people, design, certainty and why, warnings, disagreement, links."""
    basis = content.grading()[claim.basis]
    facts = [
        ("Who", join(population_mark(claim.population), "; ", participants(claim))),
        ("Design", DESIGN[claim.design]),
        ("Certainty", join(certainty_mark(claim.certainty), " for children with pemphigus. ", basis.why)),
        (
            "Read",
            "full text" if claim.read == "full text" else "abstract" if claim.read == "abstract" else "from memory",
        ),
    ]
    if claim.note:
        facts.append(("Note", claim.note))
    warnings = [tag("p", mark[0].upper() + mark[1:] + ".", class_="pv-warning") for mark in marks(claim)]
    opposite = None
    if with_opposite and claim.contradicts:
        others = [claim_line(content.claim(other)) for other in claim.contradicts]
        opposite = tag(
            "div", tag("p", "Another source disagrees:", class_="pv-label"), tag("ul", others), class_="pv-opposite"
        )
    return tag(
        "div",
        tag("p", claim.statement, class_="pv-statement"),
        warnings,
        tag("dl", [join(tag("dt", name), tag("dd", value)) for name, value in facts]),
        opposite,
        tag("p", source_line(claim.source), class_="pv-source"),
        class_="pv-card",
    )


def claim_line(claim: Claim) -> Html:
    """Return one list item: statement, certainty, population, source, and every warning that goes with it."""
    warned = [tag("span", f" {mark[0].upper() + mark[1:]}.", class_="pv-warning") for mark in marks(claim)]
    reference = content.references()[claim.source]
    return tag(
        "li",
        claim.statement,
        " ",
        tag("span", certainty_mark(claim.certainty), ", ", population_mark(claim.population), class_="pv-marks"),
        " ",
        link(short(reference), address(reference)),
        ".",
        warned,
    )


def source_line(key: str) -> Html:
    """Return the citation of a reference with its links, or say that it is the reasoning of this course."""
    if key == JUDGMENT:
        return join("Reasoning of this course, without a source.")
    reference = content.references()[key]
    linked = [link("Open the source" if not reference.doi else "DOI", address(reference))]
    if (page := pubmed(reference)) and page != address(reference):
        linked += [" · ", link("PubMed", page)]
    unseen = f" Not seen on the page read: {reference.check}." if reference.check else ""
    return join(citation(reference), " ", linked, ".", unseen)


def sources_of(claims: list[str]) -> Html | None:
    """Return the claims behind something shown, folded away, each joined by the claims that contradict it."""
    if not claims:
        return None
    ids = dict.fromkeys(other for name in claims for other in (name, *content.claim(name).contradicts))
    count = f"{len(ids)} source{'s' if len(ids) != 1 else ''}"
    return details(count, tag("ul", [claim_line(content.claim(name)) for name in ids]), class_="pv-sources")
