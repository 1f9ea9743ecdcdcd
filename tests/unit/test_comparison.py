"""The comparison shows what the evidence holds, and empties what children's evidence cannot fill."""

from itertools import combinations

import pytest

from pemphigus import content
from pemphigus.errors import CourseError
from pemphigus.synthesis.comparison import chosen_therapies, in_one_sentence, is_young, side
from pemphigus.synthesis.intervals import wilson
from pemphigus.widgets.compare import DIMENSIONS, EMPTY_FOR_CHILDREN, Comparison

THERAPIES = content.therapies()
every_therapy = pytest.mark.parametrize("therapy", THERAPIES.values(), ids=lambda therapy: therapy.id)


@every_therapy
def test_children_only_leaves_only_children(therapy):
    shown = side(therapy, children_only=True)
    assert all(is_young(row.population) for row in shown.onset)
    assert all(is_young(p.row.population) for p in shown.efficacy)
    assert (shown.certainty is None) == (not shown.efficacy)


@every_therapy
def test_shares_carry_wilson_intervals(therapy):
    for p in side(therapy).efficacy:
        assert (p.share, (p.low, p.high)) == (p.row.events / p.row.total, wilson(p.row.events, p.row.total))


@every_therapy
def test_every_cell_is_filled_and_shows_its_source(therapy):
    """An empty cell says so; every other one names its source, or says that it is a judgment."""
    comparison = Comparison([therapy.id, next(name for name in THERAPIES if name != therapy.id)])
    data = next(item for item in comparison.therapies if item["id"] == therapy.id)
    for mode in ("everyone", "children"):
        cells = data[mode]["cells"]
        assert set(cells) == set(DIMENSIONS)
        for key, cell in cells.items():
            assert "pv-sources" in cell or "pv-judgment" in cell or "pv-empty" in cell, (mode, key)
    if not any(is_young(row.population) for row in therapy.efficacy):
        assert data["children"]["picture"]["efficacy"] == [] and data["children"]["picture"]["certainty"] is None
        assert EMPTY_FOR_CHILDREN in data["children"]["cells"]["certainty"]
    assert "adults" not in data["children"]["says"], "the words for children speak of children"


def test_children_only_empties_most_of_the_table():
    """The emptiness is the lesson: more than half of the therapies have no count of children."""
    without = [name for name, therapy in THERAPIES.items() if not side(therapy, children_only=True).efficacy]
    assert len(without) > len(THERAPIES) / 2
    assert "rituximab" not in without


def test_warnings_go_with_the_numbers():
    cells = next(item for item in Comparison().therapies if item["id"] == "rituximab")["everyone"]["cells"]
    assert "41 of 46" in cells["adults"] and "second reading did not find" in cells["adults"]


@pytest.mark.parametrize("pair", list(combinations(list(THERAPIES)[::5], 2)))
def test_any_pair_can_be_compared(pair):
    comparison = Comparison(pair)
    assert [shown.therapy.id for shown in comparison.sides()] == list(pair)
    assert all(in_one_sentence(shown) in comparison.words() for shown in comparison.sides())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("rituximab", "Give 2 to 4 therapies as names in quotes"),
        (7, "Give 2 to 4 therapies as names in quotes"),
        (["rituximab"], "Compare 2 to 4 different therapies; 1 given"),
        (["rituximab", "rituximab"], "Compare 2 to 4 different therapies; 1 given"),
        (list(THERAPIES)[:5], "Compare 2 to 4 different therapies; 5 given"),
        (["rituximab", "ritoximab"], "There is no therapy called 'ritoximab'. Did you mean 'rituximab'"),
        (["rituximab", 3], "Give the name of a therapy in quotes"),
        (["rituximab", ""], "Give the name of a therapy in quotes"),
        (["rituximab", None], "Give the name of a therapy in quotes"),
    ],
)
def test_a_choice_that_cannot_be_compared(given, sentence):
    with pytest.raises(CourseError, match=sentence) as raised:
        chosen_therapies(given)
    assert "\n" not in str(raised.value)
