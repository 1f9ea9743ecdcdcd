"""Every clinical number a learner sees comes from a claim. Exceptions stand in exceptions.yaml, each with its reason."""

import re
from importlib import import_module

import pytest

from pemphigus import content
from pemphigus.content.files import read_yaml
from pemphigus.figures.registry import figures
from pemphigus.figures.style import style
from tests.conftest import NOTEBOOKS, ROOT, cells
from tests.content.tracing import LINK, untraced, untraced_in_prose

EXCEPTIONS = {(row["where"], row["text"]) for row in read_yaml(ROOT / "tests/content/exceptions.yaml")["exceptions"]}


def without_exceptions(where: str, text: str) -> str:
    for place, excepted in EXCEPTIONS:
        if place == where:
            text = text.replace(excepted, " ")
    return text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose(path):
    problems = [
        f"{problem}: {cell[:60]!r}"
        for cell in cells(path, "markdown")
        for problem in untraced_in_prose(without_exceptions(path.stem, cell))
    ]
    assert not problems, "\n".join(problems)


def test_every_exception_is_used_and_explained():
    rows = read_yaml(ROOT / "tests/content/exceptions.yaml")["exceptions"]
    texts = {path.stem: "\n".join(cells(path, "markdown")) for path in NOTEBOOKS}
    unused = [row for row in rows if row["text"] not in texts.get(row["where"], "") or len(row["reason"]) < 15]
    assert not unused


@pytest.mark.parametrize("item", content.question_bank().values(), ids=lambda item: item.id)
def test_questions(item):
    """Stem, right options and explanations are traced; wrong options are wrong on purpose."""
    everything = [
        *item.claims,
        *(name for option in item.options for name in option.claims),
        *(item.answer.claims if item.answer else []),
    ]
    free = [*item.fiction, *item.worked_out]
    problems = untraced(f"{item.stem} {item.ask}", everything, free)
    for option in item.options:
        claims = [*option.claims, *item.claims]
        problems += untraced(option.why, claims, free)
        problems += untraced(option.text, claims, free) if option.correct else []
    if item.answer:
        problems += untraced(f"{item.answer.why} {item.answer.value:g} children", item.answer.claims, free)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("name", sorted(figures()))
def test_words_of_figures(name):
    with style():
        picture = figures()[name]()
    assert not untraced(f"{picture.alt} {picture.caption}", picture.claims, picture.computed)
    # What no claim holds is either the model's, or said to be worked out from claims.
    assert not picture.computed or "teaching model" in picture.alt or "worked out here" in picture.caption.lower()


def strings(value) -> list[str]:
    """Return every string in a value of lists and dictionaries, without the keys."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in strings(inner)]
    if isinstance(value, list | tuple):
        return [text for inner in value for text in strings(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("name", sorted(content.laboratories()))
def test_words_of_laboratories(name):
    """What a bench says in words is traced; the numbers it computes are tested in tests/laboratories."""
    laboratory = content.laboratory(name)
    data = import_module(f"pemphigus.laboratories.{name.replace('-', '_')}").data()
    problems = {
        f"{problem}: {text[:80]!r}"
        for text in [laboratory.title, laboratory.look, *strings(data)]
        if not re.fullmatch(r"[a-z0-9-]+", text)  # an id
        for problem in untraced(re.sub(r"<[^>]*>", " ", text), laboratory.claims, laboratory.fiction)
    }
    assert not problems, "\n".join(sorted(problems))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_disagreeing_claims_stand_together(path):
    cited = {found["claim"] for cell in cells(path, "markdown") for found in LINK.finditer(cell)} & set(
        content.claims()
    )
    alone = {
        f"{name} without {other}" for name in cited for other in content.claim(name).contradicts if other not in cited
    }
    assert not alone


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_recalled_and_unfound_claims_say_so(path):
    """A cell that cites such a claim carries the warning in words."""
    for cell in cells(path, "markdown"):
        cited = [content.claim(found["claim"]) for found in LINK.finditer(cell) if found["claim"] in content.claims()]
        if any(claim.read == "recalled" for claim in cited):
            assert "recalled, awaiting source check" in cell, cell
        if any(claim.audited == "not-refound" for claim in cited):
            assert "second reading" in cell, cell


def test_a_number_changed_by_hand_is_found():
    """The tracing itself: the true sentence passes, each kind of slip is named."""
    true = "In Ritux 3 [41 of 46](https://doi.org/10.1016/S0140-6736%2817%2930070-3#rtx-ritux3-cr-off-24m) adults were in remission."
    assert untraced_in_prose(true) == []
    assert untraced_in_prose(true.replace("41", "42")) == [
        "42 in '42 of 46' is not among the numbers of rtx-ritux3-cr-off-24m"
    ]
    assert (
        "points to https://doi.org/10.1/x"
        in untraced_in_prose(true.replace("10.1016/S0140-6736%2817%2930070-3", "10.1/x"))[0]
    )
    assert untraced_in_prose(true.replace("cr-off-24m", "cr-off-25m")) == [
        "'41 of 46' points to the unknown claim 'rtx-ritux3-cr-off-25m'"
    ]
    assert untraced_in_prose("It helped 41 adults.") == ["41 stands outside a link to its claim"]
    assert untraced_in_prose("It helped seven of ten children after three months.") == [
        "7 stands outside a link to its claim",
        "10 stands outside a link to its claim",
        "3 stands outside a link to its claim",
    ]
    assert untraced_in_prose("CD20, IgG4, desmoglein 3, phase 3 and the year 2017 are names.") == []


def test_a_number_changed_in_a_real_notebook_is_found():
    path = next(path for path in NOTEBOOKS if path.stem.startswith("06"))
    prose = "\n".join(cells(path, "markdown"))
    assert "[41 of 46]" in prose
    assert untraced_in_prose(without_exceptions(path.stem, prose.replace("[41 of 46]", "[47 of 46]", 1)))
