"""Body surface and life quality: against numbers printed elsewhere, properties, and what is refused."""

from math import nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus import content
from pemphigus.clinic.body import check_child, haycock, mosteller
from pemphigus.clinic.life_quality import band, cdlqi
from pemphigus.errors import CourseError

heights, weights = st.floats(30, 250), st.floats(1, 350)


def test_the_numbers_of_two_other_programs():
    """The tests of the R packages clinPK (Mosteller, Haycock: 180 cm, 80 kg) and admiral (Haycock, two adults) print these."""
    assert round(mosteller(180, 80), 3) == 2.000
    assert [round(haycock(*one), 3) for one in ((180, 80), (170, 75), (185, 90))] == [2.007, 1.895, 2.161]


@given(heights, weights)
def test_surface_grows_with_either_measure_and_slower_than_weight(height, weight):
    for surface in (mosteller, haycock):
        assert 0 < surface(height, weight) < 6
        if weight < 170:
            assert surface(height, weight) < surface(height, 2 * weight) < 2 * surface(height, weight)
        if height < 120:
            assert surface(height, weight) < surface(2 * height, weight)


@given(st.floats(50, 180), st.floats(3, 80))
def test_the_square_root_is_exact(height, weight):
    assert mosteller(height, weight) ** 2 * 3600 == pytest.approx(height * weight)
    assert mosteller(weight + 30, height) == pytest.approx(sqrt((weight + 30) * height / 3600))


@pytest.mark.parametrize(
    ("height", "weight", "named"),
    [
        (1.15, 20, r"Height: 1.15 cm is not possible; give it in cm, from 30 to 250\."),
        (115, 20000, r"Weight: 20000 kg is not possible"),
        (115, -20, r"Weight: -20 kg"),
        (nan, 20, r"Height: nan is no number"),
        ("115", 20, r"Height: '115' is no number; give it in cm"),
        (115, None, r"Weight: None is no number; give it in kg"),
    ],
)
def test_impossible_bodies_are_refused(height, weight, named):
    for surface in (mosteller, haycock):
        with pytest.raises(CourseError, match=named):
            surface(height, weight)


@pytest.mark.parametrize(
    ("child", "named"),
    [
        (("girl", 3, 95, 80), "Weight 80 kg does not fit a girl of 3 years .* above .*check age, unit and weight"),
        (("boy", 3, 95, 80), "Weight 80 kg at 3 years .*check age, unit and value"),
        (("girl", 9, 80, 28), "Height 80 cm .*check age, unit"),
        (("girl", 30, 160, 55), "Age 30 is outside the chart: give years, from 2 to 20"),
        (("x", 9, 130, 28), "write 'girl' or 'boy'"),
        (("girl", 9, 20, 28), "Height: 20 cm is not possible"),
    ],
)
def test_impossible_children_are_refused(child, named):
    with pytest.raises(CourseError, match=named):
        check_child(*child)


def test_an_ordinary_child_passes():
    check_child("girl", 9, 128, 26)


@given(st.lists(st.integers(0, 3), min_size=10, max_size=10))
def test_every_score_lies_in_one_band_of_the_claim(answers):
    figures = content.claim("cdlqi-bands").figures
    bands = {name: tuple(span) for name, span in figures.items() if name != "max"}
    low, high = content.claim("cdlqi-0-30-ages-4-16").figures["range"]
    score = cdlqi(answers)
    assert low <= score <= high == figures["max"]
    assert sum(first <= score <= last for first, last in bands.values()) == 1
    assert bands[band(score, bands)][0] <= score


@pytest.mark.parametrize("answers", [[1] * 9, [1] * 11, [1] * 9 + [4], [0] * 9 + [1.5], [0] * 9 + [None]])
def test_unfinished_questionnaires_are_refused(answers):
    with pytest.raises(CourseError, match="give"):
        cdlqi(answers)
    with pytest.raises(CourseError, match="in no band"):
        band(31, {"none": (0, 30)})
