"""Pemphigus vulgaris treatment resistance in children: an interactive course.

A notebook begins with `from pemphigus import *` and `start("06-rituximab")`. Each name below shows one thing. A wrong name or value is
answered with one sentence. Nothing heavy is imported before it is needed, so the first cell answers at once.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pemphigus.widgets.compare import Comparison
    from pemphigus.widgets.detective import Detective
    from pemphigus.widgets.display import Shown
    from pemphigus.widgets.laboratory import Laboratory
    from pemphigus.widgets.opening import Opening
    from pemphigus.widgets.poll import Poll
    from pemphigus.widgets.progress import ProgressPanel
    from pemphigus.widgets.quiz import Asked, Predicted
    from pemphigus.widgets.system import SystemCheck
    from pemphigus.widgets.trial import VirtualTrial
    from pemphigus.widgets.virtual_child import VirtualChild

__version__ = "0.1.0"
__all__ = [
    "compare_therapies",
    "detective",
    "evidence",
    "glossary",
    "laboratory",
    "model_card",
    "poll",
    "predict",
    "progress",
    "quiz",
    "show",
    "sources",
    "start",
    "system_check",
    "trial",
    "virtual_child",
]

_here: str | None = None  # the notebook that start() opened


def start(notebook: str | None = None) -> "Opening":
    """Open a notebook: start("06-rituximab"). Shows where you are and the glossary, and prepares everything below."""
    global _here
    from pemphigus.widgets.opening import Opening

    opened = Opening(notebook)
    _here = opened.notebook.id
    return opened


def show(figure: str | None = None) -> "Shown":
    """Show a figure by its name, with its description, data table and sources: show("rituximab-remission")."""
    from pemphigus.widgets.show import picture

    return picture(figure).shown()


def predict(question: str | None = None) -> "Predicted":
    """Ask a question first; the picture opens once you have committed to an answer: predict("ten-children")."""
    from pemphigus import content
    from pemphigus.widgets.quiz import Predicted

    return Predicted(content.prediction(question))


def quiz(notebook: str | None = None) -> "Asked":
    """Check yourself: the questions of this notebook, or of another one by name; quiz("final") is the final quiz."""
    from pemphigus import content
    from pemphigus.widgets.quiz import Asked

    name = notebook or _notebook()
    title = "Final quiz" if name == content.FINAL else "Check yourself"
    return Asked(title, content.questions(name))


def compare_therapies(*therapies: str, children_only: bool = False, all_rows: bool = False) -> "Comparison":
    """Compare 2 to 4 therapies side by side: compare_therapies("rituximab", "ivig"). Without names, four to begin with."""
    from pemphigus.widgets.compare import Comparison

    return Comparison(therapies, children_only=children_only, all_rows=all_rows)


def detective(case: str | None = None) -> "Detective":
    """Find out why an invented child's treatment fails: order tests, try treatments, name it. detective("random") draws a new child."""
    from pemphigus.widgets.detective import Detective

    return Detective(case)


def evidence(claim: str | None = None) -> "Shown":
    """Show the evidence card of a claim: statement, who, design, certainty and why, source: evidence("rtx-vinay-cr-off")."""
    from pemphigus.widgets.evidence import evidence_card

    return evidence_card(claim)


def sources(notebook: str | None = None) -> "Shown":
    """List the sources of this notebook, or of another one by name."""
    from pemphigus.widgets.evidence import source_list

    return source_list(notebook or _notebook())


def glossary(term: str | None = None) -> "Shown":
    """Explain a term: glossary("acantholysis"). Without a term, show the whole glossary."""
    from pemphigus.widgets.evidence import glossary_entry, whole_glossary

    return whole_glossary() if term is None else glossary_entry(term)


def laboratory(name: str | None = None) -> "Laboratory":
    """Open a laboratory: predict first, then try it yourself, then say why: laboratory("how-rare")."""
    from pemphigus.widgets.laboratory import Laboratory

    return Laboratory(name)


def model_card() -> "Shown":
    """Show what the virtual child, the teaching model of this course, is and is not, and every number it rests on."""
    from pemphigus.widgets.model_card import model_card

    return model_card()


def poll(question: str | None = None) -> "Poll":
    """Put a question to a class: count the hands, type the counts, show them, ask again, show the key. Nothing is kept or sent.

    Without a name, choose among the questions of this notebook; poll("rituximab-ten-children") asks one question of any notebook.
    """
    from pemphigus import content
    from pemphigus.widgets.poll import Poll

    if question is not None:
        return Poll({"Question": content.question(question)})
    name = _notebook()
    asked = {f"Prediction {number}": item for number, item in enumerate(content.predictions(name), 1)}
    return Poll(asked | {f"Question {number}": item for number, item in enumerate(content.questions(name), 1)})


def progress() -> "ProgressPanel":
    """Show what you have done and what is weak; download your answers or bring them back."""
    from pemphigus.widgets.progress import ProgressPanel

    return ProgressPanel()


def system_check() -> "SystemCheck":
    """Check that everything the course needs works on this computer and in this browser."""
    from pemphigus.widgets.system import SystemCheck

    return SystemCheck()


def trial(
    first: str = "rituximab",
    second: str = "prednisone",
    *,
    children: int = 1000,
    days: int = 730,
    switches: dict[str, float] | None = None,
) -> "VirtualTrial":
    """Run a trial in virtual children of the teaching model, then draw small trials from it: trial("rituximab", "prednisone").

    `children` is the number in each arm, `days` the follow-up; `switches` gives the share of children in whom treatment fails for a reason,
    for example {"non-adherence": 0.3}.
    """
    from pemphigus.widgets.trial import VirtualTrial

    return VirtualTrial(first, second, children, days, switches)


def virtual_child(scene: str = "everything", against: str | None = None, *, child: str | None = None) -> "VirtualChild":
    """Treat a virtual child, a teaching model: virtual_child("steroid"). A second scene lends its plan for comparison."""
    from pemphigus.widgets.virtual_child import VirtualChild

    return VirtualChild(scene, against, child=child)


def _notebook() -> str:
    from pemphigus.errors import CourseError

    if _here is None:
        raise CourseError('Run the first cell of the notebook first, or give a name, for example "06-rituximab".')
    return _here
