"""Desmoglein compensation: a tissue splits where every desmoglein it has at that place is attacked. A theory, as a few lines of code."""

from functools import cache
from typing import Literal

from pemphigus import content
from pemphigus.content.checking import items_of
from pemphigus.content.files import CONTENT, read_yaml
from pemphigus.content.schemas import Record

FILE = "laboratories/compensation.yaml"
DESMOGLEINS = ("dsg1", "dsg3")
OVERLAP = "dsg-profile-overlap-2014"


class Site(Record):
    """A place where tissue is seen to split: below which row of cells, counted from the surface."""

    id: str
    name: str
    below_row: int


class Tissue(Record):
    """A tissue, and from which row to which it holds each desmoglein."""

    id: str
    name: str
    dsg1: tuple[int, int]
    dsg3: tuple[int, int]
    claims: list[str]

    def has(self, row: int) -> set[str]:
        """Return the desmogleins that the cells of a row hold, of DESMOGLEINS."""
        return {name for name in DESMOGLEINS if getattr(self, name)[0] <= row <= getattr(self, name)[1]}


class Profile(Record):
    """Which desmogleins the antibodies attack."""

    id: str
    name: str
    attacks: list[Literal["dsg1", "dsg3"]]


class Type(Record):
    """The clinical type of one whose skin and mucosa split at these sites (None: holds)."""

    skin: str | None
    mucosa: str | None
    name: str


class Expected(Record):
    """What may be expected of a patient."""

    id: str
    name: str


class Patient(Record):
    """A patient to predict: what is found, and why or why not each expectation. A newborn has the mother's antibody."""

    id: str
    name: str
    kind: Literal["An invented case", "A published case"]
    story: str
    profile: str
    newborn: bool = False
    found: str
    why: dict[str, str]


@cache
def rows() -> int:
    """Return how many rows of cells are drawn."""
    return read_yaml(CONTENT / FILE)["rows"]


@cache
def sites() -> list[Site]:
    """Return the places where a tissue may split, the one that decides first."""
    return items_of(FILE, "sites", Site)


@cache
def tissues() -> dict[str, Tissue]:
    """Return the tissues by id."""
    return {tissue.id: tissue for tissue in items_of(FILE, "tissues", Tissue)}


@cache
def profiles() -> dict[str, Profile]:
    """Return the antibody profiles by id."""
    return {profile.id: profile for profile in items_of(FILE, "profiles", Profile)}


@cache
def patients() -> list[Patient]:
    """Return the six patients in the order in which they are asked."""
    return items_of(FILE, "patients", Patient)


def split(tissue: Tissue, attacked: set[str]) -> Site | None:
    """Return where a tissue splits: the first site at which every desmoglein present is attacked, or None if it holds.

    The rule of the compensation theory (claim dsg-compensation-summary). A site lies between two rows; desmogleins of the upper one count,
    since they are what would have to hold it to the lower one.
    """
    for site in sites():
        present = tissue.has(site.below_row)
        if present and present <= attacked:
            return site
    return None


def clinical_type(attacked: set[str]) -> str:
    """Return the clinical type, in words, of one who makes these antibodies. No pair of splits lacks a type: a test holds it."""
    found = {name: where.id if (where := split(tissues()[name], attacked)) else None for name in ("skin", "mucosa")}
    return next(
        kind.name
        for kind in items_of(FILE, "types", Type, key="name")
        if (kind.skin, kind.mucosa) == (found["skin"], found["mucosa"])
    )


def theory(patient: Patient) -> str:
    """Return what the theory expects of a patient, an id of `expected`: the mouth, all, the skin, or nothing."""
    attacked = set(profiles()[patient.profile].attacks)
    skin = split(tissues()["newborn" if patient.newborn else "skin"], attacked)
    mouth = split(tissues()["mucosa"], attacked)
    return {(False, False): "nothing", (False, True): "mouth", (True, True): "all", (True, False): "skin"}[
        skin is not None, mouth is not None
    ]


def data() -> dict:
    """Return what the bench needs: tissues row by row, the split under each profile, the patients, and what speaks against the theory."""
    overlap = content.claim(OVERLAP)
    share = overlap.figures
    return {
        "rows": rows(),
        "sites": {site.id: {"name": site.name, "below": site.below_row} for site in sites()},
        "tissues": [
            {"id": tissue.id, "name": tissue.name, "has": [sorted(tissue.has(row)) for row in range(1, rows() + 1)]}
            for tissue in tissues().values()
        ],
        "profiles": [
            {
                "id": profile.id,
                "name": profile.name,
                "attacks": profile.attacks,
                "type": clinical_type(set(profile.attacks)),
                "splits": {
                    name: where.id if (where := split(tissue, set(profile.attacks))) else None
                    for name, tissue in tissues().items()
                },
            }
            for profile in profiles().values()
        ],
        "expected": [choice.model_dump() for choice in items_of(FILE, "expected", Expected)],
        "patients": [patient.model_dump() | {"theory": theory(patient)} for patient in patients()],
        "against": [
            f"In a series of {overlap.n} patients of mixed ages antibody to desmoglein 1 was found in "
            f"{share['mucosal']['dsg1_percent']}% of mucosal and {share['mucocutaneous']['dsg1_percent']}% of mucocutaneous "
            f"cases, and antibody to desmoglein 3 in {share['cutaneous']['dsg3_percent']}% of cutaneous ones.",
            "The theory knows rivets only. In mice, blocking a signal inside the cell prevented blisters too; how much this "
            "matters in people is debated.",
            "What is said of newborn skin rests on single published babies.",
        ],
    }
