"""A class on one server: `python course.py hub [--learners 12]` lets learners in at once on JupyterHub and measures what they meet.

Every learner logs in, gets an own server and an own copy of the notebooks, opens notebook 06, runs it and answers its quiz. One more
learner does the same with a real browser. From what they needed follows the table of sizes for larger classes. `tests/test_hub.py` runs
the same code.
"""

import argparse
import json
import math
import os
import statistics
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import psutil
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from pemphigus.editions.books import DIST, write
from pemphigus.errors import CourseError
from tests.benchmarks.hub_browser import Look, look
from tests.benchmarks.hub_learner import Visit, visit
from tests.benchmarks.hub_server import Hub, running_hub

LOG = DIST / "hub.log"
MB = 1e6
WATCHER = "watcher"  # the learner with the real browser
WAIT = 120  # seconds a class may need from the login to the last cell, for the number of cores
SYSTEM = 1000  # MB kept for the operating system
CLASSES = [  # learners, the share of them who are there at the same time, what serves so many
    (30, 1.0, "one server: this configuration, or The Littlest JupyterHub (TLJH)"),
    (100, 0.5, "one larger server: TLJH, which is made for up to about 100 learners"),
    (1000, 0.2, "several servers: Zero to JupyterHub (Z2JH) on Kubernetes"),
]


@dataclass
class Needs:
    """What a learner's processes or the hub's own ones need: resident and proportional memory in MB, processor time in seconds."""

    resident: float = 0
    proportional: float = 0
    seconds: float = 0

    def add(self, process: psutil.Process) -> None:
        """Count one more process; memory that processes share is divided among them in `proportional`."""
        memory, times = process.memory_full_info(), process.cpu_times()
        self.resident += memory.rss / MB
        self.proportional += getattr(memory, "pss", memory.uss) / MB
        self.seconds += times.user + times.system


@dataclass
class Class:
    """What a class met and needed: by learner the server's and the kernel's needs, and those of hub and proxy."""

    visits: list[Visit]
    servers: dict[str, Needs]
    kernels: dict[str, Needs]
    hub: Needs
    look: Look | str | None = None  # a text says what went wrong in the browser

    @property
    def faults(self) -> list[str]:
        """Return what went wrong, one sentence each."""
        watcher = [f"{WATCHER}: {self.look}"] if isinstance(self.look, str) else []
        return [f"{one.learner}: {one.fault}" for one in self.visits if one.fault] + watcher

    def per_learner(self, what: str) -> float:
        """Return the mean need of a learner, server and kernel together."""
        return sum(getattr(part, what) for part in [*self.servers.values(), *self.kernels.values()]) / len(self.visits)


def main(words: list[str]) -> int:
    """Print what a class met and needed; return 1 when anybody met a failure."""
    options = argparse.ArgumentParser(prog="python course.py hub", description=__doc__.splitlines()[0])
    options.add_argument("--learners", type=int, default=12, help="how many log in at once (default 12)")
    learners = options.parse_args(words).learners
    if os.name == "nt" or learners < 1:
        print("JupyterHub does not run on Windows." if os.name == "nt" else "--learners must be 1 or more.")
        return 2
    load = psutil.getloadavg()[0]
    print(
        f"{learners} learners at once on {os.cpu_count()} cores, {psutil.virtual_memory().total / 1e9:.0f} GB; load before {load:.1f}"
    )
    try:
        with running_hub() as hub:
            seen = teach(hub, learners, browser=bool(os.environ.get("COURSE_BROWSER")))
            write(LOG, hub.log.read_text())
    except CourseError as problem:
        print(problem)
        return 1
    report(seen)
    if seen.faults:
        print(f"\nWhat the hub and the servers said stands in {LOG}.")
    return 1 if seen.faults else 0


def teach(hub: Hub, learners: int, *, browser: bool = False, visit: Callable[[Hub, str], Visit] = visit) -> Class:
    """Let learners in at once, and one more with a real browser if wished; return what they met and needed."""
    names = [f"learner{number:02d}" for number in range(1, learners + 1)]
    with ThreadPoolExecutor(learners) as room:
        coming: list[Future[Visit]] = [room.submit(visit, hub, name) for name in names]
        looked: Look | str | None = None
        if browser:
            try:
                with sync_playwright() as play:
                    looked = look(play, hub, WATCHER)
            except (PlaywrightError, AssertionError) as problem:
                looked = str(problem).splitlines()[0]
        visits = [one.result() for one in coming]
    for one in visits:
        one.fault = one.fault or mixed_up(hub, one, visits)
    servers, kernels, rest = {}, {}, Needs()
    for process in psutil.Process(hub.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):  # ended just now
            learner = process.environ().get("JUPYTERHUB_USER")
            if learner in names:
                part = kernels if "ipykernel_launcher" in process.cmdline() else servers
                part.setdefault(learner, Needs()).add(process)
            elif not learner:
                rest.add(process)
    rest.add(psutil.Process(hub.process.pid))
    return Class(visits, servers, kernels, rest, looked)


def mixed_up(hub: Hub, one: Visit, all_: list[Visit]) -> str:
    """Return what is wrong with a learner's progress file, if anything: it holds all own answers and nobody else's."""
    path = hub.answers_of(one.learner)
    kept = {event["id"] for event in json.loads(path.read_text())["events"]} if path.exists() else set()
    if missing := set(one.given) - kept:
        return f"{len(missing)} answers are missing in {path.name}"
    if foreign := kept - set(one.given):
        owners = [other.learner for other in all_ if foreign & set(other.given)]
        return f"{path.name} holds {len(foreign)} answers of somebody else ({', '.join(owners) or 'unknown'})"
    return ""


def report(seen: Class) -> None:
    """Print what a class met and needed, and what larger classes would need."""
    print(f"\nFailures: {len(seen.faults)} of {len(seen.visits)} learners")
    print(*(f"  {fault}" for fault in seen.faults), sep="\n", end="\n" if seen.faults else "")
    well = [one for one in seen.visits if not one.fault]
    if not well:
        return
    print("From the login, s                median   longest")
    for label, what in [
        ("own server is ready", "server"),
        ("kernel of notebook 06 is ready", "kernel"),
        ("all its cells have run", "cells"),
    ]:
        waits = [getattr(one, what) for one in well]
        print(f"  {label:30s} {statistics.median(waits):6.1f}   {max(waits):7.1f}")
    waits = sorted(1000 * wait for one in well for wait in one.answers)
    print(
        f"Answer to explanation, ms, {len(waits)} answers: median {statistics.median(waits):.0f}, p95 {waits[int(0.95 * len(waits))]:.0f}"
    )
    if seen.look:
        print(f"In a real browser meanwhile: {seen.look}")
    else:
        print("In a real browser meanwhile: left out, there is none here")
    print("\nNeeds                            resident, MB   shared divided, MB   processor, s")
    count = len(seen.visits)
    for label, parts in [("a server, mean", seen.servers), ("a kernel, mean", seen.kernels)]:
        row = [
            sum(getattr(part, what) for part in parts.values()) / count
            for what in ("resident", "proportional", "seconds")
        ]
        print(f"  {label:30s} {row[0]:12.0f} {row[1]:20.0f} {row[2]:14.1f}")
    print(f"  {'hub and proxy':30s} {seen.hub.resident:12.0f} {seen.hub.proportional:20.0f} {seen.hub.seconds:14.1f}")
    sizes(seen)


def sizes(seen: Class) -> None:
    """Print the table of sizes by a visible formula from what one learner needs, the hub's work for a learner included."""
    memory, hub = seen.per_learner("resident"), seen.hub.resident
    seconds = seen.per_learner("seconds") + seen.hub.seconds / len(seen.visits)
    print(f"\nMemory = learners x share x {memory:.0f} MB (resident) + {hub:.0f} MB hub and proxy + {SYSTEM} MB system")
    print(
        f"Cores = learners x share x {seconds:.1f} processor seconds / {WAIT} s in which all shall have run notebook 06"
    )
    print("Learners   share at once   memory, GB   cores   what serves")
    for learners, share, serves in CLASSES:
        size = (learners * share * memory + hub + SYSTEM) / 1000
        cores = math.ceil(learners * share * seconds / WAIT)
        print(f"{learners:8d}   {share:13.0%}   {size:10.1f}   {cores:5d}   {serves}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
