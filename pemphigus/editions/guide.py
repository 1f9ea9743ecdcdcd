"""The instructor guide: what each lesson is for, timing, what to do and ask, wrong answers and what they reveal, pictures, keys."""

from itertools import accumulate

from nbconvert.filters import markdown2html

from pemphigus import content
from pemphigus.content.schemas import TeachingSection
from pemphigus.editions import paper
from pemphigus.editions.keys import answers, at_a_glance
from pemphigus.editions.lesson import Lesson, Section
from pemphigus.widgets.html import Html, join, table, tag

HOW = (
    "Each lesson follows its notebook section by section. The minutes are minutes of class and add up to those of the notebook.",
    "Let the room commit before you show: hands, a number, a word with a neighbor. Then show, and ask why.",
    "Under Expect stand answers that learners give, what each reveals, and what you may say, show or ask back.",
    "Slides and handouts hold the same questions and pictures and none of these notes. Keep this guide and the keys to yourself.",
)


def guide(lessons: list[Lesson]) -> str:
    """Return the guide to all notebooks."""
    contents = [
        tag("li", tag("a", _title(lesson), href=f"#{lesson.book.id}"), f", {lesson.book.minutes} minutes")
        for lesson in lessons
    ]
    body = [
        tag("h1", f"Instructor guide: {content.course().title}"),
        tag("p", tag("strong", "For the instructor alone.")),
        tag("ul", [tag("li", sentence) for sentence in HOW]),
        tag("nav", tag("ul", contents), aria_label="Lessons"),
        [_lesson(lesson) for lesson in lessons],
    ]
    return paper.page("Instructor guide", join(body))


def _title(lesson: Lesson) -> str:
    return f"{lesson.book.id[:2]} · {lesson.book.title}"


def _lesson(lesson: Lesson) -> Html:
    notes = content.teaching(lesson.book.id)
    ends = list(accumulate(section.minutes for section in notes.sections))
    rows = [
        [section.heading, str(section.minutes), f"{end - section.minutes} to {end}"]
        for section, end in zip(notes.sections, ends, strict=True)
    ]
    shown = {section.heading: section for section in lesson.sections}
    return tag(
        "section",
        tag("h2", _title(lesson), id=lesson.book.id),
        _text(notes.lesson),
        tag("p", tag("strong", "Learners will be able to")),
        tag("ul", [tag("li", objective.text, _tested(lesson, objective.id)) for objective in lesson.book.objectives]),
        table(["Section", "Minutes", "From minute"], rows, f"Timing, {ends[-1]} minutes in all"),
        at_a_glance(lesson),
        [_section(note, shown[note.heading]) for note in notes.sections],
        class_="lesson",
    )


def _tested(lesson: Lesson, objective: str) -> str:
    """Return where in the lesson an objective is asked: "asked in Check yourself 1, 3"."""
    places = []
    for section in lesson.sections:
        questions = [item.question for part in section.parts for item in part.items]
        asking = [number for number, asked in enumerate(questions, 1) if asked and asked.objective == objective]
        if asking:
            places.append(f"{section.heading} {', '.join(map(str, asking))}" if len(questions) > 1 else section.heading)
    return f" (asked in {'; '.join(places)})"


def _section(note: TeachingSection, shown: Section) -> Html:
    pictures = [figure.img for part in shown.parts for block in part.blocks for figure in _figures(block)]
    pictures += [item.picture.img for part in shown.parts for item in part.items if item.picture]
    expected = [
        tag(
            "li",
            tag("p", tag("q", _text(wrong.says, inline=True))),
            tag("p", tag("strong", "Reveals: "), _text(wrong.reveals, inline=True)),
            tag("p", tag("strong", "Reply: "), _text(wrong.reply, inline=True)),
        )
        for wrong in note.expect
    ]
    return tag(
        "section",
        tag("h3", f"{note.heading} ", tag("small", f"{note.minutes} min")),
        tag("div", [Html(image) for image in pictures], class_="thumbs") if pictures else None,
        tag("p", tag("strong", "Do: "), _text(note.do, inline=True)),
        tag("p", tag("strong", "Ask: "), _text(note.ask, inline=True)) if note.ask else None,
        tag("p", tag("strong", "Expect"), class_="before") if expected else None,
        tag("ul", expected, class_="expect") if expected else None,
        [answers(part, "h4") for part in shown.parts if part.items],
    )


def _figures(block) -> list:
    return [block] if block.name == "figure" else block.find_all("figure")


def _text(markdown: str, *, inline: bool = False) -> Html:
    """Return a teacher's sentence as HTML; its numbers lead to their sources."""
    html = markdown2html(content.complete_links(markdown)).strip()
    return Html(html.removeprefix("<p>").removesuffix("</p>")) if inline else Html(html)
