"""A JupyterLab, a Notebook 7 and a Voila for the tests, each with its own settings, and a browser that cannot leave this computer."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route
from xdist.scheduler import LoadScopeScheduling

from tests.conftest import ROOT

FLAGS = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
READY = """() => {
  const kernel = window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === 'connected' && kernel?.status === 'idle';
}"""
# In Voila the page is ready when every code cell shows something.
LIVE = (
    "() => [...document.querySelectorAll('[cell-index]')].every((part) => part.querySelector('.jp-OutputArea-output'))"
)
FAULTS = '[data-mime-type="application/vnd.jupyter.error"], [data-mime-type="application/vnd.jupyter.stderr"]'


class ByPage(LoadScopeScheduling):
    """Shares the tests among workers by the page they have open: a notebook in test_every_notebook, elsewhere the whole file."""

    def _split_scope(self, nodeid: str) -> str:
        notebook = re.search(r"\d\d-[a-z-]+", nodeid.partition("test_every_notebook.py")[2])
        return notebook[0].partition("-chromium")[0] if notebook else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    """Return how two workers share the browser tests."""
    return ByPage(config, log)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the browser that was found, quietly and without calling home."""
    found = os.environ.get("COURSE_BROWSER")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "args": [*FLAGS.split(), *root],
        **({"executable_path": found} if found else {}),
    }


@dataclass
class Server:
    """A running front end. `folder` holds copies of the notebooks, `network` the log of refused connections, `progress` the answers."""

    url: str
    app: str
    folder: Path
    network: Path
    progress: Path
    process: subprocess.Popen

    def address(self, notebook: str) -> str:
        """Return where a notebook opens, in a fresh workspace."""
        if self.app == "lab":
            return f"{self.url}/lab/workspaces/t{time.time_ns()}/tree/{notebook}.ipynb?reset"
        return f"{self.url}/{'voila/render' if self.app == 'voila' else 'notebooks'}/{notebook}.ipynb"


def start_server(app: str, home: Path) -> Server:
    """Start `app` ("lab", "notebook" or "voila") with its own settings under `home`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = home / "notebooks"
    shutil.copytree(ROOT / "notebooks", folder)
    shutil.copy(ROOT / "tests" / "gallery.ipynb", folder)
    names = "JUPYTER_CONFIG_DIR JUPYTER_DATA_DIR JUPYTER_RUNTIME_DIR IPYTHONDIR JUPYTERLAB_SETTINGS_DIR JUPYTERLAB_WORKSPACES_DIR"
    own = {name: str(home / name.lower()) for name in names.split()}
    network, progress = home / "network.log", home / "progress"
    paths = os.pathsep.join([str(ROOT / "tests" / "browser" / "guard"), str(ROOT)])
    environment = {
        **os.environ,
        **own,
        "PEMPHIGUS_PROGRESS": str(progress),
        "PYTHONPATH": paths,
        "COURSE_NETWORK_LOG": str(network),
    }
    log = (home / "server.log").open("w")
    command = [sys.executable, "-m", *start_command(app, port, folder)]
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    server = Server(f"http://127.0.0.1:{port}", app, folder, network, progress, process)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{server.url}/{'' if app == 'voila' else 'api'}", timeout=2)
            return server
        except OSError:
            time.sleep(0.2)
    process.terminate()
    raise RuntimeError(f"{app} did not start:\n{(home / 'server.log').read_text()[-2000:]}")


def start_command(app: str, port: int, folder: Path) -> list[str]:
    """Return the module of a front end and the options that make it serve `folder`, quietly, without a password."""
    if app == "voila":
        return ["pemphigus.editions.live", "--no-browser", f"--port={port}", f"--Voila.root_dir={folder}"]
    quiet = ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    return [
        "jupyterlab" if app == "lab" else "notebook",
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}",
        f"--{'LabApp' if app == 'lab' else 'JupyterNotebookApp'}.expose_app_in_browser=True",
        *(quiet if app == "lab" else []),
    ]


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab for the whole run."""
    server = start_server("lab", tmp_path_factory.mktemp("lab"))
    yield server
    server.process.terminate()


@pytest.fixture(scope="session")
def notebook7(tmp_path_factory):
    """A Notebook 7 for the whole run."""
    server = start_server("notebook", tmp_path_factory.mktemp("notebook7"))
    yield server
    server.process.terminate()


@pytest.fixture(scope="session")
def voila(tmp_path_factory):
    """A Voila for the whole run."""
    server = start_server("voila", tmp_path_factory.mktemp("voila"))
    yield server
    server.process.terminate()


@dataclass
class Opened:
    """A notebook in the browser. `outside` are the requests that tried to leave this computer, `complaints` the console's errors."""

    page: Page
    name: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def run_all(self) -> None:
        """Run every cell and wait until the last one is done."""
        self.page.evaluate(
            "() => { window.allRun = false;"
            " window.jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.allRun = true }) }"
        )
        self.page.wait_for_function("() => window.allRun", timeout=120_000)
        self.page.wait_for_function(READY, timeout=60_000)
        self.page.wait_for_timeout(500)

    def close(self) -> None:
        """Stop the kernel, so that the next learner meets a fresh one, and close the window."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        self.page.context.close()

    def faults(self) -> list[str]:
        """Return the texts of error and stderr outputs."""
        return [fault.inner_text() for fault in self.page.locator(FAULTS).all()]

    def lay_out(self, width: int, theme: str) -> None:
        """Make the window `width` wide and so high that a cell fits, in one theme, and give a narrow window to the notebook alone."""
        self.page.set_viewport_size({"width": width, "height": 3200})
        open_side = self.page.locator("#jp-left-stack").is_visible()
        if open_side == (width < 600):
            self.page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")
        self.page.evaluate(f"() => window.jupyterapp.commands.execute('apputils:change-theme', {{theme: '{theme}'}})")
        self.page.wait_for_function(f"() => document.body.dataset.jpThemeName === '{theme}'", timeout=10_000)
        self.page.wait_for_timeout(500)


def open_notebook(browser: Browser, server: Server, name: str, width: int = 1280, height: int = 900) -> Opened:
    """Open a notebook in a new window from which nothing can leave this computer."""
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = Opened(context.new_page(), name)

    def gate(route: Route) -> None:
        if route.request.url.startswith((server.url, "data:", "blob:")):
            route.continue_()
        else:
            opened.outside.append(route.request.url)
            route.abort()

    context.route("**/*", gate)
    opened.page.on("console", lambda said: opened.complaints.append(said.text) if said.type == "error" else None)
    opened.page.goto(server.address(name), wait_until="domcontentloaded")
    opened.page.wait_for_function(LIVE if server.app == "voila" else READY, timeout=60_000)
    return opened
