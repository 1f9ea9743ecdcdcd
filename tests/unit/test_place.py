"""What a learner is told about how long answers last, wherever the course is open."""

import pytest

from pemphigus.learning.place import IN_BINDER, IN_BROWSER, lasting
from pemphigus.learning.progress import Progress
from pemphigus.widgets.opening import Opening
from pemphigus.widgets.progress import ProgressPanel
from tests.unit.test_progress import answer

BINDER = {
    "BINDER_LAUNCH_HOST": "https://mybinder.org/",
    "BINDER_REPO_URL": "https://github.com/OWNER/childhood-pemphigus",
    "BINDER_REF_URL": "https://github.com/OWNER/childhood-pemphigus/tree/0",
    "JUPYTERHUB_USER": "owner-childhood-pemphigus-1234",
}
HUB = {"JUPYTERHUB_USER": "ada", "JUPYTERHUB_SERVICE_PREFIX": "/user/ada/"}


@pytest.mark.parametrize(
    ("environment", "platform", "said"),
    [
        ({}, "linux", ""),
        ({}, "win32", ""),
        (HUB, "linux", ""),
        ({"BINDER_LAUNCH_HOST": ""}, "linux", ""),
        (BINDER, "linux", IN_BINDER),
        ({"BINDER_REPO_URL": BINDER["BINDER_REPO_URL"]}, "linux", IN_BINDER),
        ({}, "emscripten", IN_BROWSER),
        (BINDER, "emscripten", IN_BROWSER),
    ],
)
def test_what_is_said(environment, platform, said):
    assert lasting(environment, platform) == said


def test_only_there_it_is_shown_and_never_stored(tmp_path, monkeypatch):
    elsewhere = Opening("06-rituximab", Progress([tmp_path]))
    monkeypatch.setenv("BINDER_LAUNCH_HOST", BINDER["BINDER_LAUNCH_HOST"])
    here = Opening("06-rituximab", Progress([tmp_path]))
    assert (elsewhere.lasting, here.lasting) == ("", IN_BINDER)
    assert (here.words(), here.static_html()) == (elsewhere.words(), elsewhere.static_html())


def test_the_progress_panel_does_not_promise_what_binder_takes_away(tmp_path, monkeypatch):
    assert ProgressPanel(Progress([tmp_path])).where == f"Saved in {tmp_path / 'progress.json'}"
    monkeypatch.setenv("BINDER_LAUNCH_HOST", BINDER["BINDER_LAUNCH_HOST"])
    assert ProgressPanel(Progress([tmp_path])).where == IN_BINDER


def test_answers_brought_back_in_the_strip_are_counted_there(tmp_path):
    before = Progress([tmp_path / "before"])
    answer(before)
    strip = Opening("06-rituximab", Progress([tmp_path / "now"]))
    assert "· 0 of " in strip.done
    assert strip.bring_back(before.export()).startswith("1 new answer added")
    assert "· 1 of " in strip.done
    assert strip.bring_back("no progress") == "This file is damaged: it is not readable JSON. Nothing was changed."
    assert "· 1 of " in strip.done
