"""PDAI: every site and ceiling, the grades at their borders, and the sums another implementation prints in its tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus import content
from pemphigus.clinic import pdai
from pemphigus.clinic.pdai import MUCOSA, SCALP, SKIN, Finding, points, total
from pemphigus.errors import CourseError

SITES = pdai.sites()
sizes = st.lists(st.floats(0.1, 30), max_size=6).map(tuple)
findings = st.builds(Finding, sizes, st.booleans(), st.integers(0, 4))
scored = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(list(pdai.grades(site.part))) for name, site in SITES.items()}
)


def test_the_ceilings_are_those_of_all_three_sources():
    score = total(
        {name: max(pdai.grades(site.part)) for name, site in SITES.items()},
        [name for name, site in SITES.items() if site.part != MUCOSA],
    )
    scale, second = content.claim(pdai.CLAIM).figures, content.claim("pdai-maxima-250-and-13").figures
    assert (score.skin, score.scalp, score.mucosa) == tuple(scale[part]["max"] for part in (SKIN, SCALP, MUCOSA))
    assert score.activity == scale["activity_max"] == second["activity_max"] == 250
    assert score.damage == scale["damage"]["max"] == second["damage_max"] == 13


def test_the_form_of_the_second_source_has_the_same_points():
    form = content.claim("pdai-skin-and-scalp-second-source").figures
    assert sorted({*pdai.grades(SKIN)} - {1.3, 1.6}) == form["skin_points_allowed"]
    assert [points for points in pdai.grades(SKIN) if 0 < points < 2] == form["lesion_count_values"]
    assert list(pdai.grades(SCALP)) == form["scalp_points_allowed"]
    assert [sum(site.part == part for site in SITES.values()) for part in (SKIN, SCALP, MUCOSA)] == [
        form["skin_sites"],
        1,
        form["mucosal_sites"],
    ]
    words = " ".join(pdai.grades(SKIN).values())
    assert all(f"over {limit} cm" in words for limit in (pdai.SMALL, pdai.LARGE, pdai.HUGE))


def test_the_sums_that_another_implementation_prints():
    """Worked numbers from the tests of the calculator cited in the claim (Meta-Psy/pdai_calculator, src/utils/calculator.test.js)."""
    assert total({"skin-rest-of-face": 5, "skin-chest": 3}, ["skin-arms"]) == pdai.Score(8, 0, 0, damage=1)
    score = total({"skin-rest-of-face": 10, "scalp": 4, "mucosa-buccal-mucosa": 10}, ["skin-rest-of-face", "scalp"])
    assert (score.activity, score.damage, score.activity + score.damage) == (24, 2, 26)
    assert total({"skin-rest-of-face": points(SKIN, Finding((1, 1)))}).activity == 1.3
    assert total({}).activity == 0


@pytest.mark.parametrize(
    ("part", "sizes", "expected"),
    [
        (SKIN, (), 0),
        (SKIN, (6,), 1),
        (SKIN, (2, 3), 1.3),
        (SKIN, (1, 2, 6), 1.6),
        (SKIN, (2.1, 3), 2),
        (SKIN, (1, 3, 3), 2),
        (SKIN, (1, 1, 1, 6), 3),
        (SKIN, (6.1,), 5),
        (SKIN, (1, 1, 1, 1, 16), 5),
        (SKIN, (16.1,), 10),
        (MUCOSA, (), 0),
        (MUCOSA, (9,), 1),
        (MUCOSA, (2, 3), 2),
        (MUCOSA, (1, 1, 1), 2),
        (MUCOSA, (2.1, 2.1), 5),
        (MUCOSA, (1, 1, 1, 1), 5),
        (SCALP, (6,), 0),
        (SCALP, (6.1,), 10),
    ],
)
def test_grades_at_their_borders(part, sizes, expected):
    assert points(part, Finding(sizes)) == expected


def test_whole_areas_and_quadrants():
    assert points(SKIN, Finding(whole=True)) == points(MUCOSA, Finding(whole=True)) == 10
    assert [points(SCALP, Finding(quadrants=n)) for n in range(5)] == [0, 1, 2, 3, 4]


@given(st.sampled_from([SKIN, SCALP, MUCOSA]), findings, st.floats(0.1, 30))
def test_every_finding_gets_points_of_the_form_and_more_disease_never_fewer(part, finding, another):
    now = points(part, finding)
    assert now in pdai.grades(part)
    assert points(part, Finding((*finding.diameters, another), finding.whole, finding.quadrants)) >= now
    assert points(part, Finding(tuple(size + 1 for size in finding.diameters), finding.whole, finding.quadrants)) >= now


@given(scored, scored)
def test_totals_add_and_stay_within_the_scale(first, second):
    score = total(first)
    assert 0 <= score.activity <= 250
    apart = {name: value for name, value in second.items() if name not in first}
    assert total(first | apart).activity == pytest.approx(score.activity + total(apart).activity)


@pytest.mark.parametrize(
    ("given", "damaged", "said"),
    [
        ({"skin-knee": 1}, (), "no site of the index called 'skin-knee'"),
        ({"skin-arms": 4}, (), "Points of arms: 4 is not among 0, 1, 1.3"),
        ({"scalp": 1.3}, (), "Points of scalp"),
        ({"mucosa-nose": -1}, (), "Points of nose"),
        ({}, ["mucosa-tongue"], "Damage of tongue"),
    ],
)
def test_what_the_form_does_not_have_is_refused(given, damaged, said):
    with pytest.raises(CourseError, match=said):
        total(given, damaged)


@pytest.mark.parametrize(
    ("part", "finding"),
    [(SKIN, Finding((-1,))), (MUCOSA, Finding((float("nan"),))), (SCALP, Finding(quadrants=5)), ("hair", Finding())],
)
def test_what_cannot_be_seen_is_refused(part, finding):
    with pytest.raises(CourseError):
        points(part, finding)
