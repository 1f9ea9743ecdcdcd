"""In Binder the strip at the top says that work is lost, and carries the progress file away and back, there and then."""

import json

import nbformat
import pytest
from playwright.sync_api import expect

from pemphigus.learning.place import IN_BINDER
from pemphigus.learning.progress import Progress
from tests.browser.conftest import open_notebook, start_server
from tests.browser.looks import LAYOUTS, folder, sticks_out, violations
from tests.unit.test_place import BINDER
from tests.unit.test_progress import answer

NAME = "06-rituximab"


@pytest.fixture(scope="module")
def binder(browser, tmp_path_factory):
    """The strip of a notebook in a JupyterLab whose environment is that of a Binder session."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in BINDER.items():
            patch.setenv(name, value)
        server = start_server("lab", tmp_path_factory.mktemp("binder"))
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f'from pemphigus import *\nstart("{NAME}")')])
    book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(book, server.folder / "strip.ipynb")
    opened = open_notebook(browser, server, "strip")
    opened.run_all()
    section = opened.page.get_by_role("region", name="This notebook")
    expect(section).to_be_visible(timeout=30_000)
    yield opened, section
    opened.close()
    server.process.terminate()


def test_progress_comes_back_and_goes_along(binder, tmp_path):
    _, strip = binder
    expect(strip).to_contain_text(IN_BINDER)
    expect(strip.locator(".pv-done")).to_contain_text("· 0 of ")
    mine = Progress([tmp_path / "mine"])
    event = answer(mine)
    bring = strip.get_by_label("Bring back a progress file")
    bring.set_input_files(mine.path)
    expect(strip.get_by_role("status").first).to_contain_text("1 new answer added")
    expect(strip.locator(".pv-done")).to_contain_text("· 1 of ")
    with strip.page.expect_download() as download:
        strip.get_by_role("button", name="Download my progress").click()
    assert download.value.suggested_filename == "progress.json"
    assert [kept["id"] for kept in json.loads(download.value.path().read_text())["events"]] == [event.id]
    (tmp_path / "other.json").write_text("{}")
    bring.set_input_files(tmp_path / "other.json")
    expect(strip.get_by_role("status").first).to_contain_text("Nothing was changed")


def test_looks(binder):
    opened, strip = binder
    assert opened.faults() == []
    for width, theme in LAYOUTS:
        opened.lay_out(width, theme)
        strip.screenshot(path=folder("place", width, theme) / "binder.png")
        assert sticks_out(strip.page, ".pv-opening") == []
        assert violations(strip.page) == []
