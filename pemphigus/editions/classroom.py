"""For teachers: `python course.py present [notebook ...]` makes slides, handouts, answer keys and the instructor guide in dist/classroom.

    python course.py present                      everything, for all notebooks
    python course.py present 06-rituximab         the slides, handout and key of one; the guide is of all of them
    python course.py present --open 06-rituximab  make its slides and show them in the browser

What stands in dist/classroom/instructor is for the instructor; the rest may be given to learners.
"""

import argparse
import sys
import webbrowser
from pathlib import Path

from pemphigus import content
from pemphigus.editions import books, paper
from pemphigus.editions.guide import guide
from pemphigus.editions.handout import handout
from pemphigus.editions.keys import key
from pemphigus.editions.lesson import Lesson, read
from pemphigus.editions.slides import slides
from pemphigus.errors import CourseError

PLACE = books.DIST / "classroom"
MAKERS = {"slides": slides, "handouts": handout, "instructor/keys": key}


def write_pages(lessons: list[Lesson], place: Path) -> list[Path]:
    """Write the HTML pages of these notebooks; return those that are also for paper."""
    written = []
    for lesson in lessons:
        for folder, make in MAKERS.items():
            path = place / folder / f"{lesson.book.id}.html"
            books.write(path, make(lesson))
            written += [path] if folder != "slides" else []
    return written


def main(words: list[str]) -> int:
    """Make what the words ask for, and say where it is."""
    parser = argparse.ArgumentParser(
        prog="python course.py present", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "notebooks", nargs="*", metavar="notebook", help="name of a notebook; all of them without a name"
    )
    parser.add_argument(
        "--open", metavar="notebook", help="make the slides of this notebook and show them in the browser"
    )
    asked = parser.parse_args(words)
    try:
        if asked.open:
            return _show(asked.open)
        every = {name: read(name) for name in books.names()}
        wanted = [every[content.notebook(name).id] for name in asked.notebooks or every]
        printed = write_pages(wanted, PLACE)
        books.write(PLACE / "instructor" / "guide.html", guide(list(every.values())))
        with paper.a_browser() as browser:
            paper.print_pages(browser, [*printed, PLACE / "instructor" / "guide.html"])
    except CourseError as problem:
        print(problem)
        return 1
    print(f"Slides:            {PLACE / 'slides'}")
    print(f"Handouts:          {PLACE / 'handouts'} (HTML and PDF)")
    print(f"For you alone:     {PLACE / 'instructor'} (guide and answer keys)")
    return 0


def _show(name: str) -> int:
    path = PLACE / "slides" / f"{content.notebook(name).id}.html"
    books.write(path, slides(read(name)))
    print(path)
    webbrowser.open(path.resolve().as_uri())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
