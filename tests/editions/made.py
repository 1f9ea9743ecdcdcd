"""The editions of a notebook, made once for all tests of a run."""

from dataclasses import dataclass
from functools import cache, cached_property

from pemphigus.editions import guide, handout, keys, lesson, slides


@dataclass
class Made:
    """A notebook and what is made of it."""

    lesson: lesson.Lesson

    @cached_property
    def slides(self) -> str:
        return slides.slides(self.lesson)

    @cached_property
    def handout(self) -> str:
        return handout.handout(self.lesson)

    @cached_property
    def key(self) -> str:
        return keys.key(self.lesson)

    @cached_property
    def guide(self) -> str:
        return guide.guide([self.lesson])


@cache
def made(name: str) -> Made:
    """Return the editions of one notebook."""
    return Made(lesson.read(name))
