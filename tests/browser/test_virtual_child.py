"""The virtual child's panel in JupyterLab: by keyboard and by pointer, in four layouts, and with nothing hidden from axe."""

import re

import nbformat
import pytest
from playwright.sync_api import expect

from pemphigus.content import simulation
from pemphigus.model.endpoints import NAMES
from pemphigus.widgets.virtual_child import TITLE, VirtualChild
from tests.browser.conftest import open_notebook
from tests.browser.looks import LAYOUT_IDS, LAYOUTS, folder, sticks_out, unfold, violations
from tests.browser.test_keyboard import Keyboard, front_end  # noqa: F401 - a fixture: JupyterLab, then Notebook 7

SETTLED = 700  # ms until what changed has been put into words


def write(server, name, scenes):
    cells = [nbformat.v4.new_code_cell("from pemphigus import *")]
    cells += [nbformat.v4.new_code_cell(f'virtual_child("{scene}")') for scene in scenes]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(book, server.folder / f"{name}.ipynb")


def panel_of(opened, scene):
    return opened.page.get_by_role("region", name=f"{TITLE}: {simulation.scene(scene).title}")


@pytest.fixture(scope="module")
def every_scene(browser, lab):
    """All scenes below each other."""
    write(lab, "virtual-child", simulation.scenes())
    opened = open_notebook(browser, lab, "virtual-child")
    opened.run_all()
    yield opened
    opened.close()


@pytest.fixture
def steroid(browser, lab):
    """One scene, fresh."""
    write(lab, "steroid", ["steroid"])
    opened = open_notebook(browser, lab, "steroid", height=1600)
    opened.run_all()
    yield opened, panel_of(opened, "steroid")
    opened.close()


def picture(panel):
    """Return what is drawn: the paths of the curves."""
    return panel.locator("svg .line").evaluate_all("(paths) => paths.map((path) => path.getAttribute('d')).join()")


def test_by_keyboard(browser, front_end):  # noqa: F811
    write(front_end, "steroid", ["steroid"])
    opened = open_notebook(browser, front_end, "steroid", height=1600)
    opened.run_all()
    panel = panel_of(opened, "steroid")
    keys = Keyboard(opened)
    steps = panel.locator(".pv-vc-steps > li")
    expect(panel.locator(".pv-vc-points")).to_contain_text(NAMES["control"])
    keys.go_to_cell("virtual_child(")
    keys.tab_to("input|range")
    drawn = picture(panel)
    keys.press(*["ArrowRight"] * 3)
    expect(panel.locator(".pv-vc-value").first).to_have_text("1.3")
    assert picture(panel) != drawn
    keys.nothing_leaked()
    keys.tab_to("checkbox|Cells insensitive")
    drawn = picture(panel)
    keys.press("Space")
    keys.page.wait_for_timeout(SETTLED)
    assert picture(panel) != drawn
    assert "score begins at" in panel.get_by_role("status").inner_text(), "what changed is announced"
    keys.nothing_leaked()
    keys.tab_to("input|range")
    keys.press(*["ArrowRight"] * 5)
    keys.page.wait_for_timeout(SETTLED)
    assert panel.get_by_role("status").inner_text().startswith("Day 5: PDAI")
    keys.tab_to("summary||Why?")
    keys.press("Enter")
    expect(panel.locator(".pv-vc-why")).to_contain_text("In this model")
    keys.tab_to("More:")
    keys.press("Enter")
    keys.tab_to("Add this therapy", most=90)
    keys.press("Enter")
    expect(steps).to_have_count(2)
    assert keys.here().startswith("input|number"), "the focus is on the new step"
    keys.nothing_leaked()
    keys.tab_to("Remove 2")
    keys.press("Enter")
    expect(steps).to_have_count(1)
    assert "Therapy to add" in keys.here()
    assert opened.faults() == []
    opened.close()


def test_by_pointer(steroid):
    opened, panel = steroid
    page = opened.page
    panel.scroll_into_view_if_needed()
    drawn = picture(panel)
    dose = panel.get_by_label("Prednisone, mg/kg a day")
    box = dose.bounding_box()
    page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    page.wait_for_timeout(100)
    assert picture(panel) != drawn and float(dose.input_value()) > 1.5
    # A therapy is moved along the timeline
    grip = panel.locator("svg .hit").first.bounding_box()
    page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(grip["x"] + 140, grip["y"] + 10, steps=6)
    page.mouse.up()
    page.wait_for_timeout(SETTLED)
    assert panel.locator("svg .hit").first.bounding_box()["x"] > grip["x"] + 80
    panel.locator("summary", has_text="More:").click()
    day = panel.get_by_label("Day", exact=True).first
    assert int(day.input_value()) > 20
    # A day is read by pointing at the curves
    svg = panel.locator("svg").bounding_box()
    page.mouse.click(svg["x"] + svg["width"] / 2, svg["y"] + svg["height"] * 0.6)
    expect(panel.locator(".pv-vc-day .pv-vc-value")).not_to_have_text(re.compile("^0 of"))
    # A second plan is laid over the first
    panel.get_by_role("switch", name="Compare with a second plan").check()
    expect(panel.locator("svg")).to_contain_text("Plan B")
    assert panel.locator("svg .plan-b").count() >= 3
    panel.get_by_role("button", name="Start again").click()
    expect(panel.locator("svg")).not_to_contain_text("Plan B")
    page.wait_for_timeout(100)
    assert picture(panel) == drawn
    assert opened.faults() == [] and opened.complaints == []


def test_bad_input_gets_one_sentence_and_the_picture_stays(steroid):
    opened, panel = steroid
    panel.locator("summary", has_text="More:").click()
    status, drawn = panel.get_by_role("status"), picture(panel)
    dose = panel.get_by_label("Dose (mg/kg a day)")
    for wrong, said in (("-1", "not -1."), ("99", "not 99."), ("", "mg/kg a day.")):
        dose.fill(wrong)
        expect(status).to_contain_text(said)
        assert status.is_visible() and status.inner_text().startswith(
            "The dose of prednisone must be a number from 0 to"
        )
        assert picture(panel) == drawn and dose.get_attribute("aria-invalid") == "true"
    dose.fill("1")
    expect(status).not_to_contain_text("must be")
    panel.get_by_label("Day", exact=True).fill("365")
    expect(status).to_contain_text("Prednisone on day 365 lies after the last day")
    assert picture(panel) == drawn
    panel.get_by_label("Day", exact=True).fill("1.5")
    expect(status).to_contain_text("whole number")
    panel.get_by_label("Day", exact=True).fill("30")
    opened.page.wait_for_timeout(100)
    assert picture(panel) != drawn
    assert opened.complaints == []


def test_end_points_and_reasons_of_every_scene(every_scene):
    """What is marked is named, and "Why?" has two to five sentences."""
    for name in simulation.scenes():
        panel = panel_of(every_scene, name)
        panel.locator("summary", has_text="Why?").click()
        sentences = panel.locator(".pv-vc-why p")
        expect(sentences.first).to_have_text("In this model:")
        assert 2 <= sentences.count() - 1 <= 5
        text = panel.locator(".pv-vc-why").inner_text()
        assert not re.search(r"NaN|undefined|Infinity|null", text), text
        listed = panel.locator(".pv-vc-points li").all_inner_texts()
        reached = [point for told in VirtualChild(name).told() for point in told.points]
        assert [re.sub(r"^\d+\s*", "", text) for text in listed] == [f"{NAMES[p.id]} day {p.day}" for p in reached]
        assert panel.locator("svg .mark").count() == (len(listed) if "pdai" in simulation.scene(name).curves else 0)
        label = panel.locator("svg").get_attribute("aria-label")
        assert label.startswith("Teaching model.") and "score begins at" in label
        expect(panel.locator("svg")).to_contain_text("Teaching model")
        panel.locator("summary", has_text="Why?").click()


@pytest.mark.parametrize(("width", "theme"), LAYOUTS, ids=LAYOUT_IDS)
def test_looks(every_scene, width, theme):
    """Screenshots to be looked at; nothing is wider than its place, and axe finds nothing, closed or open."""
    page = every_scene.page
    every_scene.lay_out(width, theme)
    shots = folder("virtual-child", width, theme)
    for name in simulation.scenes():
        panel = panel_of(every_scene, name)
        panel.scroll_into_view_if_needed()
        page.wait_for_timeout(150)
        panel.screenshot(path=shots / f"{name}.png")
    unfold(page, ".pv-vc")
    page.wait_for_timeout(SETTLED)
    wide = sticks_out(page, ".pv-vc .pv-panel", ".pv-scroll")
    found = violations(page)
    unfold(page, ".pv-vc", open_=False)
    assert wide == [], "something is wider than its place"
    assert found == []
    assert every_scene.outside == [] and every_scene.faults() == []
