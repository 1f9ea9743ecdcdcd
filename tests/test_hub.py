"""A class on one server: three learners at once on a real JupyterHub meet no failure, and failures are counted when there are any."""

import json
import os
import re
import shutil
from urllib.parse import parse_qs, urlsplit

import nbformat
import psutil
import pytest
from traitlets.config import PyFileConfigLoader

from tests.benchmarks.hub import mixed_up, report, teach
from tests.benchmarks.hub_learner import Visit, visit
from tests.benchmarks.hub_server import CONFIG, PROXY_VERSION, Hub, alive, running_hub
from tests.conftest import ROOT
from tests.test_dependencies import PROJECT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="JupyterHub does not run on Windows")
LEARNERS = 3
TEACHING = (ROOT / "TEACHING.md").read_text()


@pytest.fixture(scope="module")
def hub():
    """A hub whose repository also holds a notebook that kills its kernel; nothing of it is left afterwards."""
    with running_hub() as running:
        yield running
        family = psutil.Process(running.process.pid).children(recursive=True)
    assert [one for one in family if alive(one)] == []


@pytest.fixture(scope="module")
def seen(hub):
    return teach(hub, LEARNERS)


def test_nobody_meets_a_failure(seen):
    assert seen.faults == []
    for one in seen.visits:
        assert len(one.answers) == len(one.given) >= 5, "the whole quiz was answered"
        assert 0 < one.server < one.kernel < one.cells


def test_everybody_has_an_own_record(hub, seen):
    kept = [json.loads(hub.answers_of(one.learner).read_text()) for one in seen.visits]
    assert len({file["learner"] for file in kept}) == LEARNERS
    assert [[event["id"] for event in file["events"]] for file in kept] == [one.given for one in seen.visits]


def test_no_kernel_can_take_the_port_of_another(hub, seen):
    """Kernels that start at the same moment may be given the same network port; sockets in their own home cannot collide."""
    files = [*hub.homes.glob("*/.local/share/jupyter/runtime/kernel-*.json")]
    assert len(files) >= LEARNERS and {json.loads(file.read_text())["transport"] for file in files} == {"ipc"}


def test_what_it_takes_is_measured_and_printed(seen, capsys):
    for part in (seen.servers, seen.kernels):
        assert len(part) == LEARNERS
        assert all(needs.resident > 50 and needs.seconds > 0.5 for needs in part.values())
    report(seen)
    said = capsys.readouterr().out
    assert f"Failures: 0 of {LEARNERS} learners" in said
    assert re.search(r"^ +1000 +20% +\d+\.\d +\d+ +.*Zero to JupyterHub", said, re.MULTILINE)


def test_a_kernel_that_dies_is_counted(hub, capsys):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os; os._exit(1)")])
    nbformat.write(book, hub.repository / "notebooks" / "doomed.ipynb")
    hub.commit("A notebook that kills its kernel")
    seen = teach(hub, 1, visit=lambda where, learner: visit(where, learner, "doomed"))
    assert seen.faults == ["learner01: running code cell 1 of doomed: the kernel died"]
    report(seen)
    assert "Failures: 1 of 1 learners" in capsys.readouterr().out


def test_answers_in_the_wrong_place_are_counted(tmp_path):
    hub = Hub("", tmp_path, tmp_path, tmp_path, None)
    ada, bob = Visit("ada", given=["a1", "a2"]), Visit("bob", given=["b1"])

    def keep(learner: str, *events: str) -> None:
        hub.answers_of(learner).parent.mkdir(parents=True, exist_ok=True)
        hub.answers_of(learner).write_text(json.dumps({"events": [{"id": event} for event in events]}))

    keep("ada", "a1", "a2")
    assert mixed_up(hub, ada, [ada, bob]) == ""
    keep("ada", "a1")
    assert mixed_up(hub, ada, [ada, bob]) == "1 answers are missing in progress.json"
    keep("ada", "a1", "a2", "b1")
    assert mixed_up(hub, ada, [ada, bob]) == "progress.json holds 1 answers of somebody else (bob)"
    shutil.rmtree(hub.answers_of("ada").parent)
    assert mixed_up(hub, ada, [ada, bob]) == "2 answers are missing in progress.json"


def test_the_link_for_learners_pulls_the_course_and_opens_its_first_notebook(tmp_path, monkeypatch):
    """The link in TEACHING.md asks for the same as the configuration does at every start."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEMPHIGUS_CACHE", str(tmp_path))
    config = PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()
    (link,) = re.findall(r"https://\S+/hub/user-redirect(/git-pull\S+)", TEACHING)
    for address in (urlsplit(link), urlsplit(config.Spawner.default_url)):
        asked = parse_qs(address.query)
        repository = PROJECT["urls"]["Repository"]
        folder, _, notebook = asked["urlpath"][0].removeprefix("lab/tree/").partition("/")
        assert address.path == "/git-pull" and asked["repo"] == [repository] and set(asked) == {"repo", "urlpath"}
        assert folder == repository.rsplit("/", 1)[-1], "nbgitpuller calls the copy after the last part of the address"
        assert (ROOT / notebook).is_file()


def test_nobody_comes_in_uninvited(tmp_path, monkeypatch):
    """Trial settings are never the default, and the proxy that is named for servers is the tested one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PEMPHIGUS_CACHE", str(tmp_path))
    config = PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()
    assert (config.JupyterHub.authenticator_class, config.JupyterHub.spawner_class) == ("pam", "localprocess")
    assert config.Authenticator == {"allowed_users": set()} and "--allow-root" not in config.Spawner.args
    assert f"configurable-http-proxy@{PROXY_VERSION}" in TEACHING
