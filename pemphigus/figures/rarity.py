"""Figures of notebook 01: how rare, how dangerous."""

from math import nan

from pemphigus.figures.charts import Row, bars, figure_of, intervals, share_row
from pemphigus.figures.picture import Picture
from pemphigus.laboratories import how_rare
from pemphigus.synthesis.certainty import POPULATION
from pemphigus.synthesis.rarity import MILLION, expected_cases

PER_MILLION = 10  # from per 100,000


def incidence() -> Picture:
    """Return new cases per million people and year, with 95% confidence intervals."""
    world, asia, britain = "pv-incidence-global-meta", "pv-incidence-southern-asia-meta", "pv-incidence-uk-gp-2008"

    def row(label: str, claim: str, key: str, population: str, times: int = 1) -> Row:
        low, high = figure_of(claim, "ci95")
        value = figure_of(claim, key) * times
        return Row(label, value, low * times, high * times, population, f"{value:g}")

    rows = [
        row("World, studies pooled", world, "incidence_per_million_person_years", "mixed"),
        row("Southern Asia, studies pooled", asia, "incidence_per_million_person_years", "mixed"),
        row("Britain, practice records", britain, "incidence_per_100000_person_years", "adults", PER_MILLION),
    ]
    return Picture(
        figure=intervals(rows, xlabel="new cases per million people and year, 95% interval", xlim=(0, 10)),
        alt="About 2.83 new cases per million people and year worldwide, 4.94 in Southern Asia with a long "
        "interval, and 7 in Britain.",
        caption="All ages pooled, and adults in Britain, whose figures per 100,000 were turned into figures per "
        "million here. None of the rows is about children alone.",
        columns=["Place", "Who", "Per million and year", "95% interval"],
        rows=[[r.label, POPULATION[r.population], r.said, f"{r.low:g} to {r.high:g}"] for r in rows],
        claims=[world, asia, britain],
    )


def published_children() -> Picture:
    """Return how many children each review of the literature could gather; the reviews overlap."""
    reviews = [
        ("By 1985, childhood", "childhood-pv-deaths-1985", "reports"),
        ("By 1999, children", "childhood-pv-one-fatal-of-46", "cases"),
        ("By 2010, juvenile", "juvenile-pv-47-cases-2010", "cases"),
        ("By 2011, under 12 years", "childhood-pv-33-cases-age", "cases"),
        ("2014 to 2024, juvenile", "juvenile-pv-37-cases-2014-2024", "cases"),
        ("1969 to 2024, pediatric", "pediatric-pv-104-cases-no-guideline", "cases"),
    ]
    rows = [
        Row(label, figure_of(claim, key), None, None, "children", str(figure_of(claim, key)))
        for label, claim, key in reviews
    ]
    return Picture(
        figure=bars(rows, xlabel="published children gathered by the review", xlim=(0, 120)),
        alt="Six reviews gathered between 31 and 104 published children with pemphigus vulgaris, 47 juvenile "
        "cases by 2010.",
        caption="Children and adolescents. The reviews overlap and use different age limits: never add them. A "
        "second reading did not find the review of 2014 to 2024 again.",
        columns=["Review", "Children"],
        rows=[[row.label, row.said] for row in rows],
        claims=[claim for _, claim, _ in reviews],
    )


def deaths_in_children() -> Picture:
    """Return the historic mortality one review names beside the deaths counted in published children."""
    historic = "pediatric-pv-historic-mortality"
    low, high = figure_of(historic, "untreated_mortality_percent")
    counted = [
        ("Known in 1985", "childhood-pv-deaths-1985", "reports"),
        ("Known in 1999", "childhood-pv-one-fatal-of-46", "cases"),
        ("Under 12, known in 2011", "childhood-pv-death-2011", "n"),
    ]
    rows = [
        share_row(label, figure_of(claim, "deaths"), figure_of(claim, total), "children")
        for label, claim, total in counted
    ]
    stated = Row("Without diagnosis and treatment, one review", nan, low, high, "children", f"{low} to {high}%")
    return Picture(
        figure=intervals(
            ["Stated", stated, "Counted, published children", *rows],
            xlabel="died, 95% interval or range as printed",
            xlim=(0, 100),
            unit="%",
        ),
        alt="One review states that 70 to 100 percent of untreated children died, while 3 of 31, 1 of 46 and 1 "
        "of 33 deaths were counted among published children, most of them treated.",
        caption="The three counts overlap and must not be added; most published children were treated.",
        columns=["Source", "Deaths"],
        rows=[[row.label, row.said] for row in [stated, *rows]],
        claims=[historic, *(claim for _, claim, _ in counted)],
    )


def rarity_worked_out() -> Picture:
    """Return the children with new disease to expect in places and spans of years, worked out from incidence and shares."""
    middle, low, high = how_rare.incidence()
    few, many = how_rare.share_of_children()
    years = how_rare.CAREER
    scenes = [(MILLION, years, f"A region of 1 million, {years} years")] + [
        (place.people, 1, f"{place.name[0].upper()}{place.name[1:]}, 1 year") for place in how_rare.places()[-4:]
    ]
    rows, cells = [], []
    for people, span, name in scenes:
        children = [expected_cases(people, span, rate, share) for rate, share in ((low, few), (high, many))]
        said = f"{rounded(children[0])} to {rounded(children[1])}"
        rows.append(Row(name, nan, *children, "children", said))
        cells.append([name, f"{people:,}", str(span), rounded(expected_cases(people, span, middle)), said])
    return Picture(
        figure=intervals(rows, xlabel="children with new disease to expect", xlim=(0.1, 2000), log=True),
        alt=f"In a region of one million people and a working life of {years} years only about {rows[0].said} children with new "
        f"pemphigus vulgaris are to be expected; in a large country {rows[1].said} in a year.",
        caption="Worked out here from a pooled incidence of all ages and from shares of children on which sources disagree; "
        "the ranges multiply the lower and the upper ends. Not a count of children.",
        columns=["Place and time", "People", "Years", "New patients, all ages", "Of them children"],
        rows=cells,
        claims=[how_rare.INCIDENCE, *how_rare.SHARES],
        computed=(years, *(float(number.replace(",", "")) for row in rows for number in row.said.split(" to "))),
    )


def rounded(number: float) -> str:
    """Return a number with two digits of precision, whole from ten on."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.2g}"


FIGURES = {
    "rarity-worked-out": rarity_worked_out,
    "incidence": incidence,
    "published-children": published_children,
    "deaths-in-children": deaths_in_children,
}
