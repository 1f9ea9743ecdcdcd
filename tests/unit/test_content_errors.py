"""A broken content file gives one sentence that names file, item, field and remedy."""

import shutil

import pytest

from pemphigus import content
from pemphigus.content import files, simulation
from pemphigus.errors import ContentError, CourseError


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Give a copy of the content that may be broken; every cached reader forgets what it knew."""
    here = tmp_path / "course"
    shutil.copytree(files.CONTENT, here / "content")
    monkeypatch.setattr(files, "ROOT", here)
    monkeypatch.setattr(files, "CONTENT", here / "content")
    readers = [reader for reader in (vars(content) | vars(simulation)).values() if hasattr(reader, "cache_clear")]
    for reader in readers:
        reader.cache_clear()
    yield here / "content"
    for reader in readers:
        reader.cache_clear()


def replace(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


BROKEN = {
    "a misspelled field": (
        "claims/care.yaml",
        "  population: children\n",
        "  populaton: children\n",
        content.claims,
        r"content/claims/care\.yaml, item '[a-z0-9-]+', field '(population|populaton)': .*(write 'population'|add it)",
    ),
    "a word outside the vocabulary": (
        "claims/biologics.yaml",
        "certainty: moderate",
        "certainty: medium",
        content.claims,
        r"content/claims/biologics\.yaml, item '[a-z0-9-]+', field 'certainty': 'medium' is not one of .*use one of these",
    ),
    "a claim that does not exist": (
        "therapies/anti-cd20.yaml",
        "claim: rtx-toosi-110",
        "claim: rtx-tosi-110",
        content.therapies,
        r"content/therapies/anti-cd20\.yaml, item 'rituximab', field 'claim': 'rtx-tosi-110' does not exist; write 'rtx-toosi-110'",
    ),
    "a source that does not exist": (
        "claims/research.yaml",
        "source: hanna2016outcome",
        "source: hana2016outcome",
        content.claims,
        r"content/claims/research\.yaml, item 'outcome-measures-116', field 'source': 'hana2016outcome' does not exist; "
        r"write 'hanna2016outcome'",
    ),
    "broken YAML": (
        "glossary.yaml",
        "terms:\n",
        "terms: [\n",
        content.glossary,
        r"content/glossary\.yaml, line \d+: .*; correct the YAML at that line",
    ),
    "a key given twice": (
        "course.yaml",
        "title: Pemphigus",
        "title: Twice\ntitle: Pemphigus",
        content.course,
        r"content/course\.yaml, line \d+: .*duplicate key.*; correct the YAML at that line",
    ),
    "no review date": (
        "monitoring.yaml",
        "review_due: 2027-11-24\n",
        "",
        content.monitoring,
        r"content/monitoring\.yaml, field 'review_due': a date such as .* is expected; add it at the top",
    ),
    "two right answers": (
        "quiz/06-rituximab.yaml",
        "    correct: true\n",
        "",
        lambda: content.questions("06-rituximab"),
        r"content/quiz/06-rituximab\.yaml, item '[a-z0-9-]+': a single-answer question has exactly 1 correct option, not 0; "
        r"correct the item",
    ),
    "a word where a number belongs": (
        "kinetics.yaml",
        "  n: 39\n",
        "  n: many\n",
        content.kinetics,
        r"content/kinetics\.yaml, item '[a-z0-9-]+', field 'n': .*integer.* but it is 'many'; correct the value",
    ),
    "a detective's test that does not exist": (
        "model/cases.yaml",
        "any_of: [drug-level, supervised-level]",
        "any_of: [drug-levels, supervised-level]",
        simulation.hidden_cases,
        r"content/model/cases\.yaml, item 'case-1', field 'path or features': 'drug-levels' does not exist; write 'drug-level'",
    ),
    "a key feature that asks two things": (
        "model/cases.yaml",
        "    any_of: [biopsy, titer-trend]\n",
        "    any_of: [biopsy, titer-trend]\n    none_of: [raise]\n",
        simulation.hidden_cases,
        r"content/model/cases\.yaml, item 'case-1', field '[a-z0-9.]+': a key feature has exactly one of .*; correct the item",
    ),
    "a case without a child": (
        "model/cases.yaml",
        "  child: girl-16-skin\n",
        "",
        simulation.hidden_cases,
        r"content/model/cases\.yaml, item 'case-6': a case gives either `child` or `values`; correct the item",
    ),
    "a test without an answer for a switch": (
        "model/tests.yaml",
        "    misdiagnosis: Says nothing about it.\n",
        "",
        simulation.orderable_tests,
        r"content/model/tests\.yaml, item 'family', field 'answers': 'misdiagnosis' does not exist; correct or add it",
    ),
    "a misspelled field of a lesson": (
        "teaching/01-introduction.yaml",
        "    reveals: ",
        "    reveal: ",
        lambda: content.teaching("01-introduction"),
        r"content/teaching/01-introduction\.yaml, item 'The fourth doctor', field 'expect\.0\.reveals': this field is missing; add it",
    ),
    "a question to the room without expected answers": (
        "teaching/01-introduction.yaml",
        "  minutes: 1\n",
        "  minutes: 1\n  ask: Why?\n",
        lambda: content.teaching("01-introduction"),
        r"content/teaching/01-introduction\.yaml, item '[^']+': a question expects 1 to 3 wrong answers .*, not 0; correct",
    ),
    "a long section without a question": (
        "teaching/01-introduction.yaml",
        "  minutes: 1\n",
        "  minutes: 2\n",
        lambda: content.teaching("01-introduction"),
        r"content/teaching/01-introduction\.yaml, item '[^']+': a section of more than 1 minute puts a question to the room",
    ),
    "a section without a minute": (
        "teaching/01-introduction.yaml",
        "  minutes: 1\n",
        "  minutes: 0\n",
        lambda: content.teaching("01-introduction"),
        r"content/teaching/01-introduction\.yaml, item '[^']+', field 'minutes': .* or equal to 1, but it is 0; correct the value",
    ),
    "minutes that do not add up": (
        "teaching/01-introduction.yaml",
        "  minutes: 5\n",
        "  minutes: 6\n",
        lambda: content.teaching("01-introduction"),
        r"content/teaching/01-introduction\.yaml, field 'sections': their minutes add up to 39, but content/course\.yaml gives "
        r"01-introduction 38; change one of the two",
    ),
    "a heading twice": (
        "teaching/01-introduction.yaml",
        "- heading: How rare?\n",
        "- heading: The fourth doctor\n",
        lambda: content.teaching("01-introduction"),
        r"content/teaching/01-introduction\.yaml, item 'The fourth doctor', field 'heading': this heading is used twice; join the two",
    ),
    "a lesson that cites a claim that does not exist": (
        "teaching/01-introduction.yaml",
        "](#pv-incidence-global-meta)",
        "](#pv-incidence-globl-meta)",
        lambda: content.teaching("01-introduction"),
        r"content/teaching/01-introduction\.yaml, item 'How rare\?', field 'link': 'pv-incidence-globl-meta' does not exist; "
        r"write 'pv-incidence-global-meta'",
    ),
    "an entry of the bibliography twice": (
        "references.bib",
        "@article{ahmed2001ivig,",
        "@article{ahmed2002pfivig,",
        content.references,
        r"content/references\.bib, line \d+: this entry cannot be read or its key is used twice; correct it",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_one_sentence_with_file_item_field_and_remedy(copy, name):
    file, old, new, read, sentence = BROKEN[name]
    replace(copy / file, old, new)
    with pytest.raises(ContentError, match=sentence) as raised:
        read()
    assert str(raised.value).count("\n") == 0 and str(raised.value).endswith(".")


def test_a_missing_file_says_how_to_get_it_back(copy):
    (copy / "glossary.yaml").unlink()
    with pytest.raises(
        ContentError,
        match=r"content/glossary\.yaml is missing: restore it with `git checkout content/glossary\.yaml`\.",
    ):
        content.glossary()


def test_a_changed_file_is_read_again_although_parsed_content_is_kept(copy):
    """The kept copy is found by the bytes of the file, so it can never be stale."""
    assert content.course().title.startswith("Pemphigus")
    replace(copy / "course.yaml", "title: Pemphigus", "title: Changed. Pemphigus")
    content.course.cache_clear()
    assert content.course().title.startswith("Changed")


def test_parsed_content_that_cannot_be_kept_is_parsed_each_time(monkeypatch, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    monkeypatch.setenv("PEMPHIGUS_CACHE", str(blocked))
    assert files.read_yaml(files.CONTENT / "course.yaml")["title"].startswith("Pemphigus")


def test_all_content_is_in_order():
    counts = content.check_all()
    assert counts["claims"] >= 500 and counts["references"] >= 330 and counts["therapies"] == 22


def test_every_claim_stays_below_the_cap_of_its_evidence():
    levels = ["very-low", "low", "moderate", "high"]
    for claim in content.claims().values():
        assert levels.index(claim.certainty) <= levels.index(content.grading()[claim.basis].cap), claim.id
        assert (claim.read == "recalled") == (claim.basis == "recalled"), claim.id


def test_contradictions_name_each_other():
    for claim in content.claims().values():
        for other in [*claim.contradicts, *claim.same_data]:
            assert other != claim.id
            assert claim.id in [*content.claim(other).contradicts, *content.claim(other).same_data]


def test_numbers_of_the_therapy_cards_are_those_of_their_claims():
    """Counts and weeks of the cards come from the claim each row names; what was worked out says so."""
    from tests.content.tracing import numbers_of, untraced

    for therapy in content.therapies().values():
        for row in therapy.efficacy:
            known = numbers_of(content.claim(row.claim))
            counts = {float(row.events), float(row.total)} | (
                {float(row.against.events), float(row.against.total)} if row.against else set()
            )
            single = content.claim(row.claim).design == "case-report" and (row.events, row.total) == (1, 1)
            derived = "derived" in row.outcome or "and 1 off" in row.outcome
            assert single or derived or counts <= known, f"{therapy.id}: {counts - known} not in {row.claim}"
            assert not untraced(row.outcome, [row.claim]), row.outcome
        for row in therapy.onset:
            known = numbers_of(content.claim(row.claim))
            assert "derived" in row.what or set(row.weeks) <= known, f"{therapy.id}: {row.weeks} not in {row.claim}"
            assert not untraced(row.what, [row.claim]), row.what
        for row in therapy.findings:
            assert not untraced(row.text, [row.claim]), row.text


def test_a_name_that_does_not_exist_is_answered_with_the_nearest():
    with pytest.raises(CourseError, match=r"no claim called 'rtx-vinay-cr-of'\. Did you mean 'rtx-vinay-cr-off'"):
        content.claim("rtx-vinay-cr-of")
    with pytest.raises(CourseError, match="Give the name of a claim in quotes"):
        content.claim(7)
