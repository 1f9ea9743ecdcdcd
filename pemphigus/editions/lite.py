"""The course with nothing installed: a folder of plain files in which Python runs inside the learner's browser (JupyterLite and Pyodide).

Everything is in the folder: no other address is asked for anything. `python -m pemphigus.editions.lite` makes it, `--serve` shows it.
"""

import argparse
import json
import shutil
import subprocess
import sys
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from pemphigus.content import files
from pemphigus.editions import books, wheels
from pemphigus.errors import CourseError

TITLE = "Pemphigus vulgaris treatment resistance in children"
APPS = ("lab", "notebooks", "tree")
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget")
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
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
        said = subprocess.run(command, cwd=source, capture_output=True, text=True)
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
    share = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    return {
        "apps": list(APPS),
        "contents": ["notebooks"],
        "federated_extensions": [str(share / name) for name in EXTENSIONS],
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


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing about each request, but remember it."""
        self.server.asked.append(self.path)

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:
        """Send a file; a page that was closed meanwhile is no fault."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)


def server(site: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a plain static server of a folder, on this computer only; port 0 takes any free one, `asked` lists the requests."""
    made = ThreadingHTTPServer(("127.0.0.1", port), partial(_Files, directory=site))
    made.asked = []
    return made


def main(words: list[str]) -> int:
    """Build the edition and, if asked to, serve it; return the exit status."""
    parser = argparse.ArgumentParser(prog="lite", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--pyodide",
        type=Path,
        help=f"folder or archive with the official Pyodide {wheels.PYODIDE}; else it is downloaded",
    )
    parser.add_argument("--serve", action="store_true", help="show the edition at http://127.0.0.1:8000")
    parser.add_argument(
        "--lock", action="store_true", help="for authors: choose the newest packages and write their lock"
    )
    chosen = parser.parse_args(words)
    if chosen.lock:
        wheels.lock()
    site = books.DIST / "site" / "lab"
    try:
        build(site, chosen.pyodide)
    except CourseError as problem:
        print(problem)
        return 1
    print(f"{site}: {size(site)}")
    if chosen.serve:
        print("Open http://127.0.0.1:8000 in a browser; Ctrl+C ends it.")
        server(site, 8000).serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
