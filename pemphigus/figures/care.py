"""Figures of notebook 08: monitoring and care around the child."""

import re

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pemphigus import content
from pemphigus.clinic.body import mosteller
from pemphigus.clinic.calendar import BEFORE, YEAR
from pemphigus.figures.charts import Row, figure_of, intervals, printed_row, share_row
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import ADULT, CHILD, HAIR, INK, NARROW, SOFT, width
from pemphigus.laboratories import calculators, care_year
from pemphigus.laboratories.care_year import AUTHORITY
from pemphigus.synthesis.certainty import POPULATION
from pemphigus.synthesis.intervals import percent, wilson

FOOT = 0.5  # inches for the axis of weeks
TICKS = [0, 13, 26, 39, YEAR]


def monitoring_year() -> Picture:
    """Return the first year of checks around a child on steroid and rituximab, each with the authority it rests on."""
    chosen = care_year.usual()
    names = care_year.checks()
    waiting = {item.check: item for item in care_year.ready(chosen)}
    at_visits = {item.check for item in care_year.asked() if item.each_visit and item.drug in chosen}
    lines = [
        (names[line.check].name, care_year.basis_of(line), line.weeks, line.check) for line in care_year.year(chosen)
    ]
    lines += [(names[check].name, item.basis, (), check) for check, item in waiting.items()]
    grouped = {basis: [line for line in lines if line[1] == basis] for basis in AUTHORITY}
    narrow = width() <= NARROW
    row, head, margin = (0.37, 0.34, 0.16) if narrow else (0.22, 0.32, 2.12)
    tall = head * len(grouped) + row * len(lines)
    figure = Figure(figsize=(width(), tall + FOOT), layout="none")
    # Placed by hand: the labels stand outside the axes on a wide figure and inside on a narrow one.
    axes = figure.add_axes(
        (margin / width(), FOOT / (tall + FOOT), (width() - margin - 0.16) / width(), tall / (tall + FOOT))
    )
    axes.set(xlim=(BEFORE - 1, YEAR + 1), ylim=(tall, 0), yticks=[], xticks=TICKS, xlabel="weeks after the first dose")
    edge = (0.06 - margin) / (width() - margin - 0.16)  # where labels begin, as a fraction of the axes
    across, y = axes.get_yaxis_transform(), 0.0
    back = {"facecolor": axes.get_facecolor(), "edgecolor": "none", "pad": 1.5}
    for basis, own in grouped.items():
        sign, words = AUTHORITY[basis]
        y += head
        heading = f"{sign}  {words} ({len(own)})"
        axes.text(edge, y - 0.04, heading, transform=across, weight="bold", va="bottom", fontsize=9, bbox=back)
        for name, _, weeks, check in own:
            middle = y + (row - 0.12 if narrow else row / 2)
            label = y + 0.1 if narrow else middle
            axes.text(edge, label, name, transform=across, va="center_baseline", fontsize=9, zorder=4)
            often = "at any illness" if check in waiting else "each visit" if check in at_visits else None
            _when(axes, weeks, often, sign, middle)
            y += row
    stated, half, reason, alone = counts = [len(own) for own in grouped.values()]
    return Picture(
        figure=figure,
        alt=f"Of {len(lines)} checks in a child's first year, a source states check and interval for {stated}; "
        f"for {half} it states the check and the timing is judgment, for {reason} it gives only the reason, and {alone} "
        "rests on judgment alone. Weight, height, eating and mouth swabs come at each visit; the table lists every check.",
        caption="For a child with mouth disease whose steroid and rituximab begin in the same week; the weeks are worked out here "
        f"with a visit every {care_year.USUAL_VISITS} weeks, an assumption, and the stricter end of a range. The British guideline behind "
        "several rows is for all ages. A second reading did not find the study of desmoglein antibodies after rituximab, made in adults, "
        "again. For learning, not for treating patients.",
        columns=["Check", "Who", "Weeks", "Authority"],
        rows=[
            [name, names[check].who, ", ".join(map(str, weeks)) or "at any illness", AUTHORITY[basis][1]]
            for own in grouped.values()
            for name, basis, weeks, check in own
        ],
        claims=content.laboratory("care-year").claims,
        computed=(*counts, len(lines), care_year.USUAL_VISITS),
    )


def _when(axes: Axes, weeks: tuple[int, ...], often: str | None, sign: str, y: float) -> None:
    """Draw one row: rings at its weeks, or a band for what happens at each visit or illness."""
    axes.plot([BEFORE, YEAR], [y, y], color=HAIR, linewidth=1, zorder=0)
    if often:
        axes.plot([0, YEAR], [y, y], color=INK, linewidth=11, alpha=0.11, solid_capstyle="round", zorder=1)
        axes.text(YEAR / 2, y, often, ha="center", va="center_baseline", fontsize=8.5, color=SOFT)
        weeks = weeks[:1] or (0,)
    for week in weeks:
        _sign(axes, sign, week, y)


def _sign(axes: Axes, sign: str, x: float, y: float) -> None:
    """Draw a ring, filled as far as sources go: full, half, empty, and dotted for judgment alone."""
    if sign == "◌":
        axes.scatter(
            [x], [y], s=46, facecolor="white", edgecolor=INK, linestyle=":", linewidth=1.3, zorder=3, clip_on=False
        )
        return
    style = {"●": "full", "◐": "left", "○": "none"}[sign]
    axes.plot([x], [y], "o", color="white", markersize=7, zorder=2, clip_on=False)
    axes.plot(
        [x],
        [y],
        "o",
        color=INK,
        fillstyle=style,
        markerfacecoloralt="white",
        markeredgewidth=1.2,
        markersize=7,
        zorder=3,
        clip_on=False,
    )


def eyes() -> Picture:
    """Return raised eye pressure in two groups of children that disagree, and cataract in one of them, over the months."""
    long, tapered = "eye-timetable-children", "eye-pressure-children-hepatitis"
    n_long, n_tapered = content.claim(long).n, content.claim(tapered).n

    def course(name: str) -> list[tuple[int, int, int, str]]:
        """Return month, children affected, children in all and the printed share; 17 children make the counts unmistakable."""
        rows = [row for key, row in content.kinetics().items() if key.startswith(name)]
        return [
            (int(re.search(r"\d+", row.time)[0]), round(row.value * row.n / 100), row.n, f"{row.value:g}%")
            for row in rows
        ]

    pressure, cataract = course("eye-pressure-month"), course("cataract-month")
    other = [
        (month, figure_of(tapered, f"month_{month}"), n_tapered, f"{figure_of(tapered, f'month_{month}_percent')}%")
        for month in figure_of(tapered, "months")
    ]
    figure = Figure(figsize=(width(), 4.3))
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 2))
    _course(above, pressure, "-", CHILD)
    _course(above, other, "--", "white")
    _course(below, cataract, "-", CHILD)
    wide = width() > NARROW
    above.set_title("Raised eye pressure", fontsize=9.5)
    below.set_title("Cataract, the same children", fontsize=9.5)
    above.text(6.8, 74, f"{n_long} on long courses", fontsize=9, color=CHILD, weight="bold")
    above.text(
        6.8,
        12,
        f"{n_tapered} with hepatitis,{' ' if wide else chr(10)}dose falling",
        fontsize=9,
        color=CHILD,
        weight="bold",
        va="center",
    )
    for axes in (above, below):
        axes.set(xlim=(0, 19.5), ylim=(0, 100), yticks=[0, 50, 100], xticks=[0, 1, 3, 6, 12, 18])
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}%")
        axes.grid(axis="y")
    below.set_xlabel("months on steroid")
    rows = [
        ("raised pressure", f"{n_long}, long courses", pressure),
        ("raised pressure", f"{n_tapered}, hepatitis", other),
        ("cataract", f"{n_long}, long courses", cataract),
    ]
    return Picture(
        figure=figure,
        alt="Eye pressure was raised in 52.9 percent of 17 children at 1 month, 70.6 at 6 and 35.3 at the last "
        "visit, but in 61, 24 and 3 percent of 33 children with hepatitis at 1, 3 and 6 months; cataract rose "
        "from 17.6 percent at 6 months to 41.2 at 18.",
        caption="Children on steroid for autoimmune disease, not known to have pemphigus; nothing is pooled. In "
        "the hepatitis group doses were tapered and pressure was treated. Upright lines are 95% intervals; the "
        "last visit is drawn at month 18, and counts among the 17 are worked out from printed shares.",
        columns=["What", "Children", "Month", "Share", "95% interval"],
        rows=[
            [what, who, f"{month}", said, " to ".join(percent(end) for end in wilson(events, total))]
            for what, who, points in rows
            for month, events, total, said in points
        ],
        claims=[long, tapered],
    )


def _course(axes: Axes, points: list[tuple[int, int, int, str]], line: str, face: str) -> None:
    """Draw one group over time, each point with its 95% interval."""
    shift = 0.18 if line == "--" else -0.18  # so that two groups in one month do not hide each other
    at = [month + shift for month, *_ in points]
    axes.plot(at, [100 * events / total for _, events, total, _ in points], line, color=CHILD, linewidth=1.6)
    for place, (_, events, total, _) in zip(at, points, strict=True):
        axes.plot([place] * 2, [100 * end for end in wilson(events, total)], color=CHILD, linewidth=1.2, alpha=0.6)
        axes.plot([place], [100 * events / total], "o", color=CHILD, markerfacecolor=face, markeredgewidth=1.5)


def mood_and_stigma() -> Picture:
    """Return stigma in children with other skin diseases, and mood in adults with pemphigus; the middle between them is empty."""
    skin, india, china, iran = "child-skin-stigma", "mood-india-22", "mood-china-31", "qol-newly-diagnosed-iran"
    rows = [
        "Children with chronic skin disease",
        printed_row("At least moderate stigma", figure_of(skin, "at_least_moderate_stigma_percent"), "children"),
        printed_row("Parents knew of bullying", figure_of(skin, "bullying_percent"), "children"),
        "Adults with pemphigus",
        printed_row(
            "Iran, screen at diagnosis: possible psychiatric case",
            figure_of(iran, "possible_cases_percent"),
            "adults",
        ),
        printed_row("China, scales: anxiety or depression", figure_of(china, "either_percent"), "adults"),
        share_row(
            "India, interview: major depression",
            figure_of(india, "major_depression"),
            figure_of(india, "n"),
            "adults",
        ),
        "Children with pemphigus: nothing found",
    ]
    return Picture(
        figure=intervals(rows, xlabel="share affected; line: 95% interval", xlim=(0, 100), unit="%"),
        alt="Of 1671 children with chronic skin disease 43.8 percent felt at least moderate stigma and 29.4 "
        "percent of parents knew of bullying; among adults with pemphigus 73.7 percent screened as possible "
        "psychiatric cases at diagnosis, 30.7 percent had anxiety or depression, and 22 of 100 major depression.",
        caption="Stigma, a screen, a scale and an interview measure different things: the rows cannot be ranked. "
        "A line is drawn where counts are printed. No figure for children with pemphigus was found in what was "
        "read.",
        columns=["What", "Who", "Share"],
        rows=[[row.label, POPULATION[row.population], row.said] for row in rows if isinstance(row, Row)],
        claims=[skin, iran, china, india],
    )


def body_surface() -> Picture:
    """Return body surface against weight: a child, an adult, median girls of the growth charts, and the straight line of mere weight."""
    people = calculators.examples()
    child, adult = people["six"], people["adult"]
    small, large = (mosteller(one.height, one.weight) for one in (child, adult))
    by_weight = large * child.weight / adult.weight
    growing = [(weight, mosteller(height, weight)) for _, height, weight in calculators.medians("girl")]
    figure = Figure(figsize=(width(), 3.4))
    axes = figure.subplots()
    axes.set(xlim=(0, 80), ylim=(0, 2.1), xlabel="weight, kg", yticks=[0, 0.5, 1, 1.5, 2])
    axes.set_title("Body surface, m²", fontsize=9.5, loc="left")
    axes.grid(axis="y")
    axes.plot(*zip(*growing, strict=True), color=CHILD, linewidth=1.6)
    axes.plot([0, adult.weight], [0, large], "--", color=SOFT, linewidth=1.3)
    axes.plot([child.weight], [small], "o", color=CHILD)
    axes.plot([adult.weight], [large], "s", color=ADULT)
    axes.plot([child.weight], [by_weight], "o", color=SOFT, markerfacecolor="white")
    axes.annotate(
        f"child: {small:.2f}", (child.weight, small), (-6, 8), textcoords="offset points", ha="right", fontsize=9
    )
    axes.annotate(
        f"adult: {large:.2f}", (adult.weight, large), (4, 8), textcoords="offset points", ha="right", fontsize=9
    )
    axes.annotate(
        f"by weight alone: {by_weight:.2f}", (child.weight, by_weight), (8, -12), textcoords="offset points", fontsize=9
    )
    said = [f"{number:.2f}" for number in (small, by_weight, large)]
    share, weighed = round(100 * small / large), round(100 * child.weight / adult.weight)
    return Picture(
        figure=figure,
        alt=f"A child of {child.height:g} cm and {child.weight:g} kg has a body surface of {said[0]} m², not the {said[1]} m² that "
        f"her weight alone would give; an adult of {adult.height:g} cm and {adult.weight:g} kg has {said[2]} m².",
        caption=f"Worked out here with Mosteller's formula for two invented people: the child has {weighed}% of the adult's weight and "
        f"{share}% of the surface. The line follows girls of median height and weight on the growth charts of the United States; "
        "the dashed one is what surface would be if it followed weight. For learning, not for treating patients.",
        columns=["Who", "Height, cm", "Weight, kg", "Surface, m²"],
        rows=[
            ["Child, invented", f"{child.height:g}", f"{child.weight:g}", said[0]],
            ["The same child, if surface followed weight", f"{child.height:g}", f"{child.weight:g}", said[1]],
            ["Adult, invented", f"{adult.height:g}", f"{adult.weight:g}", said[2]],
        ],
        claims=["rtx-clearance-bsa-nephrotic"],
        computed=(*map(float, said), share, weighed, child.height, child.weight, adult.height, adult.weight),
    )


FIGURES = {
    "body-surface": body_surface,
    "monitoring-year": monitoring_year,
    "eyes-over-time": eyes,
    "mood-and-stigma": mood_and_stigma,
}
