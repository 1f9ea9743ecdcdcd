"""Where the course is open, as far as it decides how long answers last.

BinderHub gives every session it starts the address it was launched from and the repository; Pyodide, which runs JupyterLite's Python,
calls its platform emscripten. A learner's own computer and a JupyterHub keep files, so nothing is said there.
"""

import os
import sys
from collections.abc import Mapping

BINDER = ("BINDER_LAUNCH_HOST", "BINDER_REPO_URL")
IN_BINDER = (
    "This is Binder: your answers are lost when it shuts down, after a few minutes without use, "
    "so download your progress before you leave and bring it back next time."
)
IN_BROWSER = (
    "Your answers are kept in this browser on this computer only and are lost when its data are cleared or a private window is closed, "
    "so download your progress to keep it or to go on elsewhere."
)


def lasting(environment: Mapping[str, str] | None = None, platform: str | None = None) -> str:
    """Return what a learner must know about how long answers last here; nothing where they simply stay."""
    if (platform or sys.platform) == "emscripten":
        return IN_BROWSER
    if any((os.environ if environment is None else environment).get(name) for name in BINDER):
        return IN_BINDER
    return ""
