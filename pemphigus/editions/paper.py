"""Pages for paper: HTML with room to write, printed to PDF by the browser. What prints on A4 prints on Letter too."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import Template
from playwright.sync_api import Browser, Error, sync_playwright

from pemphigus import content
from pemphigus.content import files
from pemphigus.editions import books
from pemphigus.errors import CourseError
from pemphigus.widgets.html import Html, join, tag

STYLES = ("kit.css", "quiz.css", "editions/paper/paper.css")
BOX = "☐ "


def page(title: str, body: Html) -> str:
    """Return a page for paper that needs no other file; `title` also stands at the foot of every sheet."""
    frame = Template(files.read_text(books.TEMPLATES / "paper" / "page.html.j2"))
    style = "".join(files.read_text(files.ASSETS / name) for name in STYLES)
    return frame.render(title=title, body=body, style=style, notice=content.course().not_for_treatment)


def lines(count: int, label: str = "") -> Html:
    """Return lines to write on, the first with its label. Screen readers hear the label alone."""
    empty = [tag("span", class_="line", aria_hidden="true") for _ in range(count)]
    return tag("p", label, empty, class_="lines")


def boxes(words: list[str]) -> Html:
    """Return words to tick."""
    return join([tag("span", BOX, word, class_="box") for word in words])


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Yield the browser that prints. Raises CourseError when none starts."""
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=os.environ.get("COURSE_BROWSER"), args=root)
        except Error:
            raise CourseError(
                "The browser that prints the PDF files does not start; set COURSE_BROWSER to an installed Chromium, Chrome or Edge."
            ) from None
        yield browser
        browser.close()


def print_pages(browser: Browser, pages: list[Path]) -> None:
    """Print HTML files to PDF files beside them."""
    sheet = browser.new_page()
    for path in pages:
        sheet.goto(path.resolve().as_uri())
        sheet.pdf(path=path.with_suffix(".pdf"), prefer_css_page_size=True, tagged=True, outline=True)
    sheet.close()
