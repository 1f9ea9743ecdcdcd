"""The static site: every page is sound, keeps what the notebooks say, promises nothing that a page cannot do, and leads nowhere wrong."""

import re
from collections import Counter
from functools import cache
from html import escape
from importlib import resources
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from pemphigus import content
from pemphigus.content.bibliography import address
from pemphigus.editions import books, references
from pemphigus.editions.site import PLACES, Pages, binder, run_here
from tests.conftest import ROOT, course_ids
from tests.editions.leaks import leaks, notes

PAGES = [*(f"{name}.html" for name in course_ids()), "index.html", "search.html", *(place for place, _ in PLACES[1:])]
DEAD = re.compile(
    r"Loading widget|object at 0x|\w+\(children=|vnd\.jupyter|Not run yet|^\s*undefined|Traceback", re.MULTILINE
)
DRAWN = re.compile(r"data:image/svg\+xml,[^\"]*")
BARE = re.compile(
    r" (?:class|style|id)=\"[^\"]*\"|</?(?:picture|source)\b[^>]*>"
)  # what GitHub takes away from stored outputs
each = pytest.mark.parametrize("file", PAGES)


@cache
def soup(text):
    """Return a parsed page; the drawings inside it, a megabyte of letters, are cut short."""
    return BeautifulSoup(DRAWN.sub("data:image/svg+xml,", text), "html.parser")


def parsed(folder, file):
    return soup((folder / file).read_text(encoding="utf-8"))


def test_there_is_a_page_for_everything(site):
    assert {path.name for path in site.glob("*.html")} == set(PAGES)
    assert (site / "pagefind" / "pagefind.js").is_file()


@each
def test_structure(site, file):
    html = parsed(site, file)
    levels = [int(heading.name[1]) for heading in html.find_all(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1 and all(after <= before + 1 for before, after in pairwise(levels)), (
        levels
    )
    assert html.html["lang"] == "en" and content.course().title in html.title.text
    assert all(len(html.find_all(name)) == 1 for name in ("main", "header", "footer"))
    assert html.find("a")["href"] == "#main" and html.main["id"] == "main"
    names = [nav.get("aria-label") for nav in html.find_all("nav")]
    assert None not in names and len(set(names)) == len(names)
    assert all(image.get("alt", "").strip() for image in html.find_all("img"))
    assert [name for name, times in Counter(e["id"] for e in html.find_all(id=True)).items() if times > 1] == []
    assert all(link.get_text().strip() for link in html.find_all("a"))
    assert all(
        control.get("aria-label") or html.find("label", attrs={"for": control["id"]})
        for control in html.find_all("input")
    )


@each
def test_nothing_is_loaded_from_elsewhere(site, file):
    """Links may lead anywhere; what a browser fetches by itself lies in the folder."""
    html = parsed(site, file)
    fetched = [e[name] for e in html.find_all(True) for name in ("src", "srcset", "data", "poster") if e.get(name)]
    fetched += [e["href"] for e in html.find_all("link")]
    assert [place for place in fetched if not place.startswith("data:") and not (site / place).is_file()] == []
    assert not re.search(r"@import|url\((?!['\"]?data:)", (site / "site.css").read_text(encoding="utf-8"))


@each
def test_links_within_the_site_lead_somewhere(site, file):
    for link in parsed(site, file).find_all("a"):
        target, _, place = link["href"].partition("#")
        if re.match(r"https?:", target):
            continue
        assert not target or target in PAGES, link
        assert not place or parsed(site, target or file).find(id=place), link


@each
def test_no_dead_widget_text(site, file):
    assert DEAD.findall(parsed(site, file).get_text()) == []


@pytest.mark.parametrize("name", course_ids())
def test_a_notebook_keeps_what_it_says(site, name):
    html = parsed(site, f"{name}.html")
    text = " ".join(html.main.get_text().split())
    book = books.read(name)
    headings = re.findall(
        r"^#+ (.+)$", "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown"), re.MULTILINE
    )
    assert [heading.get_text() for heading in html.select(":is(h1, h2, h3, h4):is(.prose *)")] == headings
    for item in [*content.questions(name), *content.predictions(name)]:
        assert " ".join(f"{item.stem} {item.ask}".split()) in text, item.id
    for answer in html.find_all(class_="pv-explained"):
        assert answer.find_parent("details") and not answer.find_parent("details").has_attr("open"), (
            "answers are folded"
        )
    assert [link["href"] for link in html.select(".pv-run a")] == [binder(name)]


@pytest.mark.parametrize("name", course_ids())
def test_stored_outputs_read_well_without_styles(name):
    """GitHub drops styles, classes and unknown elements from stored outputs: one picture a figure, its words, table and answers stay."""
    outputs = [output["data"]["text/html"] for cell in books.read(name).cells for output in cell.get("outputs", [])]
    bare = soup(BARE.sub("", DRAWN.sub("data:,", "\n".join(outputs))))
    figures = bare.find_all("figure")
    assert figures
    for figure in figures:
        assert len(figure.find_all("img")) == 1 and figure.img["alt"] and figure.figcaption.get_text() and figure.table
    assert "✓" in bare.get_text() or not content.questions(name)
    assert not DEAD.search(bare.get_text().replace("Not run yet", ""))


@pytest.mark.parametrize("name", course_ids())
def test_no_page_holds_a_note_for_instructors(site, name):
    for file in PAGES:
        assert leaks(DRAWN.sub("", (site / file).read_text(encoding="utf-8")), notes(name)) == [], file


def test_sources_are_complete(site):
    html = parsed(site, "sources.html")
    uses = references.uses()
    for key, reference in content.references().items():
        part = html.find(id=key).parent
        assert address(reference) in [link["href"] for link in part.find_all("a")], key
        named = {link["href"] for link in part.find_all("a") if not link["href"].startswith("http")}
        assert named == set(re.findall(r'href="([^"]*)"', "".join(uses.get(key, [])))), key
    for claim in content.claims().values():
        line = html.find(id=claim.id)
        assert claim.statement in line.get_text() and line.find_parent("section").h3["id"] == claim.source


def test_a_notebook_is_named_at_each_source_it_shows(site):
    """What the list of a notebook's own sources shows is what the page of all sources says of that notebook."""
    uses = references.uses()
    for name in course_ids():
        for claim in content.cited_claims(name):
            assert any(f"{name}.html" in use for use in uses[content.claim(claim).source]), (name, claim)


def test_glossary_is_complete(site):
    html = parsed(site, "glossary.html")
    assert [heading.get_text() for heading in html.find_all("h2")] == [term.term for term in content.glossary()]
    assert all(escape(term.definition, quote=False) in str(html) for term in content.glossary())


def test_with_lab_every_notebook_can_be_run_here(tmp_path):
    pages = Pages(tmp_path, with_lab=True)
    pages.notebook(6, "06-rituximab")
    html = parsed(tmp_path, "06-rituximab.html")
    assert [link["href"] for link in html.select(".pv-run a")] == [run_here("06-rituximab")]
    home = soup(pages.home())
    assert {run_here(name) for name in course_ids()} <= {link["href"] for link in home.find_all("a")}


def test_the_accessibility_statement_names_what_exists(site):
    """It is a page of the site, linked from the README, and the tests and the version of axe it names are those in use."""
    statement = (ROOT / "ACCESSIBILITY.md").read_text(encoding="utf-8")
    assert "(ACCESSIBILITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w./]+)`", statement)
    assert named and all((ROOT / path).is_file() for path in named), named
    used = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    assert re.search(r"axe-core (\d+\.\d+)", statement)[1] == re.search(r"axe v(\d+\.\d+)", used)[1]
    text = " ".join(parsed(site, "accessibility.html").main.get_text().split())
    assert "Nobody who depends on a screen reader has tested the course yet" in text
