"""The evidence map by keyboard: a square opens to its claims, and every filled square stands for what Python counted."""

from playwright.sync_api import expect

from pemphigus import content
from pemphigus.laboratories import evidence_map
from tests.browser.hands import Hands
from tests.browser.test_laboratories import guess, opened  # noqa: F401


def test_a_square_opens_to_its_claims(opened):  # noqa: F811
    laboratory, data = content.laboratory("evidence-map"), evidence_map.data()
    question = content.prediction(laboratory.prediction)
    page, keys = opened.page, Hands(opened.page)
    panel = page.get_by_role("region", name=f"Laboratory: {laboratory.title}: {question.ask}")
    again = panel.get_by_role("button", name="Predict again")
    expect(panel.locator(".pv-locked").or_(again).first).to_be_visible()
    if again.count():  # answered by an earlier test: the progress file remembers
        again.press("Enter")
    guess(keys, panel, question, right=True)
    table = panel.locator(".pv-lab-map")
    for who, ages in {"children": {"children"}, "all": {"children", "adults", "mixed"}}.items():
        panel.locator("[data-main]").select_option(who)
        filled = {(square["therapy"], square["design"]) for square in data["squares"] if square["age"] in ages}
        assert table.locator("button").count() == len(filled)
        assert table.locator(".pv-lab-empty").count() == len(data["therapies"]) * len(data["designs"]) - len(filled)
    panel.locator("[data-main]").select_option("children")
    square = table.get_by_role("button", name="Rituximab, Case series: at most 27 children")
    square.press("Enter")
    assert square.get_attribute("aria-expanded") == "true"
    listed = table.locator(".pv-lab-listed")
    assert content.claim("rtx-vinay-cr-off").statement in listed.inner_text().replace("\n", " ")
    assert listed.locator("a").first.get_attribute("href").startswith("https://")
    square.press("Enter")
    assert listed.count() == 0 and square.get_attribute("aria-expanded") == "false"
