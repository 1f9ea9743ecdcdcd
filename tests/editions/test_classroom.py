"""Slides, handout, guide and key carry the same questions, pictures and objectives, and come to what they should."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pemphigus import content
from pemphigus.editions import classroom, lesson
from pemphigus.editions.packing import GAP, LARGE, ROOM, Block, pack, written
from pemphigus.errors import CourseError
from pemphigus.widgets.html import Html
from tests.conftest import course_ids
from tests.editions.leaks import squash
from tests.editions.made import made


@pytest.mark.parametrize("name", course_ids())
def test_same_questions_pictures_and_objectives(name):
    taken = made(name).lesson
    pages = {"slides": made(name).slides, "handout": made(name).handout, "guide": made(name).guide}
    soups = {place: BeautifulSoup(page, "html.parser") for place, page in pages.items()}
    pictures = {place: {image["alt"] for image in soup("img")} - {""} for place, soup in soups.items()}
    assert pictures["slides"] == pictures["handout"] == pictures["guide"] and len(pictures["slides"]) > 1
    asked = [item.question for item in taken.items() if item.question]
    final = content.questions(content.FINAL) if name == course_ids()[-1] else []
    assert {q.id for q in asked} == {q.id for q in [*content.predictions(name), *content.questions(name), *final]}
    wanted = [objective.text for objective in content.notebook(name).objectives]
    wanted += [
        text for question in asked for text in (question.stem, question.ask, *(o.text for o in question.options))
    ]
    for place, soup in soups.items():
        text = squash(soup.get_text())
        assert [words for words in wanted if squash(words) not in text] == [], place


@pytest.mark.parametrize("name", course_ids())
def test_pages_need_no_other_file(name):
    for page in (made(name).slides, made(name).handout, made(name).key):
        soup = BeautifulSoup(page, "html.parser")
        assert not soup("link") and not soup.select("script[src], iframe, object, embed")
        assert all(image["src"].startswith("data:") for image in soup("img"))
        assert not re.search(r"@import|url\((?!data:|#)", "".join(style.get_text() for style in soup("style")))


def test_every_question_stands_before_its_answer():
    steps = [
        step.get_text() for step in BeautifulSoup(made("06-rituximab").slides, "html.parser").select("header .step")
    ]
    assert steps[:3] == ["Predict", "Observe", "Explain"]
    for number in range(1, 9):
        assert steps.index(f"Question {number} of 8") < steps.index(f"Answer {number} of 8")


blocks = st.lists(
    st.builds(
        lambda lines, stays: (tuple(lines), stays), st.lists(st.integers(1, 600), min_size=1, max_size=3), st.booleans()
    ),
    min_size=1,
    max_size=30,
)


@given(blocks)
def test_packing_loses_nothing_and_fills_no_slide_too_much(made):
    every = [Block(Html(f"<p>{n}</p>"), lines, stays=stays) for n, (lines, stays) in enumerate(made)]
    slides = pack(every, LARGE)
    assert [block for slide in slides for block in slide] == every
    for slide in slides:
        assert len(slide) == 1 or sum(block.height(LARGE) for block in slide) <= ROOM


def test_points_keep_their_list_and_number():
    first = Block(Html('<li value="3">c</li>'), (1,), wrap="ol.options")
    assert written([first, first]) == '<ol class="options"><li value="3">c</li><li value="3">c</li></ol>'
    assert first.height(LARGE) == LARGE.line + GAP


def test_a_wrong_name_is_one_sentence(capsys):
    assert classroom.main(["06-rituximb"]) == 1
    said = capsys.readouterr().out.strip()
    assert "06-rituximab" in said and "\n" not in said


def test_old_stored_questions_are_refused(monkeypatch):
    stored = content.questions("01-introduction")
    monkeypatch.setattr(lesson.content, "questions", lambda name: stored[1:])
    with pytest.raises(
        CourseError, match=r"notebooks/01-introduction.ipynb .* run `python course.py build 01-introduction`"
    ):
        lesson.read("01-introduction")


def test_open_shows_the_slides(monkeypatch, tmp_path, capsys):
    opened = []
    monkeypatch.setattr(classroom, "PLACE", tmp_path)
    monkeypatch.setattr(classroom.webbrowser, "open", opened.append)
    assert classroom.main(["--open", "01-introduction"]) == 0
    assert opened == [(tmp_path / "slides" / "01-introduction.html").as_uri()]
