"""The class poll: with the keyboard alone in JupyterLab, before a picture, and in a page without a kernel, as slides have it."""

import json
import re
import shutil
from html import escape

import pytest
from playwright.sync_api import expect

from pemphigus import content
from pemphigus.content import files
from pemphigus.widgets.quiz import ballot
from tests.browser.conftest import open_notebook
from tests.browser.looks import LAYOUT_IDS, LAYOUTS, folder, sticks_out, violations
from tests.browser.test_keyboard import Keyboard

CHOICE, NUMBER = "start-three-of-three", "presentation-nikolsky-number"
SEVERAL = next(item.id for item in content.question_bank().values() if item.kind == "multiple")


@pytest.fixture(scope="module")
def opened(browser, lab):
    shutil.rmtree(lab.progress, ignore_errors=True)
    notebook = open_notebook(browser, lab, "00-start-here")
    notebook.run_all()
    yield notebook
    notebook.close()


@pytest.fixture
def slide(page):
    """A page without a kernel that asks one question of each kind."""
    sheet = "".join(files.read_text(files.ASSETS / f"{part}.css") for part in ("kit", "quiz", "poll"))
    script = "".join(files.read_text(files.ASSETS / f"{part}.js") for part in ("kit", "poll"))
    places = ""
    for name in (CHOICE, SEVERAL, NUMBER):
        data = escape(json.dumps(ballot(content.question(name))))
        places += f'<section class="pv" aria-label="{name}"><div class="pv-panel" data-poll="{data}"></div></section>'
    page.set_content(
        f"<!doctype html><html lang='en'><title>Polls</title><style>{sheet}</style>"
        f"<body><main><h1>Polls</h1>{places}</main><script>{script}fillPolls()</script>"
    )
    return page


def ask(page, name):
    return page.get_by_role("region", name=name, exact=True)


def vote(poll, *counts):
    for field, count in zip(poll.locator("input").all(), counts, strict=True):
        field.fill(str(count))
    poll.get_by_role("button", name="Show the distribution").click()


def numbers_of(poll):
    return poll.locator(".pv-poll-number").all_inner_texts()


def test_two_votes_with_the_keyboard_alone(opened):
    keys = Keyboard(opened)
    poll = opened.page.get_by_role("region", name="Class poll")
    keys.go_to_cell("poll(")
    keys.tab_to("select|select-one|Question")
    keys.tab_to("One hand fewer: A")
    keys.nothing_leaked()
    keys.tab_to("A Close to 100 percent")
    keys.press(*["ArrowUp"] * 3)
    keys.tab_to("One hand more: B")
    keys.press("Space", "Enter")
    keys.press("Shift+Tab", "ArrowDown")
    expect(poll.locator(".pv-poll-total")).to_have_text("4 hands")
    keys.tab_to("D Any share")
    keys.page.keyboard.type("4")
    keys.tab_to("Show the distribution")
    keys.press("Space")
    assert numbers_of(poll) == ["3 hands (38%)", "1 hand (13%)", "0 hands (0%)", "4 hands (50%)"]
    expect(poll.get_by_role("status").last).to_have_text("Most hands: D, 4 of 8 (50%).")
    keys.tab_to("Ask again")
    keys.press("Enter")
    assert numbers_of(poll) == [] and "A Close to 100" in keys.here()
    keys.press("Tab")
    keys.tab_to("B Anything")
    keys.page.keyboard.type("6")
    keys.tab_to("D Any share")
    keys.page.keyboard.type("2")
    keys.tab_to("Show the distribution")
    keys.press("Enter")
    assert numbers_of(poll)[2:4] == ["1 hand (13%)", "6 hands (75%), +62 points"]
    assert "Right answer" not in poll.inner_text() and "✓" not in poll.inner_text(), "the key waits"
    keys.tab_to("Show the key")
    keys.press("Space")
    expect(poll.locator(".pv-result")).to_contain_text("The room said B")
    expect(poll.locator(".pv-poll-outcome")).to_contain_text(
        "Had it: 1 of 8 (13%) in the first vote, 6 of 8 (75%) in the second vote."
    )
    expect(poll.locator(".pv-option")).to_have_count(4)
    assert "Hide the key" in keys.here(), "the focus stays where it was"
    keys.tab_to("Start over")
    keys.press("Space")
    assert numbers_of(poll) == [] and poll.locator("input").first.input_value() == ""
    assert "A Close to 100" in keys.here()
    keys.press("Escape", "ArrowDown")


def test_the_room_opens_the_picture_and_answers_for_nobody(opened, lab):
    asked = opened.page.get_by_role("region", name=re.compile("^Predict: "))
    poll = asked.get_by_role("group", name=re.compile("^Class poll"))
    expect(poll).to_be_hidden()
    asked.locator("summary", has_text="Ask the class").click()
    expect(asked.locator("figure")).to_have_count(0)
    vote(poll, 3, 15, 1, 2)
    poll.get_by_role("button", name="Open the picture").click()
    expect(poll.locator(".pv-result")).to_contain_text("✓ Right")
    expect(poll.locator("figure img:visible")).to_have_count(1)
    expect(poll.locator(".pv-means")).to_contain_text("What it means.")
    expect(asked.get_by_role("button", name="Commit and see the picture")).to_be_visible()
    assert not [path for path in lab.progress.rglob("*.json") if CHOICE in path.read_text()]


def test_looks_in_the_notebook(opened):
    """One layout, answered; the page without a kernel is looked at in all of them, and every notebook's test looks at the rest."""
    page, (width, theme) = opened.page, LAYOUTS[2]
    opened.lay_out(width, theme)
    poll = page.get_by_role("region", name="Class poll")
    vote(poll, 9, 11, 4, 3)
    poll.get_by_role("button", name="Show the key").click()
    for name, part in (("poll", poll), ("gate", page.get_by_role("region", name=re.compile("^Predict: ")))):
        part.scroll_into_view_if_needed()
        part.screenshot(path=folder("poll", width, theme) / f"{name}.png")
    assert sticks_out(page, ".pv-panel") == []
    assert violations(page) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-3", "A: -3 is not a count; type a whole number from 0 to 1000."),
        ("2.5", "A: 2.5 is not a count"),
        ("1e", "A: this is not a count"),
        ("5000", "A: 5000 is not a count"),
        ("", "Type at least one count first."),
    ],
)
def test_an_impossible_count_gets_one_sentence(slide, typed, said):
    poll = ask(slide, CHOICE)
    first = poll.locator("input").first
    first.click()
    slide.keyboard.type(typed)
    poll.get_by_role("button", name="Show the distribution").click()
    expect(poll.locator(".pv-status-problem")).to_contain_text(said)
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-invalid", "true")
    assert numbers_of(poll) == []
    vote(poll, 1, 2, 0, 0)
    expect(first).not_to_have_attribute("aria-invalid", "true")
    assert numbers_of(poll)[:2] == ["1 hand (33%)", "2 hands (67%)"]


def test_several_answers_are_shares_of_the_people(slide):
    poll = ask(slide, SEVERAL)
    key = ballot(content.question(SEVERAL))["key"]
    count = len(content.question(SEVERAL).options)
    vote(poll, 20, *[21] * count)
    expect(poll.locator(".pv-status-problem")).to_contain_text("more than the 20 people in the room")
    vote(poll, 20, *[15 if n in key else 5 for n in range(count)])
    poll.get_by_role("button", name="Show the key").click()
    expect(poll.locator(".pv-result-right")).to_contain_text("✓ Right")
    assert numbers_of(poll) == ["15 hands (75%)" if n in key else "5 hands (25%)" for n in range(count)]


def test_a_split_room_was_not_right(slide):
    poll = ask(slide, CHOICE)
    vote(poll, 5, 5, 0, 0)
    poll.get_by_role("button", name="Show the key").click()
    expect(poll.locator(".pv-result-wrong")).to_contain_text("The room was split between A and B.")


def test_numbers_called_out_become_dots(slide):
    poll = ask(slide, NUMBER)
    field, show = poll.get_by_role("textbox"), poll.get_by_role("button", name="Show the distribution")
    for typed, said in [
        ("", "Type the numbers called out first"),
        ("12, thirty", "“thirty” is not a number"),
        ("12 130", "130 cannot be right here; type numbers from 0 to 100 (percent)."),
    ]:
        field.fill(typed)
        show.click()
        expect(poll.locator(".pv-status-problem")).to_contain_text(said)
        expect(poll.locator(".pv-poll-dot")).to_have_count(0)
    field.fill("12, 30, 30; 45%\n90")
    show.click()
    expect(poll.locator(".pv-poll-dot")).to_have_count(5)
    expect(poll.locator(".pv-poll-line, .pv-poll-band")).to_have_count(0)
    poll.get_by_role("button", name="Show the key").click()
    expect(poll.locator(".pv-result-right")).to_contain_text("The room said 30 percent")
    expect(poll.locator(".pv-poll-outcome")).to_contain_text("Had it: 3 of 5 (60%).")
    expect(poll.locator(".pv-poll-hollow")).to_have_count(2)


def test_keys_pressed_in_the_panel_turn_no_slide(slide):
    slide.evaluate("() => { window.heard = []; document.addEventListener('keydown', (e) => window.heard.push(e.key)) }")
    poll = ask(slide, CHOICE)
    poll.get_by_role("button", name="One hand more: A").focus()
    for key in ("Space", "Enter", "PageDown"):
        slide.keyboard.press(key)
    assert slide.evaluate("() => window.heard") == ["PageDown"]
    expect(poll.locator(".pv-poll-total")).to_have_text("2 hands")


@pytest.mark.parametrize(("width", "theme"), LAYOUTS, ids=LAYOUT_IDS)
def test_looks_without_a_kernel(slide, width, theme):
    slide.set_viewport_size({"width": width, "height": 1000})
    slide.evaluate(f"() => {{ document.body.dataset.jpThemeLight = {json.dumps(str('Light' in theme).lower())} }}")
    polls = [ask(slide, name) for name in (CHOICE, SEVERAL, NUMBER)]
    options = len(content.question(SEVERAL).options)
    for first in (True, False):
        vote(polls[0], *((9, 11, 4, 3) if first else (3, 20, 2, 2)))
        vote(polls[1], 25, *((18 - 3 * n if first else 22 - 5 * n) for n in range(options)))
        polls[2].get_by_role("textbox").fill(
            "5 10 50 50 60 75 90 90 90 25 30" if first else "38 " + "40 " * 30 + "35 30 90"
        )
        polls[2].get_by_role("button", name="Show the distribution").click()
        for poll in polls:
            poll.get_by_role("button", name="Ask again" if first else "Show the key").click()
    slide.locator("main").screenshot(path=folder("poll", width, theme) / "slide.png")
    assert sticks_out(slide, ".pv") == []
    assert violations(slide, inside=None) == []
