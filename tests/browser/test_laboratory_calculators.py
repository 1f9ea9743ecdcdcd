"""The calculators in the browser work out what Python works out, and refuse with the same sentence."""

import pytest
from playwright.sync_api import expect

from pemphigus.clinic import body, growth
from pemphigus.content import files
from pemphigus.errors import CourseError
from pemphigus.laboratories import calculators

ROWS = """() => Object.fromEntries([...document.querySelectorAll('.pv-lab-data tbody tr')].map(
  ({ children: [name, result] }) => [name.textContent, result.textContent]))"""
OPEN = """(data) => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  bench({ place, data, status: { say: () => {} }, kept: {}, keep: () => {} });
  document.querySelectorAll('details').forEach((part) => (part.open = true));
}"""
CHILDREN = [
    ("girl", 2, 85, 12), ("girl", 4.3, 101.5, 17.2), ("girl", 9, 128, 31), ("girl", 20, 170, 95), ("girl", 13.04, 150, 30),
    ("boy", 2.04, 88, 12.5), ("boy", 6, 115, 20), ("boy", 11.96, 140, 60), ("boy", 17, 190, 55), ("boy", 20, 178, 70),
]  # fmt: skip
REFUSED = [
    ("girl", 3, 95, 80), ("boy", 3, 95, 80), ("girl", 9, 80, 28), ("girl", 30, 160, 55), ("girl", 9, 1.28, 28), ("boy", 9, 128, 2800),
]  # fmt: skip


@pytest.fixture(scope="module")
def page(browser):
    """A bare page that knows nothing but the bench."""
    context = browser.new_context()
    page = context.new_page()
    for name in ("kit.js", "laboratory.js", "laboratories/calculators.js"):
        page.add_script_tag(content=files.read_text(files.ASSETS / name))
    page.evaluate(OPEN, calculators.data())
    yield page
    context.close()


def fill(page, sex, years, height, weight):
    page.get_by_role("combobox", name="Growth chart of").select_option(sex)
    for label, value in (
        ("Height a year ago, cm", ""),
        ("Age, years", years),
        ("Height, cm", height),
        ("Weight, kg", weight),
    ):
        page.get_by_label(label, exact=True).fill(str(value))
    page.wait_for_timeout(350)


@pytest.mark.parametrize("child", CHILDREN, ids=str)
def test_results_are_those_of_python(page, child):
    sex, years, height, weight = child
    fill(page, *child)
    shown = page.evaluate(ROWS)
    z = {name: growth.z_score(name, sex, years, value) for name, value in (("height", height), ("weight", weight))}
    assert shown["Body surface (Mosteller)"] == f"{body.mosteller(height, weight):.4f} m²"
    assert shown["Body surface (Haycock)"] == f"{body.haycock(height, weight):.4f} m²"
    for measure, value in z.items():
        assert float(shown[f"{measure.capitalize()}, z-score"]) == pytest.approx(value, abs=0.0001)
        assert float(shown[f"{measure.capitalize()}, percentile"]) == pytest.approx(growth.percentile(value), abs=0.06)


@pytest.mark.parametrize("child", REFUSED, ids=str)
def test_the_refusal_is_that_of_python(page, child):
    fill(page, *child)
    with pytest.raises(CourseError) as refusal:
        body.check_child(*child)
    expect(page.locator(".pv-lab-said")).to_have_text(f"No result. {refusal.value}")
    assert page.evaluate(ROWS) == {} and page.locator("[aria-invalid=true]").count() == 1


def test_a_score_waits_for_the_last_answer(page):
    result = page.get_by_role("status")
    for number in range(1, 10):
        page.get_by_label(f"Answer {number}", exact=True).select_option(str(number % 4))
    expect(result).to_contain_text("1 of 10 answers are missing")
    page.get_by_label("Answer 10").select_option("1")
    expect(result).to_contain_text("14 of 30 points: effect on the child's life very large (bands recalled")
