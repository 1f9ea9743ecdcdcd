"""A map of body and mouth that computes PDAI: its outlines, the points of the scale, invented children, and the cut-offs that disagree."""

from collections import defaultdict
from functools import cache
from typing import Literal

from pydantic import Field

from pemphigus import content
from pemphigus.clinic import pdai
from pemphigus.clinic.pdai import Finding, Score
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record

FILE = "laboratories/body-map.yaml"
CUT_OFFS = ("pdai-cutoffs-boulard-15-45", "pdai-cutoffs-shimizu-9-25", "pdai-cutoffs-mohebi-relapse")

Point = tuple[float, float]


class Panel(Record):
    """One drawing: its size in its own units, and how many of them make a centimeter."""

    id: str
    name: str
    width: float
    height: float
    per_cm: float


class Shape(Record):
    """An outline in some of the drawings; without a site it is only drawn (a line, or the dark of the open mouth)."""

    site: str | None = None
    panels: list[str]
    mirror: bool = False
    label: Point | None = None
    kind: Literal["site", "line", "dark"] = "site"
    points: list[Point]


class Spot(Record):
    """A place in a drawing that belongs to a site."""

    site: str
    panel: str
    x: float
    y: float


class Lesion(Spot):
    """A raw lesion and its largest diameter in cm."""

    cm: float


class Reason(Record):
    """Why a site of a patient has the points it has, where the rule alone may surprise."""

    site: str
    text: str


class Patient(Record):
    """An invented child. `whole` are sites that are raw all over, `quadrants` those of the scalp, `damage` old marks."""

    id: str
    name: str
    story: str
    scored: bool = False
    lesions: list[Lesion] = Field(default_factory=list)
    whole: list[str] = Field(default_factory=list)
    quadrants: int = 0
    damage: list[Spot] = Field(default_factory=list)
    why: list[Reason] = Field(default_factory=list)

    def findings(self) -> dict[str, Finding]:
        """Return what is seen, by site, where anything is."""
        sizes = defaultdict(list)
        for lesion in self.lesions:
            sizes[lesion.site].append(lesion.cm)
        for name in self.whole:
            sizes[name] += []
        return {
            name: Finding(tuple(sorted(found)), name in self.whole, self.quadrants if name == pdai.SCALP else 0)
            for name, found in sizes.items()
        }

    def points(self) -> dict[str, float]:
        """Return the reference points by site."""
        sites = pdai.sites()
        return {name: pdai.points(sites[name].part, finding) for name, finding in self.findings().items()}

    def damaged(self) -> list[str]:
        """Return the sites with an old mark, each once."""
        return sorted({spot.site for spot in self.damage})

    def score(self) -> Score:
        """Return the reference score."""
        return pdai.total(self.points(), self.damaged())


@cache
def patients() -> dict[str, Patient]:
    """Return the invented children by id."""
    return {patient.id: patient for patient in items_of(FILE, "patients", Patient)}


@cache
def panels() -> dict[str, Panel]:
    """Return the drawings by id."""
    return {panel.id: panel for panel in items_of(FILE, "panels", Panel)}


def smooth(points: list[Point]) -> list[list[float]]:
    """Return the closed Catmull-Rom curve through points as one cubic Bezier path: a start, then three points for each segment."""
    n, path = len(points), [list(points[0])]
    for i in range(n):
        before, start, end, after = (points[(i + k) % n] for k in (-1, 0, 1, 2))
        path += [
            [round(start[k] + (end[k] - before[k]) / 6, 2) for k in (0, 1)],
            [round(end[k] - (after[k] - start[k]) / 6, 2) for k in (0, 1)],
            list(end),
        ]
    return path


def outlines() -> list[dict]:
    """Return every outline as a smooth curve in its drawing, mirrored ones twice; only the first of a site and drawing has a label."""
    found = []
    for shape in items_of(FILE, "shapes", Shape, key="points"):
        for panel in shape.panels:
            common = {"site": shape.site, "panel": panel, "kind": shape.kind}
            found.append(common | {"curve": smooth(shape.points), "label": shape.label})
            if shape.mirror:
                across = panels()[panel].width
                found.append(common | {"curve": smooth([(across - x, y) for x, y in shape.points]), "label": None})
    return found


def cut_offs() -> list[dict]:
    """Return three published ways to put PDAI activity into words: who, two limits, and a word below, between and above them."""
    boulard, shimizu, mohebi = (content.claim(name).figures for name in CUT_OFFS)
    return [
        {"who": "New adults, quartiles", "limits": boulard["pdai_cutoffs"], "words": boulard["groups"]},
        {
            "who": "Japanese raters",
            "limits": [shimizu["moderate"][0], shimizu["severe_from"]],
            "words": ["mild", "moderate", "severe"],
        },
        {
            "who": "Relapsing patients, quartiles",
            "limits": mohebi["pdai_quartiles"],
            "words": ["lowest quarter", "middle half", "highest quarter"],
        },
    ]


def data() -> dict:
    """Return what the bench needs."""
    scale = content.claim(pdai.CLAIM).figures
    parts = (pdai.SKIN, pdai.SCALP, pdai.MUCOSA)
    return {
        "panels": [panel.model_dump() for panel in panels().values()],
        "outlines": outlines(),
        "sites": [{"id": site.id, "name": site.name, "part": site.part} for site in pdai.sites().values()],
        "grades": {part: [[points, words] for points, words in pdai.grades(part).items()] for part in parts},
        "maxima": {part: scale[part]["max"] for part in (*parts, "damage")} | {"activity": scale["activity_max"]},
        "cutOffs": cut_offs(),
        "patients": [
            patient.model_dump(include={"id", "name", "story", "scored", "lesions", "whole", "quadrants", "damage"})
            | {"why": {reason.site: reason.text for reason in patient.why}}
            | {"points": patient.points(), "damaged": patient.damaged()}
            for patient in patients().values()
        ],
    }
