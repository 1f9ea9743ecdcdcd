"""The course as live pages without code, for the projector and for screen readers: `python course.py voila [notebook]`.

Voila runs the notebooks, one kernel for each open page; the template assets/editions/voila makes them pages with landmarks. Further options
are Voila's own, for example `--Voila.ip=0.0.0.0` to let other computers in (all of them then share one progress file).
"""

import argparse
import os
import sys
import threading
import webbrowser
from typing import Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.app import Voila

from pemphigus import content
from pemphigus.content import files
from pemphigus.editions import books
from pemphigus.errors import CourseError, unknown

IDLE = 3600  # seconds after which the kernel of a page that nobody has open is stopped
BROWSER_SIDE = ["anywidget", "@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]


class CourseKernels(KernelSpecManager):
    """The kernel is this Python, whatever else is installed, and answers an unforeseen error with one line, without traceback."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the kernel of the course, for any name."""
        quiet = ["--InteractiveShell.xmode=Minimal", "--log-level=ERROR"]
        return KernelSpec(**get_kernel_dict(extra_arguments=quiet, python_arguments=["-Wignore"]))


def main(words: list[str]) -> int:
    """Serve the course until it is stopped; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python course.py voila", description="Open the notebooks as pages without code."
    )
    parser.add_argument("notebook", nargs="?", help="the page to open first, for example 06-rituximab")
    parser.add_argument("--port", type=int, default=8866)
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    given, others = parser.parse_known_args(words)
    if given.notebook and given.notebook not in books.names():
        raise unknown("notebook", given.notebook, books.names())
    # Voila looks for templates in Jupyter's data folders: ours is one more.
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(books.TEMPLATES), os.environ.get("JUPYTER_PATH")]))
    app = Voila(config=configuration(given.port), config_file_paths=[])
    app.initialize(others)
    IOLoop.current().add_callback(announce, app, given.notebook, browser=not given.no_browser)
    app.start()
    return 0


def configuration(port: int) -> Config:
    """Return the settings of the server."""
    config = Config()
    config.Voila.root_dir = str(files.NOTEBOOKS)
    config.Voila.port = port
    config.Voila.open_browser = False  # `announce` opens the page that was asked for
    config.Voila.log_level = "ERROR"
    config.VoilaConfiguration.template = "course"
    config.VoilaConfiguration.classic_tree = True  # the first page is a plain template
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"  # the page itself changes its theme
    config.VoilaConfiguration.progressive_rendering = True  # the prose at once, the live parts as they are ready
    config.VoilaConfiguration.show_tracebacks = True  # there are none: see CourseKernels and CourseError
    config.VoilaConfiguration.kernel_spec_manager_class = CourseKernels
    config.VoilaConfiguration.extension_allowlist = BROWSER_SIDE
    config.VoilaConfiguration.page_config_hook = with_course
    config.VoilaConfiguration.prelaunch_hook = let_go
    config.MappingKernelManager.cull_idle_timeout = IDLE
    return config


def with_course(page_config: dict[str, Any], base_url: str, notebook_path: str, **_: Any) -> dict[str, Any]:
    """Add what the templates say about the course, and about the notebook's neighbors, to a page's settings."""
    course = content.course()
    pages = [
        {
            "name": f"{book.id[:2]} · {book.title}",
            "about": book.about,
            "minutes": book.minutes,
            "address": address(base_url, book.id),
        }
        for book in course.notebooks
    ]
    here = next((n for n, book in enumerate(course.notebooks) if notebook_path == f"{book.id}.ipynb"), None)
    page_config["course"] = {
        "title": course.title,
        "caution": course.not_for_treatment,
        "home": base_url,
        "books": pages,
        "here": notebook_path if here is None else pages[here]["name"],
        "previous": pages[here - 1] if here else None,
        "next": pages[here + 1] if here is not None and here + 1 < len(pages) else None,
    }
    return page_config


def let_go(request: JupyterHandler, **_: Any) -> None:
    """Give a page the token with which it stops its kernel when it is left; Voila wants one and never hands it out (its issue 1458)."""
    _ = request.xsrf_token  # being read, it is set as a cookie


def address(base_url: str, notebook: str) -> str:
    """Return where the page of a notebook is."""
    return url_path_join(base_url, "voila", "render", f"{notebook}.ipynb")


def announce(app: Voila, notebook: str | None, *, browser: bool) -> None:
    """Say where the course is, once the server listens, and open it."""
    url = address(app.connection_url, notebook) if notebook else app.connection_url
    print(f"The course is at {url}\nLeave this window open; Ctrl and C end it.", flush=True)
    if browser:
        threading.Thread(target=webbrowser.open, args=[url], daemon=True).start()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CourseError as problem:
        sys.exit(str(problem))
