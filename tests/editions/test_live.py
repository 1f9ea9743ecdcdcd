"""The live pages, as far as no server is needed: what the templates are told, and what a wrong name is answered."""

import subprocess
import sys

from pemphigus import content
from pemphigus.editions.live import with_course
from tests.conftest import ROOT


def test_every_page_knows_its_neighbors():
    ids = [book.id for book in content.course().notebooks]
    pages = [with_course({}, base_url="/", notebook_path=f"{name}.ipynb")["course"] for name in ids]
    assert [page["previous"] for page in pages] == [None, *(page["books"][n] for n, page in enumerate(pages[:-1]))]
    assert [page["next"] for page in pages] == [*(page["books"][n + 1] for n, page in enumerate(pages[:-1])), None]
    assert pages[7]["next"]["address"] == "/voila/render/08-care-around-the-child.ipynb"


def test_a_page_that_is_none_of_the_course():
    course = with_course({}, base_url="/at/", notebook_path="")["course"]
    assert (course["previous"], course["next"], course["home"]) == (None, None, "/at/")


def test_a_wrong_name_is_answered_in_one_sentence():
    call = [sys.executable, "-m", "pemphigus.editions.live", "06-rituximap"]
    answer = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert answer.returncode == 1
    assert answer.stderr == "There is no notebook called '06-rituximap'. Did you mean '06-rituximab'?\n"
