"""The teaching model against published results: those it was tuned to, and those it was not, each beside its published interval."""

from textwrap import fill

from matplotlib.figure import Figure

from pemphigus import content
from pemphigus.content.bibliography import short
from pemphigus.figures.charts import LETTERS, LINE
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import CHILD, INK, SOFT, width
from pemphigus.model.calibration import Result, results
from pemphigus.model.validation import Judged, judged

INSIDE, OUTSIDE = "#1b7340", CHILD
EDGE = 0.45  # how far beyond the interval, in widths of it, a miss is drawn at most


def calibration() -> Picture:
    """Return the targets the model was tuned to."""
    found = results()
    rows = [
        [
            row.target.quantity,
            _said(row.target.value),
            _said(row.value),
            _span(row),
            _verdict(row),
            _source(row.target.source),
        ]
        for row in found
    ]
    return _picture(
        found,
        [row.target.quantity for row in found],
        rows,
        "Published results that the teaching model was tuned to",
        "The bar is the published interval, or a tolerance of this course where none was printed; adults, children and healthy people are "
        "mixed here as in the sources. The dot is the teaching model. For learning, not for treating patients.",
        ["Published result", "Published", "Teaching model", "Interval", "Verdict", "Source"],
        [],
        "The others stand in the data table as outside.",
    )


def validation() -> Picture:
    """Return the published results the model was never tuned to, with what each teaches."""
    found = judged()
    rows = [
        [row.check.quantity, _said(row.check.value), _said(row.value), _span(row), _verdict(row), row.check.lesson]
        for row in found
    ]
    return _picture(
        found,
        [row.check.quantity for row in found],
        rows,
        "Published results that the teaching model was not tuned to",
        "The bar is the published interval, or a quarter of the value either way where none was printed. The dot is the teaching model; an "
        "arrow means that it lies beyond the edge. What each result teaches stands in the data table.",
        ["Published result", "Published", "Teaching model", "Interval", "Verdict", "What it teaches"],
        [row.check.claim for row in found if row.check.claim],
        "The others stand in the data table as outside, with what each miss teaches.",
    )


def _picture(
    found: list[Result] | list[Judged],
    labels: list[str],
    rows: list[list[str]],
    title: str,
    caption: str,
    columns: list[str],
    claims: list[str],
    after: str,
) -> Picture:
    inside = sum(row.inside for row in found)
    return Picture(
        figure=_draw(found, labels),
        alt=f"{title}: it lies inside the interval for {inside} of {len(found)}. {after}",
        caption=caption,
        columns=columns,
        rows=rows,
        claims=list(dict.fromkeys(claims)),
        computed=(float(inside), float(len(found))),
    )


def _draw(found: list[Result] | list[Judged], labels: list[str]) -> Figure:
    """Return a row a result: its interval as a bar of one width for all, the model as a dot where it lies in or beyond that bar."""
    wrapped = [fill(label, int(width() * LETTERS) - 2) for label in labels]
    heights = [0.34 + LINE * (1 + label.count("\n")) for label in wrapped]
    tall = sum(heights)
    figure = Figure(figsize=(width(), tall + 0.65))
    axes = figure.add_subplot()
    axes.set(
        xlim=(-EDGE - 0.08, 1 + EDGE + 0.08),
        ylim=(tall, 0),
        yticks=[],
        xticks=[0, 1],
        xticklabels=["lower end", "upper end"],
    )
    axes.set_xlabel("published interval")
    top = 0.0
    for row, label, height in zip(found, wrapped, heights, strict=True):
        y = top + height - 0.2
        place = (row.value - row.low) / (row.high - row.low)
        color = INSIDE if row.inside else OUTSIDE
        drawn = min(max(place, -EDGE), 1 + EDGE)
        marker = "o" if drawn == place else ("<" if place < 0 else ">")
        axes.text(0, top + 0.04, label, transform=axes.get_yaxis_transform(), va="top", fontsize=9, color=INK)
        axes.plot([0, 1], [y, y], color=SOFT, linewidth=7, alpha=0.35, solid_capstyle="butt")
        axes.plot([drawn], [y], marker, color=color, markersize=7, markeredgecolor="white", clip_on=False)
        if not row.inside:  # its value stands where there is room: between it and the bar, or outside when it is close
            inward = min(abs(drawn), abs(drawn - 1)) > EDGE / 2
            right = (drawn < 0) == inward
            axes.text(
                drawn + (0.05 if right else -0.05),
                y,
                _said(row.value),
                color=color,
                fontsize=8.5,
                weight="bold",
                ha="left" if right else "right",
                va="center",
            )
        top += height
    return figure


def _said(value: float) -> str:
    return f"{value:.3g}"


def _span(row: Result | Judged) -> str:
    return f"{_said(row.low)} to {_said(row.high)}"


def _verdict(row: Result | Judged) -> str:
    return "inside" if row.inside else "outside"


def _source(key: str) -> str:
    return short(content.references()[key])


FIGURES = {"model-calibration": calibration, "model-validation": validation}
