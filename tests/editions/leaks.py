"""Find what only the instructor may read in the copies of learners.

Every text is cut into sentences and compared without its spaces, quotation marks, tags and hyphens, so that a sentence is also found
where lines are broken differently (paper), where words are marked up, or where it stands in an attribute.
"""

import copy
import re
from html import unescape

from bs4 import Tag

from pemphigus import content
from pemphigus.editions.lesson import Lesson

LINK = re.compile(r"\[([^\][]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
DATA, TAG = re.compile(r"data:image/[^\"]*"), re.compile(r"<[^>]*>")
LEAST = 30  # letters: shorter sentences ("Yes.") are looked for together with the one that follows


def squash(text: str) -> str:
    """Return a text by its letters, digits and signs alone."""
    return re.sub(r"[\s\u00ad*_\"'“”‘’-]+", "", unescape(text)).casefold()


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a short one is joined with its neighbor."""
    joined: list[str] = []
    for sentence in re.split(r"(?<=[.?!:])\s+", LINK.sub(r"\1", text).strip()):
        if joined and (len(squash(joined[-1])) < LEAST or len(squash(sentence)) < LEAST):
            joined[-1] += f" {sentence}"
        else:
            joined.append(sentence)
    return joined


def notes(name: str) -> list[str]:
    """Return every sentence of the instructor's words on one notebook, except a question of the course, which they may quote."""
    teaching = content.teaching(name)
    texts = [teaching.lesson, *(text for section in teaching.sections for text in section.texts())]
    quoted = squash(
        content.course().not_for_treatment + "".join(q.stem + q.ask for q in content.question_bank().values())
    )
    return [sentence for text in texts for sentence in sentences(text) if squash(sentence) not in quoted]


def keys(lesson: Lesson) -> list[str]:
    """Return every sentence that explains an answer, and the words that mark the right one; not what the lesson says in the same words."""
    found = ["Right answer", "Not right"]
    for item in lesson.items():
        for element in [*item.answer, *([item.means] if item.means else [])]:
            for text in _told(element):
                found += sentences(text)
    said = squash(" ".join(block.get_text() for part in lesson.parts() for block in part.blocks))
    return [sentence for sentence in found if squash(sentence) not in said]


def _told(element: Tag) -> list[str]:
    """Return the paragraphs of an answer without its sources and without the options, which stand in the question too."""
    told = copy.copy(element)
    for other in told.select("details, .pv-option-text"):
        other.decompose()
    return [part.get_text() for part in [told, *told("p")] if part.name == "p"]


def leaks(text: str, secrets: list[str]) -> list[str]:
    """Return the secrets that stand in a text, an HTML file or a notebook."""
    bare = DATA.sub("", text)
    places = squash(TAG.sub("", bare)), squash(bare)
    return [secret for secret in secrets if any(squash(secret) in place for place in places)]
