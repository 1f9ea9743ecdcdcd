"""The detective game: a virtual child whose treatment fails for a hidden reason, tests to order, a verdict. A teaching model.

Nothing is scripted: the child is simulated with its hidden switch, and every result is read off the simulated states on the day of the
sample. Whether a cause fits the learner's results is found by doing the same to the same child with each of the seven switches.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

import numpy as np

from pemphigus.content import simulation
from pemphigus.content.model_schemas import CaseOpening, HiddenCase, KeyFeature, PlanStep
from pemphigus.errors import CourseError, unknown
from pemphigus.learning.grading import CONFIDENCE
from pemphigus.model.children import Children, cohort, patient, typical, with_switches
from pemphigus.model.endpoints import CEASED, FLARE, HEALED
from pemphigus.model.engine import Course, simulate
from pemphigus.model.plan import LONGEST, THERAPIES, Step, daily, steps

TRUTH = "the truth"  # the case's own cause
LIMIT = 730  # days of investigation; the child cannot wait longer
AHEAD = 60  # days simulated beyond need, so that the next look costs nothing
# What counts as which result. Judgments of this course.
LITTLE = 0.6  # of an expected level, or of the prescriptions
STAYS, RISES = 0.45, 1.5  # titer: lowest of before; today of lowest
RETURNED, SOON = 0.5, 0.85  # B cells of before; days of a typical child's
GONE = 1.0  # mg/L of rituximab
WEAK = 2.0  # times the steroid that a typical child's cells need
FALLEN = 0.9  # IgG of before
BETTER, WORSE = 0.55, 1.25  # PDAI after a treatment, of before it
TYPICAL_HANDLING = (
    "bexp",
    "aexp",
    "adh",
    "E50",
    "om3",
    "om1",
    "kB",
    "s",
)  # a random child has these from nothing but its switch
Reading = tuple[str, dict[str, object]]


@dataclass(frozen=True)
class Finding:
    """A line of the notebook: the day it was known, the test or treatment, the kind of result, and the sentence."""

    day: int
    source: str
    code: str
    text: str


@dataclass(frozen=True)
class Effort:
    """What an investigation took: days, and the points of burden and cost of everything done."""

    days: int
    burden: int
    cost: int


@dataclass(frozen=True)
class Suspect:
    """One of the seven causes against the learner's results: which findings agree with it, and which speak against it, each with what
    the same child with this cause would have shown instead; `tells` are the tests that would part it from the truth today.

    `course` compares the treatment before the game in the same child with this cause: "same" (it fails as it did), "well", or "other";
    `score` is that child's PDAI when the game begins, `was_well` whether it had been well by then.
    """

    cause: str
    course: Literal["same", "well", "other"]
    score: float
    was_well: bool
    agree: list[Finding]
    against: list[tuple[Finding, str]]
    tells: list[str]


@dataclass(frozen=True)
class Verdict:
    """The end of a case. `score` is the share of key features met, the right cause being one of them."""

    chosen: str
    right: bool
    score: float
    features: list[tuple[KeyFeature, bool]]
    suspects: list[Suspect]
    effort: Effort
    expert: Effort


class Investigation:
    """A child being investigated. `cause` is the hidden switch; another one, or None, answers what would have been seen with it."""

    def __init__(self, case: HiddenCase, cause: str | None = TRUTH):
        self.case = case
        self.cause = case.cause if cause == TRUTH else cause
        self.child = with_switches(_base(case), [self.cause] if self.cause else [])
        self.one = {symbol: float(values[0]) for symbol, values in self.child.items()}
        self.plan = steps(case.plan)
        self.day = case.day
        self.findings: list[Finding] = []
        self.actions: list[tuple[str, tuple[str, ...]]] = []
        self.seen_doses: list[tuple[int, int]] = []  # spans in which tablets were seen to be swallowed
        self._course: Course | None = None

    @property
    def course(self) -> Course:
        """Return the course so far; its arrays may reach beyond today."""
        if self._course is None or self._course.days < self.day:
            self._course = simulate(self.child, self.plan, min(self.day + AHEAD, LONGEST))
        return self._course

    def value(self, name: str, day: int | None = None) -> float:
        """Return a quantity of the course on a day, today by default."""
        return float(getattr(self.course, name)[self.day if day is None else day, 0])

    def prednisone(self) -> np.ndarray:
        """Return the dose prescribed each day so far in mg/kg, shape (day + 1,); the model makes up for missed doses by larger ones."""
        dose = self.course.prednisone[: self.day + 1, 0].copy()
        for begin, end in self.seen_doses:
            dose[begin : min(end, self.day + 1)] *= self.one["adh"]
        return dose

    def order(self, tests: object) -> list[Finding]:
        """Take samples today, wait for the slowest result, and return the findings. Raises CourseError, one sentence."""
        known = simulation.orderable_tests()
        if not isinstance(tests, list | tuple) or not tests:
            raise CourseError("Tick at least one test first.")
        for name in tests:
            if not isinstance(name, str) or name not in known:
                raise unknown("test", name, list(known))
        names = tuple(dict.fromkeys(tests))
        self._may_take(max(known[name].days for name in names))
        new = []
        for name in names:
            code, words = READ[name](self)
            new.append(Finding(self.day + known[name].days, name, code, known[name].readings[code].format(**words)))
        self.day += max(known[name].days for name in names)
        self.findings += sorted(new, key=lambda finding: finding.day)
        self.actions.append(("order", names))
        return new

    def treat(self, name: object) -> Finding:
        """Give a treatment from today, wait until it can be judged, and return what was seen. Raises CourseError, one sentence."""
        known = simulation.trial_treatments()
        if not isinstance(name, str) or not name:
            raise CourseError("Choose a treatment first.")
        if name not in known:
            raise unknown("treatment", name, list(known))
        treatment = known[name]
        self._may_take(treatment.days)
        before = self.value("pdai")
        for step in treatment.steps:
            self._give(step, treatment.corrects, treatment.days)
        self._course = None
        self.day += treatment.days
        after = self.value("pdai")
        code = "better" if after <= BETTER * before else "worse" if after >= WORSE * before else "same"
        said = {"better": "clearly better", "worse": "worse", "same": "no great change"}[code]
        finding = Finding(
            self.day, name, code, f"PDAI {before:.0f} before, {after:.0f} after {treatment.days} days: {said}."
        )
        self.findings.append(finding)
        self.actions.append(("treat", (name,)))
        return finding

    def replay(self, cause: str | None) -> "Investigation":
        """Return the same investigation of the same child with another cause, or with none."""
        other = Investigation(self.case, cause)
        for kind, names in self.actions:
            other.order(names) if kind == "order" else other.treat(names[0])
        return other

    def commit(self, cause: object, confidence: object) -> Verdict:
        """Name the cause and end the case. Raises CourseError, one sentence, when no cause or no confidence was given."""
        if cause is None:
            raise CourseError("Choose a cause first.")
        if not isinstance(cause, str) or cause not in simulation.switches():
            raise unknown("cause", cause, list(simulation.switches()))
        if not isinstance(confidence, int) or isinstance(confidence, bool) or confidence not in CONFIDENCE:
            raise CourseError("Say how sure you are: guessing, fairly sure or certain.")
        right = cause == self.case.cause
        features = [(part, self.met(part)) for part in self.case.features]
        score = (sum(met for _, met in features) + right) / (len(features) + 1)
        expert = Investigation(self.case)
        for step in self.case.path:
            expert.order(step.do) if step.do[0] in simulation.orderable_tests() else expert.treat(step.do[0])
        suspects = [self.suspect(name) for name in simulation.switches()]
        return Verdict(cause, right, score, features, suspects, self.effort(), expert.effort())

    def suspect(self, cause: str) -> Suspect:
        """Return what would have been seen with another cause: a failure or not, and findings of the same kind or not."""
        other, day = self.replay(cause), self.case.day
        same, fine = failing(other.course, day, self.case.pattern)[0], well(other.course, day)[0]
        pairs = list(zip(self.findings, other.findings, strict=True))
        return Suspect(
            cause,
            "same" if same else "well" if fine else "other",
            other.value("pdai", day),
            bool(was_well(other.course, day)[0]),
            [mine for mine, theirs in pairs if mine.code == theirs.code],
            [(mine, theirs.text) for mine, theirs in pairs if mine.code != theirs.code],
            [name for name, read in READ.items() if read(self)[0] != read(other)[0]],
        )

    def met(self, feature: KeyFeature) -> bool:
        """Return whether a key feature was met by what was done, whatever the number of other things done."""
        done = [name for _, names in self.actions for name in names]
        first = next((number for number, name in enumerate(done) if name in feature.before), len(done))
        if feature.none_of:
            return not set(done) & set(feature.none_of)
        if feature.all_of:
            return set(feature.all_of) <= set(done[:first])
        return bool(set(done[:first]) & set(feature.any_of))

    def effort(self) -> Effort:
        """Return what the investigation took so far."""
        known = {**simulation.orderable_tests(), **simulation.trial_treatments()}
        done = [known[name] for _, names in self.actions for name in names]
        return Effort(self.day - self.case.day, sum(act.burden for act in done), sum(act.cost for act in done))

    def _may_take(self, days: int) -> None:
        if self.day + days > self.case.day + LIMIT:
            raise CourseError("Two years have passed and the child cannot wait any longer: name the cause.")

    def _give(self, row: PlanStep, corrects: list[str], days: int) -> None:
        """Add a step from today. Prednisone replaces the present dose for its time; what was taken so far is kept as it was."""
        (step,) = steps([row], self.day)
        if step.therapy != "prednisone":
            self.plan.append(step)
            return
        taken = self.one["adh"] if "adherence" in corrects else 1.0
        exposure = "exposure" in corrects
        standing, other = self._dose("prednisone"), self._dose("antimetabolite")
        goal = step.dose / (taken * (self.one["bexp"] if exposure else 1.0))
        more = other / (taken * (self.one["aexp"] if exposure else 1.0)) - other
        # A dose that stays in force ends the old one; one for some weeks stands on top of it, and then the old one goes on.
        keeps = standing if step.days < LONGEST else 0.0
        self.plan = [
            *(old for old in self.plan if old.therapy != "prednisone"),
            *_as_given(self.course.prednisone[: self.day, 0]),
            *_steps("prednisone", self.day, keeps, LONGEST),
            *_steps("prednisone", self.day, goal - keeps, step.days),
            *_steps("antimetabolite", self.day, more, step.days),
        ]
        if taken < 1 and not exposure:
            self.seen_doses.append((self.day, self.day + days))

    def _dose(self, therapy: str) -> float:
        """Return the dose prescribed today of prednisone (mg/kg) or an antimetabolite (times the target)."""
        if therapy == "prednisone":
            return self.value("prednisone")
        return float(daily(self.plan, self.course.days).antimetabolite[self.day])

    def last_rituximab(self) -> int | None:
        """Return the day of the last infusion before today, or None."""
        given = np.flatnonzero(daily(self.plan, self.course.days).rituximab[: self.day])
        return int(given[-1]) if len(given) else None

    def usual(self) -> Course:
        """Return the course of a typical child of the same weight under the same plan, long enough for B cells to come back."""
        return _usual(self.one["W"], tuple(self.plan), self.case.day + LIMIT)


@lru_cache(maxsize=16)
def _usual(weight: float, plan: tuple[Step, ...], days: int) -> Course:
    return simulate(typical(W=weight), plan, days, ("b_cells", "rituximab"))


def _base(case: HiddenCase) -> Children:
    return patient(case.child) if case.child else typical(**case.values)


def _steps(therapy: str, day: int, dose: float, days: int) -> list[Step]:
    """Return a dose as steps, none of which is above the highest dose of a plan: making up for missed doses may take several."""
    most, parts = THERAPIES[therapy].most, []
    while dose > 1e-9:
        parts.append(Step(therapy, day=day, dose=min(dose, most), days=days))
        dose -= most
    return parts


def _as_given(doses: np.ndarray) -> list[Step]:
    """Return daily doses of prednisone as steps of constant dose."""
    edges = [0, *(int(day) + 1 for day in np.flatnonzero(np.diff(doses))), len(doses)]
    return [
        step for begin, end in pairwise(edges) for step in _steps("prednisone", begin, float(doses[begin]), end - begin)
    ]


def _half_back(cells: np.ndarray) -> int | None:
    """Return on which day B cells that were depleted are back at half, or None while they are not."""
    back = np.flatnonzero((np.cumsum(cells < RETURNED) > 0) & (cells >= RETURNED))
    return int(back[0]) if len(back) else None


def told(value: float) -> str:
    """Return a number with two significant digits, as a laboratory would not give more."""
    if value <= 0:
        return "0"
    if value < 1:
        return f"{value:.1f}"
    step = 10 ** max(int(np.floor(np.log10(value))) - 1, 0)
    return f"{round(value / step) * step:g}"


def _levels(it: Investigation, oral: bool, taken: float) -> Reading:
    shares = []
    if not oral or it.value("prednisone") > 0:
        shares.append(("prednisolone", it.one["bexp"] * taken))
    if it._dose("antimetabolite") > 0:
        shares.append(("azathioprine metabolite or mycophenolic acid", it.one["aexp"] * taken))
    if not shares:
        return "none", {}
    said = " and ".join(f"{name} {round(100 * share)}%" for name, share in shares)
    return "low" if min(share for _, share in shares) < LITTLE else "expected", {"levels": said[0].upper() + said[1:]}


def _family(it: Investigation) -> Reading:
    return "missed" if it.one["adh"] < LITTLE else "taken", {"share": round(10 * it.one["adh"])}


def _titer(it: Investigation) -> Reading:
    row = "dsg3" if it.one["C30"] >= it.one["C10"] else "dsg1"
    level = getattr(it.course, row)[: it.day + 1, 0]
    if level[0] < 1:
        return "none", {}
    low, now = float(level.min()), float(level[-1])
    code = "stays" if low > STAYS * level[0] else "returned" if now > RISES * low else "fell"
    words = {"before": told(level[0]), "lowest": told(low), "day": int(level.argmin()), "now": told(now)}
    return code, {"antibody": f"Antibody to desmoglein {row[-1]}", **words}


def _cd19(it: Investigation) -> Reading:
    words: dict[str, object] = {"now": round(100 * it.value("b_cells"))}
    last = it.last_rituximab()
    if last is None:
        return "untouched", words
    half = _half_back(it.course.b_cells[last : it.day + 1, 0])
    if half is None:
        return "low", {**words, "since": it.day - last}
    usual = _half_back(it.usual().b_cells[last:, 0])
    soon = usual is None or half < SOON * usual
    return "back-early" if soon else "back", {**words, "half": half, "usual": usual or "longer"}


def _rituximab(it: Investigation) -> Reading:
    last = it.last_rituximab()
    if last is None:
        return "not-given", {}
    now, usual = it.value("rituximab"), float(it.usual().rituximab[it.day, 0])
    code = "gone" if usual < GONE else "low" if now < LITTLE * usual else "expected"
    return code, {"now": told(now), "usual": told(usual), "since": it.day - last}


def _anti_drug(it: Investigation) -> Reading:
    last = it.last_rituximab()
    return "not-given" if last is None else "positive" if it.one["ada"] else "negative", {}


def _igg(it: Investigation) -> Reading:
    before, now = it.value("igg", 0), it.value("igg")
    return "low" if now < FALLEN * before else "unchanged", {"before": f"{before:.1f}", "now": f"{now:.1f}"}


def _biopsy(it: Investigation) -> Reading:
    return "other" if it.one["misdx"] else "pemphigus", {}


def _sensitivity(it: Investigation) -> Reading:
    times = it.one["E50"] / simulation.parameters()["E50"].value
    return "insensitive" if times > WEAK else "sensitive", {"times": told(times)}


READ: dict[str, Callable[[Investigation], Reading]] = {
    "family": _family,
    "drug-level": lambda it: _levels(it, True, it.one["adh"]),
    "supervised-level": lambda it: _levels(it, False, 1.0),
    "titer-trend": _titer,
    "cd19": _cd19,
    "rituximab-level": _rituximab,
    "anti-drug": _anti_drug,
    "igg": _igg,
    "biopsy": _biopsy,
    "steroid-sensitivity": _sensitivity,
}


def failing(course: Course, day: int, pattern: str) -> np.ndarray:
    """Return for each child whether it fails on a day: PDAI of 3 or more with new lesions, in a "relapse" after it had been well."""
    active = (course.pdai[day] >= FLARE) & (course.new[day] >= CEASED)
    return active & (was_well(course, day) if pattern == "relapse" else ~was_well(course, day))


def well(course: Course, day: int) -> np.ndarray:
    """Return for each child whether it does well on a day: no new lesions, and four fifths healed (as in end of consolidation)."""
    return _healed(course)[day]


def was_well(course: Course, day: int) -> np.ndarray:
    """Return for each child whether it did well on any day up to this one."""
    return _healed(course)[: day + 1].any(axis=0)


def _healed(course: Course) -> np.ndarray:
    return (course.new < CEASED) & (course.pdai <= (1 - HEALED) * course.pdai[0])


RANDOM, SEEDS = "random", 10_000
BATCH, BATCHES = 40, 10


@cache
def random_case(seed: int) -> HiddenCase:
    """Return the random case of a number from 0 to 9999, the same each time: the child fails with its switch and does well without it."""
    if not isinstance(seed, int) or isinstance(seed, bool) or not 0 <= seed < SEEDS:
        raise CourseError(f"Random cases are numbered from 0 to {SEEDS - 1}; {seed!r} is outside.")
    random = np.random.default_rng(seed)
    cause = str(random.choice(list(simulation.switches())))
    openings = [opening for opening in simulation.case_openings().values() if cause in opening.causes]
    opening: CaseOpening = openings[random.integers(len(openings))]
    plan = steps(opening.plan)
    for _ in range(BATCHES):
        children = cohort(BATCH, int(random.integers(2**31)))
        for symbol in TYPICAL_HANDLING:
            children[symbol] = np.full(BATCH, simulation.parameters()[symbol].value)
        sick = simulate(with_switches(children, [cause]), plan, opening.day, ("pdai", "new"))
        healthy = simulate(children, plan, opening.day, ("pdai", "new"))
        fits = np.flatnonzero(failing(sick, opening.day, opening.pattern) & well(healthy, opening.day))
        if len(fits):
            values = {symbol: float(children[symbol][fits[0]]) for symbol in simulation.parameters()}
            expert = simulation.experts()[cause]
            story = opening.story.replace("{weight}", f"{values['W']:.0f}")
            own = {"id": f"{RANDOM}-{seed}", "title": f"Random case {seed}", "values": values, "story": story}
            shared = {name: getattr(opening, name) for name in ("plan", "day", "pattern")}
            return HiddenCase(**own, **shared, **{name: getattr(expert, name) for name in type(expert).model_fields})
    raise CourseError(f"No child fits random case {seed}; choose another number.")


def hidden_case(name: object) -> HiddenCase:
    """Return a case by its id, or the random case of "random-123". Raises CourseError, one sentence, for any other name."""
    if isinstance(name, str) and name.startswith(f"{RANDOM}-") and name.removeprefix(f"{RANDOM}-").isdecimal():
        return random_case(int(name.removeprefix(f"{RANDOM}-")))
    if not isinstance(name, str) or name not in simulation.hidden_cases():
        raise unknown("case", name, list(simulation.hidden_cases()), 'Or write "random-7" for a random one.')
    return simulation.hidden_cases()[name]


def story(case: HiddenCase) -> str:
    """Return the opening of a case with its scores filled in."""
    it = Investigation(case)
    return case.story.format(before=f"{it.value('pdai', 0):.0f}", now=f"{it.value('pdai'):.0f}").strip()
