"""The class poll from the kernel's side: what the browser is given, what paper shows, and that a vote is nobody's answer."""

import json
from html import escape

import pytest

import pemphigus
from pemphigus import content
from pemphigus.learning.progress import Progress
from pemphigus.widgets.quiz import Predicted, ballot

PREDICTION = "rituximab-ten-children"


@pytest.mark.parametrize("question", content.question_bank().values(), ids=lambda question: question.id)
def test_the_browser_gets_the_key_of_every_question(question):
    given = json.loads(json.dumps(ballot(question)))
    if question.kind == "numeric":
        key = given["key"]
        assert key["minimum"] <= key["value"] <= key["maximum"] and key["low"] <= key["value"] <= key["high"]
        assert len(repr(key["low"])) < 8, "as people type it"
    else:
        assert [question.options[n].correct for n in given["key"]] == [True] * len(given["key"])
        assert len(given["key"]) == sum(option.correct for option in question.options)
        assert all(escape(option.why) in given["why"] for option in question.options)
    assert given["many"] == (question.kind == "multiple")


def test_without_a_name_it_asks_the_questions_of_the_notebook_predictions_first():
    pemphigus.start("06-rituximab")
    polls = pemphigus.poll().polls
    assert [poll["question"] for poll in polls] == [
        item.ask for item in [*content.predictions("06-rituximab"), *content.questions("06-rituximab")]
    ]
    assert [poll["name"] for poll in polls][:3] == ["Prediction 1", "Prediction 2", "Question 1"]


def test_paper_has_room_for_counts_and_no_key():
    pemphigus.start("06-rituximab")
    shown = pemphigus.poll()
    html, words = shown.static_html(), repr(shown)
    for question in shown.questions.values():
        assert question.ask in html and question.ask in words
        for reason in [option.why for option in question.options] + ([question.answer.why] if question.answer else []):
            assert reason not in html and reason not in words
    assert html.count("____ hands") == sum(len(question.options) for question in shown.questions.values())
    assert "✓" not in html and "Right answer" not in html


def test_the_room_opens_the_picture_and_leaves_the_progress_alone(tmp_path):
    progress = Progress([tmp_path])
    asked = Predicted(content.prediction(PREDICTION), progress)
    assert asked.revealed == "" and asked.poll["question"] == content.prediction(PREDICTION).ask
    asked._receive(asked, {"do": "reveal"}, [])
    assert "<figure" in asked.revealed and "What it means." in asked.means
    assert asked.answers == {} and progress.events == {} and not list(tmp_path.iterdir())
