"""A year around one child: which check is due when for the drugs chosen, on whose authority, and where authorities disagree."""

from functools import cache
from typing import Literal

from pydantic import Field

from pemphigus import content
from pemphigus.clinic import calendar
from pemphigus.clinic.calendar import YEAR, Line, Phase
from pemphigus.content.checking import check_known, items_of
from pemphigus.content.schemas import Record
from pemphigus.errors import ContentError

FILE = "laboratories/care-year.yaml"
ANY = "any"  # every child, whatever the drugs
STATED = "source states the interval"
VISITS = (2, 4, 6, 8, 12)  # weeks from visit to visit that a learner may set: an assumption, as clinics differ
USUAL_VISITS = 4
AUTHORITY = {
    STATED: ("●", "Check and interval are stated"),
    "source states the check, interval is judgment": ("◐", "Check stated, timing is judgment"),
    "source gives the reason, check and interval are judgment": ("○", "Reason stated, rest is judgment"),
    "judgment": ("◌", "Judgment alone"),
}


class Drug(Record):
    """A drug, or a circumstance of the child, that asks for checks."""

    id: str
    name: str
    group: Literal["first", "more", "child"]
    chosen: bool = False


class Check(Record):
    """What is looked at, and who usually does it."""

    id: str
    name: str
    who: str


class Rhythm(Record):
    """Every so many weeks within a span; `visit` follows the visits, as often as the learner sets them."""

    from_: int = Field(alias="from")
    to: int = YEAR
    every: int | Literal["visit"]


class Asked(Record):
    """One drug asks for one check: a row of monitoring.yaml, or a source with what it states; then when."""

    check: str
    drug: str
    row: str | None = None
    source: str | None = None
    basis: str | None = None
    at: tuple[int, ...] = ()
    rhythm: tuple[Rhythm, ...] = ()
    ready: bool = False  # no date: a plan that lies ready for any illness

    @property
    def each_visit(self) -> bool:
        return any(span.every == "visit" for span in self.rhythm)

    def phases(self, visits: int) -> tuple[Phase, ...]:
        """Return the rhythm in weeks, with `visits` weeks between visits; these are fixed dates, which no other check moves."""
        fixed, spans = list(self.at), []
        for span in self.rhythm:
            if span.every == "visit":
                fixed += range(-(-span.from_ // visits) * visits, span.to + 1, visits)
            else:
                spans.append(Phase(span.from_, span.to, span.every))
        return (*(Phase(week, week) for week in fixed), *spans)


class Conflict(Record):
    """What sources disagree on, once all drugs of `needs` are chosen."""

    needs: list[str]
    text: str


class Authority(Record):
    """The short name of a source."""

    source: str
    name: str


@cache
def drugs() -> dict[str, Drug]:
    """Return the drugs and circumstances by id."""
    return {drug.id: drug for drug in items_of(FILE, "drugs", Drug)}


@cache
def checks() -> dict[str, Check]:
    """Return the checks by id, in the order of the plan."""
    return {check.id: check for check in items_of(FILE, "checks", Check)}


@cache
def conflicts() -> list[Conflict]:
    """Return the disagreements; raises ContentError at an unknown drug."""
    found = items_of(FILE, "conflicts", Conflict, key="text")
    for conflict in found:
        check_known(FILE, conflict.text[:40], "needs", conflict.needs, drugs())
    return found


@cache
def asked() -> list[Asked]:
    """Return all requests with source and basis filled in, in the order of the checks; raises ContentError at an unknown name."""
    order = list(checks())
    names = {authority.source for authority in items_of(FILE, "authorities", Authority, key="source")}
    found = []
    for item in items_of(FILE, "requests", Asked, key="check"):
        check_known(FILE, item.check, "check", [item.check], checks())
        check_known(FILE, item.check, "drug", [item.drug], drugs() | {ANY: None})
        if item.row:
            check_known(FILE, item.check, "row", [item.row], content.monitoring())
            row = content.monitoring()[item.row]
            source = row.source if isinstance(row.source, str) else row.source[0]
            item = item.model_copy(update={"source": source, "basis": row.basis})
        if item.source not in names or item.basis not in AUTHORITY:
            raise ContentError(
                f"content/{FILE}, item '{item.check}', field 'source': {item.source!r} with basis {item.basis!r} is unknown; "
                "name it under authorities, or correct the basis."
            )
        found.append(item)
    return sorted(found, key=lambda item: order.index(item.check))


def requests(visits: int = USUAL_VISITS) -> list[calendar.Request]:
    """Return what each drug asks for, with `visits` weeks between visits, ready for the calendar."""
    return [
        calendar.Request(item.check, item.drug, item.phases(visits), item.basis, item.source)
        for item in asked()
        if not item.ready
    ]


def year(chosen: list[str], visits: int = USUAL_VISITS) -> list[Line]:
    """Return the lines of the year for the chosen drugs; every child's own checks are always in it."""
    return calendar.plan(requests(visits), [ANY, *chosen])


def ready(chosen: list[str]) -> list[Asked]:
    """Return the plans that lie ready for an illness."""
    return [item for item in asked() if item.ready and item.drug in {ANY, *chosen}]


def basis_of(line: Line) -> str:
    """Return the basis of the line's rhythm: that of the request which asks most often, the better supported of two alike."""
    most = len(calendar.weeks_of([line.requests[0]]))
    leading = [request.basis for request in line.requests if len(calendar.weeks_of([request])) == most]
    return min(leading, key=list(AUTHORITY).index)


def usual() -> list[str]:
    """Return what is chosen at first: the child of the notebook."""
    return [drug.id for drug in drugs().values() if drug.chosen]


def data() -> dict:
    """Return what the bench needs; its twin of the calendar draws every choice in the browser."""
    return {
        "drugs": [drug.model_dump() for drug in drugs().values()],
        "checks": [check.model_dump() for check in checks().values()],
        "requests": [item.model_dump(exclude={"row"}, by_alias=True) for item in asked()],
        "conflicts": [conflict.model_dump() for conflict in conflicts()],
        "authorities": {row.source: row.name for row in items_of(FILE, "authorities", Authority, key="source")},
        "bases": [{"id": basis, "sign": sign, "words": words} for basis, (sign, words) in AUTHORITY.items()],
        "visits": list(VISITS),
        "usual_visits": USUAL_VISITS,
        "any": ANY,
        "warning": content.course().not_for_treatment,
    }
