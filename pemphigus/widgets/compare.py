"""Therapies side by side: toggles, one picture and one table, both drawn in the browser from the same data."""

from functools import cache

import traitlets

from pemphigus import content
from pemphigus.content.schemas import AdverseEffect, Level, Sourced, Therapy
from pemphigus.synthesis.certainty import POPULATION, marks, words
from pemphigus.synthesis.comparison import (
    DEFAULT,
    FEWEST,
    MOST,
    Proportion,
    Side,
    chosen_therapies,
    first_of_each,
    in_one_sentence,
    is_young,
    side,
    weeks,
)
from pemphigus.synthesis.intervals import in_words
from pemphigus.widgets.cards import JUDGMENT, certainty_mark, population_mark, source_line, sources_of
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, details, join, scrolling, table, tag

DIMENSIONS = {
    "mechanism": "How it works",
    "route": "How it is given",
    "onset": "Onset of effect",
    "children": "Efficacy in children",
    "adults": "Efficacy in adults and mixed ages",
    "harms": "Adverse effects",
    "monitoring": "Monitoring",
    "cost": "Cost",
    "invasiveness": "Invasiveness",
    "certainty": "Certainty for children",
    "cautions": "Cautions in children",
}
BRIEF = ("onset", "children", "adults", "harms", "cautions")
EMPTY = "Nothing was found in what was read."
SET_ASIDE = "Set aside: only evidence from children is shown."
EMPTY_FOR_CHILDREN = "No evidence from children was found."
LEVELS = {1: "low", 2: "medium", 3: "high"}


class Comparison(CourseWidget):
    """Any two to four therapies. The browser holds all of them and redraws by itself; the choices made there come back as traits.

    The table begins with the rows of `brief` unless `all_rows` is set; the learner can unfold and fold the others.
    """

    _esm = module("compare")
    _css = style("compare")
    therapies = traitlets.List().tag(sync=True)
    groups = traitlets.List().tag(sync=True)
    dimensions = traitlets.List().tag(sync=True)
    limits = traitlets.List([FEWEST, MOST]).tag(sync=True)
    brief = traitlets.List(list(BRIEF)).tag(sync=True)
    all_rows = traitlets.Bool(False).tag(sync=True)
    foot = traitlets.Unicode().tag(sync=True)
    chosen = traitlets.List().tag(sync=True)
    children_only = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self, names: list[str] | tuple[str, ...] = DEFAULT, *, children_only: bool = False, all_rows: bool = False
    ):
        chosen = chosen_therapies(names or DEFAULT)
        super().__init__(
            therapies=_all_therapies(),
            groups=[
                {"name": label, "ids": [t.id for t in content.group_of_therapies(group)]}
                for group, label in content.GROUPS.items()
            ],
            dimensions=[[key, label] for key, label in DIMENSIONS.items()],
            foot=f"{content.course().not_for_treatment} Outcomes and times differ between studies: the bars are not a race.",
            chosen=[therapy.id for therapy in chosen],
            children_only=bool(children_only),
            all_rows=bool(all_rows),
        )

    def sides(self) -> list[Side]:
        """Return what is compared now."""
        return [side(content.therapies()[name], self.children_only) for name in self.chosen]

    def words(self) -> str:
        """Return the comparison in one sentence a therapy."""
        return "\n".join(["Comparison of therapies", *(in_one_sentence(shown) for shown in self.sides())])

    def static_html(self) -> Html:
        """Return the picture and the table as they are at first."""
        from pemphigus.figures.comparison import comparison
        from pemphigus.widgets.show import Drawing

        drawing = Drawing(lambda: comparison(self.sides()))
        cells = {shown.therapy.id: _cells(shown, self.children_only) for shown in self.sides()}
        columns = ["Aspect", *(shown.therapy.name for shown in self.sides())]
        rows = [[label, *(cells[name][key] for name in self.chosen)] for key, label in DIMENSIONS.items()]
        compared = scrolling(table(columns, rows, self.foot), "Everything compared")
        return tag("div", drawing.html(), details("Everything compared", compared), class_="pv-static")


@cache
def _all_therapies() -> list[dict]:
    found = []
    for therapy in content.therapies().values():
        everyone, children = side(therapy), side(therapy, children_only=True)
        found.append(
            {
                "id": therapy.id,
                "name": therapy.name,
                "us_name": therapy.us_name,
                "everyone": {
                    "cells": _cells(everyone, False),
                    "picture": _picture(everyone),
                    "says": in_one_sentence(everyone),
                },
                "children": {
                    "cells": _cells(children, True),
                    "picture": _picture(children),
                    "says": in_one_sentence(children),
                },
            }
        )
    return found


def _picture(shown: Side) -> dict:
    """Return the numbers of the picture: weeks, and shares from 0 to 1."""
    return {
        "onset": [
            {"weeks": row.weeks, "kind": _kind(row.population), "said": weeks(row)}
            for row in first_of_each(shown.onset)
        ],
        "efficacy": [
            {
                "share": p.share,
                "low": p.low,
                "high": p.high,
                "kind": _kind(p.row.population),
                "said": f"{p.row.events} of {p.row.total}",
            }
            for p in first_of_each(shown.efficacy)
        ],
        "certainty": [words(shown.certainty), certainty_mark(shown.certainty)] if shown.certainty else None,
        "burden": shown.burden,
    }


def _kind(population: str) -> str:
    return "child" if is_young(population) else "adult" if population == "adults" else "mixed"


def _cells(shown: Side, children_only: bool) -> dict[str, Html]:
    therapy = shown.therapy
    nothing = tag("p", EMPTY_FOR_CHILDREN if children_only else EMPTY, class_="pv-empty")
    young = [p for p in shown.efficacy if is_young(p.row.population)]
    others = [p for p in shown.efficacy if not is_young(p.row.population)]
    findings = [row for row in therapy.findings if is_young(row.population) or not children_only]
    harms = [harm for harm in therapy.adverse_effects if is_young(harm.population) or not children_only]
    adults = _efficacy(others, [row for row in findings if not is_young(row.population)])
    if adults is None:
        adults = tag("p", SET_ASIDE if children_only else EMPTY, class_="pv-empty")
    return {
        "mechanism": _sourced(therapy.mechanism),
        "route": _sourced(therapy.route),
        "onset": _onset(shown) if shown.onset else nothing,
        "children": _efficacy(young, [row for row in findings if is_young(row.population)])
        or tag("p", EMPTY_FOR_CHILDREN, class_="pv-empty"),
        "adults": adults,
        "harms": _harms(harms) if harms else nothing,
        "monitoring": _monitoring(therapy),
        "cost": _level(therapy.cost),
        "invasiveness": _level(therapy.invasiveness),
        "certainty": _certainty(shown, children_only),
        "cautions": _listed([(caution.text, caution.source) for caution in therapy.cautions]),
    }


def _sourced(item: Sourced) -> Html:
    text = item.text[0].upper() + item.text[1:]
    return join(tag("p", text if text.endswith(".") else f"{text}."), _sources(item.source))


def _onset(shown: Side) -> Html:
    rows = [
        tag("li", tag("strong", weeks(row)), f": {row.what} (", population_mark(row.population), ")")
        for row in shown.onset
    ]
    return join(tag("ul", rows), sources_of([row.claim for row in shown.onset]))


def _efficacy(rows: list[Proportion], findings: list) -> Html | None:
    if not rows and not findings:
        return None
    listed = []
    for shown in rows:
        row, against = shown.row, shown.row.against
        claim = content.claim(row.claim)
        other = f"; against {against.name}: {in_words(against.events, against.total)}" if against else ""
        disease = f" ({row.disease})" if row.disease != "pemphigus vulgaris" else ""
        warned = [tag("span", f" {mark[0].upper() + mark[1:]}.", class_="pv-warning") for mark in marks(claim)]
        listed.append(
            tag(
                "li",
                tag("strong", in_words(row.events, row.total)),
                f": {row.outcome}{disease}{other}. ",
                tag("span", population_mark(row.population), ", ", certainty_mark(claim.certainty), class_="pv-marks"),
                warned,
            )
        )
    listed += [
        tag("li", f"{row.text[0].upper() + row.text[1:]} (", population_mark(row.population), ").") for row in findings
    ]
    cited = [shown.row.claim for shown in rows] + [row.claim for row in findings]
    return join(tag("ul", listed), sources_of(cited))


def _harms(harms: list[AdverseEffect]) -> Html:
    rows = [(_harm(harm), harm.source) for harm in harms]
    return _listed(rows)


def _harm(harm: AdverseEffect) -> Html:
    if isinstance(harm.rate_percent, tuple):
        rate = f"{harm.rate_percent[0]:g} to {harm.rate_percent[1]:g}%"
    else:
        rate = "rate not found" if harm.rate_percent is None else f"{harm.rate_percent:g}%"
    number = f", n = {harm.n:,}" if harm.n else ""
    detail = f"; {harm.detail}" if harm.detail and harm.detail != POPULATION[harm.population] else ""
    return join(
        f"{harm.effect[0].upper() + harm.effect[1:]}: ",
        tag("strong", rate),
        f"{number} (",
        population_mark(harm.population),
        f"{detail})",
    )


def _monitoring(therapy: Therapy) -> Html:
    checks = content.monitoring()
    rows: list[tuple[object, str | list[str]]] = []
    for check in therapy.monitoring:
        entries = [checks[name] for name in check.entries]
        rows += [(f"{entry.what}: {entry.how_often}", entry.source) for entry in entries]
        if not entries:
            rows.append((f"{check.check}{f': {check.interval}' if check.interval else ''}", check.source))
    return _listed(rows)


def _level(level: Level) -> Html:
    pips = tag("span", "●" * level.level + "○" * (3 - level.level), aria_hidden="true", class_="pv-pips")
    why = f": {level.why}" if level.why else ""
    return join(tag("p", pips, f" {LEVELS[level.level]}{why}."), _sources(JUDGMENT))


def _certainty(shown: Side, children_only: bool) -> Html:
    best = (
        tag("p", certainty_mark(shown.certainty))
        if shown.certainty
        else tag("p", EMPTY_FOR_CHILDREN if children_only else EMPTY, class_="pv-empty")
    )
    therapy = shown.therapy
    return join(best, tag("p", f"In children: {therapy.evidence_in_children}."), sources_of(therapy.key_claims))


def _listed(rows: list[tuple[object, str | list[str]]], shown: int = 3) -> Html:
    """Return rows as a list, the long tail folded away, with all their sources on demand."""
    items = [tag("li", text) for text, _ in rows]
    tail = details(f"{len(items) - shown} more", tag("ul", items[shown:])) if len(items) > shown else None
    keys = [key for _, source in rows for key in ([source] if isinstance(source, str) else source)]
    return join(tag("ul", items[:shown]), tail, _sources(keys))


def _sources(keys: str | list[str]) -> Html:
    unique = list(dict.fromkeys([keys] if isinstance(keys, str) else keys))
    if unique == [JUDGMENT]:
        return tag("p", "Judgment of this course, no source.", class_="pv-judgment")
    count = f"{len(unique)} source{'s' if len(unique) != 1 else ''}"
    return details(count, tag("ul", [tag("li", source_line(key)) for key in unique]), class_="pv-sources")
