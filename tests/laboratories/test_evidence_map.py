"""The evidence map: hand-made claims whose map is known, properties of the counting, and the map of the course."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus import content
from pemphigus.content.schemas import Claim, Series
from pemphigus.laboratories import evidence_map as laboratory
from pemphigus.synthesis.evidence_map import (
    AGES,
    DESIGNS,
    FIRST_HAND,
    GATHERED,
    Entry,
    Reading,
    bodies,
    entries,
    first_hand,
    patients,
)


def claim(
    name,
    n=10,
    source=None,
    therapy="rituximab",
    population="children",
    design="case-series",
    basis="child-cases",
    n_children=None,
):
    """Return a claim with the fields that counting looks at."""
    return Claim(
        id=name, statement="s", therapy=therapy, population=population, design=design, n=n, n_children=n_children, figures={},
        source=source or name, read="abstract", basis=basis, certainty="low", audited="confirmed",
    )  # fmt: skip


def counted(*claims, same=None, **more):
    return bodies(entries(claims, content.therapies(), **more), same or {})


def test_a_hand_made_map():
    found = counted(
        claim("a", 10),
        claim("a-again", 7, source="a"),  # the same source: once, with its largest number
        claim("b", 5, population="juvenile"),  # adolescents count as children
        claim("c", 90, population="adults", design="rct", basis="adult-rct"),
        claim("d", 40, design="review"),
        claim("e", 60, design="review"),  # gathered: the largest, never the sum
        claim("f", 30, population="mixed", basis="adult-observational", n_children=4),
        claim("g", 500, basis="child-other"),  # another disease
        claim("h", None),  # no number
        claim("i", 8, therapy=None),  # no therapy
        claim("j", 8, population="animal"),
        claim("k", 8, design="mechanistic"),
    )
    assert {(body.design, body.age, body.patients) for body in found} == {
        ("case-series", "children", 10), ("case-series", "children", 5), ("case-series", "children", 4), ("case-series", "mixed", 26),
        ("rct", "adults", 90), (GATHERED, "children", 40), (GATHERED, "children", 60),
    }  # fmt: skip
    assert patients(found, "rituximab", "case-series", "children") == 19
    assert patients(found, "rituximab", GATHERED, "children") == 60
    assert first_hand(found, "rituximab", "children") == 19 and first_hand(found, "rituximab", "mixed") == 26
    assert patients(found, "rituximab", "rct", "children") == 0


def test_the_same_patients_count_once_in_the_strongest_design():
    trial = claim("trial", 39, population="adults", design="rct", basis="adult-rct")
    review = claim("review", 40, population="adults", design="meta-analysis", basis="adult-pooled")
    later = claim("later", 20, population="adults", design="cohort", basis="adult-observational")
    found = counted(
        trial, review, later, same={"review": {"trial"}, "later": {"review"}}
    )  # a chain, named from one side only
    assert [(body.design, body.patients, body.sources) for body in found] == [("rct", 40, ("later", "review", "trial"))]


def test_a_reading_replaces_what_the_fields_give():
    told = claim("told", 33, therapy=None, design="guideline")
    found = counted(
        told, readings=[Reading("told", ("azathioprine",), None, 6), Reading("told", ("dapsone",), "cohort", 4)]
    )
    assert {(body.therapy, body.design, body.patients) for body in found} == {
        ("azathioprine", GATHERED, 6),
        ("dapsone", "cohort", 4),
    }
    assert not counted(claim("out", 8), left_out=["out"])


def test_a_card_that_cites_a_claim_has_its_patients():
    """The trial's claim stands under rituximab; mycophenolate was its other arm, as the therapy's card says."""
    found = counted(content.claim("rtx-pemphix-primary"))
    assert {(body.therapy, body.patients) for body in found} == {("rituximab", 135), ("mycophenolate-mofetil", 135)}


def test_the_published_series_have_the_last_word():
    row = Series.model_validate(
        dict.fromkeys(Series.model_fields, None) | {"source": "k", "kind": "case-series", "n": 12, "subtype": "PV"}
    )
    found = counted(claim("first", 13, source="k"), series=[row, row.model_copy(update={"source": "other", "n": 2})])
    assert [(body.patients, body.claims) for body in found] == [(12, ("first",)), (2, ())]


one = st.builds(
    Entry,
    claim=st.integers(0, 30).map(str),
    therapy=st.sampled_from(["rituximab", "ivig"]),
    design=st.sampled_from(DESIGNS),
    age=st.sampled_from(AGES),
    source=st.sampled_from("abcdefgh"),
    patients=st.integers(1, 100),
)
many = st.lists(one, max_size=25)
pairs = st.dictionaries(st.integers(0, 30).map(str), st.sets(st.integers(0, 30).map(str), max_size=2), max_size=6)


@given(many, pairs, st.randoms())
def test_order_and_repetition_change_nothing(rows, same, random):
    shuffled = [*rows, *rows]
    random.shuffle(shuffled)
    assert bodies(shuffled, same) == bodies(rows, same)


@given(many, pairs)
def test_no_source_counts_twice_and_none_is_lost(rows, same):
    found = bodies(rows, same)
    for therapy, age in {(row.therapy, row.age) for row in rows}:
        mine = [body for body in found if (body.therapy, body.age) == (therapy, age)]
        given_ = [row for row in rows if (row.therapy, row.age) == (therapy, age)]
        sources = [source for body in mine for source in body.sources]
        assert sorted(sources) == sorted({row.source for row in given_})
        assert {name for body in mine for name in body.claims} == {row.claim for row in given_}
        assert max(row.patients for row in given_) == max(body.patients for body in mine)
        assert sum(body.patients for body in mine) <= sum(row.patients for row in given_)


@given(many, pairs, one)
def test_gathered_evidence_adds_nothing_first_hand(rows, same, extra):
    fresh = replace(extra, design=GATHERED, source="review", claim="99")
    before, after = bodies(rows, same), bodies([*rows, fresh], same)
    for age in AGES:
        assert first_hand(before, extra.therapy, age) == first_hand(after, extra.therapy, age)
    assert patients(after, extra.therapy, GATHERED, extra.age) >= extra.patients


def test_the_key_of_the_prediction_is_the_map():
    question, found = content.prediction("research-most-children"), laboratory.bodies()
    children = {name: first_hand(found, name, "children") for name in content.therapies()}
    best, *others = sorted(children, key=children.get, reverse=True)
    right = next(option for option in question.options if option.correct)
    assert right.text == content.therapies()[best].name == "Rituximab"
    assert children[best] > max(
        [children[name] for name in others] + [patients(found, name, GATHERED, "children") for name in others]
    )
    assert [len(content.therapies()), children["prednisone"], children[best], children["ivig"]] == question.worked_out
    assert patients(found, "prednisone", GATHERED, "children") == 26 and children["azathioprine"] == 1
    assert "No randomized trial holds a child" in question.means and not patients_in_trials(found)


def patients_in_trials(found):
    return sum(patients(found, name, "rct", "children") for name in content.therapies())


def test_series_of_children_are_those_of_the_claims():
    found = [
        body
        for body in laboratory.bodies()
        if (body.therapy, body.design, body.age) == ("rituximab", "case-series", "children")
    ]
    assert [body.patients for body in found] == [12, 10, 5]
    assert {body.sources for body in found} == {
        ("kianfar2022rituximab",),
        ("vinay2014rituximab",),
        ("bilgictemel2019rituximab",),
    }


def test_every_claim_that_is_shown_is_listed_in_the_content_file():
    data = laboratory.data()
    shown = set(data["claims"])
    for agent in laboratory.agents():
        shown |= set(agent.claims)
    assert shown == set(content.laboratory("evidence-map").claims)
    assert {name for square in data["squares"] for body in square["bodies"] for name in body["claims"]} == set(
        data["claims"]
    )


def test_every_exception_is_of_use():
    """A claim that is read otherwise or left out would be counted otherwise without it; same patients would count twice."""
    claims, therapies = content.claims(), content.therapies()
    plain = {
        (entry.claim, entry.therapy, entry.design, entry.patients) for entry in entries(claims.values(), therapies)
    }
    for row in laboratory.items_of(laboratory.FILE, "left_out", laboratory.LeftOut, key="claim"):
        assert any(entry[0] == row.claim for entry in plain), f"{row.claim} is not counted anyway"
    for reading in laboratory.readings():
        told = {
            (e.claim, e.therapy, e.design, e.patients)
            for e in entries([claims[reading.claim]], therapies, readings=[reading])
        }
        assert told and not told <= plain, f"{reading.claim} would be counted so anyway"


def test_the_pipeline_shows_promise_beside_result():
    rows = {row["name"]: row for row in laboratory.pipeline()}
    efgartigimod = rows["Efgartigimod"]
    assert [(arm["events"], arm["total"]) for arm in efgartigimod["early"] + efgartigimod["late"]] == [
        (14, 22),
        (44, 124),
        (20, 66),
    ]
    assert not any(rows[name]["late"] for name in rows if name != "Efgartigimod"), (
        "no other agent's trial counts were read"
    )


@pytest.mark.parametrize("design", FIRST_HAND)
def test_squares_add_up(design):
    found = laboratory.bodies()
    for square in (square for square in laboratory.data()["squares"] if square["design"] == design):
        assert square["patients"] == sum(body["patients"] for body in square["bodies"])
        assert square["patients"] == patients(found, square["therapy"], design, square["age"])
