"""A notebook on paper for a learner: predict, turn the page, observe, explain; the quiz with boxes to tick and no answers."""

import copy

from bs4 import Tag

from pemphigus.editions import paper
from pemphigus.editions.keys import LETTERS, asked, name_of
from pemphigus.editions.lesson import CLOSING, Item, Lesson, Part, measure
from pemphigus.learning.grading import CONFIDENCE
from pemphigus.widgets.html import Html, join, tag

HALVED = 0.5  # a picture narrower than this share of its height is printed as two halves, side by side


def handout(lesson: Lesson) -> str:
    """Return the handout of one notebook."""
    title = f"{lesson.book.id[:2]} · {lesson.book.title}"
    name = tag("div", paper.lines(1, "Name"), paper.lines(1, "Date"), class_="name")
    body = [name]
    for number, section in enumerate(lesson.sections):
        body.append(tag("h2" if number else "h1", section.heading))
        for part in section.parts:
            body += [Html(_opened(block)) for block in part.blocks]
            body += [_item(part, item, count) for count, item in enumerate(part.items, 1)]
    can = [
        tag("li", objective.text, tag("p", paper.boxes(["not yet", "nearly", "yes"])))
        for objective in lesson.book.objectives
    ]
    body += [tag("h2", CLOSING), tag("ul", can)]
    return paper.page(f"{title}: handout", join(body))


def _opened(block: Tag) -> Tag:
    """Return a block as paper needs it: lists of sources without what was taken from each, very tall pictures in two halves."""
    block = copy.copy(block)
    for fold in block("details", class_="pv-sources") if "pv-list" in block.get("class", []) else []:
        fold.decompose()
    for picture in block("picture"):
        width, height = measure(picture.img)
        if width / height < HALVED:
            lower = copy.copy(picture)
            picture["class"], lower["class"], lower.img["alt"] = "upper", "lower", ""
            picture.insert_after(lower)
    return block


def _item(part: Part, item: Item, number: int) -> Html:
    heading = tag("h3", "Predict" if item.picture else name_of(part, number, len(part.items) > 1))
    task = tag("section", heading, asked(item), _room(item), class_="task")
    if item.picture is None:
        return task
    observe = tag("section", tag("h3", "Observe"), Html(item.picture), class_="observe")
    return join(
        task, observe, tag("section", tag("h3", "Explain"), paper.lines(3, "What I see, and why"), class_="task")
    )


def _room(item: Item) -> Html:
    """Return the room for an answer: boxes, a number, or the cause of a case."""
    question = item.question
    if question is None:
        return join(paper.lines(1, "The cause I suspect"), paper.lines(2, "What I would order, in this order"))
    if question.kind == "numeric":
        chosen = paper.lines(1, f"My number ({question.answer.unit})")
    else:
        options = zip(LETTERS, question.options, strict=False)
        chosen = tag(
            "ul", [tag("li", paper.BOX, f"{letter}. ", option.text) for letter, option in options], class_="ticks"
        )
    sure = tag("p", "How sure: ", paper.boxes(list(CONFIDENCE.values())), class_="sure")
    return join(chosen, sure, paper.lines(1, "Because"))
