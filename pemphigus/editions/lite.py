"""The course with nothing installed: a folder of plain files in which Python runs inside the learner's browser (JupyterLite and Pyodide).

Everything is in the folder: no other address is asked for anything. `python course.py site` makes it as a part of the static site.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from pemphigus.content import files
from pemphigus.editions import wheels
from pemphigus.errors import CourseError

TITLE = "Pemphigus vulgaris treatment resistance in children"
APPS = ("lab", "notebooks", "tree")
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")  # of the course's own environment
KERNEL = f"{wheels.KERNEL_NAME}:kernel"
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
        shutil.copytree(
            files.NOTEBOOKS,
            source / "notebooks",
            ignore=lambda _, names: [n for n in names if not n.endswith(".ipynb")],
        )
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


def _finish(page: Path) -> None:
    """Give a page of JupyterLite its language and title."""
    text = page.read_text(encoding="utf-8")
    for old, new in (("<html>", '<html lang="en">'), ("<title>JupyterLite</title>", f"<title>{TITLE}</title>")):
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
        "appName": TITLE,
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
