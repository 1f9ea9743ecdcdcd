"""JupyterHub for a class on one server: `jupyterhub -f jupyterhub_config.py`. TEACHING.md explains it, `python course.py hub` tries it.

What differs between servers is given by environment variables:

COURSE_REPOSITORY     where learners get their own copy of the notebooks from: any git address
COURSE_AUTHENTICATOR  who may come in: `pam` (accounts of this server) or any other; `dummy` believes everybody and is for trials only
COURSE_SPAWNER        how servers start: `localprocess` (as that account) or any other; `simple` uses one account and is for trials only
COURSE_LEARNERS       names separated by spaces, or `everyone` for all whom the authenticator knows
"""

import os
from pathlib import Path
from urllib.parse import urlencode

from pemphigus.content import check_all

c = get_config()  # noqa: F821 - JupyterHub provides it

repository = os.environ.get("COURSE_REPOSITORY", "https://github.com/OWNER/childhood-pemphigus")
learners = os.environ.get("COURSE_LEARNERS", "")
spawner = os.environ.get("COURSE_SPAWNER", "localprocess")

c.JupyterHub.authenticator_class = os.environ.get("COURSE_AUTHENTICATOR", "pam")
c.JupyterHub.spawner_class = spawner
if learners == "everyone":
    c.Authenticator.allow_all = True
else:
    c.Authenticator.allowed_users = set(learners.split())

# Every start takes in the newest notebooks (nbgitpuller keeps what a learner changed) and opens the first one in JupyterLab.
first = f"lab/tree/{repository.rsplit('/', 1)[-1]}/notebooks/00-start-here.ipynb"
c.Spawner.default_url = f"/git-pull?{urlencode({'repo': repository, 'urlpath': first})}"

# The content is parsed once here instead of once by every learner, which would be a third of the work when a class begins.
os.environ["PEMPHIGUS_CACHE"] = str(Path.cwd() / "content-cache")
check_all()
c.Spawner.environment = {
    "PEMPHIGUS_CACHE": os.environ["PEMPHIGUS_CACHE"],
    # Beside the copy, not in it: a learner may delete and fetch the notebooks again and keeps all answers.
    "PEMPHIGUS_PROGRESS": "~/pemphigus-progress",
}

# Enough for six open notebooks. systemd, Docker and Kubernetes spawners enforce it; a plain local process is only told.
c.Spawner.mem_limit = "1G"
c.Spawner.start_timeout = 120  # seconds; a whole class starts at once
c.Spawner.http_timeout = 120
c.JupyterHub.concurrent_spawn_limit = 30  # more wait their turn

c.Spawner.args = [
    # Kernels talk through sockets in the learner's home. With network ports, two that start at the same moment may take each other's:
    # about one kernel in forty did not come up when a class began. A socket's path has at most 107 letters, 22 of them the learner's name.
    "--KernelManager.transport=ipc",
    # Memory comes back: a notebook that no window shows ends after half an hour, a server without notebooks after an hour.
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_interval=300",
    "--ServerApp.shutdown_no_activity_timeout=3600",
    # Nothing is fetched from elsewhere, and nothing is offered to install.
    "--LabApp.news_url=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]
if spawner == "simple" and os.geteuid() == 0:  # a trial in a container, where there is often no other account
    c.Spawner.args += ["--allow-root"]
