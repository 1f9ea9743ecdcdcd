"""Growth charts: CDC's own percentile columns, another program's z-scores, and refusals in one sentence."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus.clinic.growth import MEASURES, SEXES, lms, percentile, value_at, z_of_percentile, z_score
from pemphigus.errors import CourseError

TABLE = [line for line in Path(__file__).with_name("cdc_percentiles.csv").read_text().splitlines() if line[0] != "#"]
PRINTED = list(csv.DictReader(TABLE))
measures, sexes = st.sampled_from(sorted(MEASURES)), st.sampled_from(SEXES)
ages, scores = st.floats(2, 20), st.floats(-2.5, 2.5)
# rcpchgrowth 4.6.5, reference "cdc", which interpolates with a cubic curve: measure, sex, years, value, z-score.
ANOTHER_PROGRAM = [
    ("height", "girl", 12.0, 140, -1.5011),
    ("height", "boy", 6.3, 110.2, -1.3809),
    ("weight", "girl", 8.75, 33.1, 0.8315),
    ("weight", "boy", 15.2, 48, -1.0422),
    ("height", "girl", 3.1, 88, -1.6921),
    ("height", "boy", 17.9, 188.5, 1.7561),
    ("weight", "girl", 2.6, 16.4, 1.7568),
]


def test_percentiles_are_those_that_cdc_prints():
    assert len(PRINTED) == 74
    for row in PRINTED:
        kind, sex, years = row["kind"], row["sex"], float(row["months"]) / 12
        for name in (name for name in row if name.startswith("P")):
            z = z_of_percentile(int(name[1:]))
            assert value_at(kind, sex, years, z) == pytest.approx(float(row[name]), rel=1e-6)
            assert percentile(z_score(kind, sex, years, float(row[name]))) == pytest.approx(int(name[1:]), abs=1e-4)


@pytest.mark.parametrize(("measure", "sex", "years", "value", "z"), ANOTHER_PROGRAM)
def test_z_scores_are_those_of_another_program(measure, sex, years, value, z):
    assert z_score(measure, sex, years, value) == pytest.approx(z, abs=0.005)


@given(measures, sexes, ages, scores)
def test_value_and_z_score_undo_each_other(measure, sex, years, z):
    assert z_score(measure, sex, years, value_at(measure, sex, years, z)) == pytest.approx(z, abs=1e-6)
    assert z_of_percentile(percentile(z)) == pytest.approx(z, abs=1e-6)


@given(measures, sexes, ages, scores)
def test_more_is_higher_and_the_median_is_zero(measure, sex, years, z):
    assert value_at(measure, sex, years, z) < value_at(measure, sex, years, z + 0.1)
    assert z_score(measure, sex, years, lms(measure, sex, years)[1]) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("given_", "says"),
    [
        (("height", "girl", 12, 1700), "Height 1700 cannot be: give it in cm, from 50 to 250."),
        (("height", "girl", 12, 1.7), "give it in cm"),
        (("weight", "boy", 6, -20), "Weight -20 cannot be: give it in kg"),
        (("height", "boy", 2, 200), "Height 200 cm at 2 years is .* standard deviations from the median: check age"),
        (("height", "boy", 1.9, 85), "Age 1.9 is outside the chart: give years, from 2 to 20."),
        (("height", "boy", 144, 150), "Age 144 is outside the chart"),
        (("height", "boy", float("nan"), 150), "Age nan is outside"),
        (("height", "boy", "six", 150), "Age 'six' is outside"),
        (("height", "boy", 6, float("nan")), "Height nan cannot be"),
        (("height", "x", 6, 115), "Sex 'x' has no chart: write 'girl' or 'boy'."),
        (("bmi", "boy", 6, 16), "Measure 'bmi' has no chart here"),
    ],
)
def test_impossible_input_is_refused_in_one_sentence(given_, says):
    with pytest.raises(CourseError, match=says):
        z_score(*given_)


def test_values_beyond_the_chart_are_refused():
    for z in (9, float("inf"), float("nan")):
        with pytest.raises(CourseError, match="beyond the chart"):
            value_at("weight", "girl", 10, z)
    for percent in (0, 100, -3):
        with pytest.raises(CourseError, match="does not exist"):
            z_of_percentile(percent)
