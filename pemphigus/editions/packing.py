"""Cut a lesson into what fits on one slide.

Heights are estimated from the number of letters, so that slides can be made without a browser; the numbers below are those of
assets/editions/slides/slides.css for DejaVu Sans, the widest of the usual fonts. A browser test measures that nothing is overfull.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import NamedTuple

from bs4 import Tag

from pemphigus.widgets.html import Html, details, join, tag

TAG, BOLD = re.compile(r"<[^>]+>"), re.compile(r"<strong>.*?</strong>")
ROOM = 570  # pixels between the heading and the lower edge of a slide of 1280 by 720
GAP = 14  # pixels below a block
CARD, OPTION, ROW = 44, 14, 16  # pixels that the edges and inner gaps of a card, an explained option, a row take


class Size(NamedTuple):
    """A size of type: its class in the style sheet, letters in a line, pixels of a line."""

    name: str
    letters: int
    line: int


SIZES = LARGE, MEDIUM, SMALL = Size("large", 62, 44), Size("medium", 74, 37), Size("small", 84, 33)


@dataclass(frozen=True)
class Block:
    """What is never cut: `lines` are the letters of each of its lines of text, `wrap` the list or table it belongs to.

    `head` is what a table repeats on every slide; a block that `stays` is kept with the next one; `frame` is the height of a card's edges.
    """

    html: Html
    lines: tuple[int, ...]
    wrap: str = ""
    head: str = ""
    stays: bool = False
    frame: int = 0

    def height(self, size: Size) -> int:
        """Return the estimated height in pixels."""
        return sum(ceil(max(letters, 1) / size.letters) * size.line for letters in self.lines) + self.frame + GAP


def largest(blocks: list[Block], sizes: tuple[Size, ...]) -> Size | None:
    """Return the first of the sizes in which all blocks fit on one slide, if there is one."""
    return next((size for size in sizes if sum(block.height(size) for block in blocks) <= ROOM), None)


def pack(blocks: list[Block], size: Size) -> list[list[Block]]:
    """Return the blocks slide by slide: as few slides as possible, evenly filled."""
    room = ROOM
    packed = _fill(blocks, size, room)
    while len(fewer := _fill(blocks, size, room - GAP)) == len(packed) and room > ROOM // 3:
        packed, room = fewer, room - GAP
    return packed


def _fill(blocks: list[Block], size: Size, room: int) -> list[list[Block]]:
    slides: list[list[Block]] = [[]]
    used = 0
    for number, block in enumerate(blocks):
        following = blocks[number + 1 : number + 2] if block.stays else []
        wanted = sum(each.height(size) for each in [block, *following])
        if slides[-1] and used + wanted > room:
            slides.append([])
            used = 0
        slides[-1].append(block)
        used += block.height(size)
    return slides


def written(blocks: list[Block]) -> Html:
    """Return the HTML of one slide; points and rows are put back into their list or table."""
    parts = []
    for wrap, group in groupby(blocks, key=lambda block: block.wrap):
        members = list(group)
        rows = join([block.html for block in members])
        name, *classes = wrap.split(".")
        if name == "table":
            parts.append(tag("table", Html(members[0].head), tag("tbody", rows), class_="pv-table"))
        else:
            parts.append(tag(name, rows, class_=" ".join(classes) or None) if name else rows)
    return join(parts)


def blocks_of(element: Tag) -> Iterator[Block]:
    """Yield an element as blocks: prose by the sentence, lists by the point, tables by the row; cards and quotations whole."""
    classes = element.get("class", [])
    if element.name == "p":
        yield from _sentences(element)
    elif element.name in {"ul", "ol"}:
        yield from _points(element)
    elif element.name == "table":
        yield from _rows(element)
    elif element.name == "details":
        yield folded(element.summary.get_text(), element.find_all(recursive=False)[1:])
    elif element.name == "h3":
        yield Block(Html(element), (len(element.get_text()),), stays=True)
    elif element.name == "section" or "pv-static" in classes or "pv-model-card" in classes:
        for child in element.find_all(recursive=False):
            yield from blocks_of(child)
    elif "pv-card" in classes:
        for child in element.find_all(recursive=False):
            texts = [len(part.get_text()) * 4 // 3 for part in child("dd")] or [
                len(child.get_text())
            ]  # beside their terms
            yield Block(Html(child), tuple(texts), wrap="div.pv-card")
    else:
        texts = [len(part.get_text()) for part in element.find_all(["p", "dd", "li"])] or [len(element.get_text())]
        yield Block(Html(element), tuple(texts), frame=CARD)


def folded(summary: str, children: list) -> Block:
    """Return a disclosure whose content opens as a sheet over the slide and scrolls there."""
    content = [Html(child) for child in children]
    sheet = tag("div", content, class_="sheet", tabindex=0, role="group", aria_label=summary)
    return Block(details(summary, sheet, class_="folded"), (1,))


def _sentences(paragraph: Tag) -> Iterator[Block]:
    """Yield a paragraph line by line: the notebooks hold one sentence a line."""
    whole = paragraph.decode_contents()
    pieces = whole.split("\n")
    if any(len(re.findall(r"<\w", piece)) != piece.count("</") for piece in pieces):  # a mark spans two lines
        pieces = [whole]
    classes = " ".join(paragraph.get("class", [])) or None
    for piece in pieces:
        text = TAG.sub("", piece).strip()
        introduces = text.endswith(":") or (TAG.sub("", BOLD.sub("", piece)).strip() == "" and piece == whole)
        yield Block(tag("p", Html(piece), class_=classes), (len(text),), stays=introduces)


def _points(listed: Tag) -> Iterator[Block]:
    """Yield the points of a list; those of a numbered one keep their numbers."""
    classes = ".".join([listed.name, *listed.get("class", [])])
    for number, point in enumerate(listed.find_all("li", recursive=False), 1):
        point = copy.copy(point)
        if listed.name == "ol":
            point["value"] = number
        explained = "pv-option" in point.get("class", [])
        texts = [len(part.get_text()) for part in point.find_all("p")] or [len(point.get_text())]
        lines = tuple(letters * 11 // 10 for letters in texts) if explained else tuple(texts)  # beside their sign
        yield Block(Html(point), lines, wrap=classes, frame=OPTION if explained else 0)


def _rows(table: Tag) -> Iterator[Block]:
    """Yield the rows of a table; a column with more words is a wider one."""
    head = str(table.thead or "")
    for row in table.tbody.find_all("tr", recursive=False):
        letters = sum(len(cell.get_text()) for cell in row.find_all(["th", "td"]))
        yield Block(Html(row), (letters * 5 // 4,), wrap="table", head=head, frame=ROW)
