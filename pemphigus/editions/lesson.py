"""A stored notebook taken apart into sections, pictures and questions, for editions that put them together in another way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from nbconvert.filters import markdown2html

from pemphigus import content
from pemphigus.content.schemas import Notebook, Question
from pemphigus.editions import books
from pemphigus.errors import CourseError

CLOSING = "What you can do now"  # the objectives once more, at the end of slides and handouts
SIZE_OF_PICTURE = re.compile(r"viewBox='0 0 ([\d.]+) ([\d.]+)'")
ONLY_LIVE = {"start", "system_check", "progress", "poll"}  # of use only where the notebook runs
ASKING = {"predict", "laboratory", "quiz", "detective"}


@dataclass(frozen=True)
class Item:
    """Something asked: what everybody may see (`asked`), and what is told afterwards (`answer`, with its heading `told`).

    `question` is None for a case of the detective game. A prediction also has its `picture` and the sentence to take away, `means`.
    """

    question: Question | None
    asked: list[Tag]
    told: str
    answer: list[Tag]
    picture: Tag | None = None
    means: Tag | None = None


@dataclass(frozen=True)
class Part:
    """A block of prose, or what a code cell shows. `call` is the function called, "" for prose; `items` is what it asks."""

    call: str
    blocks: list[Tag]
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """A heading of the notebook with its parts; the first section has the notebook's title."""

    heading: str
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Lesson:
    """A notebook as its sections."""

    book: Notebook
    sections: list[Section]

    def parts(self) -> Iterator[Part]:
        """Yield all parts in order."""
        for section in self.sections:
            yield from section.parts

    def items(self) -> Iterator[Item]:
        """Yield everything that is asked, in order."""
        for part in self.parts():
            yield from part.items


def read(name: str) -> Lesson:
    """Return a notebook taken apart. Raises CourseError when there is none of that name, or when its stored questions are old."""
    sections: list[Section] = []
    for cell in books.read(name).cells:
        if cell.cell_type == "markdown":
            for block in _blocks(markdown2html(cell.source)):
                if block.name in {"h1", "h2"}:
                    block.a.decompose()  # the sign that links a heading to itself
                    sections.append(Section(block.get_text().strip()))
                else:
                    sections[-1].parts.append(Part("", [block]))
        elif (part := _output(name, cell)) is not None:
            sections[-1].parts.append(part)
    return Lesson(content.notebook(name), sections)


def measure(image: Tag) -> tuple[float, float]:
    """Return width and height of a stored picture, in points."""
    width, height = SIZE_OF_PICTURE.search(unquote(image["src"][:2000])).groups()
    return float(width), float(height)


def _blocks(html: str) -> list[Tag]:
    return [block for block in BeautifulSoup(html, "html.parser").children if isinstance(block, Tag)]


def _output(name: str, cell) -> Part | None:
    """Return what a code cell shows, if it shows anything without running."""
    call, word = re.match(r"(\w+)\((?:[\"'](.*?)[\"'])?", cell.source.splitlines()[-1]).groups()
    if call in ONLY_LIVE:
        return None
    blocks = _blocks("".join(output.data["text/html"] for output in cell.outputs))
    if call not in ASKING:
        return Part(call, blocks)
    questions = {
        "predict": lambda: [content.prediction(word)],
        "laboratory": lambda: [content.prediction(content.laboratory(word).prediction)],
        "quiz": lambda: content.questions(word or name),
        "detective": lambda: None,
    }[call]()
    return _asking(name, call, blocks[0], questions)


def _asking(name: str, call: str, block: Tag, questions: list[Question] | None) -> Part:
    listed = block.find("ol").find_all("li", recursive=False)
    if questions is not None and [_text(q.stem, q.ask) for q in questions] != [_text(li.p.get_text()) for li in listed]:
        raise CourseError(
            f"notebooks/{name}.ipynb holds other questions than content/quiz; run `python course.py build {name}`."
        )
    picture, means = block.find("figure"), block.find(class_="pv-means")
    items = []
    for number, item in enumerate(listed):
        folded = item.find("details", recursive=False)
        told, *answer = folded.find_all(recursive=False)
        asked = [child for child in item.find_all(recursive=False) if child is not folded]
        question = questions[number] if questions else None
        items.append(Item(question, asked, told.get_text(), answer, picture, means))
    around = [child for child in block.find_all(recursive=False) if child.name == "details" or child.name == "p"]
    return Part(call, around if call == "detective" else [], items)


def _text(*parts: str) -> str:
    return " ".join(" ".join(parts).split())
