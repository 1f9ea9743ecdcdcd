"""The body map with keys only: what the browser adds up is what the engine adds up, and the guess for a child is kept."""

import json
import re

import nbformat
from playwright.sync_api import expect

from pemphigus.clinic import pdai
from pemphigus.laboratories import body_map
from tests.browser.conftest import open_notebook
from tests.browser.hands import Hands

GIVEN = {"skin-ears": 1.6, "skin-nose": 10, "skin-rest-of-face": 1.3}  # the first sites of the list


def test_points_given_with_the_keyboard_are_added_as_the_engine_does(browser, lab):
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    progress = lab.folder / "map-progress"  # its own, whatever other tests answered
    source = f"import os\nos.environ['PEMPHIGUS_PROGRESS'] = {str(progress)!r}\nfrom pemphigus import laboratory\nlaboratory('body-map')"
    cells = [nbformat.v4.new_code_cell(source)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), lab.folder / "map.ipynb")
    notebook = open_notebook(browser, lab, "map", height=1600)
    notebook.run_all()
    page, keys = notebook.page, Hands(notebook.page)
    page.locator(".pv-stem").focus()
    keys.tab_to("input|text")
    page.keyboard.type("9")
    keys.tab_to("guessing")
    keys.press("Space")
    keys.tab_to("Commit and open the laboratory")
    keys.press("Enter")
    bench = page.locator(".pv-bench")
    keys.tab_to("|Child")
    children = list(body_map.patients())
    keys.press(*["ArrowDown"] * children.index("bilal"))

    grades = list(pdai.grades(pdai.SKIN))
    keys.tab_to("|Site (or click")
    for position, points in enumerate(GIVEN.values()):
        keys.press(*(["ArrowDown"] if position else []), "Tab", *["ArrowDown"] * grades.index(points))
        page.keyboard.press("Shift+Tab")
    score = pdai.total(GIVEN)
    expect(bench.get_by_text("of 250 = skin")).to_contain_text(
        f"Activity {score.activity:g} of 250 = skin {score.skin:g} + scalp 0"
    )
    expect(bench.get_by_role("img").first).to_have_attribute(
        "aria-label",
        re.compile(rf"Activity {score.activity:g} of 250, damage 0 of 13\. Points: Ears 1\.6, Nose \(skin\) 10, Rest"),
    )

    keys.tab_to("Compare with the reference")
    keys.press("Enter")
    reference = body_map.patients()["bilal"].score()
    expect(bench).to_contain_text(f"You {score.activity:g}, reference {reference.activity:g}")
    page.wait_for_timeout(500)
    kept = json.loads((progress / "progress.json").read_text())["kept"]
    assert {"points": GIVEN, "damage": []} in [row["value"] for row in kept]
    assert notebook.faults() == []
    notebook.close()
