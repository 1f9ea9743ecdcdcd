"""Every control and figure kind in every state, for tests/gallery.ipynb: how the design is judged."""

from pathlib import Path
from tempfile import mkdtemp

from pemphigus import content
from pemphigus.learning.progress import Progress
from pemphigus.widgets.compare import Comparison
from pemphigus.widgets.opening import Opening
from pemphigus.widgets.progress import ProgressPanel
from pemphigus.widgets.quiz import Asked, Predicted
from pemphigus.widgets.system import SystemCheck

KINDS = ("single", "multiple", "numeric")


def one_of_each_kind() -> list:
    """Return one question of each kind from the bank, the single one with four options."""
    bank = [
        item
        for name in [*(b.id for b in content.course().notebooks), content.FINAL]
        for item in content.questions(name)
    ]
    return [next(item for item in bank if item.kind == kind) for kind in KINDS]


def fresh() -> Progress:
    """Return an empty progress in a folder of its own."""
    return Progress([Path(mkdtemp())])


def quiz_unanswered() -> Asked:
    """Return idle and chosen states: nothing is answered yet."""
    return Asked("Quiz, nothing answered", one_of_each_kind(), fresh())


def quiz_answered(right: bool) -> Asked:
    """Return the states right, wrong and partly right, with the recap below."""
    asked = Asked(f"Quiz, answered {'right' if right else 'wrong'}", one_of_each_kind(), fresh())
    for item in asked.questions.values():
        if item.kind == "numeric":
            asked.answer(item.id, item.answer.value if right else item.answer.maximum, 3)
        else:
            keys = [n for n, option in enumerate(item.options) if option.correct]
            others = [n for n, option in enumerate(item.options) if not option.correct]
            wrong = [*keys[:1], others[0]] if item.kind == "multiple" else others[:1]
            asked.answer(item.id, keys if right else wrong, 3 if right else 2)
    return asked


def prediction(answered: bool) -> Predicted:
    """Return a prediction, locked or with its picture open."""
    item = content.prediction("rituximab-ten-children")
    predicted = Predicted(item, fresh())
    if answered:
        predicted.answer(item.id, "4", 1)
    return predicted


def comparison(**options: bool) -> Comparison:
    """Return four therapies side by side."""
    return Comparison(["prednisone", "rituximab", "plasma-exchange", "rilzabrutinib"], **options)


def opening_overdue() -> Opening:
    """Return the opening strip when content is past its review date."""
    return Opening(
        "06-rituximab", fresh(), today=max(content.course().review_due.replace(year=2100), content.course().review_due)
    )


def progress_unsaved() -> ProgressPanel:
    """Return the progress panel where nothing can be saved."""
    blocked = Path(mkdtemp()) / "file"
    blocked.write_text("a file where a folder should be")
    return ProgressPanel(Progress([blocked / "progress"]))


def progress_with_answers() -> ProgressPanel:
    """Return the progress panel after some right and some wrong answers."""
    return ProgressPanel(quiz_answered(right=False).progress)


def system_with_a_fault() -> SystemCheck:
    """Return the system check where saving fails."""
    return SystemCheck(progress_unsaved().progress)
