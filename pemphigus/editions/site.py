"""The static site: `python course.py site` makes dist/site, to read without a kernel and, in its folder lab, to run in the browser.

    --without-lab   only the pages to read; a few seconds instead of minutes
    --serve [port]  afterwards show the site on this computer, at port 8000 or another

The folder can be put on any static web server. Pages are flat files with relative links, so it also works below a folder.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from html import unescape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nbconvert.filters import markdown2html

from pemphigus import content
from pemphigus.content import files
from pemphigus.editions import books, lite, references
from pemphigus.editions.serving import static_server
from pemphigus.errors import CourseError

TEMPLATE = books.TEMPLATES / "reading"
PLACES = [
    ("index.html", "Notebooks"),
    ("sources.html", "Sources"),
    ("glossary.html", "Glossary"),
    ("accessibility.html", "Accessibility"),
]
UNSEARCHED = {"index.html", "search.html"}
STYLES = [files.ASSETS / "kit.css", files.ASSETS / "quiz.css", TEMPLATE / "site.css"]


def build(target: Path, *, with_lab: bool = True, pyodide: Path | None = None) -> None:
    """Make the site in `target` from clean, with the edition that runs in the browser or without it (`pyodide`: see lite.build)."""
    shutil.rmtree(target, ignore_errors=True)
    make = Pages(target, with_lab)
    make.page("index.html", content.course().title, make.home())
    for number, book in enumerate(content.course().notebooks):
        make.notebook(number, book.id)
    make.page("sources.html", "Sources", references.sources(), "Every source, and what was taken from it.")
    make.page("glossary.html", "Glossary", references.glossary(), "The words of the course, explained.")
    make.page(
        "accessibility.html", "Accessibility", accessibility(), "What was tested, how to use it, what is known to fail."
    )
    make.page("search.html", "Search", make.fill("search.html.j2"), "Search the course.")
    books.write(target / "site.css", "\n".join(files.read_text(style) for style in STYLES))
    shutil.copy(TEMPLATE / "site.js", target)
    index(target)
    if with_lab:
        lite.build(target / "lab", pyodide)


def index(target: Path) -> None:
    """Make the index for searching, without the numbers behind the pictures, and without Pagefind's own search forms."""
    options = ["--silent", "--exclude-selectors", ".pv-figure table", "--site", target]
    subprocess.run([sys.executable, "-m", "pagefind", *options], check=True)
    for unused in [*(target / "pagefind").glob("pagefind-*ui*"), target / "pagefind" / "pagefind-highlight.js"]:
        unused.unlink()


class Pages:
    """Writes the pages of one site into `target`."""

    def __init__(self, target: Path, with_lab: bool):
        self.target = target
        self.with_lab = with_lab
        self.exporter = books.exporter("reading")
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATE), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self.templates.globals |= {"course": content.course(), "repository": repository(), "places": PLACES}

    def fill(self, template: str, **values: object) -> str:
        """Return a template filled in."""
        return self.templates.get_template(template).render(**values)

    def page(self, here: str, title: str, body: str, about: str = "", **around: object) -> None:
        """Write a page; `body` is its main part, finished HTML whose second-level headings become its contents."""
        body, contents = with_addresses(body)
        values = {"before": None, "after": None} | around
        frame = {"here": here, "title": title, "about": about or title, "unsearched": UNSEARCHED}
        contents = contents if len(contents) > 2 else []
        text = self.fill("page.html.j2", body=body, contents=contents, **frame, **values)
        books.write(self.target / here, text)

    def home(self) -> str:
        """Return the list of notebooks, with the ways to open them."""
        counts = {"claims": len(content.claims()), "references": len(content.references())}
        return self.fill("home.html.j2", lab=self.with_lab, run=run_here, binder=binder, **counts)

    def notebook(self, number: int, name: str) -> None:
        """Write the page of a notebook."""
        course = content.course().notebooks
        body, _ = self.exporter.from_notebook_node(books.read(name))
        address, place = (run_here(name), "in your browser") if self.with_lab else (binder(name), "in Binder")
        strip = (
            "Here you can read all of it: answers are folded away below each question. "
            f'To answer, switch and drag for yourself, <a href="{address}">run this notebook {place}</a>.'
        )
        body = re.sub(r'(?<=<p class="pv-run">).*?(?=</p>)', lambda _: strip, body)
        body = re.sub(r'href="([\w-]+)\.ipynb"', r'href="\1.html"', body)
        before = course[number - 1] if number else None
        after = course[number + 1] if number + 1 < len(course) else None
        book = course[number]
        title = f"{book.id[:2]} · {book.title}"
        self.page(f"{name}.html", title, f"<article>\n{body}</article>", book.about, before=before, after=after)


def with_addresses(body: str) -> tuple[str, list[tuple[str, str]]]:
    """Return HTML whose headings can be linked to, and the address and text of each second-level heading.

    nbconvert gives headings an empty link each, which a screen reader announces as a link without a name.
    """
    contents: list[tuple[str, str]] = []
    taken: set[str] = set()

    def give(found: re.Match) -> str:
        level, given, text = found["level"], found["id"], re.sub(r"<a class=\"anchor-link\".*?</a>", "", found["text"])
        plain = unescape(re.sub(r"<[^>]+>", "", text))
        name = (
            given if given and re.fullmatch(r"[\w.-]+", given) else re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
        )
        while name in taken:
            name += "-again"
        taken.add(name)
        if level == "2":
            contents.append((name, plain))
        return f'<h{level} id="{name}">{text}</h{level}>'

    heading = r'<h(?P<level>[1-4])(?: id="(?P<id>[^"]*)")?>(?P<text>.*?)</h(?P=level)>'
    return re.sub(heading, give, body, flags=re.DOTALL), contents


def accessibility() -> str:
    """Return the accessibility statement of the repository as HTML, its links leading to the repository."""
    html = markdown2html(files.read_text(files.ROOT / "ACCESSIBILITY.md"))
    html = re.sub(r'href="(?!https?:|#)([^"]+)"', rf'href="{repository()}/blob/HEAD/\1"', html)
    return f'<div class="words">{html}</div>'


@cache
def repository() -> str:
    """Return the address of the course's repository, as pyproject.toml names it."""
    return tomllib.loads(files.read_text(files.ROOT / "pyproject.toml"))["project"]["urls"]["Repository"]


def binder(name: str) -> str:
    """Return the address that opens a notebook in Binder."""
    owner_and_name = repository().removeprefix("https://github.com/")
    return f"https://mybinder.org/v2/gh/{owner_and_name}/HEAD?urlpath=lab%2Ftree%2Fnotebooks%2F{name}.ipynb"


def run_here(name: str) -> str:
    """Return the address, within the site, that runs a notebook in the browser."""
    return f"lab/{lite.address(name)}"


def main(words: list[str]) -> int:
    """Make the site, say where it is, and show it when asked to; return the exit status."""
    parser = argparse.ArgumentParser(prog="python course.py site", description="Make the static site in dist/site.")
    parser.add_argument("--without-lab", action="store_true", help="only the pages to read")
    parser.add_argument(
        "--pyodide", type=Path, help="folder or archive with the official files of Pyodide; else they are downloaded"
    )
    parser.add_argument("--serve", nargs="?", type=int, const=8000, metavar="PORT", help="afterwards show the site")
    asked = parser.parse_args(words)
    target = books.DIST / "site"
    try:
        build(target, with_lab=not asked.without_lab, pyodide=asked.pyodide)
    except CourseError as problem:
        print(problem)
        return 1
    print(f"The site is in {files.place(target)} ({lite.size(target)}): put that folder on any static web server.")
    if asked.serve is not None:
        server = static_server(target, asked.serve)
        print(f"Open http://127.0.0.1:{server.server_port}/ in a browser; Ctrl+C stops it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
