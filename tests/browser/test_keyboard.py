"""With the keyboard alone, in JupyterLab and in Notebook 7: a quiz and a comparison are completed, and no key leaks to the notebook."""

import shutil

import pytest

from pemphigus import content
from tests.browser.conftest import open_notebook
from tests.browser.hands import CELLS, Hands
from tests.browser.looks import violations

# Keys that the notebook reads as commands: cut, insert, delete, copy, paste, undo, change, select, merge, move.
COMMANDS = [*"xabddcvzmykj", "Shift+M", "Control+Shift+ArrowUp", "Alt+Enter"]


@pytest.fixture(params=["lab", "notebook7"])
def front_end(request):
    return request.getfixturevalue(request.param)


class Keyboard(Hands):
    """Hands in a front end whose own keys move between cells, and cut them."""

    def __init__(self, opened):
        super().__init__(opened.page)
        self.cells = self.page.evaluate(CELLS)

    def go_to_cell(self, start):
        """Move with the notebook's own arrow keys to the cell whose code begins with `start`."""
        self.press("Escape")
        index = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
        target = next(n for n, source in enumerate(self.cells) if source.startswith(start))
        for _ in range(len(self.cells) * 2):
            at = self.page.evaluate(index)
            if at == target:
                return
            self.press("ArrowUp" if at > target else "ArrowDown")
        raise AssertionError(f"the arrow keys did not reach {start}")

    def nothing_leaked(self):
        """Press the notebook's command keys where the focus is, and see that every cell is as it was."""
        before = self.here()
        self.press(*COMMANDS)
        assert self.page.evaluate(CELLS) == self.cells
        assert self.here() == before


def complete_quiz(keys, asked, questions):
    """Answer every question rightly and with certainty, and see that it is told and that no key leaks."""
    keys.go_to_cell("quiz(")
    for number, item in enumerate(questions, 1):
        keys.tab_to(
            "input|checkbox" if item.kind == "multiple" else "input|text" if item.kind == "numeric" else "input|radio"
        )
        correct = [n for n, option in enumerate(item.options) if option.correct]
        if item.kind == "single":
            keys.nothing_leaked()
            keys.press("Space", *["ArrowDown"] * correct[0])
        elif item.kind == "multiple":
            for n in range(len(item.options)):
                keys.press(*(["Space"] if n in correct else []), *(["Tab"] if n < len(item.options) - 1 else []))
        else:
            keys.page.keyboard.type(f"{item.answer.value:g}")
        keys.tab_to("guessing")
        keys.press("Space", "ArrowRight", "ArrowRight")
        assert "certain" in keys.here()
        keys.tab_to("Check answer")
        keys.press("Enter")
        asked.locator(".pv-feedback").wait_for()
        assert "Right; you were certain" in asked.locator(".pv-result").inner_text()
        assert "div" in keys.here(), "the focus is on the explanation"
        assert asked.get_by_role("status").inner_text().startswith("Right.")
        keys.nothing_leaked()
        if number < len(questions):
            keys.tab_to("Next question")
            keys.press("Enter")
            keys.page.wait_for_timeout(60)
            assert f"question {number + 1} of {len(questions)}" in asked.locator(".pv-title").inner_text()


def test_quiz_of_notebook_06(browser, front_end):
    shutil.rmtree(front_end.progress, ignore_errors=True)  # a learner who has answered nothing yet
    opened = open_notebook(browser, front_end, "06-rituximab")
    opened.run_all()
    keys = Keyboard(opened)
    asked = opened.page.get_by_role("region", name="Check yourself")
    complete_quiz(keys, asked, content.questions("06-rituximab"))
    assert asked.locator(".pv-recap table").is_visible() and "100%" in asked.locator(".pv-recap").inner_text()
    assert violations(opened.page) == []
    keys.press("Escape")
    index = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    at = opened.page.evaluate(index)
    keys.press("ArrowDown")
    assert opened.page.evaluate(index) == at + 1, "after Escape the keys belong to the notebook again"
    assert opened.page.evaluate(CELLS) == keys.cells
    opened.close()


def test_comparison_of_notebook_10(browser, front_end):
    opened = open_notebook(browser, front_end, "10-conclusion")
    opened.run_all()
    keys = Keyboard(opened)
    comparison = opened.page.locator("section.pv-compare").first
    keys.go_to_cell("compare_therapies(")
    names = comparison.locator(".pv-side strong")
    before = names.all_inner_texts()
    keys.tab_to("Choose therapies")
    keys.press("Enter")
    keys.nothing_leaked()
    leaving, coming = before[0], next(t.name for t in content.therapies().values() if t.name not in before)
    keys.tab_to(f"checkbox|{leaving}")
    keys.press("Space")
    assert leaving not in names.all_inner_texts()
    keys.go_to_cell("compare_therapies(")
    keys.tab_to(f"checkbox|{coming}")
    keys.press("Space")
    assert coming in names.all_inner_texts()
    assert comparison.get_by_role("status").inner_text().startswith("Comparing")
    keys.tab_to("Children's evidence only")
    keys.nothing_leaked()
    keys.press("Space")
    assert "evidence from children only" in comparison.get_by_role("status").inner_text()
    keys.tab_to("source")
    keys.press("Enter")
    assert comparison.locator("details.pv-sources[open]").count() == 1, "a cell shows its source"
    assert violations(opened.page) == []
    assert opened.page.evaluate(CELLS) == keys.cells
    opened.close()
