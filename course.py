"""Open, test or build the course with nothing but Python 3.11 or newer and git.

    python course.py                      open the course in JupyterLab
    python course.py test                 run all tests (--no-browser leaves out those that need a browser)
    python course.py voila [notebook]     open a notebook as a page without code, for the projector and for screen readers
    python course.py present              make slides, handouts and the instructor guide, in dist/classroom
    python course.py site                 make the static site in dist/site: to read, and to run with nothing installed (--serve shows it)
    python course.py build [notebook ...] for authors: complete, run and store notebooks
    python course.py benchmark            print how fast everything is; or one part: course, engine (virtual child), lite (static edition)
    python course.py calibrate            compare the virtual child with published results (--search N looks for better parameters)
    python course.py hub                  for teachers' servers: let 12 learners in at once on JupyterHub and measure (--learners N)

On Windows write `py course.py`. The first call sets up a private environment in .venv; later calls go straight on. Further words after
the command are handed on, for example `python course.py --no-browser --port 9000`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "tests" / "requirements.lock"
FIRST = "notebooks/00-start-here.ipynb"
TOOLS = {  # command: the module that does it, and whether it needs a browser
    "voila": ("pemphigus.editions.live", False),
    "present": ("pemphigus.editions.classroom", True),
    "site": ("pemphigus.editions.site", True),
    "build": ("tests.tools.build_notebooks", False),
    "calibrate": ("tests.tools.calibrate", False),
    "hub": ("tests.benchmarks.hub", False),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def main(words: list[str]) -> int:
    """Do what the first word asks for; return the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older Python learns what is missing
        print(
            f"The course needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install a newer Python and call again."
        )
        return 1
    command, rest = (words[0], words[1:]) if words and not words[0].startswith("-") else ("open", words)
    if (command in {"help", "open"} and {"-h", "--help"} & set(rest)) or command == "help":
        print(__doc__)
        return 0
    actions = {"open": open_course, "test": test, "benchmark": benchmark, **{name: tool(name) for name in TOOLS}}
    if command not in actions:
        print(
            f"There is no command '{command}'; use one of: {', '.join(actions)}. `python course.py --help` explains them."
        )
        return 2
    try:
        return actions[command](rest)
    except subprocess.CalledProcessError as error:
        print(
            f"\nStopped: `{' '.join(map(str, error.cmd))}` ended with status {error.returncode}; its own words stand above."
        )
        return 1
    except KeyboardInterrupt:
        return 130


def open_course(rest: list[str]) -> int:
    """Open the first notebook in JupyterLab."""
    set_up(LOCK)
    options = [
        f"--ServerApp.root_dir={ROOT}",
        "--LabApp.news_url=",  # nothing is fetched from a network while the course runs
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # in a container there is often no other user
        options.append("--allow-root")
    return subprocess.call([PYTHON, "-m", "jupyterlab", FIRST, *options, *rest], cwd=ROOT)


def test(rest: list[str]) -> int:
    """Run lint, import layers, unit and content tests, nbval over all notebooks, and the browser tests; report all that failed."""
    with_browser = "--no-browser" not in rest
    set_up(TEST_LOCK)
    checks: dict[str, list[str | Path]] = {
        "lint": ["-m", "ruff", "check", "."],
        "format": ["-m", "ruff", "format", "--check", "."],
        "import layers": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
        "unit and content tests": ["-m", "pytest", "tests", "--ignore=tests/browser", "--numprocesses=auto"],
        "notebooks (nbval)": nbval(),
    }
    if with_browser:
        checks["browser tests"] = [
            "-m",
            "pytest",
            "tests/browser",
            "--tracing=off",
            "--numprocesses=auto",
            "--maxprocesses=4",
        ]
        if not browser():
            print(
                "No browser can be had here: install Chromium, or call again with --no-browser to leave these tests out."
            )
            return 1
    failed = []
    for name, check in checks.items():
        print(f"\n== {name}", flush=True)
        if subprocess.call([PYTHON, *check], cwd=ROOT, env=environment()) != 0:
            failed.append(name)
    left_out = "" if with_browser else " (browser tests left out)"
    print(f"\nFAILED: {', '.join(failed)}{left_out}" if failed else f"\nAll tests passed{left_out}.")
    return 1 if failed else 0


def nbval() -> list[str]:
    """Return the command that runs every notebook and compares its stored text outputs."""
    sanitize = f"--nbval-sanitize-with={ROOT / 'tests' / 'sanitize.cfg'}"
    return [
        "-m",
        "pytest",
        "--nbval",
        "notebooks",
        sanitize,
        "--nbval-cell-timeout=120",
        "--nbval-current-env",
        "-p",
        "no:playwright",
    ]


def tool(name: str) -> Callable[[list[str]], int]:
    """Return what starts one of TOOLS with the words that follow its name."""

    def start(rest: list[str]) -> int:
        module, needs_browser = TOOLS[name]
        set_up(TEST_LOCK)
        if needs_browser and not browser():
            print(f"`{name}` needs a browser, and none can be had here: install Chromium.")
            return 1
        return subprocess.call([PYTHON, "-m", module, *rest], cwd=ROOT, env=environment())

    return start


def benchmark(rest: list[str]) -> int:
    """Print how fast the course and the virtual child are, beside other ways; only the course needs a browser."""
    set_up(TEST_LOCK)
    if rest != ["engine"] and not browser():
        print(
            "The benchmark of the course needs a browser, and none can be had here: install Chromium, or add the word engine."
        )
        return 1
    return subprocess.call([PYTHON, "-m", "tests.benchmarks.run", *rest], cwd=ROOT, env=environment())


def set_up(lock: Path) -> None:
    """Make the environment hold what the lock names; do nothing when it does already."""
    stamp = VENV / f"{lock.parent.name}-{lock.name}.stamp"
    wanted = f"{hashlib.sha256(lock.read_bytes()).hexdigest()} {sys.version} {ROOT}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up in {VENV} (once, about a minute) ...", flush=True)
    venv.EnvBuilder(with_pip=True, clear=not PYTHON.exists()).create(VENV)
    quiet = ["--quiet", "--disable-pip-version-check"]
    uv = [PYTHON, "-m", "pip", "install", *quiet, "uv>=0.5,<1"]
    if subprocess.call(uv) == 0:
        subprocess.check_call(
            [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock]
        )
    else:  # slower, and needs nothing more
        subprocess.check_call([PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock])
    library = subprocess.check_output(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    (Path(library) / "pemphigus-course.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    settings = VENV / "share" / "jupyter" / "lab" / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "assets" / "jupyterlab-overrides.json", settings / "overrides.json")
    subprocess.check_call([PYTHON, "-c", "from pemphigus.content import check_all; check_all()"], cwd=ROOT)
    stamp.write_text(wanted, encoding="utf-8")


def environment() -> dict[str, str]:
    """Return the environment of the tests: the browser found, and the project's own modules."""
    found = find_browser()
    return {**os.environ, **({"COURSE_BROWSER": found} if found else {})}


def find_browser() -> str | None:
    """Return an installed Chromium, Chrome or Edge, if any."""
    return next(
        (path for path in [*map(shutil.which, BROWSERS), *BROWSER_PLACES] if path and Path(path).exists()), None
    )


def browser() -> bool:
    """Return whether a browser can be used: an installed one, else Debian's package, else Playwright's download."""
    if find_browser():
        return True
    if shutil.which("apt-get"):
        rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
        packages = ["chromium", "fonts-dejavu-core"]
        print("Installing Debian's chromium ...", flush=True)
        subprocess.call([*rights, "apt-get", "update", "-qq"])
        install = [*rights, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        if subprocess.call(install, stdout=subprocess.DEVNULL) == 0 and find_browser():
            return True
    print("Downloading Playwright's own Chromium ...", flush=True)
    return subprocess.call([PYTHON, "-m", "playwright", "install", "chromium"]) == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
