"""The course with nothing installed: a folder of plain files in which Python runs inside the learner's browser (JupyterLite and Pyodide).

Everything is in the folder: no other address is asked for anything. `python course.py site` makes it as a part of the static site.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from pemphigus import content
from pemphigus.editions import books, wheels
from pemphigus.errors import CourseError

APPS = ("lab", "notebooks", "tree")
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")  # of the course's own environment
KERNEL = f"{wheels.KERNEL_NAME}:kernel"
HOW_TO_RUN = (
    "Not run yet, so answers are folded away below each question. "
    "Press Run All Cells, above, and the questions and pictures become live; Python first needs a moment to start in your browser."
)
SITE_PACKAGES = "/lib/python3.14/site-packages"  # in the browser


def build(target: Path, pyodide: Path | None = None) -> None:
    """Make the edition in the folder `target`, from clean.

    `pyodide`: see wheels.browser_python. Raises CourseError when a file of it is missing, or JupyterLite does not build.
    """
    shutil.rmtree(target, ignore_errors=True)
    with TemporaryDirectory() as place:
        source = Path(place)
        packages = wheels.browser_python(source / "static" / "pyodide", pyodide)
        shutil.copy(wheels.HERE / "overrides.json", source)
        for name in books.names():
            books.write(source / "notebooks" / f"{name}.ipynb", nbformat.writes(_notebook(name)))
        _write(
            source / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": _settings(packages)}
        )
        _write(source / "jupyter_lite_config.json", {"LiteBuildConfig": _plan(target)})
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", source, "--debug"]
        apart = {**os.environ, "PYTHONPATH": str(wheels.tools())}
        said = subprocess.run(command, cwd=source, env=apart, capture_output=True, text=True)
        if said.returncode:
            raise CourseError(f"JupyterLite could not be built; it said: {said.stdout[-2000:]}{said.stderr[-2000:]}")
    shutil.copy(wheels.HERE / "index.html", target)
    shutil.copy(target / "lab" / "favicon.ico", target)
    for app in APPS:
        _finish(target / app / "index.html")


def address(name: str) -> str:
    """Return where in the edition a notebook opens.

    Each has its own workspace: JupyterLab opens again what was open before, and would start one Python for each notebook visited.
    """
    return f"lab/index.html?path={name}.ipynb&workspace={name}"


def _notebook(name: str) -> nbformat.NotebookNode:
    book = books.read(name)
    for output in (output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs):
        if html := output.get("data", {}).get("text/html"):
            output.data["text/html"] = re.sub(r'(?<=<p class="pv-run">).*?(?=</p>)', HOW_TO_RUN, html)
    return book


def _finish(page: Path) -> None:
    """Give a page of JupyterLite its language and title."""
    text = page.read_text(encoding="utf-8")
    for old, new in (
        ("<html>", '<html lang="en">'),
        ("<title>JupyterLite</title>", f"<title>{content.course().title}</title>"),
    ):
        text = text.replace(old, new, 1)
    page.write_text(text, encoding="utf-8")


def _plan(target: Path) -> dict:
    ours = Path(sys.prefix) / wheels.EXTENSIONS
    return {
        "apps": list(APPS),
        "contents": ["notebooks"],
        "federated_extensions": [str(wheels.tools() / wheels.KERNEL), *(str(ours / name) for name in EXTENSIONS)],
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(target.resolve()),
    }


def _settings(packages: list[str]) -> dict:
    return {
        "appName": content.course().title,
        "exposeAppInBrowser": True,  # for the tests
        "disabledExtensions": ["@jupyterlab/apputils-extension:announcements"],
        "litePluginSettings": {
            KERNEL: {
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    "packages": packages,
                    "env": {"PEMPHIGUS_CACHE": f"{SITE_PACKAGES}/pemphigus/_data/parsed"},
                },
            }
        },
    }


def _write(path: Path, data: dict) -> None:
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")


def size(site: Path) -> str:
    """Return in words how large the edition is."""
    every = [path for path in site.rglob("*") if path.is_file()]
    return f"{len(every)} files, {sum(path.stat().st_size for path in every) / 1e6:.1f} MB"
