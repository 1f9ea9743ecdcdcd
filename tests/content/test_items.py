"""The question bank follows the field's rules for writing items, as far as a machine can check them.

The rules are those commonly taught (see the NBME Item-Writing Guide); human judgment remains for difficulty and for tricks.
"""

import re
from collections import Counter
from statistics import median

import pytest

from pemphigus import content
from tests.conftest import course_ids

BANK = content.question_bank()
QUIZZES = [*course_ids(), content.FINAL]
CHOICE = [item for item in BANK.values() if item.kind != "numeric"]
SINGLE = [item for item in BANK.values() if item.kind == "single"]
SOMEONE = (
    r"\b(\d+-(?:year|month|week|day)-old|newborn|infant|toddler|adolescent|teenager|child|girl|boy|mother|father|parents?|family|"
    r"nurse|resident|colleague|student|team|teacher|pediatrician|dermatologist|registrar)\b"
)
ABSOLUTE = r"\b(always|never|only|all|none|every|must|cannot|completely)\b"
VAGUE = r"\b(usually|often|may|might|sometimes|frequently|rarely|generally|possibly)\b"
# Words of the subject itself, which every option of a question may need.
SUBJECT = {
    *(
        "rituximab",
        "azathioprine",
        "mycophenolate",
        "cyclophosphamide",
        "prednisone",
        "prednisolone",
        "steroids",
        "corticosteroid",
    ),
    *(
        "corticosteroids",
        "immunoglobulin",
        "immunofluorescence",
        "pemphigus",
        "vulgaris",
        "desmoglein",
        "antibody",
        "antibodies",
    ),
    *("treatment", "remission", "relapse", "evidence", "disease", "children", "patient", "patients"),
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def each(items):
    return pytest.mark.parametrize("item", items, ids=lambda item: item.id)


@each(BANK.values())
def test_lead_in_is_one_plain_question(item):
    assert item.ask.endswith("?")
    assert not re.search(r"\b(NOT|EXCEPT|least likely|false)\b|\bnot\b", item.ask), "ask positively"
    assert not re.search(r"which of the following (is|are) (true|correct)|true about", item.ask, re.IGNORECASE), (
        "answerable with the options covered"
    )


@each([item for name in QUIZZES for item in content.questions(name) if item.level == "application"])
def test_application_is_asked_through_a_situation(item):
    assert re.search(SOMEONE, item.stem, re.IGNORECASE), "a person or team in the stem"
    assert len(item.stem.split()) >= 15


@each(CHOICE)
def test_options_give_nothing_away(item):
    texts = [option.text for option in item.options]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert not re.search(r"\b(all|none) of the above\b|\bboth a and b\b|^[A-E] and [A-E]$", text, re.IGNORECASE)
        assert not re.search(ABSOLUTE, text, re.IGNORECASE), f"absolute word in {text!r}"
        assert not re.search(VAGUE, text, re.IGNORECASE), f"vague word in {text!r}"
        assert not text.endswith("."), "options are fragments or phrases without a full stop"
    typical = median(len(text) for text in texts)
    assert all(len(text) <= 1.6 * typical + 6 and len(text) >= typical / 2 - 8 for text in texts), (
        "options of like length"
    )


@each(SINGLE)
def test_single_best_answer_has_three_to_five_options(item):
    assert 3 <= len(item.options) <= 5


@each(SINGLE)
def test_numeric_options_are_in_order(item):
    found = [NUMBER.findall(option.text) for option in item.options]
    if all(re.fullmatch(r"(?i)(about |in )?\d[\d.,]*( ?[%\w]+)?", option.text) for option in item.options):
        values = [float(numbers[0]) for numbers in found]
        assert values == sorted(values) and len(set(values)) == len(values)


@each(SINGLE)
def test_key_repeats_no_rare_word_of_the_stem(item):
    """A longer word of the stem that only the right option repeats gives it away."""
    stem = set(re.findall(r"[a-z]{7,}", f"{item.stem} {item.ask}".lower()))
    words = {option.correct: set() for option in item.options}
    for option in item.options:
        words[option.correct] |= set(re.findall(r"[a-z]{7,}", option.text.lower()))
    assert not (words[True] & stem) - words[False] - SUBJECT


@each(BANK.values())
def test_every_option_is_explained_with_a_source(item):
    for option in item.options:
        assert len(option.why.split()) >= 6, option.text
        assert option.claims, f"no claim behind the explanation of {option.text!r}"
    if item.answer:
        assert len(item.answer.why.split()) >= 8 and item.answer.claims
        assert item.answer.minimum <= item.answer.value <= item.answer.maximum
        assert item.answer.tolerance < (item.answer.maximum - item.answer.minimum) / 4
    assert item.claims


@pytest.mark.parametrize("name", course_ids())
def test_each_notebook_asks_five_to_ten_questions_on_its_own_objectives(name):
    asked = content.questions(name)
    own = {objective.id for objective in content.notebook(name).objectives}
    assert 5 <= len(asked) <= 10
    assert {item.objective for item in asked} == own, "every objective has a question, and no other has"


def test_the_final_quiz_asks_24_questions_over_all_objectives():
    final = content.questions(content.FINAL)
    assert len(final) == 24
    assert {item.objective for item in final} == set(content.objectives())


def test_the_bank_is_large_and_asks_for_application():
    questions = [item for name in QUIZZES for item in content.questions(name)]
    assert len(questions) >= 80
    assert sum(item.level == "application" for item in questions) >= len(questions) / 2
    assert {item.kind for item in questions} == {"single", "multiple", "numeric"}


@pytest.mark.parametrize("name", QUIZZES)
def test_the_key_is_not_always_in_the_same_place_nor_the_longest(name):
    singles = [item for item in content.questions(name) if item.kind == "single"]
    places = Counter(next(n for n, option in enumerate(item.options) if option.correct) for item in singles)
    assert len(places) >= min(3, len(singles)) and max(places.values()) <= len(singles) / 2 + 0.5, places
    longest = sum(max(item.options, key=lambda option: len(option.text)).correct for item in singles)
    assert longest <= len(singles) / 2, f"the key is the longest option in {longest} of {len(singles)}"


def test_predictions_are_asked_in_the_notebooks():
    from tests.conftest import NOTEBOOKS, cells

    calls = "\n".join(code for path in NOTEBOOKS for code in cells(path, "code"))
    opened = set(re.findall(r'laboratory\("([^"]+)"\)', calls))
    assert opened == set(content.laboratories())
    used = set(re.findall(r'predict\("([^"]+)"\)', calls)) | {content.laboratory(name).prediction for name in opened}
    assert used == {item.id for name in course_ids() for item in content.predictions(name)}
