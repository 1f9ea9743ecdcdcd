"""What the zero-install edition is made of: only named files are taken, each with its checksum, and nothing needed is left out."""

import io
import re
import tarfile
import tomllib
import zipfile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pemphigus.editions import lite, wheels
from pemphigus.errors import CourseError
from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# Read content and places of a computer; in the browser content comes parsed, and there is only one place.
NOT_IN_A_BROWSER = {"bibtexparser", "filelock", "platformdirs", "ruamel.yaml"}
OFFICIAL = dict(reversed(line.split()) for line in (wheels.HERE / "pyodide.lock").read_text().splitlines())
WORDS = b"not the official file"


def test_the_browser_has_every_dependency_in_an_admitted_version():
    lock = (wheels.HERE / "requirements.lock").read_text()
    found = dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", lock, re.MULTILINE))
    found |= dict(name.split("-")[:2] for name in OFFICIAL if name.endswith(".whl"))
    versions = {canonicalize_name(name): version for name, version in found.items()}
    for requirement in map(Requirement, PROJECT["dependencies"]):
        if requirement.name not in NOT_IN_A_BROWSER:
            assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)]), requirement


def test_the_lock_has_hashes_and_names_no_host():
    text = (wheels.HERE / "requirements.lock").read_text()
    assert not re.search(r"https?://|--index-url|--find-links|file:", text)
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()))


def archive(kind, place):
    """Write a folder, zip or tar archive with files of the right names and the wrong content."""
    made = place / f"pyodide.{kind}"
    if kind == "folder":
        made.mkdir()
        for name in OFFICIAL:
            (made / name).write_bytes(WORDS)
    elif kind == "zip":
        with zipfile.ZipFile(made, "w") as opened:
            for name in OFFICIAL:
                opened.writestr(f"pyodide/{name}", WORDS)
    else:
        with tarfile.open(made, "w") as opened:
            for name in OFFICIAL:
                member = tarfile.TarInfo(f"pyodide/{name}")
                member.size = len(WORDS)
                opened.addfile(member, io.BytesIO(WORDS))
    return made


@pytest.mark.parametrize("kind", ["folder", "zip", "tar"])
def test_a_file_with_another_checksum_is_refused(kind, tmp_path, monkeypatch):
    monkeypatch.setenv("PEMPHIGUS_CACHE", str(tmp_path / "cache"))
    with pytest.raises(CourseError) as told:
        lite.build(tmp_path / "site", archive(kind, tmp_path))
    assert re.fullmatch(
        r"pyodide\.\w+ does not hold the official pyodide\.mjs of Pyodide 314\.0\.3: .*--pyodide\.", str(told.value)
    )
    assert not (tmp_path / "site").exists() and not list((tmp_path / "cache" / "lite").iterdir())


def test_something_else_than_an_archive_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("PEMPHIGUS_CACHE", str(tmp_path / "cache"))
    with pytest.raises(CourseError, match="neither a folder nor an archive"):
        lite.build(tmp_path / "site", tmp_path / "missing.tar.bz2")


def test_a_repacked_wheel_says_so():
    assert wheels._tagged("numpy-2.4.3-cp314-cp314-x.whl") == "numpy-2.4.3-1course-cp314-cp314-x.whl"
