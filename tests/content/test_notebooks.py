"""Each notebook keeps the fixed order and the promises of the course: words, figure, live parts, one call a cell, clean storage."""

import json
import re
from itertools import pairwise

import pytest

from pemphigus import content
from tests.conftest import NOTEBOOKS, cells, course_ids

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
ORDER = ["Key points", "Check yourself", "Sources of this notebook", "Where next"]
BRITISH = re.compile(
    r"\b(\w*paediatric\w*|\w*haem\w+|tumours?|oedema|anaemi\w+|titres?|centres?|litres?|randomis\w+|recognis\w+|organis\w+|"
    r"personalis\w+|hospitalis\w+|immunis\w+|behaviour\w*|colour\w*|programmes?|"
    r"counselling|labelled|judgement|leukaemia|oesophag\w+|diarrhoea|practise|grey|analys(?:e|ed|ing)|favour\w*|desensitis\w+|sceptic\w*)\b",
    re.IGNORECASE,
)


def test_there_is_a_notebook_for_every_chapter():
    assert [path.stem for path in NOTEBOOKS] == course_ids()


@each
def test_length(path):
    prose = re.sub(r"\]\([^)]*\)", "]", "\n".join(cells(path, "markdown")))
    words = len(re.findall(r"[A-Za-z][\w'’-]*", prose))
    assert 1000 <= words <= 2000, words


@each
def test_order(path):
    markdown = cells(path, "markdown")
    book = content.notebook(path.stem)
    assert markdown[0].startswith(f"# {book.id[:2]} · {book.title}\n")
    assert "you will be able to" in markdown[0] and f"About {book.minutes} minutes" in markdown[0]
    headings = re.findall(r"^## (.+)$", "\n".join(markdown), re.MULTILINE)
    assert [heading for heading in headings if heading != "The final quiz"][-4:] == ORDER
    levels = [len(found) for found in re.findall(r"^(#+) ", "\n".join(markdown), re.MULTILINE)]
    assert levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels))


@each
def test_live_parts(path):
    code = cells(path, "code")
    assert code[0] == f'from pemphigus import *\nstart("{path.stem}")'
    whole = "\n".join(code)
    assert (
        re.search(r"\b(show|laboratory)\(", whole)
        and "predict(" in whole
        and "evidence(" in whole
        and code[-1] == "sources()"
    )
    assert re.search(r"^quiz\(", whole, re.MULTILINE)
    for cell in code[1:]:
        assert re.fullmatch(r"[a-z_]+\([^\n]*\)", cell), f"one call a cell: {cell!r}"


@each
def test_every_widget_is_introduced_and_explained(path):
    """What to look for stands before a figure, comparison or virtual child, what it means after it; the model is named as what it is."""
    kinds = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(path.read_text())["cells"]]
    for place, (kind, source) in enumerate(kinds):
        if kind == "code" and re.match(r"(show|compare_therapies|virtual_child|trial|detective)\(", source):
            assert "What to look for" in kinds[place - 1][1], source
            assert "What it means" in kinds[place + 1][1], source
        if kind == "code" and source.startswith("virtual_child("):
            assert "teaching model" in kinds[place - 1][1] and "Predict first" in kinds[place - 1][1], source
            assert "In this model" in kinds[place + 1][1], source


@each
def test_stored_clean(path):
    book = json.loads(path.read_text())
    assert set(book["metadata"]) == {"kernelspec", "language_info"}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"], "outputs are stored for readers without a kernel"
            for output in cell["outputs"]:
                assert output["output_type"] == "execute_result"
                assert {"text/plain", "text/html"} <= set(output["data"]) and not any(
                    "widget" in mime for mime in output["data"]
                )


@each
def test_one_sentence_per_line_and_american_spelling(path):
    prose = re.sub(r"\]\([^)]*\)", "]", "\n".join(cells(path, "markdown")))
    assert not BRITISH.findall(prose)
    for line in prose.splitlines():
        assert not re.search(r"[a-z)\]]\. [A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+ [a-z]+", line) or line.startswith(
            ("- ", "About", "**", "*")
        ), line


@pytest.mark.parametrize(
    "path", sorted((NOTEBOOKS[0].parent.parent / "content").rglob("*.yaml")), ids=lambda path: path.name
)
def test_american_spelling_of_content(path):
    text = re.sub(
        r"\b[a-z]+(?:nd|19\d\d|20\d\d)[a-z0-9]+\b|\b[a-z0-9]+(?:-[a-z0-9]+){2,}\b", " ", path.read_text()
    )  # keys and ids keep their spelling
    assert not BRITISH.findall(text)


@each
def test_links_between_notebooks_exist(path):
    linked = set(re.findall(r"\]\(([\w-]+)\.ipynb\)", "\n".join(cells(path, "markdown"))))
    assert linked <= set(course_ids())
