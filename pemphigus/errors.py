"""The one kind of error a learner may meet: a single sentence, never a traceback."""

from difflib import get_close_matches


class CourseError(Exception):
    """Something a learner or an author can put right. The message is one clear sentence.

    IPython asks an exception how it wants to be shown; answering with the bare message keeps tracebacks away from learners, while
    plain Python and the tests still see an ordinary exception.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class ContentError(CourseError):
    """A content file is missing, malformed or contradicts itself. The message names file, item, field and remedy."""


def unknown(kind: str, given: object, known: list[str], remedy: str = "") -> CourseError:
    """Return the error for a name that does not exist, with the nearest names that do.

    `kind` is the thing asked for ("therapy", "claim"), `known` the names that exist, `remedy` an optional closing sentence.
    """
    if not isinstance(given, str) or not given.strip():
        return CourseError(f"Give the name of a {kind} in quotes, for example '{known[0]}'; {given!r} is not a name.")
    near = get_close_matches(given.lower(), known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(repr(n) for n in near)}?" if near else f" One that exists is '{known[0]}'."
    return CourseError(f"There is no {kind} called '{given[:80]}'.{hint}{' ' + remedy if remedy else ''}")
