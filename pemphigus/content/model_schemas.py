"""What the content files of the teaching model may hold: parameters, switches, children, scenes, trials, and the detective's cases."""

from typing import Literal

from pydantic import Field, model_validator

from pemphigus.content.schemas import Id, Record


class Alternative(Record):
    """Another published value of a model parameter, kept on record."""

    value: str
    source: str
    remark: str | None = None


class Parameter(Record):
    """One number of the virtual child. `cv` is its log-normal spread between children; `basis` says how much it may be trusted."""

    id: Id
    symbol: str
    group: str
    value: float
    low: float
    high: float
    unit: str
    meaning: str
    basis: Literal["read", "assumption", "calibrated"]
    source: str | None = None
    read: Literal["abstract", "full text"] | None = None
    via: str | None = None
    cv: float | None = None
    cv_basis: Literal["read", "assumption", "calibrated"] | None = None
    cv_source: str | None = None
    note: str | None = None
    alternatives: list[Alternative] = Field(default_factory=list)

    @model_validator(mode="after")
    def _is_honest(self) -> "Parameter":
        if not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value:g} lies outside {self.low:g} to {self.high:g}")
        if self.basis == "read" and (self.source is None or self.read is None):
            raise ValueError("a parameter that was read names its source and how much of it was read")
        return self


class Change(Record):
    """What a switch does to one parameter: multiply it, or set it."""

    times: float | None = None
    to: float | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Change":
        if (self.times is None) == (self.to is None):
            raise ValueError("a change gives either `times` or `to`")
        return self


class Switch(Record):
    """A reason why treatment fails in the virtual child. `changes` maps parameter symbols to changes."""

    id: Id
    name: str
    what: str
    changes: dict[str, Change]
    sources: list[str]
    limits: str


class TestPatient(Record):
    """A fictional child of the model. `values` sets parameters by their symbol; all others are typical."""

    id: Id
    name: str
    form: Literal["mucosal", "mucocutaneous", "cutaneous"]
    values: dict[str, float]
    about: str


class PlanStep(Record):
    """A therapy of a plan, with the fields of pemphigus.model.plan.Step, which checks their ranges; None leaves the model's default.

    In a treatment of the detective game `day` counts from its start.
    """

    therapy: Literal["prednisone", "antimetabolite", "cyclophosphamide", "rituximab", "exchange", "ivig", "fcrn"]
    day: int = 0
    dose: float | None = None
    days: int | None = None
    times: int = 1
    every: int = 14
    rule: Literal["fixed", "taper", "follow"] = "fixed"


class Control(Record):
    """A control in view from the start: a `switch`, a parameter by its `symbol`, or the `field` of a numbered `step` of the plan.

    All but switches have a `name` with its unit, and run from `low` to `high` in steps of `by`.
    """

    switch: Id | None = None
    symbol: str | None = None
    step: int | None = None
    field: Literal["dose", "day", "times", "days"] = "dose"
    name: str | None = None
    low: float | None = None
    high: float | None = None
    by: float | None = None

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Control":
        if sum(value is not None for value in (self.switch, self.symbol, self.step)) != 1:
            raise ValueError("a control names one of `switch`, `symbol` and `step`")
        if self.switch is None and None in (self.name, self.low, self.high, self.by):
            raise ValueError("a control that is a range gives `name`, `low`, `high` and `by`")
        return self


class Scene(Record):
    """A situation of the virtual child: who, which plan, and what the learner may change and see at first.

    `against` is a second plan drawn over the first; `curves` are drawn from top to bottom; `look` says what to look for.
    """

    id: Id
    title: str
    look: str
    child: Id
    days: int = Field(ge=28, le=1095)
    plan: list[PlanStep]
    against: list[PlanStep] | None = None
    switches: list[Id] = Field(default_factory=list)
    controls: list[Control] = Field(min_length=1, max_length=3)
    curves: list[Literal["pdai", "places", "antibodies", "b_cells", "igg", "rituximab", "burden"]] = Field(min_length=1)


class Target(Record):
    """A published result to calibrate against. `interval` is None where none was printed and none can be worked out."""

    id: Id
    quantity: str
    value: float
    events: int | None = None
    n: int | None = None
    unit: Literal["proportion", "ratio", "days"]
    time: str | None
    source: str
    read: Literal["abstract", "full text"]
    interval: tuple[float, float] | None = None
    interval_kind: str | None = None
    note: str | None = None


class TrialStep(PlanStep):
    """A therapy of a trial's arm. `adult_mg` is an adult's dose, given per body surface."""

    adult_mg: float | None = None

    @model_validator(mode="after")
    def _has_one_dose(self) -> "TrialStep":
        if (self.dose is None) == (self.adult_mg is None):
            raise ValueError("a step gives either `dose` or `adult_mg`")
        return self


class PublishedArm(Record):
    """The published count beside which an arm of the model stands: `events` and `total` are keys of the claim's figures.

    `day` is when the trial looked; `held_days` is how long remission without prednisone must have lasted by then.
    """

    trial: str
    claim: Id
    events: str
    total: str
    day: int
    held_days: int


class TrialArm(Record):
    """An arm of the virtual trial. `short` stands beside its curve; `assumed` says what no source gives."""

    id: Id
    name: str
    short: str
    about: str
    assumed: str
    plan: list[TrialStep]
    published: PublishedArm | None = None
    claims: list[Id]


class ModelCheck(Record):
    """A published result that the virtual child is judged by and was never tuned to; `claim` or `row` (kinetics.yaml) is its origin."""

    id: Id
    quantity: str
    value: float
    interval: tuple[float, float] | None = None
    interval_kind: str = "tolerance"
    claim: Id | None = None
    row: Id | None = None
    lesson: str

    @model_validator(mode="after")
    def _has_one_origin(self) -> "ModelCheck":
        if (self.claim is None) == (self.row is None):
            raise ValueError("a check names either `claim` or `row`")
        return self


class ModelCard(Record):
    """What the virtual child is and is not: headings, each with its sentences."""

    title: str
    sections: dict[str, list[str]]


class ModelResults(Record):
    """What the model gave for each target and check when `python course.py calibrate --store` last ran."""

    targets: dict[str, float]
    checks: dict[str, float]


class Orderable(Record):
    """What can be asked for in the detective game: how long it takes, and how hard and dear it is (1 to 3, judgments of this course)."""

    id: Id
    name: str
    days: int = Field(ge=1)
    burden: Literal[1, 2, 3]
    cost: Literal[1, 2, 3]
    limits: str


class OrderableTest(Orderable):
    """A test. `readings` holds a sentence for each kind of result, `answers` what it tells about each switch."""

    what: str
    readings: dict[Id, str]
    answers: dict[Id, str]
    sources: list[str]


class TrialTreatment(Orderable):
    """A treatment that may be tried; `corrects` says what its oral doses make up for: missed doses, and low levels."""

    steps: list[PlanStep]
    corrects: list[Literal["adherence", "exposure"]] = Field(default_factory=list)


class PathStep(Record):
    """A step of the expert: tests ordered together, or one treatment."""

    do: list[Id]
    why: str


class KeyFeature(Record):
    """A decision that counts: any or all of some things were done (before some treatments, if they were given), or none of them was."""

    text: str
    why: str
    any_of: list[Id] = Field(default_factory=list)
    all_of: list[Id] = Field(default_factory=list)
    none_of: list[Id] = Field(default_factory=list)
    before: list[Id] = Field(default_factory=list)

    @model_validator(mode="after")
    def _asks_one_thing(self) -> "KeyFeature":
        if sum(bool(names) for names in (self.any_of, self.all_of, self.none_of)) != 1:
            raise ValueError("a key feature has exactly one of `any_of`, `all_of` and `none_of`")
        if self.before and self.none_of:
            raise ValueError("`before` goes with `any_of` or `all_of` only")
        return self


class Expert(Record):
    """How an expert finds a cause, what is scored, and what tells it from the others. `cause` is a switch."""

    cause: Id
    path: list[PathStep]
    features: list[KeyFeature] = Field(min_length=1)
    apart: str


class HiddenCase(Expert):
    """An invented child whose treatment fails for a hidden reason: one of the test patients (`child`) or own `values`."""

    id: Id
    title: str
    child: Id | None = None
    values: dict[str, float] = Field(default_factory=dict)
    plan: list[PlanStep]
    day: int = Field(ge=1)
    pattern: Literal["never well", "relapse"]
    story: str
    sources: list[str] = Field(default_factory=list)
    claims: list[Id] = Field(default_factory=list)

    @model_validator(mode="after")
    def _has_a_child(self) -> "HiddenCase":
        if (self.child is None) == (not self.values):
            raise ValueError("a case gives either `child` or `values`")
        return self


class CaseOpening(Record):
    """How random cases begin, and the switches that make a child fail this plan by its day."""

    id: Id
    plan: list[PlanStep]
    day: int = Field(ge=1)
    pattern: Literal["never well", "relapse"]
    causes: list[Id]
    story: str
