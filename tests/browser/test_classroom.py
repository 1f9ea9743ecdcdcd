"""What a class sees: no slide is overfull, everything is reached by keyboard, handouts print with room to write and without answers."""

import re
import unicodedata

import pytest
from pypdf import PdfReader

from pemphigus import content
from pemphigus.editions import books, paper
from tests.browser import looks
from tests.conftest import course_ids
from tests.editions.leaks import keys, leaks, notes, sentences
from tests.editions.made import made

each = pytest.mark.parametrize("name", course_ids())
PLACES = "() => Reveal.getSlides().map((slide) => Reveal.getIndices(slide)).map(({ h, v }) => [h, v])"
OVERFULL = """(places) => places.flatMap(([h, v]) => {
  Reveal.slide(h, v);
  const slide = Reveal.getCurrentSlide();
  const image = slide.querySelector("img")?.getBoundingClientRect();
  const faults = [];
  if (slide.scrollHeight > slide.clientHeight) faults.push("too high");
  if (slide.scrollWidth > slide.clientWidth) faults.push("too wide");
  if (image && image.width < 300) faults.push("picture too small");
  return faults.map((fault) => `${fault}: ${slide.innerText.slice(0, 80)}`);
})"""
HERE = "() => { const { h, v } = Reveal.getIndices(); return [h, v]; }"
FOCUS = "() => document.activeElement.innerText ?? ''"


def show(browser, path, width=1280, height=720, scheme="light"):
    """Open a file in a new window; `outside` collects what it asks of a network."""
    page = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme).new_page()
    outside = []
    page.on("request", lambda asked: None if asked.url.startswith(("file:", "data:")) else outside.append(asked.url))
    page.on("pageerror", lambda error: outside.append(str(error)))
    page.goto(path.as_uri())
    return page, outside


def picture(page, name, step, width, scheme):
    page.screenshot(path=looks.folder(f"slides/{name}", width, scheme) / f"{step}.png")


@pytest.fixture
def slides(tmp_path):
    def write(name):
        path = tmp_path / f"{name}.html"
        books.write(path, made(name).slides)
        return path

    return write


@each
def test_slides_fit_and_conform(browser, slides, name):
    path = slides(name)
    page, outside = show(browser, path)
    places = page.evaluate(PLACES)
    assert len(places) > 30
    assert page.evaluate(OVERFULL, places) == []
    for step, selector, width, height, scheme in (
        ("picture", "figure", 1280, 720, "light"),
        ("question", "ol.options", 1920, 1080, "dark"),
    ):
        index = page.evaluate(f"() => Reveal.getSlides().findIndex((slide) => slide.querySelector('{selector}'))")
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        page.evaluate("([h, v]) => Reveal.slide(h, v)", places[index])
        picture(page, name, step, width, scheme)
    page.context.close()
    page, more = show(browser, path, 400, 800, "dark")  # a page to read, its answers folded
    assert not page.locator(".after:visible").count()
    picture(page, name, "top", 400, "dark")
    page.evaluate("() => document.querySelectorAll('details:has(> .after)').forEach((fold) => { fold.open = true })")
    assert looks.sticks_out(page, ".page", ".sheet, .pv-scroll, svg") == []
    assert looks.violations(page, inside=None) == []
    page.context.close()
    assert outside + more == []


def test_a_lesson_by_keyboard(browser, slides):
    page, _ = show(browser, slides("06-rituximab"), 1920, 1080, "dark")
    places = page.evaluate(PLACES)
    walked = [page.evaluate(HERE)]
    for _ in places[1:]:
        page.keyboard.press("ArrowRight")
        walked.append(page.evaluate(HERE))
    assert walked == places
    page.keyboard.press("Escape")
    assert page.evaluate("() => Reveal.isOverview()")
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    while not page.locator("section section.present figure").count():
        page.keyboard.press("ArrowRight")
    assert looks.violations(page, inside=None) == []
    page.keyboard.press("Home")

    to_question = page.evaluate("() => Reveal.getSlides().findIndex((slide) => slide.querySelector('ol.options'))")
    for _ in range(to_question):
        page.keyboard.press("ArrowRight")
    _tab_to(page, "Ask the class")
    page.keyboard.press("Enter")
    for hands in ("2", "3", "4", "11"):
        _tab_to_field(page)
        page.keyboard.type(hands)
    _tab_to(page, "Show the distribution")
    page.keyboard.press("Space")
    assert "11 hands" in page.locator("dialog").inner_text() and "55%" in page.locator("dialog").inner_text()
    _tab_to(page, "Show the key")
    page.keyboard.press("Enter")
    assert "right" in page.locator("dialog").inner_text()
    assert looks.violations(page, inside=None) == []
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUS) == "Ask the class" and page.evaluate(HERE) == places[to_question]
    assert not page.evaluate("() => Reveal.isOverview()")

    sheet = page.locator("section section.present .sheet")
    while not sheet.count():  # forward to the sources of the answer
        page.keyboard.press("ArrowRight")
    answered = page.evaluate(HERE)
    _tab_to(page, r"\d+ sources")
    page.keyboard.press("Enter")
    assert sheet.is_visible() and page.evaluate(HERE) == answered
    page.keyboard.press("Escape")
    assert not sheet.is_visible() and not page.evaluate("() => Reveal.isOverview()")
    page.context.close()


def _tab_to(page, wanted):
    for _ in range(40):
        page.keyboard.press("Tab")
        if re.fullmatch(wanted, page.evaluate(FOCUS)):
            return
    raise AssertionError(f"Tab did not reach {wanted!r}")


def _tab_to_field(page):
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.matches('input')"):
            return
    raise AssertionError("Tab did not reach the next field")


@pytest.mark.parametrize("kind", ["handout", "key", "guide"])
def test_pages_for_paper_also_read_on_a_screen(browser, tmp_path, kind):
    path = tmp_path / f"{kind}.html"
    books.write(path, getattr(made("06-rituximab"), kind))
    for width, scheme in ((400, "dark"), (1280, "light")):
        page, outside = show(browser, path, width, 900, scheme)
        page.screenshot(path=looks.folder(f"paper/{kind}", width, scheme) / "top.png")
        looks.unfold(page)
        assert looks.sticks_out(page, "main", ".pv-scroll, svg") == []
        assert looks.violations(page, inside=None) == []
        assert outside == []
        page.context.close()


def text_of(path):
    """Return the words of a PDF file; letters that were joined for print are taken apart."""
    return unicodedata.normalize("NFKC", "\n".join(page.extract_text() for page in PdfReader(path).pages))


@each
def test_handouts_print_on_both_papers_without_notes_and_answers(browser, tmp_path, name):
    path = tmp_path / f"{name}.html"
    books.write(path, made(name).handout)
    paper.print_pages(browser, [path])
    sheets = PdfReader(path.with_suffix(".pdf")).pages
    assert {tuple(round(side / 72 * 25.4) for side in sheet.mediabox[2:]) for sheet in sheets} == {(210, 279)}
    words = text_of(path.with_suffix(".pdf"))
    asked = [question.ask for question in content.questions(name)]
    assert leaks(words, asked) == asked
    assert leaks(words, [*notes(name), *keys(made(name).lesson)]) == []


def test_a_note_planted_on_paper_is_found_and_the_key_explains_all(browser, tmp_path):
    note = sentences(content.teaching("06-rituximab").sections[1].do)[0]
    handout, key = tmp_path / "handout.html", tmp_path / "key.html"
    books.write(handout, made("06-rituximab").handout.replace("</main>", f"<p>{note}</p></main>"))
    books.write(key, made("06-rituximab").key)
    paper.print_pages(browser, [handout, key])
    assert leaks(text_of(handout.with_suffix(".pdf")), notes("06-rituximab")) == [note]
    explained = keys(made("06-rituximab").lesson)
    assert leaks(text_of(key.with_suffix(".pdf")), explained) == explained
