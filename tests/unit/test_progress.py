"""Nothing a learner did is lost: bad files, bad disks, two notebooks, a kill in mid-save."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pemphigus import content
from pemphigus.errors import CourseError
from pemphigus.learning import progress as store
from pemphigus.learning.grading import judge
from pemphigus.learning.progress import BIGGEST, FORMAT, NewerVersion, Progress, parse
from pemphigus.learning.summary import by_objective, calibration, tally
from tests.conftest import ROOT

ASKED = content.questions("06-rituximab")
CHOICE = next(item for item in ASKED if item.kind == "single")
KEY = next(n for n, option in enumerate(CHOICE.options) if option.correct)


def answer(progress, item=CHOICE, response=None, confidence=2):
    response = [KEY] if response is None else response
    return progress.record(item, response, confidence, judge(item, response, confidence))


def events_in(path):
    return {event["id"] for event in json.loads(path.read_text())["events"]}


def test_answers_come_back(tmp_path):
    first = answer(Progress([tmp_path]))
    again = Progress([tmp_path])
    assert again.latest(CHOICE.id) == first and again.messages == []


def test_the_file_says_what_it_is_and_nothing_about_the_learner(tmp_path):
    answer(Progress([tmp_path]))
    data = json.loads((tmp_path / "progress.json").read_text())
    assert data["format"] == FORMAT and data["version"] == 2
    assert set(data) == {"format", "version", "learner", "events", "kept"}
    assert set(data["events"][0]) == {"id", "time", "item", "response", "confidence", "right", "score"}


BAD = {
    "corrupt": ("{not json", "is damaged: it is not readable JSON"),
    "cut short": ('{"format": "pemphigus-course-progress", "version": 1, "ev', "is damaged: it is not readable JSON"),
    "empty": ("", "is damaged: it is not readable JSON"),
    "foreign": ('{"cells": [], "nbformat": 4}', "is not a progress file of this course"),
    "a list": ("[1, 2, 3]", "is not a progress file of this course"),
    "hostile: deep": ("[" * 100_000, "is damaged: it is not readable JSON"),
    "hostile: wrong types": (
        json.dumps(
            {"format": FORMAT, "version": 1, "learner": "x", "events": [{"id": {"$gt": 1}, "score": "<script>"}]}
        ),
        "is damaged: some of its answers are not in the form",
    ),
    "hostile: impossible score": (
        json.dumps(
            {
                "format": FORMAT,
                "version": 1,
                "learner": "x",
                "events": [
                    {
                        "id": "12345678",
                        "time": "2026-11-24T10:00:00Z",
                        "item": "i",
                        "response": [0],
                        "confidence": 9,
                        "right": True,
                        "score": 1e9,
                    }
                ],
            }
        ),
        "is damaged: some of its answers are not in the form",
    ),
    "hostile: huge": ("x" * (BIGGEST + 1), "is larger than 2 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_kept_and_the_backup_restored(tmp_path, name):
    text, problem = BAD[name]
    progress = Progress([tmp_path])
    first = answer(progress)
    answer(progress)  # the second save leaves the first as backup
    (tmp_path / "progress.json").write_text(text)

    again = Progress([tmp_path])
    assert len(again.messages) == 1 and problem in again.messages[0] and "\n" not in again.messages[0]
    assert "progress-damaged-1.json" in again.messages[0] and "1 answers were restored" in again.messages[0]
    assert (tmp_path / "progress-damaged-1.json").read_text() == text
    assert again.events == {first.id: first}
    answer(again)
    assert Progress([tmp_path]).messages == [] and len(Progress([tmp_path]).events) == 2


def test_a_file_that_is_no_text_is_kept(tmp_path):
    (tmp_path / "progress.json").write_bytes(b"\xff\xfe\x00bad")
    progress = Progress([tmp_path])
    assert "cannot be read as text" in progress.messages[0] and "empty record" in progress.messages[0]
    assert (tmp_path / "progress-damaged-1.json").exists()


def test_a_file_damaged_while_the_notebook_is_open_is_kept_too(tmp_path):
    progress = Progress([tmp_path])
    answer(progress)
    (tmp_path / "progress.json").write_text("{broken")
    answer(progress)
    assert (tmp_path / "progress-damaged-1.json").read_text() == "{broken"
    assert len(events_in(tmp_path / "progress.json")) == 2
    assert "is damaged" in progress.messages[0]


def test_a_newer_file_is_left_alone(tmp_path):
    newer = json.dumps({"format": FORMAT, "version": 3, "learner": "x", "answers": {}})
    (tmp_path / "progress.json").write_text(newer)
    progress = Progress([tmp_path])
    assert len(progress.messages) == 1 and "newer version of the course (format 3)" in progress.messages[0]
    event = answer(progress)
    assert (tmp_path / "progress.json").read_text() == newer
    assert Progress([tmp_path]).events == {event.id: event}, "new answers stand beside it and come back"


def test_a_folder_that_cannot_be_written(tmp_path):
    """A regular file stands where the folder should be: even root cannot write there."""
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    progress = Progress([blocked / "progress"])
    assert len(progress.messages) == 1
    assert "cannot be saved" in progress.messages[0] and "Download my progress" in progress.messages[0]
    event = answer(progress)
    assert progress.latest(CHOICE.id) == event and event.id in progress.export()


def test_a_read_only_folder(tmp_path):
    """A real one: root, who may write anywhere, becomes nobody for a moment."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "shared"
        folder.mkdir(mode=0o555)
        Path(place).chmod(0o755)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            progress = Progress([folder])
            event = answer(progress)
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)
        assert progress.path is None and len(progress.messages) == 1
        assert str(folder) in progress.messages[0] and "cannot be saved" in progress.messages[0]
        assert event.id in progress.export() and list(folder.iterdir()) == []


def test_later_answers_stay_later_when_the_clock_is_set_back(tmp_path, monkeypatch):
    import pemphigus.learning.progress as module

    progress = Progress([tmp_path])
    answer(progress, response=[(KEY + 1) % 4])
    earlier = SimpleNamespace(now=lambda zone: datetime(2001, 1, 1, tzinfo=zone))
    monkeypatch.setattr(module, "datetime", earlier)
    assert answer(progress) == progress.latest(CHOICE.id)


def test_a_read_only_folder_still_gives_its_answers_and_the_next_folder_is_used(tmp_path, monkeypatch):
    event = answer(Progress([tmp_path / "course"]))
    import pemphigus.learning.progress as module

    monkeypatch.setattr(module, "_writable", lambda folder: folder.name != "course" and folder.mkdir() is None)
    progress = Progress([tmp_path / "course", tmp_path / "home"])
    assert progress.events == {event.id: event} and progress.path == tmp_path / "home" / "progress.json"
    assert progress.messages == []


def test_a_full_disk_keeps_the_answer_in_memory(tmp_path, monkeypatch):
    progress = Progress([tmp_path])
    kept = answer(progress)
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    event = answer(progress)
    assert progress.latest(CHOICE.id) == event
    assert "No space left on device" in progress.messages[0] and "Download my progress" in progress.messages[0]
    assert events_in(tmp_path / "progress.json") == {kept.id}, "what was saved before is untouched"
    monkeypatch.undo()
    answer(progress)
    assert len(events_in(tmp_path / "progress.json")) == 3, "the next save brings it along"


WRITER = """
import sys
from pathlib import Path
from pemphigus import content
from pemphigus.learning.grading import Judgment
from pemphigus.learning.progress import Progress
item = content.questions("06-rituximab")[0]
progress = Progress([Path(sys.argv[1])])
print("ready", flush=True)
for number in range(int(sys.argv[2])):
    print(progress.record(item, [0], 1, Judgment(True, 1)).id, flush=True)
print("messages", progress.messages, flush=True)
"""


def writer(folder, count):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), str(count)], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_notebooks_saving_at_once_lose_nothing(tmp_path):
    writers = [writer(tmp_path, 40) for _ in range(3)]
    said = [process.communicate(timeout=60)[0].split("\n") for process in writers]
    written = {line for lines in said for line in lines if len(line) == 32}
    assert len(written) == 120 and all("messages []" in lines for lines in said)
    assert events_in(tmp_path / "progress.json") == written


def test_a_kill_in_mid_save_leaves_a_whole_file_and_no_lock(tmp_path):
    for _ in range(5):
        process = writer(tmp_path, 100_000)
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.25)
        process.kill()
        confirmed = {line for line in process.stdout.read().split("\n")[:-1] if len(line) == 32}
        process.wait()
        progress = Progress([tmp_path])
        assert progress.messages == []
        assert confirmed <= set(progress.events), "every answer that was confirmed is there"
        assert confirmed, "the writer was at work when it was killed"
    answer(progress)
    assert not list(tmp_path.glob("*.tmp")), "what the killed writers left is cleared"


def test_export_and_import_merge_by_event(tmp_path):
    here, there = Progress([tmp_path / "a"]), Progress([tmp_path / "b"])
    one, two = answer(here), answer(there)
    assert here.merge(there.export()) == 1
    assert here.merge(there.export()) == 0, "twice changes nothing"
    assert set(Progress([tmp_path / "a"]).events) == {one.id, two.id}
    assert here.learner != there.learner, "the importer keeps its own name"


@pytest.mark.parametrize("name", BAD)
def test_importing_a_bad_file_changes_nothing(tmp_path, name):
    progress = Progress([tmp_path])
    event = answer(progress)
    with pytest.raises(CourseError, match=BAD[name][1]):
        progress.merge(BAD[name][0])
    assert set(progress.events) == {event.id}


def test_importing_a_newer_file_says_so():
    with pytest.raises(NewerVersion, match="update the course"):
        parse(json.dumps({"format": FORMAT, "version": 7}))


@given(st.text(max_size=300))
def test_no_text_breaks_the_import(text):
    try:
        parse(text)
    except CourseError as problem:
        assert "\n" not in str(problem)


def test_the_last_answer_counts(tmp_path):
    progress = Progress([tmp_path])
    answer(progress, response=[(KEY + 1) % 4], confidence=3)
    before = tally(progress, [CHOICE])
    assert (before.answered, before.score, before.certain_and_wrong, before.weak) == (1, 0, 1, True)
    answer(progress, confidence=3)
    after = tally(progress, [CHOICE])
    assert (after.answered, after.score, after.certain_and_wrong, after.weak) == (1, 1, 0, False)


def test_scores_by_objective_and_calibration(tmp_path):
    progress = Progress([tmp_path])
    assert tally(progress, ASKED).score is None and not tally(progress, ASKED).weak
    answer(progress, confidence=3)
    scores = by_objective(progress, ASKED)
    assert list(scores) == [objective.id for objective in content.notebook("06-rituximab").objectives]
    assert scores[CHOICE.objective].answered == 1 and sum(score.answered for score in scores.values()) == 1
    assert calibration(progress, ASKED) == {"certain": (1, 1)}


@pytest.fixture
def in_browser(monkeypatch, tmp_path):
    """Python in a browser, whose storage is shown as a folder; locks, processes and the user's own folders do not exist there."""
    monkeypatch.delenv("PEMPHIGUS_PROGRESS")
    monkeypatch.setattr(store, "BROWSER", True)
    monkeypatch.setattr(store, "DRIVE", tmp_path / "drive")
    for missing in ("filelock", "platformdirs"):
        monkeypatch.setitem(sys.modules, missing, None)
    store.my_progress.cache_clear()
    return tmp_path / "drive"


def test_in_a_browser_two_notebooks_keep_all_answers_in_its_storage(in_browser):
    in_browser.mkdir()
    first = store.my_progress()
    second = Progress([in_browser / "progress"])
    given = [answer(first), answer(second), answer(first)]
    assert events_in(in_browser / "progress" / "progress.json") == {event.id for event in given}
    assert first.where == "this browser, on this computer only" and first.messages == []


def test_a_browser_that_keeps_nothing_is_told_of(in_browser):
    progress = store.my_progress()
    answer(progress)
    assert progress.path is None and progress.where is None
    assert len(progress.messages) == 1 and "this browser lets the page keep nothing" in progress.messages[0]
    assert "Download my progress" in progress.messages[0]
