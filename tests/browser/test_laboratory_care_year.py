"""The year around one child in the browser: the same weeks as Python, and a calendar file that another program can read."""

import re
from datetime import date, timedelta
from itertools import combinations

import pytest

from pemphigus.content import files
from pemphigus.laboratories import care_year

OPEN = """([data, drugs, visits]) => {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  bench({ place, data, status: { say: () => {} }, kept: { drugs, visits }, keep: () => {} });
}"""
ROWS = """() => [...document.querySelectorAll('.pv-lab-data tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))"""


@pytest.fixture(scope="module")
def page(browser):
    """A bare page that knows nothing but the bench."""
    context = browser.new_context()
    page = context.new_page()
    for name in ("kit.js", "laboratory.js", "laboratories/care-year.js"):
        page.add_script_tag(content=files.read_text(files.ASSETS / name))
    yield page
    context.close()


def opened(page, drugs: list[str], visits: int = care_year.USUAL_VISITS) -> None:
    page.evaluate(OPEN, [care_year.data(), drugs, visits])
    page.wait_for_function("() => document.querySelector('.pv-lab-data tbody tr')")


def test_the_plan_of_the_browser_is_that_of_python(page):
    names = list(care_year.drugs())
    choices = [[], names, *([one] for one in names), *map(list, combinations(names[:5], 3))]
    for number, drugs in enumerate(choices):
        visits = care_year.VISITS[number % len(care_year.VISITS)]
        opened(page, drugs, visits)
        shown = {row[0]: (row[1], row[4]) for row in page.evaluate(ROWS)}
        expected = {
            care_year.checks()[line.check].name: (
                ", ".join(map(str, line.weeks)) or "nobody says when",
                care_year.AUTHORITY[care_year.basis_of(line)][1],
            )
            for line in care_year.year(drugs, visits)
        }
        ready = {care_year.checks()[item.check].name for item in care_year.ready(drugs)}
        assert {name: row for name, row in shown.items() if name not in ready} == expected
        assert all(shown[name][0] == "at any illness" for name in ready)


def test_the_calendar_file_follows_rfc_5545(page):
    """Lines end with CRLF and hold at most 75 octets; every event has its own UID, a stamp and a day; unfolded, it says what is due."""
    opened(page, list(care_year.drugs()))
    page.evaluate("() => (document.querySelector('details').open = true)")
    page.get_by_label("First dose on").fill("2027-01-04")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Calendar file (.ics)").click()
    raw = waiting.value.path().read_bytes()
    assert waiting.value.suggested_filename.endswith(".ics") and raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    lines = raw.decode().replace("\r\n ", "").splitlines()
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[2].startswith("PRODID:")
    assert lines[-1] == "END:VCALENDAR"

    events = [dict(line.split(":", 1) for line in event.splitlines()) for event in _events("\n".join(lines))]
    weeks = sorted({week for line in care_year.year(list(care_year.drugs())) for week in line.weeks})
    days = [date(2027, 1, 4) + timedelta(weeks=week) for week in weeks]
    assert [event["DTSTART;VALUE=DATE"] for event in events] == [f"{day:%Y%m%d}" for day in days]
    assert len({event["UID"] for event in events}) == len(events)
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]) for event in events)
    start = next(event for event in events if event["DTSTART;VALUE=DATE"] == "20270104")
    assert r"IgG\, IgA\, IgM: pediatrician." in start["DESCRIPTION"]
    assert start["DESCRIPTION"].endswith(r"\nFor learning\, not for treating patients.")


def _events(text: str) -> list[str]:
    return re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", text, re.DOTALL)
