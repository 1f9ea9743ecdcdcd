"""One truth for dependencies: pyproject.toml. The locks and environment.yml follow it, and all of them install."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec
from ruamel.yaml import YAML

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUN = [Requirement(line) for line in PROJECT["dependencies"]]
LAB = [Requirement(line) for line in PROJECT["optional-dependencies"]["lab"]]
TEST = [Requirement(line) for part in ("test", "editions", "hub") for line in PROJECT["optional-dependencies"][part]]
ENVIRONMENT = YAML(typ="safe").load(ROOT / "environment.yml")
CONDA = [line for line in ENVIRONMENT["dependencies"] if isinstance(line, str)]
PIP = next(part["pip"] for part in ENVIRONMENT["dependencies"] if isinstance(part, dict))
IN_BINDER_TOO = {"nbval", "pytest"}  # so that the notebooks can be checked where they are opened
CONDA_NAMES = {"matplotlib": "matplotlib-base"}


def pinned(lock: Path) -> dict[str, list[str]]:
    """Return the pinned versions of a lock by name; a package has several where Python versions differ."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", lock.read_text(), re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def test_environment_yml_follows_pyproject():
    wanted = {
        CONDA_NAMES.get(requirement.name, requirement.name): str(requirement.specifier)
        for requirement in [*RUN, *LAB, *(item for item in TEST if item.name in IN_BINDER_TOO)]
    }
    given = {
        Requirement(line).name: str(Requirement(line).specifier)
        for line in [*CONDA, *PIP]
        if "=" in line and "python=" not in line
    }
    assert given == wanted
    assert "python=3.12" in CONDA and "pip" in CONDA and "-e ." in PIP


@pytest.mark.parametrize("line", CONDA)
def test_conda_understands_every_line(line):
    assert MatchSpec(line, strict=True).name is not None


def test_repo2docker_takes_environment_yml():
    """Without Docker only the recipe can be seen: the right builder, our file, our Python, our postBuild."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    recipe = said.stdout + said.stderr
    assert "Building conda environment for python=3.12" in recipe
    copied, updated = (
        recipe.index("COPY --chown=0:0 src/"),
        recipe.index('env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"'),
    )
    assert copied < updated, "the course itself is there when `-e .` is installed"
    assert updated < recipe.index("RUN ./postBuild")


@pytest.mark.parametrize(
    ("lock", "wanted"), [("requirements.lock", [*RUN, *LAB]), ("tests/requirements.lock", [*RUN, *LAB, *TEST])]
)
def test_locks_hold_what_pyproject_asks_for(lock, wanted):
    versions = pinned(ROOT / lock)
    for requirement in wanted:
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement.name} is missing in {lock}"
        assert all(requirement.specifier.contains(version, prereleases=True) for version in found), requirement


def test_both_locks_agree():
    run, test = pinned(ROOT / "requirements.lock"), pinned(ROOT / "tests/requirements.lock")
    assert {name: test[name] for name in run} == run


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/requirements.lock"])
def test_locks_have_hashes_and_name_no_host(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?://|--index-url|--find-links|file:", text)
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_pip_part_installs(tmp_path):
    """The lines that conda hands to pip, the course itself among them, install and can be imported with their content."""
    lines = [line if line != "-e ." else str(ROOT) for line in PIP]
    install = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path), *lines]
    subprocess.run(install, check=True, timeout=300)
    code = "import pemphigus.content as c; print(c.files.CONTENT, c.check_all()['claims'])"
    said = subprocess.check_output(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {code}"], text=True
    )
    assert str(tmp_path) in said and int(said.split()[-1]) >= 500


def test_the_version_and_the_address_are_the_same_everywhere():
    import pemphigus

    citation = (ROOT / "CITATION.cff").read_text()
    assert pemphigus.__version__ == PROJECT["version"] == re.search(r"^version: (.+)$", citation, re.MULTILINE)[1]
    address = PROJECT["urls"]["Repository"]
    assert address in citation
    slug = address.removeprefix("https://github.com/")
    readme = (ROOT / "README.md").read_text()
    assert f"mybinder.org/v2/gh/{slug}/" in readme and address in readme
