"""A notebook as slides: big type, no code, one thing at a time, and every question before its answer."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag
from nbconvert.exporters import SlidesExporter
from nbformat.v4 import new_notebook, new_raw_cell

from pemphigus import content
from pemphigus.content import files
from pemphigus.editions import books
from pemphigus.editions.keys import lettered
from pemphigus.editions.lesson import CLOSING, Item, Lesson, Part, measure
from pemphigus.editions.packing import (
    LARGE,
    MEDIUM,
    SIZES,
    SMALL,
    Block,
    Size,
    blocks_of,
    folded,
    largest,
    pack,
    written,
)
from pemphigus.widgets.html import Html, join, tag
from pemphigus.widgets.quiz import ballot

LIVE = {"virtual_child", "trial", "compare_therapies", "detective"}
STYLES = ("vendor/reveal/reveal.css", "kit.css", "quiz.css", "poll.css", "editions/slides/slides.css")
SCRIPTS = ("vendor/reveal/reveal.js", "kit.js", "poll.js", "editions/slides/slides.js")
STEPS = {  # what stands beside the heading while something is asked, and when it is answered
    "predict": ("Predict", "Explain"),
    "laboratory": ("Predict", "Explain"),
    "quiz": ("Question", "Answer"),
    "detective": ("Case", "Cause"),
}
BROAD, TALL = 2.0, 0.7  # width by height: a broad picture has its caption below it, a tall one scrolls


class Slide(NamedTuple):
    """What stands below the heading, in which size of type, and the step of the lesson it belongs to ("Predict").

    `after` is what must not be seen before the question is answered; where all stands on one page, it is folded.
    """

    html: Html
    size: Size = LARGE
    step: str = ""
    after: bool = False


def slides(lesson: Lesson) -> str:
    """Return the page with the slides of one notebook. It needs no network and no other file."""
    objectives = [objective.text for objective in lesson.book.objectives]
    points = [Block(tag("li", text), (len(text),), wrap="ul") for text in objectives]
    decks = [(section.heading, list(_section(section.parts))) for section in lesson.sections]
    decks.append((CLOSING, list(_texts(points))))
    cells = []
    for heading, deck in decks:
        for number, slide in enumerate(deck):
            header = tag(
                "header",
                tag("h2" if cells else "h1", heading),
                tag("p", slide.step, class_="step") if slide.step else None,
            )
            body = tag("div", slide.html, class_=f"body {slide.size.name}{' after' if slide.after else ''}")
            place = {"slide_type": "subslide" if number else "slide"}
            cells.append(new_raw_cell(join(header, body), metadata={"slideshow": place}))
    resources = {
        "title": f"{lesson.book.id[:2]} · {lesson.book.title}",
        "notice": content.course().not_for_treatment,
        "style": "".join(files.read_text(files.ASSETS / name) for name in STYLES),
        "script": "".join(files.read_text(files.ASSETS / name) for name in SCRIPTS),
        "headings": [heading for heading, _ in decks],
    }
    return books.exporter("slides", SlidesExporter).from_notebook_node(new_notebook(cells=cells), resources)[0]


def _section(parts: list[Part]) -> Iterator[Slide]:
    """Yield the slides of a section; prose goes on from cell to cell until a picture or a question stands alone."""
    waiting: list[Block] = []
    for part in parts:
        for element in _opened(part.blocks):
            if element.name == "figure":
                yield from _texts(waiting)
                waiting = []
                yield Slide(_picture(element, live=part.call in LIVE), MEDIUM)
            elif part.call == "sources":
                name, *listed = element.find_all(recursive=False)
                waiting.append(folded(name.get_text(), listed))
            elif not (element.name == "details" and element.find_previous_sibling("figure")):  # else beside the picture
                waiting += blocks_of(element)
        if part.items:
            yield from _asked(part, waiting)
            waiting = []
    yield from _texts(waiting)


def _opened(elements: list[Tag]) -> Iterator[Tag]:
    """Yield the elements, a widget's static page opened so that its pictures are found."""
    for element in elements:
        if element.name == "div" and "pv-static" in element.get("class", []):
            yield from _opened(element.find_all(recursive=False))
        else:
            yield element


def _texts(
    blocks: list[Block], step: str = "", sizes: tuple[Size, ...] = (LARGE, MEDIUM), *, after: bool = False
) -> Iterator[Slide]:
    """Yield the blocks on one slide, in the first of the sizes that lets them fit, else on several."""
    if not blocks:
        return
    size = largest(blocks, sizes)
    for part in [blocks] if size else pack(blocks, sizes[0]):
        yield Slide(written(part), size or largest(part, (*sizes, SMALL)) or SMALL, step, after)


def _picture(figure: Tag, *, live: bool = False) -> Html:
    """Return a picture as large as a slide lets it be, its caption and everything folded beside it, or below when it is broad."""
    width, height = measure(figure.img)
    shape = "broad" if width / height >= BROAD else "tall" if width / height <= TALL else "square"
    images = tag("div", Html(figure.picture), class_="images", tabindex=0 if shape == "tall" else None)
    folds = [*figure("details", recursive=False), *figure.find_next_siblings("details")]
    beside = [
        tag("p", Html(figure.figcaption.decode_contents())),
        tag("p", "The picture is long: scroll it.", class_="pv-foot") if shape == "tall" else None,
        tag("p", "In the notebook it is live.", class_="pv-foot") if live else None,
        [block.html for fold in folds for block in blocks_of(fold)],
    ]
    return tag("figure", images, tag("figcaption", beside), class_=f"picture {shape}")


def _asked(part: Part, before: list[Block]) -> Iterator[Slide]:
    """Yield question, picture and answer of each item; the words before the first question stand with it when there is room."""
    name, after = STEPS[part.call]
    for number, item in enumerate(part.items, 1):
        count = f" {number} of {len(part.items)}" if len(part.items) > 1 else ""
        asked = _question(item)
        if number == 1 and largest(before + asked, (LARGE, MEDIUM)):
            asked = before + asked
        elif number == 1:
            yield from _texts(before)
        yield from _texts(asked, name + count, SIZES)
        if item.picture is not None:
            yield Slide(_picture(item.picture), MEDIUM, "Observe", after=True)
        yield from _texts(_answer(item), after + count, (MEDIUM, SMALL), after=True)


def _question(item: Item) -> list[Block]:
    if item.question is None:
        return [block for element in item.asked for block in blocks_of(element)]
    stem, ask = item.question.stem, item.question.ask
    options = [
        Block(tag("li", option.text), (len(option.text),), wrap="ol.options") for option in item.question.options
    ]
    vote = json.dumps({**ballot(item.question), "why": ""}, ensure_ascii=False)  # the explanation is a slide of its own
    poll = tag("button", "Ask the class", type="button", data_ballot=vote)
    return [
        Block(tag("p", stem), (len(stem),)),
        Block(tag("p", tag("strong", ask)), (len(ask),), stays=True),
        *options,
        Block(tag("p", poll), (1,)),
    ]


def _answer(item: Item) -> list[Block]:
    """Return what is told after the answer; the sources of all options are folded together below the last of them."""
    told = lettered(item)
    sources = [fold.extract() for fold in told("details", class_="pv-sources")]
    blocks = [block for element in told.find_all(recursive=False) for block in blocks_of(element)]
    if item.means is not None:
        blocks += blocks_of(item.means)
    if lines := dict.fromkeys(line for fold in sources for line in map(str, fold.ul.find_all("li", recursive=False))):
        name = f"{len(lines)} source{'s' if len(lines) != 1 else ''}"
        blocks.append(folded(name, [tag("ul", [Html(line) for line in lines])]))
    return blocks
