"""The evidence map by keyboard: every filled square stands for what Python counted, and opens to its claims."""

from pemphigus import content
from pemphigus.laboratories import evidence_map
from tests.browser.test_laboratory_twins import SET, bench  # noqa: F401


def test_squares_are_those_counted_and_open_to_their_claims(bench, page):  # noqa: F811
    data = evidence_map.data()
    bench("evidence-map", data)
    table = page.locator(".pv-lab-map")
    for who, ages in {"adults": {"adults"}, "all": {"children", "adults", "mixed"}, "children": {"children"}}.items():
        said = page.evaluate(SET, [0, who])
        filled = {(square["therapy"], square["design"]) for square in data["squares"] if square["age"] in ages}
        assert table.locator("button").count() == len(filled)
        assert table.locator(".pv-lab-empty").count() == len(data["therapies"]) * len(data["designs"]) - len(filled)
        assert f"randomized trials {len({name for name, design in filled if design == 'rct'})}" in said or who == "all"
    square = table.get_by_role("button", name="Rituximab, Case series: at most 27 children")
    square.press("Enter")
    assert square.get_attribute("aria-expanded") == "true"
    listed = table.locator(".pv-lab-listed")
    assert content.claim("rtx-vinay-cr-off").statement in listed.inner_text()
    assert listed.locator("a").first.get_attribute("href").startswith("https://")
    square.press("Enter")
    assert listed.count() == 0 and square.get_attribute("aria-expanded") == "false"
