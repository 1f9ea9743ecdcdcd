"""The names a notebook uses: documented, light, and answering a wrong use with one sentence instead of a traceback."""

import inspect
import json
import re
import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

import pemphigus
from pemphigus import content
from pemphigus.content import files
from pemphigus.errors import CourseError
from pemphigus.figures.registry import figures
from pemphigus.widgets import display
from pemphigus.widgets.html import details, join, link, table, tag

WRONG = [
    "start()",
    'start("06-rituximap")',
    "start(6)",
    "show()",
    'show("rituximab-remision")',
    "show(3)",
    'predict("no such thing")',
    "predict()",
    "poll()",
    "poll(5)",
    'poll("rituximab-ten-child")',
    'quiz("12-nothing")',
    "quiz()",
    "quiz([])",
    'compare_therapies("rituximab")',
    'compare_therapies("rituximab", "asprin")',
    'compare_therapies("rituximab", 4)',
    'evidence("rtx-vinay")',
    "evidence()",
    "evidence(None)",
    "sources()",
    'sources("nowhere")',
    'glossary("acantolysis")',
    "glossary(5)",
    'detective("case-13")',
    'detective("random-99999")',
    "detective(3)",
    'trial("rituximab", "asprin")',
    'trial("ivig", "ivig")',
    "trial(5)",
    "trial(children=10**6)",
    "trial(days=-1)",
    "trial(switches={'bad-luck': 0.5})",
    'virtual_child("steriod")',
    "virtual_child(5)",
    'virtual_child("steroid", child="girl-99")',
]


@pytest.fixture
def shell():
    """A real IPython, as in a kernel, that has not opened a notebook."""
    InteractiveShell.clear_instance()
    ipython = InteractiveShell.instance()
    ipython.run_cell("from pemphigus import *")
    pemphigus._here = None
    yield ipython
    InteractiveShell.clear_instance()


@pytest.mark.parametrize("code", WRONG)
def test_wrong_use_gets_one_sentence_and_no_traceback(shell, capsys, code):
    result = shell.run_cell(code)
    assert isinstance(result.error_in_exec, CourseError)
    said = capsys.readouterr()
    shown = (said.out + said.err).strip()
    assert shown == str(result.error_in_exec), "nothing but the sentence is shown"
    assert "\n" not in shown and shown.endswith((".", "?")) and len(shown) < 260


@pytest.mark.parametrize("name", pemphigus.__all__)
def test_every_name_explains_itself(name):
    assert len(inspect.getdoc(getattr(pemphigus, name)).split()) >= 6


def test_importing_the_course_loads_nothing_heavy():
    """Matplotlib, numpy, pydantic and the widgets come with the first call that needs them."""
    code = "import sys, pemphigus, json; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    loaded = set(json.loads(subprocess.check_output([sys.executable, "-c", code], text=True)))
    assert not loaded & {"matplotlib", "numpy", "pydantic", "ipywidgets", "anywidget", "ruamel", "bibtexparser"}


def test_a_missing_asset_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "ASSETS", tmp_path)
    with pytest.raises(CourseError, match=r"kit\.js is missing: restore it"):
        display.module("quiz")


@pytest.mark.parametrize(
    "name",
    [
        "start",
        "laboratory",
        "poll",
        "predict",
        "quiz",
        "compare_therapies",
        "detective",
        "progress",
        "system_check",
        "trial",
        "virtual_child",
    ],
)
def test_widgets_leave_a_page_that_is_the_same_each_time(name):
    """Stored outputs are compared by nbval: no ids, no addresses in memory, nothing of the learner."""
    arguments = {
        "start": ("06-rituximab",),
        "poll": ("rituximab-ten-children",),
        "laboratory": ("how-rare",),
        "predict": ("rituximab-ten-children",),
        "quiz": ("06-rituximab",),
    }.get(name, ())
    one, other = (getattr(pemphigus, name)(*arguments) for _ in range(2))
    assert repr(one) == repr(other) and "0x" not in repr(one)
    bundles = [widget._repr_mimebundle_() for widget in (one, other)]
    data = [bundle[0] if isinstance(bundle, tuple) else bundle for bundle in bundles]
    assert data[0]["text/html"] == data[1]["text/html"] and data[0]["text/plain"] == repr(one)


@pytest.mark.parametrize("name", sorted(figures()))
def test_pictures_are_drawn_alike_each_time_with_alt_text_and_table(name):
    from pemphigus.widgets.show import Drawing

    one, other = (Drawing(figures()[name]) for _ in range(2))
    assert one.images == other.images
    html = one.html()
    assert html.count("<img") == html.count("<source") == html.count('alt="') == 1 and 'alt=""' not in html
    assert " " not in re.search(r'srcset="([^"]*)"', html)[1], "a space would end the address"
    assert "<table" in html and "<figcaption" in html
    assert ("pv-sources" in html) == bool(one.picture.claims)
    # The course's own claims are counted without a source; the targets of the model name theirs in the table.
    assert one.picture.claims or name in {"claims-by-certainty", "model-calibration"}
    assert 8 <= len(one.alt.split()) <= 75, f"alt text of {len(one.alt.split())} words"
    assert all(len(row) == len(one.picture.columns) for row in one.picture.rows) and one.picture.rows
    assert all(isinstance(cell, str) for row in one.picture.rows for cell in row)


def test_text_cannot_break_the_page():
    attack = '<img src=x onerror="alert(1)">'
    built = join(
        tag("p", attack, title=attack),
        details(attack, attack),
        table([attack], [[attack]], attack),
        link(attack, attack),
    )
    assert "<img" not in built and 'onerror="' not in built
    assert link("x", "javascript:alert(1)") == "x"


def test_marks_go_wherever_a_claim_is_shown():
    recalled = pemphigus.evidence("consensus-treatment-failure")
    assert "Recalled, awaiting source check" in recalled.html and "recalled, awaiting source check" in recalled.words
    unfound = pemphigus.evidence("rtx-ritux3-cr-off-24m")
    assert "second reading did not find" in unfound.html
    disagreed = pemphigus.evidence("rtx-hypogam-infection-labrosse")
    assert (
        "Another source disagrees" in disagreed.html
        and content.claim("rtx-low-igg-amsterdam-no-link").statement[:40] in disagreed.html
    )


def test_a_class_is_styled_by_one_laboratory_only():
    """Several benches may stand on one page, where every sheet reaches all of them."""
    where: dict[str, set[str]] = {}
    for sheet in (files.ASSETS / "laboratories").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        for selector in re.findall(r"([^{};]+)\{", rules):
            for part in selector.split(","):
                if styled := re.findall(r"\.(pv-lab-[\w-]+)", part.split()[-1]):
                    where.setdefault(styled[-1], set()).add(sheet.stem)
    assert {name: sheets for name, sheets in where.items() if len(sheets) > 1} == {}


def test_each_laboratory_brings_its_own_style_sheet():
    """A page keeps one sheet for each id; with one id for all laboratories the last would undress the others."""
    two = [pemphigus.laboratory(name) for name in ("care-year", "calculators")]
    assert len({widget._anywidget_id for widget in two}) == len({widget._css for widget in two}) == 2
