"""The model card of the virtual child: what it is and is not, and every number it rests on, with its source or the word assumption."""

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.content.bibliography import address, short
from pemphigus.content.model_schemas import Parameter, Switch
from pemphigus.widgets.display import Shown
from pemphigus.widgets.html import Html, details, join, link, scrolling, table, tag

BASIS = {"read": "read", "assumption": "assumption of this course", "calibrated": "calibrated, no measured value"}
GROUPS = {
    "body": "Body",
    "rituximab": "Rituximab in the body",
    "b-cells": "B cells",
    "clone": "The clone that remembers desmoglein",
    "secreting-cells": "Cells that make the antibody",
    "igg": "IgG and FcRn",
    "steroid": "Steroid",
    "exposure": "Drug exposure",
    "antimetabolite": "Antimetabolites",
    "lesions": "From antibody to blister",
}


def model_card() -> Shown:
    """Return the model card."""
    card = simulation.model_card()
    sections = [
        tag("section", tag("h3", heading), tag("ul", [tag("li", line) for line in lines]))
        for heading, lines in card.sections.items()
    ]
    html = tag(
        "div",
        tag("p", tag("strong", card.title), ". ", content.course().not_for_treatment),
        sections,
        details(f"All {len(simulation.parameters())} numbers of the model, with their sources", _parameters()),
        details("The seven reasons for resistance, and what they change", _switches()),
        class_="pv-card pv-model-card",
    )
    lines = [card.title, *(f"{heading}: {' '.join(said)}" for heading, said in card.sections.items())]
    return Shown(html, "\n".join(lines))


def _parameters() -> Html:
    groups = []
    for group, title in GROUPS.items():
        rows = [_row(row) for row in simulation.parameters().values() if row.group == group]
        columns = ["Number", "Value", "Spread between children", "Where it comes from"]
        groups.append(scrolling(table(columns, rows, title), title))
    return join(groups)


def _row(row: Parameter) -> list[object]:
    unit = "" if row.unit in {"-", "fraction", "ratio", "relative"} else f" {row.unit}"
    spread = "–" if row.cv is None else f"{row.cv:.0%} ({BASIS[row.cv_basis]})"
    origin = [BASIS[row.basis], ": ", _link(row.source), f" ({row.read})"] if row.source else [BASIS[row.basis]]
    notes = [part for part in (row.via and f"seen in {row.via}", row.note) if part]
    others = [[f"another published value: {other.value}, ", _link(other.source), "; "] for other in row.alternatives]
    said = [tag("br"), tag("small", others, "; ".join(notes))] if notes or others else []
    return [f"{row.meaning} ({row.symbol})", f"{row.value:.3g}{unit}", spread, join(origin, said)]


def _switches() -> Html:
    rows = [
        [row.name, row.what, _changes(row), join(row.limits, [[" ", _link(key)] for key in row.sources])]
        for row in simulation.switches().values()
    ]
    columns = ["Reason", "What it is", "What it changes", "Limits and sources"]
    return scrolling(table(columns, rows, "The size of each change is an assumption"), "Switches")


def _changes(switch: Switch) -> str:
    said = {
        symbol: f"{symbol} = {change.to:g}" if change.times is None else f"{symbol} times {change.times:g}"
        for symbol, change in switch.changes.items()
    }
    return ", ".join(said.values())


def _link(key: str) -> Html:
    reference = content.references()[key]
    return link(short(reference), address(reference))
