"""What is special to two benches: the browser's IgG is that of Python, and a kept guess meets theory and finding."""

import re
import shutil

import nbformat
import pytest
from playwright.sync_api import expect

from pemphigus.laboratories import compensation, wash_out
from pemphigus.model.igg import levels
from tests.browser.conftest import open_notebook
from tests.browser.test_every_notebook import answer


@pytest.fixture(scope="module")
def opened(browser, lab):
    """A notebook with both laboratories, run and answered."""
    shutil.rmtree(lab.progress, ignore_errors=True)  # a learner who has answered nothing yet
    cells = [
        nbformat.v4.new_code_cell(code)
        for code in ("from pemphigus import laboratory", 'laboratory("wash-out")', 'laboratory("compensation")')
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), lab.folder / "removal.ipynb")
    notebook = open_notebook(browser, lab, "removal", height=1600)
    notebook.run_all()
    yield notebook
    notebook.close()


def bench_of(opened, title):
    panel = opened.page.get_by_role("region", name=re.compile(f"^Laboratory: {title}"))
    answer(panel)
    bench = panel.locator(".pv-bench")
    bench.wait_for()
    return bench


def test_the_browser_solves_the_same_equations(opened):
    """Day by day in the data table, for each of the three ways, to the printed tenth of a percent."""
    bench = bench_of(opened, "Wash it out")
    days, values = wash_out.SHOWN, wash_out.values()
    first = wash_out.FIRST
    plans = {
        "exchange": levels(
            values, days["exchange"], exchange={n * first["every"]: first["volumes"] for n in range(first["times"])}
        ),
        "ivig": levels(values, days["ivig"], ivig={0: 2.0}),
        "fcrn": levels(values, days["fcrn"], fcrn=(0, 7 * first["weeks"], first["blocked"])),
    }
    bench.locator("summary", has_text="Data table").click()
    for way, course in plans.items():
        bench.get_by_label("Way").select_option(way)
        expect(bench.locator("tbody th").last).to_contain_text(
            {"exchange": "third", "ivig": "four", "fcrn": "repeated"}[way]
        )
        rows = [row for row in bench.locator("tbody tr").all_inner_texts() if row.startswith("day")]
        assert len(rows) >= 12
        for row in rows:
            day, after, blood, tissue, igg = re.match(
                r"day (\d+)(, after)?\s+([\d.]+)%\s+([\d.]+)%.*IgG ([\d.]+)", row, re.DOTALL
            ).groups()
            at = (course.day == int(day)).nonzero()[0][-1 if after else 0]
            assert float(blood) == pytest.approx(100 * course.plasma[at], abs=0.051)
            assert float(tissue) == pytest.approx(100 * course.tissue[at], abs=0.051)
            assert float(igg) == pytest.approx(course.igg[at], abs=0.051)
    assert opened.faults() == []


def test_the_six_patients(opened, lab):
    """Guess as the theory says: five are met, the honest exception is not; the drawing follows the patient."""
    bench = bench_of(opened, "Desmoglein compensation")
    names = {choice["id"]: choice["name"] for choice in compensation.data()["expected"]}
    bench.get_by_role("button", name="Keep my guess").click()
    expect(bench.locator(".pv-status-problem")).to_contain_text("Choose where you expect blisters first")
    for patient in compensation.patients():
        bench.get_by_label(names[compensation.theory(patient)], exact=True).check()
        bench.get_by_role("button", name="Keep my guess").click()
        expect(bench.locator(".pv-result")).to_contain_text(
            "✓" if patient.id != "lea" else "The theory says: Mouth and skin, deep"
        )
        assert bench.locator(".pv-lab-why li").count() == len(names)
        profile = compensation.profiles()[patient.profile]
        expect(bench.get_by_role("img")).to_have_attribute("aria-label", re.compile(f"^{profile.name}"))
        if patient.id != "lea":
            bench.get_by_role("button", name="Next patient").click()
    expect(bench).to_contain_text("All 6 guesses kept: you met 5, the theory 5.")
    assert '"all"' in (lab.progress / "progress.json").read_text()
    assert opened.faults() == []
