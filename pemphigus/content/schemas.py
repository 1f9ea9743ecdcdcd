"""What each content file may hold. `extra="forbid"` turns a misspelt field into an error instead of a silent loss.

None means "not given in what was read", never zero and never absent (content/README.md explains every word used here).
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Population = Literal["children", "juvenile", "adults", "mixed", "in-vitro", "animal"]
Certainty = Literal["very-low", "low", "moderate", "high"]
Design = Literal[
    "meta-analysis", "rct", "cohort", "case-series", "case-report", "guideline", "review", "mechanistic", "registry"
]
Id = str
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Record(BaseModel):
    """An immutable item of content that refuses unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Claim(Record):
    """One sentence with the figures of one source. `certainty` is how sure one may be that it holds for children with pemphigus."""

    id: Id
    statement: str
    therapy: str | None = None
    population: Population
    design: Design
    n: int | None
    n_children: int | None
    figures: dict[str, Any]
    source: str
    read: Literal["abstract", "full text", "recalled"]
    basis: str
    certainty: Certainty
    audited: Literal["confirmed", "corrected", "not-refound", "not-audited"]
    contradicts: list[Id] = []
    same_data: list[Id] = []
    note: str | None = None


class Reference(Record):
    """A paper or document. `check` names bibliographic fields that were not seen on the page read."""

    key: str
    kind: str
    author: str
    title: str
    year: str
    read: str
    journal: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    howpublished: str | None = None
    publisher: str | None = None
    school: str | None = None
    booktitle: str | None = None
    note: str | None = None
    check: str | None = None


class Basis(Record):
    """A kind of evidence: the certainty it starts from, the highest it may reach, and why, in one plain sentence."""

    id: Id
    what: str
    cap: Certainty
    why: str


class Sourced(Record):
    """A text and where it comes from: keys of references.bib, or "judgment" for the reasoning of this course."""

    text: str
    source: str | list[str]


class Onset(Record):
    """Weeks until an effect, in one population."""

    weeks: tuple[float, float]
    population: Population
    what: str
    claim: Id


class Arm(Record):
    """A comparison arm: `events` of `total` participants."""

    name: str
    events: int
    total: int


class Efficacy(Record):
    """`events` of `total` participants reached `outcome`; `against` is the comparison arm where the study had one."""

    events: int
    total: int
    population: Population
    outcome: str
    claim: Id
    disease: str = "pemphigus vulgaris"
    against: Arm | None = None


class Finding(Record):
    """A result that is not a count of patients."""

    population: Population
    text: str
    claim: Id


class AdverseEffect(Record):
    """A harm; `rate_percent` is a number, a range, or None when no rate was found in what was read."""

    effect: str
    rate_percent: float | tuple[float, float] | None
    n: int | None
    population: Population
    detail: str | None = None
    source: str | list[str]


class TherapyCheck(Record):
    """A check on one drug; `entries` points to rows of monitoring.yaml."""

    check: str
    interval: str | None = None
    source: str | list[str]
    entries: list[Id] = []


class Dose(Record):
    """A dose as published. Shown for learning, never for dosing."""

    text: str
    given_for: str
    source: str
    value: tuple[float, float] | None = None
    unit: str | None = None


class Level(Record):
    """A judgment of this course, relative to the other therapies: 1 low, 2 medium, 3 high."""

    level: Literal[1, 2, 3]
    why: str | None = None


class Interaction(Record):
    """What happens when two therapies meet. `with_` is the other therapy's id."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
    with_: Id = Field(alias="with")
    text: str
    source: str


class Therapy(Record):
    """One therapy, with the same fields for all."""

    id: Id
    name: str
    us_name: str | None = None
    drug_class: str
    mechanism: Sourced
    route: Sourced
    status_in_children: Sourced | None = None
    onset: list[Onset]
    efficacy: list[Efficacy]
    findings: list[Finding]
    adverse_effects: list[AdverseEffect]
    monitoring: list[TherapyCheck]
    cautions: list[Sourced]
    interactions: list[Interaction] = []
    cost: Level
    invasiveness: Level
    doses_children: list[Dose]
    doses_adults: list[Dose]
    guideline: Sourced | None = None
    evidence_in_children: str
    key_claims: list[Id]


class KineticRow(Record):
    """A printed time course or rate; `derived` when worked out here from printed numbers."""

    id: Id
    topic: str
    quantity: str
    value: Any
    unit: str | None
    time: Any
    n: int | None
    n_total: int | None = None
    population: Population
    population_detail: str | None = None
    treatment: str | None
    source: str | None
    read: str
    derived: bool
    use: Literal["calibrate", "validate"] | None = None
    spread: dict[str, Any] | None = None
    note: str | None = None


class MonitoringCheck(Record):
    """What is checked, how often, in whom, on which drug; `basis` says whether the interval itself was read."""

    id: Id
    what: str
    how_often: str
    in_whom: str
    on_which: str
    source: str | list[str]
    basis: Literal[
        "source states the interval",
        "source states the check, interval is judgment",
        "source gives the reason, check and interval are judgment",
        "judgment",
    ]
    why: str | None = None


class Series(Record):
    """Published children given rituximab. Series and cases overlap in part: never add them up."""

    source: str
    kind: Literal["case-series", "review-of-published-cases", "cohort", "case-report"]
    n: int | None
    n_all: int | None = None
    n_other_disease: int | None = None
    age_years: tuple[float | None, float | None] | None = None
    age_years_mean_sd: tuple[float, float | None] | None = None
    subtype: str
    regimen: str | None
    prior_therapies: str | list[str] | None
    CR_off_n: int | None
    CR_on_n: int | None
    PR_n: int | None
    responded_n: int | None = None
    control_only_n: int | None = None
    no_response_n: int | None
    relapse_n: int | None
    weeks_to_response: dict[str, float] | None
    follow_up_months: dict[str, float] | None
    serious_adverse_events_n: int | None
    igg: str | None
    remark: str | None = None


class Treatment(Record):
    """One step of a published case."""

    order: int
    therapy: str
    dose: str | None
    response: str | None
    time: str | None


class Case(Record):
    """A published case. `teaching` and `decision_points` are suggestions of this course, not statements of the source."""

    id: Id
    source: str
    n: int = 1
    age_years: int | None
    sex: Literal["male", "female"] | None
    disease_form: str
    presentation: str
    first_diagnosis: str | None
    misdiagnosed: bool | None
    delay_months: float | None
    tests: list[str]
    test_results: str | None
    figures: dict[str, Any] = {}
    treatments: list[Treatment]
    outcome: str
    follow_up_months: float | None
    teaching: str
    decision_points: list[str]
    missing: list[str]


class Term(Record):
    """A glossary entry; `also` lists other names under which it is found."""

    term: str
    definition: str
    also: list[str] = []
    claims: list[Id] = []


class Option(Record):
    """An option of a question: every one is explained, right or wrong, with the claims the explanation rests on."""

    text: str
    correct: bool = False
    why: str
    claims: list[Id] = []


class NumericAnswer(Record):
    """A number to estimate: right within `tolerance` of `value`; answers outside `minimum` to `maximum` are refused as slips."""

    value: float
    tolerance: float
    unit: str
    minimum: float
    maximum: float
    why: str
    claims: list[Id]


class Question(Record):
    """A question.

    `fiction` lists the numbers of the stem that are invented for the vignette (ages, weights, results), `worked_out` those that the course
    computes from numbers of the claims; a test repeats the computation.
    """

    id: Id
    objective: Id
    level: Literal["recall", "application"]
    kind: Literal["single", "multiple", "numeric"]
    stem: str
    ask: str
    options: list[Option] = []
    answer: NumericAnswer | None = None
    claims: list[Id]
    fiction: list[float] = []
    worked_out: list[float] = []

    @model_validator(mode="after")
    def _has_an_answer(self) -> "Question":
        right = sum(option.correct for option in self.options)
        if self.kind == "numeric" and (self.answer is None or self.options):
            raise ValueError("a numeric question has an answer and no options")
        if self.kind != "numeric" and (self.answer is not None or not 3 <= len(self.options) <= 6):
            raise ValueError("a question of choice has 3 to 6 options and no numeric answer")
        if self.kind == "single" and right != 1:
            raise ValueError(f"a single-answer question has exactly 1 correct option, not {right}")
        if self.kind == "multiple" and not 2 <= right < len(self.options):
            raise ValueError("a several-answers question has at least 2 correct options and at least 1 wrong one")
        return self


class Prediction(Question):
    """A question asked before its picture is shown: `reveal` names the figure, `means` is the sentence to take away."""

    reveal: str
    means: str


class Laboratory(Record):
    """What every laboratory has; a laboratory's own lists stand in the same file and are read where they are used.

    `prediction` unlocks it, `look` says what to look for, `claims` stand behind its numbers, `fiction` are the
    invented numbers of its cases.
    """

    id: Id
    title: str
    prediction: Id
    look: str
    claims: list[Id]
    fiction: list[float] = []


class Objective(Record):
    """What a learner will be able to do."""

    id: Id
    text: str


class Notebook(Record):
    """One notebook of the course."""

    id: Id
    title: str
    about: str
    minutes: int
    objectives: list[Objective]


class Course(Record):
    """The course and its notebooks, in order."""

    title: str
    reviewed: date
    review_due: date
    not_for_treatment: str
    notebooks: list[Notebook]


class WrongAnswer(Record):
    """An answer a room is likely to give, what it reveals, and what the teacher says, shows or asks back."""

    says: Words
    reveals: Words
    reply: Words


class TeachingSection(Record):
    """What a teacher does, asks and hears in one section of a notebook; `minutes` are minutes of class."""

    heading: Words
    minutes: int = Field(ge=1)
    do: Words
    ask: Words | None = None
    expect: list[WrongAnswer] = []

    @model_validator(mode="after")
    def _asks_and_listens(self) -> "TeachingSection":
        if self.ask is None and self.minutes > 1:
            raise ValueError("a section of more than 1 minute puts a question to the room, in the field `ask`")
        if self.ask is None and self.expect:
            raise ValueError("wrong answers in `expect` need the question they answer, in the field `ask`")
        if self.ask is not None and not 1 <= len(self.expect) <= 3:
            raise ValueError(f"a question expects 1 to 3 wrong answers in `expect`, not {len(self.expect)}")
        return self

    def texts(self) -> list[str]:
        """Return every text of the section but its heading, which is the notebook's."""
        return [
            self.do,
            *([self.ask] if self.ask else []),
            *(text for wrong in self.expect for text in (wrong.says, wrong.reveals, wrong.reply)),
        ]


class Teaching(Record):
    """The instructor's words for one notebook. Learners never see them."""

    reviewed: date
    review_due: date
    lesson: Words
    sections: list[TeachingSection]
