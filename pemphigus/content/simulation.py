"""The words and numbers of the teaching model and of what is played with it: content/model, read and checked like all other content."""

from functools import cache

from pemphigus.content import claims, kinetics, references
from pemphigus.content.checking import check_known, items_of, whole
from pemphigus.content.model_schemas import (
    CaseOpening,
    Expert,
    HiddenCase,
    ModelCard,
    ModelCheck,
    ModelResults,
    OrderableTest,
    Parameter,
    Scene,
    Switch,
    Target,
    TestPatient,
    TrialArm,
    TrialTreatment,
)
from pemphigus.errors import unknown


@cache
def parameters() -> dict[str, Parameter]:
    """Return the parameters of the virtual child by their symbol."""
    name = "model/parameters.yaml"
    found = items_of(name, "parameters", Parameter)
    for row in found:
        cited = [key for key in (row.source, row.cv_source, *(other.source for other in row.alternatives)) if key]
        check_known(name, row.id, "source", cited, references())
    return {row.symbol: row for row in found}


@cache
def switches() -> dict[str, Switch]:
    """Return the reasons why treatment fails in the virtual child, by id."""
    name = "model/switches.yaml"
    found = items_of(name, "switches", Switch)
    for row in found:
        check_known(name, row.id, "changes", list(row.changes), {**parameters(), "ada": None, "misdx": None})
        check_known(name, row.id, "sources", row.sources, references())
    return {row.id: row for row in found}


@cache
def test_patients() -> dict[str, TestPatient]:
    """Return the fictional children of the model by id."""
    name = "model/children.yaml"
    found = items_of(name, "children", TestPatient)
    for row in found:
        check_known(name, row.id, "values", list(row.values), parameters())
    return {row.id: row for row in found}


@cache
def scenes() -> dict[str, Scene]:
    """Return the scenes of the virtual child by id. `switches` are those that are on at first."""
    name = "model/scenes.yaml"
    found = items_of(name, "scenes", Scene)
    for row in found:
        check_known(name, row.id, "child", [row.child], test_patients())
        check_known(name, row.id, "switches", row.switches, switches())
        for control in row.controls:
            check_known(name, row.id, "controls", [control.switch] if control.switch else [], switches())
            check_known(name, row.id, "controls", [control.symbol] if control.symbol else [], parameters())
            steps = {str(number): None for number in range(len(row.plan))}
            check_known(name, row.id, "controls", [] if control.step is None else [str(control.step)], steps)
    return {row.id: row for row in found}


def scene(name: str) -> Scene:
    """Return one scene. Raises CourseError naming the nearest when there is none of that id."""
    if not isinstance(name, str) or name not in scenes():
        raise unknown("scene of the virtual child", name, list(scenes()))
    return scenes()[name]


@cache
def targets() -> dict[str, Target]:
    """Return the published results that the virtual child is calibrated against, by id."""
    name = "model/targets.yaml"
    found = items_of(name, "targets", Target)
    for row in found:
        check_known(name, row.id, "source", [row.source], references())
    return {row.id: row for row in found}


@cache
def trial_arms() -> dict[str, TrialArm]:
    """Return the arms that a trial of the virtual child may have, by id."""
    name = "model/arms.yaml"
    found = items_of(name, "arms", TrialArm)
    for row in found:
        check_known(name, row.id, "claims", [*row.claims, *([row.published.claim] if row.published else [])], claims())
        if row.published:
            figures = claims()[row.published.claim].figures
            check_known(name, row.id, "published", [row.published.events, row.published.total], figures)
    return {row.id: row for row in found}


@cache
def model_checks() -> dict[str, ModelCheck]:
    """Return the published results that judge the virtual child, by id."""
    name = "model/validation.yaml"
    found = items_of(name, "checks", ModelCheck)
    for row in found:
        check_known(name, row.id, "claim", [row.claim] if row.claim else [], claims())
        check_known(name, row.id, "row", [row.row] if row.row else [], kinetics())
    return {row.id: row for row in found}


@cache
def model_results() -> ModelResults:
    """Return what the virtual child gave for its targets and checks, stored so that nobody has to wait for it."""
    return whole("model/results.yaml", ModelResults)


@cache
def model_card() -> ModelCard:
    """Return what the virtual child is, is not, assumes and gets wrong."""
    return whole("model/card.yaml", ModelCard)


@cache
def orderable_tests() -> dict[str, OrderableTest]:
    """Return the tests of the detective game by id, each with an answer for every switch."""
    name = "model/tests.yaml"
    found = items_of(name, "tests", OrderableTest)
    for row in found:
        check_known(name, row.id, "answers", list(row.answers), switches())
        check_known(name, row.id, "answers", list(switches()), row.answers)
        check_known(name, row.id, "sources", row.sources, references())
    return {row.id: row for row in found}


@cache
def trial_treatments() -> dict[str, TrialTreatment]:
    """Return the treatments that may be tried in the detective game, by id."""
    return {row.id: row for row in items_of("model/tests.yaml", "treatments", TrialTreatment)}


@cache
def hidden_cases() -> dict[str, HiddenCase]:
    """Return the cases of the detective game by id."""
    name = "model/cases.yaml"
    found = items_of(name, "cases", HiddenCase)
    for row in found:
        _check_expert(name, row.id, row)
        check_known(name, row.id, "child", [row.child] if row.child else [], test_patients())
        check_known(name, row.id, "values", list(row.values), parameters())
        check_known(name, row.id, "sources", row.sources, references())
        check_known(name, row.id, "claims", row.claims, claims())
    return {row.id: row for row in found}


@cache
def case_openings() -> dict[str, CaseOpening]:
    """Return how random cases of the detective game begin, by id."""
    name = "model/cases.yaml"
    found = items_of(name, "openings", CaseOpening)
    for row in found:
        check_known(name, row.id, "causes", row.causes, switches())
    return {row.id: row for row in found}


@cache
def experts() -> dict[str, Expert]:
    """Return how an expert finds each cause in a random case, by switch."""
    name = "model/cases.yaml"
    found = {row.cause: row for row in items_of(name, "experts", Expert, key="cause")}
    for row in found.values():
        _check_expert(name, row.cause, row)
    check_known(name, "experts", "cause", list(switches()), found)
    return found


def _check_expert(name: str, item: str, row: Expert) -> None:
    acts = {**orderable_tests(), **trial_treatments()}
    named = [act for step in row.path for act in step.do]
    named += [act for part in row.features for act in [*part.any_of, *part.all_of, *part.none_of, *part.before]]
    check_known(name, item, "cause", [row.cause], switches())
    check_known(name, item, "path or features", named, acts)


def check_all() -> dict[str, int]:
    """Read and check every file of the teaching model; return how many items each kind has."""
    whole_files = (model_results(), model_card())
    return {
        "model parameters": len(parameters()),
        "model switches": len(switches()),
        "model targets": len(targets()),
        "model checks": len(model_checks()),
        "model children": len(test_patients()),
        "trial arms": len(trial_arms()),
        "model scenes": len(scenes()),
        "detective tests": len(orderable_tests()),
        "detective treatments": len(trial_treatments()),
        "detective cases": len(hidden_cases()),
        "detective openings": len(case_openings()),
        "detective experts": len(experts()),
        "model results and card": len(whole_files),
    }
