"""Shared by all tests: the course's own files, and no learner's progress touched."""

import json
from pathlib import Path

import pytest
from hypothesis import settings

from pemphigus import content

settings.register_profile("course", deadline=None)  # a busy computer is no fault of the code
settings.load_profile("course")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(autouse=True)
def _own_progress(tmp_path, monkeypatch):
    """Give every test its own empty progress folder."""
    from pemphigus.learning import progress

    monkeypatch.setenv("PEMPHIGUS_PROGRESS", str(tmp_path / "progress"))
    progress.my_progress.cache_clear()
    yield
    progress.my_progress.cache_clear()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The static site, made once for the whole run: all that is there to read, without the edition that runs in the browser."""
    from pemphigus.editions.site import build

    folder = tmp_path_factory.mktemp("site")
    build(folder, with_lab=False)
    return folder


def cells(path: Path, kind: str) -> list[str]:
    """Return the sources of a notebook's markdown or code cells."""
    return ["".join(cell["source"]) for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == kind]


def course_ids() -> list[str]:
    """Return the ids of the course's notebooks."""
    return [book.id for book in content.course().notebooks]
