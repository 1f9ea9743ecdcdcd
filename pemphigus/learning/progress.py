"""The learner's progress: one small JSON file, written whole or not at all, merged by event id, never lost.

Why a plain file (see DESIGN): a database breaks in the browser edition and is unsafe on network homes. Saving takes a lock, reads what
other notebooks have saved meanwhile, merges, writes a new file beside the old one and swaps them in one step. The lock belongs to the
process, so a killed notebook leaves neither a half-written file nor a stale lock. A file that cannot be used is never overwritten.

In the browser edition the file lies in the browser's own storage, which JupyterLite shows to Python as the folder /drive.
"""

import json
import os
import shutil
import sys
import uuid
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from pydantic import AwareDatetime, Field, JsonValue, ValidationError

from pemphigus.content import files
from pemphigus.content.model_schemas import HiddenCase
from pemphigus.content.schemas import Question, Record
from pemphigus.errors import CourseError
from pemphigus.learning.grading import Judgment

FORMAT = "pemphigus-course-progress"
VERSION = 2  # 1 had no `kept`; such files are read as they are
FILE = "progress.json"
BIGGEST = 2_000_000  # bytes; about ten thousand answers
LARGEST_KEPT = 4_000  # letters, as JSON
LOCK_SECONDS = 5
BROWSER = sys.platform == "emscripten"
DRIVE = Path("/drive")  # absent where the browser lets the page keep nothing


class Event(Record):
    """One answer. `response` is a list of option numbers or a number; `time` is UTC."""

    id: str = Field(min_length=8, max_length=64)
    time: AwareDatetime
    item: str = Field(max_length=100)
    response: list[int] | float
    confidence: int = Field(ge=1, le=3)
    right: bool
    score: float = Field(ge=0, le=1)


class Kept(Record):
    """What a learner wrote or set, beside the answers: a sentence, a guess within a laboratory. The last one of each item counts."""

    item: str = Field(max_length=100)
    time: AwareDatetime
    value: JsonValue


class ProgressFile(Record):
    """The whole file. `learner` is a random name that identifies nobody."""

    format: str
    version: int
    learner: str = Field(max_length=64)
    events: list[Event] = Field(max_length=20_000)
    kept: list[Kept] = Field(default=[], max_length=2_000)


class NewerVersion(CourseError):
    """The file was written by a newer course; it must be left as it is."""


def parse(text: str, name: str = "This file") -> ProgressFile:
    """Return the progress held in a text. Raises CourseError (NewerVersion for a newer format), one sentence naming `name`."""
    if len(text) > BIGGEST:
        raise CourseError(f"{name} is larger than {BIGGEST // 1_000_000} MB, which no progress file of this course is.")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise CourseError(f"{name} is damaged: it is not readable JSON.") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise CourseError(f"{name} is not a progress file of this course.")
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        raise NewerVersion(
            f"{name} was written by a newer version of the course (format {version}); update the course to use it."
        )
    try:
        return ProgressFile.model_validate(data)
    except (ValidationError, RecursionError):
        raise CourseError(f"{name} is damaged: some of its answers are not in the form this course writes.") from None


class Progress:
    """A learner's answers, in memory and on disk.

    `folders` are tried in order; the first that can be written is used. `messages` are sentences the learner should read.
    Nothing here raises on a bad disk: answers then stay in memory, can be exported, and the message says so.
    """

    def __init__(self, folders: list[Path]):
        self.events: dict[str, Event] = {}
        self.kept: dict[str, Kept] = {}
        self.messages: list[str] = []
        self.learner = uuid.uuid4().hex[:12]
        self.path: Path | None = None
        for folder in folders:
            path = folder / FILE
            writable = _writable(folder)
            usable = (
                self._load(path, may_rename=writable) if path.exists() or path.with_suffix(".bak").exists() else True
            )
            if writable and self.path is None:
                self.path = path if usable else path.with_name(f"progress-v{VERSION}.json")
                if not usable and self.path.exists():
                    self._load(self.path, may_rename=True)
        if self.path is None:
            reason = (
                f"{folders[0]} cannot be written"
                if folders
                else "this browser lets the page keep nothing, as in a private window"
            )
            self.messages.append(
                f"Your answers cannot be saved because {reason}; they are kept while this notebook is open: "
                "use 'Download my progress' to keep them."
            )

    @property
    def where(self) -> str | None:
        """Return in words where the answers are saved, None if nowhere."""
        return "this browser, on this computer only" if BROWSER and self.path else self.path and str(self.path)

    def record(
        self, question: Question | HiddenCase, response: list[int] | float, confidence: int, judgment: Judgment
    ) -> Event:
        """Add one answer, save, and return its event. Saving problems end up in `messages`, the answer stays."""
        before, now = self.latest(question.id), datetime.now(UTC)
        # Later answers stay later even on a computer whose clock was set back.
        time = max(now, before.time + timedelta(microseconds=1)) if before else now
        event = Event(
            id=uuid.uuid4().hex,
            time=time,
            item=question.id,
            response=response,
            confidence=confidence,
            right=judgment.right,
            score=judgment.score,
        )
        self.events[event.id] = event
        self.save()
        return event

    def keep(self, item: str, value: object) -> None:
        """Keep a JSON value for an item, in place of an earlier one, and save. Raises CourseError when it is too large or not JSON."""
        try:
            size = len(json.dumps(value, allow_nan=False))
        except (TypeError, ValueError, RecursionError):
            raise CourseError("This cannot be kept; only words, numbers and lists of them can.") from None
        if size > LARGEST_KEPT:
            raise CourseError(f"This is too long to be kept; shorten it to {LARGEST_KEPT} letters.")
        self.kept[item] = Kept(item=item, time=datetime.now(UTC), value=value)
        self.save()

    def latest(self, item: str) -> Event | None:
        """Return the last answer to an item, or None."""
        answers = [event for event in self.events.values() if event.item == item]
        return max(answers, key=lambda event: (event.time, event.id), default=None)

    def merge(self, text: str) -> int:
        """Add the answers of an exported file; return how many were new. Raises CourseError and changes nothing if it is not one."""
        added = self._add(parse(text))
        if added:
            self.save()
        return added

    def export(self) -> str:
        """Return the whole progress as text, ready to be kept as a file."""
        ordered = sorted(self.events.values(), key=lambda event: (event.time, event.id))
        kept = sorted(self.kept.values(), key=lambda kept: kept.item)
        data = ProgressFile(format=FORMAT, version=VERSION, learner=self.learner, events=ordered, kept=kept)
        return data.model_dump_json(indent=1)

    def refresh(self) -> None:
        """Take in what other notebooks have saved since."""
        if self.path is not None and self.path.exists():
            with suppress(CourseError, OSError, UnicodeDecodeError):
                self._add(parse(self.path.read_text(encoding="utf-8")))

    def save(self) -> bool:
        """Write the answers to disk; return whether that worked. On failure they stay in memory and `messages` says so."""
        if self.path is None:
            return False
        try:
            with _lock(self.path.with_suffix(".lock")):
                if self.path.exists():
                    self._load(self.path, may_rename=True)
                self._write()
        except TimeoutError:
            self._say("Another notebook is saving just now; this answer is kept here and is saved with your next one.")
            return False
        except OSError as error:
            self._say(
                f"Your answers could not be saved ({error.strerror or error}); they are kept while this notebook is open: "
                "use 'Download my progress' to keep them."
            )
            return False
        return True

    def _write(self) -> None:
        for stray in self.path.parent.glob(f"{self.path.stem}.*.tmp"):  # left by a notebook killed in mid-save
            stray.unlink()
        partial = self.path.with_name(f"{self.path.stem}.{os.getpid()}.tmp")
        with partial.open("w", encoding="utf-8") as stream:
            stream.write(self.export())
            stream.flush()
            os.fsync(stream.fileno())
        if self.path.exists():
            shutil.copyfile(self.path, self.path.with_suffix(".bak"))
        partial.replace(self.path)

    def _load(self, path: Path, *, may_rename: bool) -> bool:
        """Take in the answers of a file; return whether the file may be written from now on. A damaged one is set aside."""
        try:
            if path.exists():
                self._add(parse(_read(path), path.name), adopt=True)
                return True
            problem = f"{path.name} is missing"
        except NewerVersion as error:
            self._say(f"{error} Your new answers are kept beside it in progress-v{VERSION}.json.")
            return False
        except (CourseError, OSError, UnicodeDecodeError) as error:
            problem = (
                str(error).rstrip(".")
                if isinstance(error, CourseError)
                else f"{path.name} is damaged: it cannot be read as text"
            )
        kept = _set_aside(path) if may_rename and path.exists() else None
        restored = 0
        with suppress(CourseError, OSError, UnicodeDecodeError):
            restored = self._add(parse(_read(path.with_suffix(".bak"))), adopt=True)
        self._say(
            f"{problem};{f' it was kept as {kept},' if kept else ''} "
            f"{f'{restored} answers were restored from the backup copy' if restored else 'you start with an empty record'}."
        )
        return True

    def _add(self, other: ProgressFile, *, adopt: bool = False) -> int:
        new = {event.id: event for event in other.events if event.id not in self.events}
        self.events |= new
        for kept in other.kept:
            if kept.item not in self.kept or self.kept[kept.item].time < kept.time:
                self.kept[kept.item] = kept
        if adopt:
            self.learner = other.learner
        return len(new)

    def _say(self, sentence: str) -> None:
        if sentence not in self.messages:
            self.messages.append(sentence)


@cache
def my_progress() -> Progress:
    """Return the progress of the learner at this computer.

    It lives in `PEMPHIGUS_PROGRESS` if that is set; where Python runs in a browser, in the browser's storage; else in `progress/` of
    the course folder, else in the user's data folder.
    """
    if given := os.environ.get("PEMPHIGUS_PROGRESS"):
        return Progress([Path(given).expanduser()])
    if BROWSER:
        return Progress([DRIVE / "progress"] if DRIVE.is_dir() else [])
    from platformdirs import user_data_path

    base = files.ROOT if files.ROOT != files.PACKAGE / "_data" else Path.cwd()
    return Progress([base / "progress", user_data_path("pemphigus-course", appauthor=False)])


def _lock(path: Path) -> AbstractContextManager:
    """Return what keeps other processes from saving. Raises TimeoutError when entered while another one saves.

    A browser has no processes and no locks between pages; there an answer that another page's save just missed is saved with the next one.
    """
    if BROWSER:
        return nullcontext()
    from filelock import FileLock

    return FileLock(path, timeout=LOCK_SECONDS)


def _read(path: Path) -> str:
    if path.stat().st_size > BIGGEST:
        raise CourseError(
            f"{path.name} is larger than {BIGGEST // 1_000_000} MB, which no progress file of this course is."
        )
    return path.read_text(encoding="utf-8")


def _writable(folder: Path) -> bool:
    probe = folder / f".write-test-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def _set_aside(path: Path) -> str | None:
    for number in range(1, 100):
        kept = path.with_name(f"{path.stem}-damaged-{number}.json")
        if not kept.exists():
            with suppress(OSError):
                path.replace(kept)
                return kept.name
            return None
    return None
