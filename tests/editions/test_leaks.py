"""Learners' copies hold no instructor's word, handouts no answer; and the search would find one."""

from fnmatch import fnmatch

import pytest

from pemphigus import content
from pemphigus.content import files
from pemphigus.editions import books
from tests.conftest import course_ids
from tests.editions.leaks import LINK, keys, leaks, notes, sentences
from tests.editions.made import made

each = pytest.mark.parametrize("name", course_ids())


@each
def test_learners_copies_hold_no_note_and_handouts_no_answer(name):
    assert leaks(made(name).slides, notes(name)) == []
    assert leaks(made(name).handout, [*notes(name), *keys(made(name).lesson)]) == []


@each
def test_the_notebook_itself_holds_no_note(name):
    """All other editions are made from the notebooks."""
    cells = books.read(name).cells
    texts = [LINK.sub(r"\1", cell.source) for cell in cells]
    texts += [output.data["text/html"] for cell in cells for output in cell.get("outputs", [])]
    assert leaks("\n".join(texts), notes(name)) == []


@each
def test_instructors_copies_hold_all_of_it(name):
    """So the search does find what is there."""
    explained = keys(made(name).lesson)
    assert leaks(made(name).guide, [*notes(name), *explained]) == [*notes(name), *explained]
    assert leaks(made(name).key, [*notes(name), *explained]) == explained


def test_a_planted_note_is_found():
    """In marked-up words on several lines, in an attribute, in a comment."""
    note = sentences(content.teaching("06-rituximab").sections[1].do)[0]
    marked = "<br>\n".join(f"<b>{word}</b>" for word in note.split())
    for page in (made("06-rituximab").slides, made("06-rituximab").handout):
        assert leaks(page, [note]) == []
        for planted in (f"<p>{marked}</p>", f'<img alt="{note}">', f"<!-- {note} -->"):
            assert leaks(page.replace("</main>", f"{planted}</main>"), notes("06-rituximab")) == [note], planted


def test_a_planted_answer_is_found():
    why = content.questions("06-rituximab")[0].options[0].why
    assert leaks(
        made("06-rituximab").handout.replace("</main>", f"<p>{why}</p></main>"), keys(made("06-rituximab").lesson)
    )


def test_the_edition_in_the_browser_leaves_the_notes_out():
    """It carries the content of the course, and so would carry them."""
    rules = (files.ASSETS / "editions" / "lite" / "left-out.txt").read_text(encoding="utf-8").splitlines()
    for path in (files.CONTENT / "teaching").iterdir():
        packed = f"pemphigus/_data/content/teaching/{path.name}"
        assert any(fnmatch(packed, rule) for rule in rules) and f"!{packed}" not in rules
