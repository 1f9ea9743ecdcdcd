"""The trial widget from the kernel's side: a run in parts, cancelling, draws, guesses, and problems as one sentence."""

import pytest

import pemphigus
from pemphigus.errors import CourseError


@pytest.fixture
def widget(monkeypatch):
    shown = pemphigus.trial("azathioprine", "prednisone-by-response", children=210, days=365)
    shown.said = []
    monkeypatch.setattr(shown, "send", shown.said.append)
    return shown


def tell(widget, **message):
    widget._receive(widget, message, [])


def run(widget, number=1):
    tell(widget, do="begin", run=number, first="azathioprine", second="prednisone-by-response", follow_up=365)
    while widget._running:
        tell(widget, do="next", run=number)


def test_a_run_comes_in_parts_and_leaves_a_result(widget):
    run(widget)
    assert [message["done"] for message in widget.said] == [0, 200, 210, 410, 420]
    assert {message["of"] for message in widget.said} == {420}
    result = widget.result
    assert result["run"] == 1 and result["number"] == 210 and result["seconds"] >= 0
    for curve in (curve for pair in result["curves"].values() for curve in pair):
        assert curve["days"][0] == 0 and curve["days"][-1] == 365
        assert len({len(values) for values in curve.values()}) == 1
    assert all(risk[0] == 210 for risk in result["risk"]["remission"])
    assert "eaching model" in result["says"]["remission"] and "eaching model" in widget.texts["foot"]
    assert "Number" in result["numbers"]["remission"] or "numbers" in result["numbers"]["remission"]


def test_cancelling_keeps_nothing_and_stale_messages_do_nothing(widget):
    tell(widget, do="begin", run=1, first="ivig", second="exchange", follow_up=365)
    tell(widget, do="next", run=1)
    tell(widget, do="cancel", run=1)
    tell(widget, do="next", run=1)
    assert widget.result == {} and widget._running is None
    tell(widget, do="begin", run=2, first="ivig", second="exchange", follow_up=365)
    tell(widget, do="cancel", run=1)  # from a run before
    tell(widget, do="next", run=1)
    assert widget._running[0] == 2 and widget.said[-1]["done"] == 0
    run(widget, 3)
    assert widget.result["run"] == 3


def test_draws_are_listed_and_counted_by_size(widget):
    run(widget)
    tell(widget, do="draw", size=10, times=1)
    tell(widget, do="draw", size=20, times=1)
    assert [one["words"][0] for one in widget.drawn] == ["1", "2"] and [one["size"] for one in widget.drawn] == [10, 20]
    assert widget.guessed == {}
    tell(widget, do="draw", size=10, times=100, guess=80)
    assert [size for size, *_ in widget.counts] == [10, 20]
    assert [sum(counts) for _, *counts in widget.counts] == [101, 1] and len(widget.drawn) == 100
    assert widget.guessed["guess"] == 80 and 0 <= widget.guessed["found"] <= 100
    run(widget, 2)
    assert widget.drawn == widget.counts == [] and widget.guessed == {}, "small trials belong to their run"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"do": "begin", "first": "ivig", "second": "ivig", "follow_up": 365}, "two different arms"),
        ({"do": "begin", "first": "ivig", "second": "magic", "follow_up": 365}, "no arm of a trial"),
        ({"do": "begin", "first": "ivig", "second": "exchange", "follow_up": None}, "Follow-up"),
        ({"do": "draw", "size": 10, "times": 1}, "Run the trial first"),
    ],
)
def test_problems_are_one_sentence(widget, message, said):
    tell(widget, run=1, **message)
    assert said in widget.said[-1]["problem"] and "\n" not in widget.said[-1]["problem"]


@pytest.mark.parametrize("guess", ["", "many", 101, -1, 3.5, True])
def test_a_guess_is_a_count(widget, guess):
    run(widget)
    with pytest.raises(CourseError, match="whole number from 0 to 100"):
        widget.draw(10, 100, guess)
    assert widget.drawn == []


def test_the_page_without_a_kernel_shows_curves_draws_and_published_counts():
    shown = pemphigus.trial()
    html = shown.static_html()
    assert html.count("<figure") == 3 and "41 of 46" in html and html.count("eaching model") > 5
    assert "For learning, not for treating patients." in html
    assert repr(shown).startswith("Trial in virtual children (teaching model)")


def test_a_published_count_that_was_not_found_again_says_so(widget):
    shown = pemphigus.trial(children=20)
    shown.begin("rituximab", "prednisone", 730)
    while shown.advance() is not None:
        pass
    assert "41 of 46" in shown.result["published"] and "second reading did not find" in shown.result["published"]
    run(widget)
    assert "Beside the published trial" not in widget.result["published"]
