"""The comparison of therapies as a static picture: the same data and the same reading as the live one."""

from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pemphigus.figures.charts import legend, legend_fits
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import COLOR, INK, MARKER, SOFT, width
from pemphigus.synthesis.certainty import symbols
from pemphigus.synthesis.comparison import Side, first_of_each, in_one_sentence, weeks
from pemphigus.synthesis.intervals import in_words

LATEST = 56  # weeks; the longest onset among the therapies


def comparison(sides: list[Side]) -> Picture:
    """Return onset, efficacy interval, certainty and burden of 2 to 4 therapies."""
    kinds = ["children", "adults", "mixed"]
    figure = Figure(figsize=(width(), 0.95 * len(sides) + (0.8 if legend_fits(kinds) else 1.15)))
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[0.44, 0.56])
    draw(left, right, sides)
    legend(figure, left, kinds)
    return Picture(
        figure=figure,
        alt="; ".join(in_one_sentence(side).rstrip(".") for side in sides) + ".",
        caption="The first study of each population; all of them are in the table. Outcomes and times differ "
        "between studies, so the bars are not a race. Cost and invasiveness are judgments of this course.",
        columns=["Therapy", "Onset", "Efficacy", "Certainty", "Cost", "Invasiveness"],
        rows=[_row(side) for side in sides],
        claims=[p.row.claim for side in sides for p in first_of_each(side.efficacy)],
    )


def draw(left: Axes, right: Axes, sides: list[Side]) -> None:
    """Draw the sides into two axes that share their rows: onset in weeks, efficacy in percent."""
    left.set(xlim=(0, LATEST), xticks=[0, 13, 26, 52], xlabel="onset, weeks", yticks=[])
    right.set(xlim=(0, 100), xticks=[0, 50, 100], xticklabels=["0%", "50%", "100%"], xlabel="efficacy, 95% interval")
    right.patch.set_visible(False)  # names reach over from the left
    name = {"weight": "bold", "color": INK, "va": "center", "fontsize": 9.5}
    left.set_ylim(-len(sides) + 0.3, 0.62)
    for place, side in enumerate(sides):
        y = -place
        cost, invasiveness = side.burden
        certainty = symbols(side.certainty) if side.certainty else "no evidence"
        words = [
            left.text(
                0,
                y + 0.42,
                fill(side.therapy.name.split(" (")[0], int(width() * 9)),
                transform=left.get_yaxis_transform(),
                **name,
            ),
            right.text(
                1, y + 0.42, certainty, transform=right.get_yaxis_transform(), ha="right", color=INK, va="center"
            ),
            right.text(
                1,
                y + 0.2,
                f"cost {cost}/3, invasive {invasiveness}/3",
                transform=right.get_yaxis_transform(),
                ha="right",
                va="center",
                color=SOFT,
                fontsize=8,
            ),
        ]
        for text in words:  # they reach beyond their axes on purpose
            text.set_in_layout(False)
        for step, row in enumerate(first_of_each(side.onset)):
            low, high = row.weeks
            left.plot(
                [low, high],
                [y - 0.1 - 0.22 * step] * 2,
                MARKER[row.population] + "-",
                color=COLOR[row.population],
                markersize=5,
            )
        for step, shown in enumerate(first_of_each(side.efficacy)):
            color, level = COLOR[shown.row.population], y - 0.1 - 0.22 * step
            right.plot([100 * shown.low, 100 * shown.high], [level, level], color=color)
            right.plot([100 * shown.share], [level], MARKER[shown.row.population], color=color, markeredgecolor="white")


def _row(side: Side) -> list[str]:
    cost, invasiveness = side.burden
    return [
        side.therapy.name,
        "; ".join(f"{weeks(row)} ({row.what})" for row in side.onset) or "not known",
        "; ".join(f"{in_words(p.row.events, p.row.total)}: {p.row.outcome}" for p in side.efficacy) or "not known",
        symbols(side.certainty) if side.certainty else "no evidence",
        f"{cost} of 3",
        f"{invasiveness} of 3",
    ]
