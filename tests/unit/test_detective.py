"""The detective game: its children fail for their reason alone, its tests tell the reasons apart, and its verdict is fair."""

import re
from itertools import combinations
from string import Formatter

import numpy as np
import pytest

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.content.model_schemas import HiddenCase, KeyFeature
from pemphigus.errors import CourseError
from pemphigus.learning.detective import (
    LIMIT,
    READ,
    RISES,
    Investigation,
    failing,
    hidden_case,
    random_case,
    story,
    well,
)
from pemphigus.learning.progress import Progress
from pemphigus.widgets.detective import Detective

CASES, SWITCHES = simulation.hidden_cases(), list(simulation.switches())
TESTS, TREATMENTS = simulation.orderable_tests(), simulation.trial_treatments()


def codes(it: Investigation) -> dict[str, str]:
    """Return what every test would show today."""
    return {name: read(it)[0] for name, read in READ.items()}


def solved(case: HiddenCase) -> Investigation:
    """Return the investigation of the expert."""
    it = Investigation(case)
    for step in case.path:
        it.order(step.do) if step.do[0] in TESTS else it.treat(step.do[0])
    return it


def test_twelve_cases_cover_the_seven_causes():
    assert len(CASES) == 12 and {case.cause for case in CASES.values()} == set(SWITCHES) == set(simulation.experts())
    assert {cause for opening in simulation.case_openings().values() for cause in opening.causes} == set(SWITCHES)


@pytest.mark.parametrize("case", list(CASES.values()), ids=lambda case: case.id)
def test_the_opening_is_short_and_keeps_the_secret(case):
    assert 2 <= len(re.findall(r"[.?!]\"?(?= |$)", case.story)) <= 5 and len(case.story.split()) <= 70
    assert "{before}" in case.story and "{now}" in case.story and "{" not in story(case)
    assert simulation.switches()[case.cause].name.lower() not in f"{case.title} {case.story}".lower()


@pytest.mark.parametrize("case", list(CASES.values()), ids=lambda case: case.id)
def test_the_child_fails_with_its_switch_and_does_well_without(case):
    ill, healthy = Investigation(case), Investigation(case, None)
    assert failing(ill.course, case.day, case.pattern)[0]
    assert well(healthy.course, case.day)[0] and not failing(healthy.course, case.day, case.pattern)[0]


@pytest.mark.parametrize("case", list(CASES.values()), ids=lambda case: case.id)
def test_no_other_cause_looks_the_same_in_every_test(case):
    mine = codes(Investigation(case))
    for cause in SWITCHES:
        if cause != case.cause:
            assert codes(Investigation(case, cause)) != mine, cause


@pytest.mark.parametrize("pair", list(combinations(SWITCHES, 2)), ids=" or ".join)
def test_every_pair_of_causes_is_told_apart_by_a_test(pair):
    """In one child who has had both tablets and rituximab, so that every cause may act."""
    tablets = [{"therapy": "prednisone", "dose": 1}, {"therapy": "antimetabolite", "dose": 1}]
    plan = [*tablets, {"therapy": "rituximab", "dose": 375, "times": 2}]
    changed = {"plan": plan, "day": 300, "child": "boy-12-mucocutaneous", "values": {}}
    case = HiddenCase(**{**CASES["case-1"].model_dump(), **changed})
    one, other = (codes(Investigation(case, cause)) for cause in pair)
    told = [name for name in one if one[name] != other[name]]
    assert told and Investigation(case, pair[0]).suspect(pair[1]).tells == told


@pytest.mark.parametrize("case", list(CASES.values()), ids=lambda case: case.id)
def test_the_expert_meets_every_key_feature_and_finds_nothing_against_the_truth(case):
    it = solved(case)
    verdict = it.commit(case.cause, 3)
    assert verdict.right and verdict.score == 1 and verdict.effort == verdict.expert
    truth = next(suspect for suspect in verdict.suspects if suspect.cause == case.cause)
    assert truth.against == [] and truth.course == "same"
    open_still = [s.cause for s in verdict.suspects if s.course == "same" and not s.against]
    assert open_still == [case.cause], "the expert's results exclude every other cause"


def test_results_follow_the_child_through_time():
    """The plasma cells' titer stays while B cells are at zero; in early return both climb from one sample to the next."""
    it = Investigation(CASES["case-9"])
    it.treat("rituximab")
    cells, titer = it.order(["cd19", "titer-trend"])
    assert cells.code == "low" and titer.code == "stays" and it.value("b_cells") < 0.1
    it = Investigation(CASES["case-10"])
    it.day = 210
    before = it.value("dsg3")
    assert codes(it)["titer-trend"] == "fell"
    it.day = 420
    assert it.value("dsg3") > RISES * before and codes(it)["titer-trend"] == "returned"


def test_a_rituximab_level_parts_the_drug_that_is_cleared_early():
    for cause, code in (("anti-drug-antibody", "low"), ("early-repopulation", "expected")):
        it = Investigation(CASES["case-6"], cause)
        it.day = 42
        assert codes(it)["rituximab-level"] == code


def test_doses_seen_to_be_swallowed_help_whoever_misses_doses_and_are_shown_as_prescribed():
    it = Investigation(CASES["case-5"])
    begin = it.day
    assert it.treat("supervised").code == "better"
    assert np.allclose(it.prednisone()[begin : begin + 28], 1.5) and it.prednisone()[-1] == pytest.approx(1)
    taken = it.course.prednisone[begin, 0] * it.one["adh"]
    assert taken == pytest.approx(1.5), "the model makes up for the missed doses"
    weak = Investigation(CASES["case-1"])
    assert weak.treat("supervised").code == "same"


def test_what_was_taken_before_a_change_stays_as_it_was():
    plain, changed = Investigation(CASES["case-7"]), Investigation(CASES["case-7"])
    changed.treat("supervised")
    days = slice(0, CASES["case-7"].day + 1)
    assert np.allclose(plain.course.pdai[days], changed.course.pdai[days], atol=1e-9)


def test_levels_that_are_put_right_help_the_child_who_clears_the_drug_fast():
    fast = Investigation(CASES["case-2"])
    assert fast.treat("level-guided").code == "better"
    assert fast.prednisone()[-1] == pytest.approx(1 / fast.one["bexp"])


def test_every_reading_has_its_sentence_and_every_sentence_can_be_reached():
    reached = {}
    for case in CASES.values():
        for cause in SWITCHES:
            it = Investigation(case, cause)
            for day in (case.day, 200, 42):
                it.day = day
                for name, read in READ.items():
                    code, words = read(it)
                    reached.setdefault(name, set()).add(code)
                    text = TESTS[name].readings[code]
                    assert {field for _, field, _, _ in Formatter().parse(text) if field} <= set(words), (name, code)
    assert reached == {name: set(test.readings) for name, test in TESTS.items()}


def test_only_key_features_are_scored_never_clicks():
    case = CASES["case-4"]
    few, many = solved(case), solved(case)
    for _ in range(3):
        many.order(["igg", "cd19", "biopsy"])
        many.treat("wait")
    assert few.commit(case.cause, 1).score == many.commit(case.cause, 1).score == 1
    assert many.effort().burden > few.effort().burden and many.effort().days > few.effort().days


def test_scores_count_what_was_missed():
    case = CASES["case-4"]
    it = Investigation(case)
    it.treat("raise")
    verdict = it.commit("gr-insensitivity", 3)
    assert not verdict.right and verdict.score == 0
    assert Investigation(case).commit(case.cause, 2).score == pytest.approx(2 / 4), "named, and no dose raised"


def test_features_ask_for_any_all_none_and_for_the_order():
    it = Investigation(CASES["case-1"])
    it.order(["family", "cd19"])
    it.treat("wait")
    it.order(["biopsy"])
    asked = {
        "any": (KeyFeature(text="", why="", any_of=["cd19", "igg"]), True),
        "all": (KeyFeature(text="", why="", all_of=["cd19", "igg"]), False),
        "none": (KeyFeature(text="", why="", none_of=["wait"]), False),
        "before": (KeyFeature(text="", why="", any_of=["family"], before=["wait"]), True),
        "too late": (KeyFeature(text="", why="", any_of=["biopsy"], before=["wait"]), False),
        "never given": (KeyFeature(text="", why="", any_of=["biopsy"], before=["raise"]), True),
    }
    assert {name: it.met(feature) for name, (feature, _) in asked.items()} == {n: met for n, (_, met) in asked.items()}


@pytest.mark.parametrize("seed", range(12))
def test_random_cases_are_fair_and_the_same_each_time(seed):
    case = random_case(seed)
    again = random_case.__wrapped__(seed)
    assert again == case and "{" not in story(case)
    ill, healthy = Investigation(case), Investigation(case, None)
    assert failing(ill.course, case.day, case.pattern)[0] and well(healthy.course, case.day)[0]
    mine = codes(ill)
    for cause in SWITCHES:
        alike = Investigation(case, cause)
        same_course = failing(alike.course, case.day, case.pattern)[0]
        assert cause == case.cause or not same_course or codes(alike) != mine, cause


def test_random_cases_differ():
    drawn = [random_case(seed) for seed in range(12)]
    assert len({case.cause for case in drawn}) >= 4 and len({case.values["W"] for case in drawn}) == 12


BAD = {
    "no test": (lambda it: it.order([]), "Tick at least one test first."),
    "a word for tests": (lambda it: it.order("cd19"), "Tick at least one test first."),
    "an unknown test": (lambda it: it.order(["cd91"]), "There is no test called 'cd91'. Did you mean 'cd19'?"),
    "a number for a test": (lambda it: it.order([[3]]), "Give the name of a test in quotes"),
    "no treatment": (lambda it: it.treat(None), "Choose a treatment first."),
    "an unknown treatment": (lambda it: it.treat("prayer"), "There is no treatment called 'prayer'."),
    "no cause": (lambda it: it.commit(None, 2), "Choose a cause first."),
    "an unknown cause": (lambda it: it.commit("bad luck", 2), "There is no cause called 'bad luck'."),
    "a list for a cause": (lambda it: it.commit([1], 2), "Give the name of a cause in quotes"),
    "no confidence": (lambda it: it.commit("misdiagnosis", None), "Say how sure you are"),
    "confidence true": (lambda it: it.commit("misdiagnosis", True), "Say how sure you are"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_sentence_and_changes_nothing(name):
    wrong, sentence = BAD[name]
    it = Investigation(CASES["case-1"])
    with pytest.raises(CourseError) as raised:
        wrong(it)
    said = str(raised.value)
    assert said.startswith(sentence) and "\n" not in said and said.endswith((".", "?"))
    assert it.day == it.case.day and it.findings == [] and it.actions == []


@pytest.mark.parametrize("name", ["case-13", "random-", "random-x", "random-10000", "", 7, None])
def test_an_unknown_case_gets_one_sentence(name):
    with pytest.raises(CourseError) as raised:
        hidden_case(name)
    assert "\n" not in str(raised.value) and str(raised.value).endswith(".")


def test_the_child_cannot_wait_for_ever():
    it = Investigation(CASES["case-1"])
    with pytest.raises(CourseError, match="Two years have passed"):
        for _ in range(LIMIT):
            it.treat("wait")
    assert it.day <= it.case.day + LIMIT


def test_every_treatment_can_be_given_in_every_case_one_after_the_other():
    for case in CASES.values():
        it = Investigation(case)
        for name in TREATMENTS:
            it.treat(name)
        assert np.isfinite(it.course.pdai).all() and len(it.findings) == len(TREATMENTS)


def test_the_widget_keeps_its_secret_until_the_end_and_then_the_answer(tmp_path):
    progress = Progress([tmp_path])
    game = Detective("case-8", progress)
    game.order(["cd19", "titer-trend"])
    game.treat("wait")
    shown = repr([game.state, game.reveal])
    assert (
        "cd20-negative-plasma-cells" not in shown
        and simulation.switches()["cd20-negative-plasma-cells"].name not in shown
    )
    assert game.state["findings"][0][1] == TESTS["cd19"].name
    game.commit("cd20-negative-plasma-cells", 3)
    event = progress.latest("detective-case-8")
    assert (event.right, event.confidence, event.score) == (True, 3, 1.0)
    assert event.response == [SWITCHES.index("cd20-negative-plasma-cells")]
    assert Progress([tmp_path]).events == {event.id: event}
    assert "✓ Right; you were certain." in game.reveal and game.reveal.count("pv-suspect") == 7
    with pytest.raises(CourseError, match="closed"):
        game.order(["igg"])
    game.begin("case-8")
    assert game.reveal == "" and game.state["findings"] == []
    assert Detective(progress=progress).state["case"] == "case-1"


def test_the_widget_answers_the_browser_with_a_sentence(tmp_path, monkeypatch):
    game = Detective("case-1", Progress([tmp_path]))
    said = []
    monkeypatch.setattr(game, "send", said.append)
    for message in ({"do": "order", "tests": None}, {"do": "treat"}, {"do": "commit"}, {"do": "open", "case": {}}):
        game._receive(game, message, [])
    assert len(said) == 4 and all(set(answer) == {"problem"} for answer in said)


def test_the_page_without_a_kernel_has_openings_and_folded_answers():
    page = Detective("random").static_html()
    assert page.count("<li><p><strong>") == 12 and page.count("The cause, and how an expert finds it") == 12
    assert "teaching model" in page and content.course().not_for_treatment in page
    assert "teaching model" in repr(Detective("case-2"))


def test_the_words_of_the_picture_say_what_is_seen():
    drawn = Detective("case-8").state["chart"]
    assert drawn["alt"].startswith("Teaching model. PDAI ")
    assert "Rituximab on days 0, 14." in drawn["alt"]
    assert len(drawn["days"]) == len(drawn["pdai"]) == len(drawn["prednisone"]) and drawn["days"][-1] == 180
    assert drawn["rows"][0][0] == "0" and drawn["rows"][-1][0] == "180" and len(drawn["rows"]) <= 20
