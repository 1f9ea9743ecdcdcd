"""The answers to everything a notebook asks, for the instructor: each option explained, with its sources."""

from bs4 import BeautifulSoup, Tag

from pemphigus.editions import paper
from pemphigus.editions.lesson import Item, Lesson, Part
from pemphigus.widgets.html import Html, join, link, tag

LETTERS = "ABCDEF"  # of the options, on slides, handouts and keys
NAMES = {"predict": "Prediction", "laboratory": "Laboratory", "quiz": "Question", "detective": "Case"}


def key(lesson: Lesson) -> str:
    """Return the answer sheet of one notebook."""
    title = f"{lesson.book.id[:2]} · {lesson.book.title}: answer key"
    body = [
        tag("h1", title),
        tag("p", tag("strong", "For the instructor. "), "The handout of this notebook holds the questions alone."),
        at_a_glance(lesson),
    ]
    for section in lesson.sections:
        parts = [part for part in section.parts if part.items]
        if parts:
            body += [tag("h2", section.heading), *(answers(part, "h3") for part in parts)]
    return paper.page(title, join(body))


def at_a_glance(lesson: Lesson) -> Html:
    """Return the right answers of a notebook in a few lines."""
    rows = []
    for section in lesson.sections:
        for part in section.parts:
            short = [_short(item) for item in part.items]
            numbered = short if len(short) < 2 else [f"{number}: {answer}" for number, answer in enumerate(short, 1)]
            rows += [tag("li", f"{section.heading}: ", tag("strong", "; ".join(numbered)))] if short else []
    return join(tag("p", tag("strong", "Answers at a glance")), tag("ul", rows))


def _short(item: Item) -> str:
    """Return the letters of the right options, the number, or the name of the cause."""
    if item.question is None:
        return item.answer[0].strong.get_text().removeprefix("The cause: ").strip(" .")
    if item.question.answer:
        return f"{item.question.answer.value:g} {item.question.answer.unit}"
    return ", ".join(letter for letter, option in zip(LETTERS, item.question.options, strict=False) if option.correct)


def answers(part: Part, heading: str) -> Html:
    """Return what a part asks, each with its answer; `heading` is the element of their headings."""
    many = len(part.items) > 1
    return join(
        [
            tag("section", tag(heading, name_of(part, number, many)), asked(item), answer(item), class_="keyed")
            for number, item in enumerate(part.items, 1)
        ]
    )


def name_of(part: Part, number: int, many: bool) -> str:
    """Return what an item is called: "Question 3", or "Prediction" when it stands alone."""
    return f"{NAMES[part.call]} {number}" if many else NAMES[part.call]


def asked(item: Item) -> Html:
    """Return the words of a question, or of a case, without its options."""
    if item.question is None:
        return join([Html(element) for element in item.asked])
    return tag("p", item.question.stem, " ", tag("strong", item.question.ask))


def answer(item: Item) -> Html:
    """Return what is told afterwards, options with their letters, every folded list of sources turned into one line."""
    told = lettered(item)
    for fold in told("details", class_="pv-sources"):
        fold.replace_with(BeautifulSoup(_sources(fold), "html.parser"))
    return tag("div", Html(told), Html(item.means or ""), class_="answer")


def lettered(item: Item) -> BeautifulSoup:
    """Return a copy of what is told after the answer, its options named by the letters called out in class."""
    told = BeautifulSoup("".join(map(str, item.answer)), "html.parser")
    for letter, option in zip(LETTERS, told.select(".pv-option-text > strong"), strict=False):
        option.insert(0, f"{letter}. ")
    return told


def _sources(fold: Tag) -> Html:
    listed = dict.fromkeys(_source(line) for line in fold.ul.find_all("li", recursive=False))
    parted = [part for source in listed for part in ("; ", source)][1:]
    return tag("p", "Sources: ", parted, ".", class_="pv-source")


def _source(line: Tag) -> Html:
    """Return author and year with certainty and population; a full citation stays as it is."""
    marks = line.find(class_="pv-marks")
    if marks is None:
        return Html(line.decode_contents().strip().removesuffix("."))
    circles, population = marks.find(class_="pv-circles"), marks.find(class_="pv-population")
    said = ", ".join(mark.get_text() for mark in (circles, population) if mark)
    doubt = line.find(class_="pv-warning")
    doubted = f": {doubt.get_text().strip(' .')}" if doubt else ""
    return join(link(line.a.get_text(), line.a["href"]), f" ({said}){doubted}")
