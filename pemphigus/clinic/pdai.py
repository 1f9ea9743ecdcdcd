"""The Pemphigus Disease Area Index: the points of a site from its lesions, and the two totals.

Sites, points and ceilings are read from the claim `pdai-full-scale`, whose wording a second source repeats for skin and scalp
(`pdai-skin-and-scalp-second-source`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

from pemphigus import content
from pemphigus.errors import CourseError, unknown

CLAIM = "pdai-full-scale"
SKIN, SCALP, MUCOSA = "skin", "scalp", "mucosa"
SMALL, LARGE, HUGE = 2, 6, 16  # cm: the diameters at which the points change
COUNTED = 1  # the grade of the skin that the number of lesions replaces


@dataclass(frozen=True)
class Site:
    """A site of the index; `part` is skin, scalp or mucosa. The nose is named twice, so the part stands in the id."""

    id: str
    name: str
    part: str


@dataclass(frozen=True)
class Finding:
    """What is seen at a site: the diameter of each lesion in cm, whether all of it is affected, and, on the scalp, the quadrants."""

    diameters: tuple[float, ...] = ()
    whole: bool = False
    quadrants: int = 0


@dataclass(frozen=True)
class Score:
    """The activity of the parts and in all (0 to 250), and the damage (0 to 13), which is kept apart."""

    skin: float
    scalp: float
    mucosa: float
    damage: int

    @property
    def activity(self) -> float:
        """The sum that is meant when a PDAI is named without further words."""
        return round(self.skin + self.scalp + self.mucosa, 1)


def sites() -> dict[str, Site]:
    """Return the 25 sites by id: skin, scalp, mucosa, in the order of the form."""
    scale = content.claim(CLAIM).figures
    found = [
        Site(f"{part}-{name.replace(' ', '-')}", name, part) for part in (SKIN, MUCOSA) for name in scale[part]["sites"]
    ]
    found.insert(len(scale[SKIN]["sites"]), Site(SCALP, SCALP, SCALP))
    return {site.id: site for site in found}


def grades(part: str) -> dict[float, str]:
    """Return the points that a site of this part may get, and what each stands for.

    On the skin the number of lesions replaces the single point: 1, 1.3 or 1.6.
    """
    scale = content.claim(CLAIM).figures[part]
    said = _by_number(scale["activity_points"])
    if part == SKIN:
        one = said.pop(COUNTED)
        counts = _counts()
        said |= {
            points: one.replace(f"1 to {max(counts)} lesions", f"{count} lesion{'s' * (count > 1)}")
            for count, points in counts.items()
        }
    return dict(sorted(said.items()))


def points(part: str, finding: Finding) -> float:
    """Return the points of one site.

    The printed grades 3, 5 and 10 of the skin overlap ("more than 3 lesions and/or at least one over 6 cm"); here, as the grades rise
    with size, the largest lesion decides between them. Raises CourseError for what cannot be seen.
    """
    sizes = finding.diameters
    if any(not isfinite(size) or size <= 0 for size in sizes):
        raise CourseError("Diameter of a lesion: give each in cm, larger than 0.")
    if part == SCALP:
        if not 0 <= finding.quadrants <= 4:
            raise CourseError("Quadrants of the scalp: give a whole number from 0 to 4.")
        return 10 if _over(sizes, LARGE) else finding.quadrants
    if part == SKIN:
        return _skin(sizes, finding.whole)
    if part == MUCOSA:
        return _mucosa(sizes, finding.whole)
    raise unknown("part of the index", part, [SKIN, SCALP, MUCOSA])


def total(given: Mapping[str, float], damaged: Iterable[str] = ()) -> Score:
    """Return the totals from points by site id (sites left out have none) and the ids of damaged sites of skin and scalp.

    Raises CourseError, one sentence, for an unknown site, for points the form does not have, and for damage on mucosa.
    """
    known, sums = sites(), dict.fromkeys((SKIN, SCALP, MUCOSA), 0.0)
    for name, value in given.items():
        site = _known(known, name)
        allowed = grades(site.part)
        if value not in allowed:
            raise CourseError(
                f"Points of {site.name}: {value!r} is not among {', '.join(f'{one:g}' for one in allowed)}; choose one of these."
            )
        sums[site.part] += value
    damaged = set(damaged)
    for name in sorted(damaged):
        if _known(known, name).part == MUCOSA:
            raise CourseError(
                f"Damage of {known[name].name}: the index counts damage of skin and scalp only; leave the mucosa out."
            )
    return Score(**{part: round(value, 1) for part, value in sums.items()}, damage=len(damaged))


def _counts() -> dict[int, float]:
    """Return the points of the skin by the number of lesions, where the form counts them."""
    return _by_number(content.claim(CLAIM).figures[SKIN]["lesion_count_replaces_1"])


def _by_number(table: dict) -> dict[int, Any]:
    """Return a table of the claim with numbers as keys: the stored copy of a file knows them only as text."""
    return {int(key): value for key, value in table.items()}


def _known(known: dict[str, Site], name: str) -> Site:
    if name not in known:
        raise unknown("site of the index", name, list(known))
    return known[name]


def _over(sizes: tuple[float, ...], limit: float) -> int:
    return sum(size > limit for size in sizes)


def _skin(sizes: tuple[float, ...], whole: bool) -> float:
    if whole or _over(sizes, HUGE):
        return 10
    if _over(sizes, LARGE):
        return 5
    counts = _counts()
    if len(sizes) > max(counts):
        return 3
    if _over(sizes, SMALL) > 1:
        return 2
    return counts[len(sizes)] if sizes else 0


def _mucosa(sizes: tuple[float, ...], whole: bool) -> float:
    if whole:
        return 10
    if len(sizes) > 3 or _over(sizes, SMALL) > 1:
        return 5
    return min(len(sizes), 2)
