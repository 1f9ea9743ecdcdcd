"""Answers are judged as the questions say, and an answer that cannot be judged gets one sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus.content.schemas import NumericAnswer, Option, Question
from pemphigus.errors import CourseError
from pemphigus.learning.grading import judge, parse_number


def question(kind, correct=(0,), count=4):
    options = [Option(text=f"option {n}", correct=n in correct, why="because", claims=[]) for n in range(count)]
    answer = None
    if kind == "numeric":
        options = []
        answer = NumericAnswer(value=12.5, tolerance=2.5, unit="%", minimum=0, maximum=100, why="because", claims=[])
    return Question(
        id="q", objective="o", level="recall", kind=kind, stem="s", ask="a?", options=options, answer=answer, claims=[]
    )


SINGLE, SEVERAL, NUMERIC = question("single"), question("multiple", (0, 2)), question("numeric")


@pytest.mark.parametrize(
    ("asked", "response", "right", "score"),
    [
        (SINGLE, [0], True, 1),
        (SINGLE, [3], False, 0),
        (SEVERAL, [0, 2], True, 1),
        (SEVERAL, [2, 0], True, 1),
        (SEVERAL, [0], False, 0.5),
        (SEVERAL, [0, 1], False, 0),
        (SEVERAL, [0, 1, 2], False, 0.5),
        (SEVERAL, [1, 3], False, 0),
        (NUMERIC, "12.5", True, 1),
        (NUMERIC, "15", True, 1),
        (NUMERIC, "15.1", False, 0),
        (NUMERIC, " 10 % ", True, 1),
        (NUMERIC, 11, True, 1),
    ],
)
def test_judgment(asked, response, right, score):
    assert judge(asked, response, 2) == type(judge(asked, response, 2))(right, score)


@given(st.lists(st.integers(0, 3), min_size=1, unique=True))
def test_part_marks_stay_between_0_and_1_and_only_the_exact_set_is_right(chosen):
    judgment = judge(SEVERAL, chosen, 1)
    assert 0 <= judgment.score <= 1
    assert judgment.right == (set(chosen) == {0, 2}) == (judgment.score == 1)


@pytest.mark.parametrize(
    ("asked", "response", "sentence"),
    [
        (SINGLE, [], "Choose an answer first."),
        (SINGLE, None, "Choose an answer first."),
        (SINGLE, "0", "Choose an answer first."),
        (SINGLE, [True], "Choose an answer first."),
        (SINGLE, [0, 1], "Choose one answer only."),
        (SINGLE, [9], "That option does not exist"),
        (SEVERAL, [-1], "That option does not exist"),
        (NUMERIC, "", "Type a number first."),
        (NUMERIC, None, "Type a number first."),
        (NUMERIC, "ten", "'ten' is not a number; type digits"),
        (NUMERIC, "nan", "Type an ordinary number"),
        (NUMERIC, "1e999", "Type an ordinary number"),
        (NUMERIC, "101", "101 cannot be right here; type a number from 0 to 100"),
        (NUMERIC, ["1"], "is not a number"),
    ],
)
def test_an_answer_that_cannot_be_judged(asked, response, sentence):
    with pytest.raises(CourseError, match=sentence) as raised:
        judge(asked, response, 2)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("confidence", [None, 0, 4, "2", True, 1.5])
def test_confidence_is_asked_for(confidence):
    with pytest.raises(CourseError, match="Say how sure you are"):
        judge(SINGLE, [0], confidence)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12,5", 12.5), ("1,200", 1200), ("1,200.5", 1200.5), ("-3", -3), ("\u22123", -3), ("1 200", 1200), ("5%", 5)],
)
def test_numbers_as_people_type_them(typed, number):
    assert parse_number(typed) == number
