"""PDAI: every site and ceiling, the grades at their borders, and the sums another implementation prints in its tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.path import Path

from pemphigus import content
from pemphigus.clinic import pdai
from pemphigus.clinic.pdai import MUCOSA, SCALP, SKIN, Finding, points, total
from pemphigus.errors import CourseError
from pemphigus.laboratories import body_map

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


def test_the_words_of_the_prediction_are_worked_out_from_the_drawn_child():
    question, mara = content.prediction("presentation-pdai-guess"), body_map.patients()["mara"]
    points = {"mucosa-buccal-mucosa": 2, "mucosa-tongue": 1, "mucosa-labial-mucosa": 1, "skin-back-and-buttocks": 5}
    assert mara.points() == points and mara.score().activity == question.answer.value == 9
    assert question.worked_out == [9]


def test_reference_scores_of_the_invented_children():
    """Worked by hand from the drawings, with the traps in their notes."""
    scores = {name: (child.score().activity, child.score().damage) for name, child in body_map.patients().items()}
    assert scores == {"mara": (9, 0), "ana": (24, 0), "bilal": (11.9, 2), "chloe": (37.3, 1), "empty": (0, 0)}
    for child in body_map.patients().values():
        assert {reason.site for reason in child.why} <= {*child.points(), *child.damaged()}


def test_every_site_is_drawn_with_one_label_in_each_drawing_and_lesions_lie_in_their_site():
    outlines = body_map.outlines()
    assert {shape["site"] for shape in outlines} - {None} == set(SITES)
    for name in SITES:
        for panel in {shape["panel"] for shape in outlines if shape["site"] == name}:
            assert (
                sum(
                    shape["label"] is not None for shape in outlines if (shape["site"], shape["panel"]) == (name, panel)
                )
                == 1
            )
    for child in body_map.patients().values():
        for spot in [*child.lesions, *child.damage]:
            curves = [
                shape["curve"] for shape in outlines if (shape["site"], shape["panel"]) == (spot.site, spot.panel)
            ]
            assert any(Path(curve[::3]).contains_point((spot.x, spot.y)) for curve in curves), (child.id, spot)


def test_a_smooth_outline_passes_through_its_points_and_closes():
    square = [(0, 0), (1, 0), (1, 1), (0, 1)]
    curve = body_map.smooth(square)
    assert [tuple(point) for point in curve[::3]] == [*square, square[0]] and len(curve) == 13
