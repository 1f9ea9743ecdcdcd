"""The instructor's words fit the notebook they go with: its headings, its controls, and claims behind every number."""

import re
from collections import Counter
from datetime import date

import pytest

from pemphigus import content
from pemphigus.content import links
from pemphigus.content.schemas import TeachingSection
from tests.conftest import NOTEBOOKS, ROOT, cells
from tests.content.tracing import untraced_in_prose

each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
WITHOUT_TEACHER = {"Sources of this notebook", "Where next"}
CONTROL = re.compile(r'(?:[Pp]ress|[Oo]pen|[Ss]witch (?:on|off)|[Mm]ove|[Ss]et|[Cc]hoose|[Uu]nder) "([^"]+)"')
SHOWN = [
    *ROOT.glob("assets/*.js"),
    *ROOT.glob("assets/laboratories/*.js"),
    *ROOT.glob("pemphigus/**/*.py"),
    *ROOT.glob("content/model/*.yaml"),
    *ROOT.glob("content/laboratories/*.yaml"),
]


def wrong_headings(name: str, taught: list[str], markdown: list[str]) -> list[str]:
    """Return what is wrong with the headings of a lesson, each as one sentence with file, heading and remedy."""
    found = re.findall(r"^## (.+)$", "\n".join(markdown), re.MULTILINE)
    wanted = [heading for heading in found if heading not in WITHOUT_TEACHER]
    place = f"content/teaching/{name}.yaml"
    problems = [
        f"{place}, item '{heading}', field 'heading': notebook {name} has no such heading; write it as it stands there."
        for heading in taught
        if heading not in wanted
    ]
    problems += [
        f"{place}, field 'sections': the heading '{heading}' of notebook {name} is missing; add a section for it."
        for heading in wanted
        if heading not in taught
    ]
    if not problems and taught != wanted:
        problems = [
            f"{place}, field 'sections': their order differs from notebook {name}; use the order of its headings."
        ]
    return problems


def spoken(section: TeachingSection) -> list[str]:
    """Return the texts that must be true; what learners say wrongly is wrong on purpose."""
    return [text for text in section.texts() if text not in {wrong.says for wrong in section.expect}]


def unproven(section: TeachingSection) -> list[str]:
    """Return the numbers without a claim, and the cited claims whose warning in words is missing."""
    problems = []
    for text in spoken(section):
        problems += untraced_in_prose(content.complete_links(text))
        for claim in map(content.claim, links.cited(text)):
            if claim.read == "recalled" and "recalled, awaiting source check" not in text:
                problems.append(f"{claim.id} is cited without 'recalled, awaiting source check'")
            if claim.audited == "not-refound" and "second reading" not in text:
                problems.append(f"{claim.id} is cited without the words on the second reading")
    return [f"{section.heading}: {problem}" for problem in problems]


@each
def test_every_heading_of_the_notebook_has_its_section(path):
    taught = [section.heading for section in content.teaching(path.stem).sections]
    assert not wrong_headings(path.stem, taught, cells(path, "markdown"))


def test_a_heading_that_is_unknown_missing_or_moved_is_named():
    markdown = ["# 00\n## One", "## Two", "## Sources of this notebook"]
    assert wrong_headings("n", ["One", "Two"], markdown) == []
    assert wrong_headings("n", ["One", "Tow"], markdown) == [
        "content/teaching/n.yaml, item 'Tow', field 'heading': notebook n has no such heading; write it as it stands there.",
        "content/teaching/n.yaml, field 'sections': the heading 'Two' of notebook n is missing; add a section for it.",
    ]
    assert "use the order" in wrong_headings("n", ["Two", "One"], markdown)[0]


@each
def test_numbers_and_warnings(path):
    problems = [problem for section in content.teaching(path.stem).sections for problem in unproven(section)]
    assert not problems, "\n".join(problems)


def test_a_number_without_a_claim_is_found():
    said = {"says": "All 99 of them.", "reveals": "x", "reply": "It was [seven of ten](#rtx-vinay-cr-off)."}
    section = {"heading": "h", "minutes": 2, "do": "x", "ask": "x", "expect": [said]}
    assert unproven(TeachingSection.model_validate(section)) == []
    said["reply"] = "It was [eight of ten](#rtx-vinay-cr-off), or 8."
    assert unproven(TeachingSection.model_validate(section)) == [
        "h: 8 in 'eight of ten' is not among the numbers of rtx-vinay-cr-off",
        "h: 8 stands outside a link to its claim",
    ]
    said["reply"] = "It was [1.5 mg/kg](#consensus-treatment-failure)."
    assert "awaiting source check" in unproven(TeachingSection.model_validate(section))[0]


@each
def test_disagreeing_claims_stand_in_the_notebook_or_beside_it(path):
    texts = [text for section in content.teaching(path.stem).sections for text in section.texts()]
    cited = {*links.cited("\n".join(texts)), *content.cited_claims(path.stem)}
    assert not {other for name in cited for other in content.claim(name).contradicts if other not in cited}


@pytest.fixture(scope="module")
def on_screen():
    return "\n".join(file.read_text() for file in SHOWN)


@each
def test_controls_are_called_by_their_names(path, on_screen):
    texts = "\n".join(text for section in content.teaching(path.stem).sections for text in section.texts())
    assert not [name for name in CONTROL.findall(texts) if name not in on_screen]


def test_a_control_that_does_not_exist_is_found(on_screen):
    named = CONTROL.findall(
        'Press "Commit and see the picture", then switch on "Children\'s evidence only" and press "Let them guess".'
    )
    assert [name for name in named if name not in on_screen] == ["Let them guess"]


def test_an_overdue_lesson_is_noticed():
    late = content.overdue(date.max)
    assert {f"content/teaching/{path.stem}.yaml" for path in NOTEBOOKS} <= set(late)


def test_no_wrong_answer_is_told_twice():
    said = Counter(
        wrong.says for path in NOTEBOOKS for section in content.teaching(path.stem).sections for wrong in section.expect
    )
    assert not [words for words, times in said.items() if times > 1]
