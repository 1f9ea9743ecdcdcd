"""What the laboratories of notebook 08 say is repeated here: rhythms against the claims, counts and surfaces against the words."""

import pytest

from pemphigus import content
from pemphigus.clinic.body import check_child, mosteller
from pemphigus.clinic.calendar import YEAR, weeks_of, without_interval
from pemphigus.errors import CourseError
from pemphigus.laboratories import calculators, care_year

MONTH = 4  # weeks


def rhythm(check: str, drug: str) -> list[tuple[int, int, int]]:
    found = next(item for item in care_year.asked() if (item.check, item.drug) == (check, drug))
    return [(span.from_, span.to, span.every) for span in found.rhythm]


def test_blood_counts_keep_the_rhythm_of_their_claims():
    figures = {
        drug: content.claim(claim).figures
        for drug, claim in {
            "azathioprine": "aza-dose-and-monitoring-children",
            "mycophenolate-mofetil": "mmf-monitoring",
            "methotrexate": "mtx-children-monitoring",
            "dapsone": "dapsone-dose-monitoring",
            "ciclosporin": "ciclosporin-dose-monitoring-children",
        }.items()
    }
    aza, mmf, mtx, dapsone, ciclosporin = figures.values()
    twice = aza["twice_monthly_months"] * MONTH
    monthly = twice + aza["monthly_months"] * MONTH
    assert rhythm("blood-count", "azathioprine") == [
        (0, twice, MONTH // 2),
        (twice, monthly, MONTH),
        (monthly, YEAR, aza["then_every_months"] * MONTH),
    ]
    weekly = mmf["weekly_months"] * MONTH
    twice = weekly + mmf["twice_monthly_months"] * MONTH
    assert rhythm("blood-count", "mycophenolate-mofetil") == [
        (0, weekly, 1),
        (weekly, twice, MONTH // 2),
        (twice, YEAR, mmf["then_every_months"] * MONTH),
    ]
    weekly = max(mtx["weekly_weeks"])
    assert rhythm("blood-count", "methotrexate") == [(0, weekly, 1), (weekly, YEAR, mtx["then_every_months"] * MONTH)]
    weekly = dapsone["weekly_weeks"]
    assert rhythm("blood-count", "dapsone") == [
        (0, weekly, 1),
        (weekly, weekly + dapsone["for_weeks"], min(dapsone["then_every_weeks"])),
        (weekly + dapsone["for_weeks"], YEAR, min(dapsone["later_every_weeks"])),
    ]
    early = max(ciclosporin["for_months"]) * MONTH
    assert rhythm("liver-kidney", "ciclosporin") == [
        (0, early, ciclosporin["labs_every_weeks"]),
        (early, YEAR, ciclosporin["then_every_months"] * MONTH),
    ]


def test_vaccines_come_as_long_before_rituximab_as_the_claim_says():
    figures = content.claim("rtx-vaccines-before").figures
    weeks = {line.check: line.weeks for line in care_year.year(["rituximab"])}
    assert weeks["live-vaccines"] == (-figures["live_weeks_before"],)
    assert weeks["inactivated-vaccines"] == (-figures["inactivated_weeks_before"],)


def test_the_prediction_counts_what_the_plan_holds():
    chosen = care_year.usual()
    bases = [care_year.basis_of(line) for line in care_year.year(chosen)]
    bases += [item.basis for item in care_year.ready(chosen)]
    question = content.prediction("care-published-rhythm")
    right = next(option for option in question.options if option.correct)
    assert f"{bases.count(care_year.STATED)} of {len(bases)} lines" in right.why
    assert question.worked_out == [bases.count(care_year.STATED), len(bases)]


@pytest.mark.parametrize("visits", care_year.VISITS)
def test_visits_keep_their_dates_whatever_else_is_asked(visits):
    everything = list(care_year.drugs())
    weeks = {line.check: line.weeks for line in care_year.year(everything, visits)}
    for check in ("height", "candida", "nutrition", "scores"):
        assert set(range(0, YEAR + 1, visits)) <= set(weeks[check])


def test_drugs_without_a_published_interval_are_named_as_gaps():
    asked, drugs = care_year.requests(), ["prednisone", "azathioprine", "dupilumab"]
    assert without_interval(asked, drugs, care_year.STATED) == ["prednisone", "dupilumab"]
    undated = next(line for line in care_year.year(["dupilumab"]) if line.check == "eosinophils")
    assert undated.weeks == () and weeks_of(undated.requests) == ()


def test_every_conflict_appears_for_some_choice_and_every_check_is_asked_for():
    assert {item.check for item in care_year.asked()} == set(care_year.checks())
    assert all(conflict.needs for conflict in care_year.conflicts())


def test_the_surface_of_the_prediction_is_worked_out():
    people = calculators.examples()
    child, adult = people["six"], people["adult"]
    small, large = (mosteller(one.height, one.weight) for one in (child, adult))
    question = content.prediction("care-surface-guess")
    assert question.worked_out == [round(large, 2), round(small, 2), round(large * child.weight / adult.weight, 2)]
    assert question.answer.value == round(small, 2)
    assert {child.height, child.weight, adult.height, adult.weight} <= set(question.fiction)
    assert abs(question.worked_out[2] - question.answer.value) > question.answer.tolerance, (
        "mere weight is a wrong answer"
    )


def test_the_invented_people_can_be_and_the_slip_cannot():
    for name, one in calculators.examples().items():
        if name == "slip":
            with pytest.raises(CourseError, match="check age, unit and weight"):
                check_child(one.sex, one.years, one.height, one.weight)
        else:
            check_child(one.sex, one.years, one.height, one.weight)
    amira = calculators.examples()["amira"]
    assert calculators.lines_crossed(amira.sex, amira.years, amira.height, amira.before) < 0
    six = calculators.examples()["six"]
    assert calculators.lines_crossed(six.sex, six.years, six.height, six.before) == 0
