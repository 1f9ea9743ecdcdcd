"""The chart kinds that the figures share: rows of intervals, of bars, and of time spans.

Labels stand above their marks instead of beside them, so that a narrow figure keeps large type.
"""

from collections.abc import Callable
from dataclasses import dataclass
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from pemphigus import content
from pemphigus.figures.style import COLOR, INK, MARKER, SOFT, width
from pemphigus.synthesis.certainty import POPULATION, YOUNG
from pemphigus.synthesis.intervals import percent, wilson

LINE = 0.155  # inches for one line of a label
PAD = 0.9  # inches for axis, its label and the legend
SPACIOUS = 4  # inches from which an axis has room for more ticks
LETTERS = 13.5  # letters of a label that fit into an inch
SHORT = {
    "children": "children, adolescents",
    "adults": "adults",
    "mixed": "mixed ages",
    "animal": "animals",
    "in-vitro": "cells",
}
SHARE_COLUMNS = ["Study", "Who", "Count", "Share", "95% interval"]


@dataclass(frozen=True)
class Row:
    """One line of a chart. `low` and `high` are its interval (None where the source gives none); `said` stands at the right."""

    label: str
    value: float
    low: float | None
    high: float | None
    population: str
    said: str = ""


def share_row(label: str, events: int, total: int, population: str) -> Row:
    """Return the row of a proportion, in percent, with its 95% Wilson interval."""
    low, high = wilson(events, total)
    return Row(label, 100 * events / total, 100 * low, 100 * high, population, f"{events} of {total}")


def printed_row(label: str, share: float, population: str) -> Row:
    """Return the row of a percentage that the source prints without the counts an interval would need."""
    return Row(label, share, None, None, population, f"{share:g}%")


def share_table(rows: list[Row | str]) -> list[list[str]]:
    """Return the data table of proportion rows; its columns are SHARE_COLUMNS."""
    return [
        [
            row.label,
            POPULATION[row.population],
            row.said,
            percent(row.value / 100),
            f"{percent(row.low / 100)} to {percent(row.high / 100)}",
        ]
        for row in rows
        if isinstance(row, Row)
    ]


def with_group(rows: list[Row | str], table: list[list[str]]) -> list[list[str]]:
    """Return the lines of a data table, one for each Row, with the name of its group before it."""
    groups, now = [], ""
    for row in rows:
        if isinstance(row, str):
            now = row
        else:
            groups.append(now)
    return [[group, *line] for group, line in zip(groups, table, strict=True)]


def figure_of(claim: str, key: str) -> float:
    """Return one number of a claim, so that a figure never holds a number of its own."""
    return content.claim(claim).figures[key]


def intervals(
    rows: list[Row | str],
    *,
    xlabel: str,
    xlim: tuple[float, float],
    unit: str = "",
    reference: tuple[float, str] | None = None,
    log: bool = False,
) -> Figure:
    """Return rows of points with intervals; a plain string in `rows` starts a group.

    `unit` is appended to the ticks; `reference` draws a dashed vertical line with its words.
    """

    def mark(axes: Axes, row: Row, y: float, color: str) -> None:
        if row.low is not None:
            axes.plot([max(row.low, xlim[0]), min(row.high, xlim[1])], [y, y], color=color, solid_capstyle="round")
        _point(axes, row, y, color)

    figure, axes = _rows(rows, mark, xlabel, xlim, unit, log=log)
    if reference:
        at, said = reference
        axes.axvline(at, color=SOFT, linestyle=(0, (4, 3)), linewidth=1.2, zorder=0)
        axes.annotate(
            said,
            (at, 1),
            xycoords=("data", "axes fraction"),
            xytext=(0, 3),
            textcoords="offset points",
            color=SOFT,
            ha="center",
        )
    return figure


def bars(rows: list[Row | str], *, xlabel: str, xlim: tuple[float, float], unit: str = "") -> Figure:
    """Return rows of horizontal bars from zero, with their intervals; a plain string in `rows` starts a group."""

    def mark(axes: Axes, row: Row, y: float, color: str) -> None:
        axes.barh(
            [y - 0.02],
            [row.value],
            height=0.15,
            color=color,
            hatch="" if row.population in YOUNG else "///",
            edgecolor="white",
        )
        if row.low is not None:
            axes.plot([row.low, row.high], [y - 0.02, y - 0.02], color=INK, linewidth=1.4)

    return _rows(rows, mark, xlabel, xlim, unit)[0]


def spans(rows: list[Row | str], *, xlabel: str, xlim: tuple[float, float], unit: str = "") -> Figure:
    """Return rows of spans: a thick bar from `low` to `high` and a mark at `value`; a plain string in `rows` starts a group."""

    def mark(axes: Axes, row: Row, y: float, color: str) -> None:
        if row.low is not None:
            axes.plot([row.low, row.high], [y, y], color=color, linewidth=7, alpha=0.35, solid_capstyle="butt")
        _point(axes, row, y, color)

    return _rows(rows, mark, xlabel, xlim, unit)[0]


def _rows(
    rows: list[Row | str],
    mark: Callable[[Axes, Row, float, str], None],
    xlabel: str,
    xlim: tuple[float, float],
    unit: str,
    *,
    log: bool = False,
) -> tuple[Figure, Axes]:
    """Return the figure and axes of a row chart. The vertical axis counts inches downwards from the top."""
    labels = [_wrapped(row) for row in rows]
    tall = sum(_height(row, label) for row, label in zip(rows, labels, strict=True))
    said = fill(xlabel, int(width() * LETTERS))
    kinds = kinds_of(rows)
    below = said.count("\n") + (0 if legend_fits(kinds) else len(kinds) - 1)  # further lines of axis label and legend
    figure = Figure(figsize=(width(), tall + PAD + below * LINE))
    axes = figure.add_subplot()
    axes.set(xscale="log" if log else "linear", xlim=xlim, ylim=(tall, 0), yticks=[], xlabel=said)
    if xlim == (0, 100):
        axes.set_xticks([0, 50, 100] if width() < SPACIOUS else [0, 25, 50, 75, 100])
    elif not log:
        axes.xaxis.set_major_locator(MaxNLocator(int(1 + width()), integer=xlim[1] > 5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}{unit}"))
    across, top = axes.get_yaxis_transform(), 0.0
    for row, label in zip(rows, labels, strict=True):
        bottom = top + _height(row, label)
        if isinstance(row, str):
            axes.text(0, top + 0.1, label, transform=across, weight="bold", va="top", color=INK)
        else:
            color = COLOR[row.population]
            axes.text(0, top + 0.04, label, transform=across, va="top", ha="left", fontsize=9)
            axes.text(
                1, top + 0.04, row.said, transform=across, va="top", ha="right", fontsize=9, color=color, weight="bold"
            )
            mark(axes, row, bottom - 0.14, color)
        top = bottom
    legend(figure, axes, kinds)
    return figure, axes


def _wrapped(row: Row | str) -> str:
    """Return a row's label broken into lines that leave room for what stands at the right."""
    room = int(width() * LETTERS)
    return fill(row, room - 4) if isinstance(row, str) else fill(row.label, room - len(row.said) - 4)


def _height(row: Row | str, label: str) -> float:
    """Return the height of a row in inches."""
    return (0.16 if isinstance(row, str) else 0.28) + LINE * (1 + label.count("\n"))


def kinds_of(rows: list[Row | str]) -> list[str]:
    """Return the populations of a chart in order, children and adolescents as one."""
    named = [row.population for row in rows if isinstance(row, Row)]
    return list(dict.fromkeys("children" if name in YOUNG else name for name in named))


def legend_fits(kinds: list[str]) -> bool:
    """Return whether the names of the populations fit beside each other."""
    return sum(len(SHORT[kind]) + 4 for kind in kinds) <= width() * LETTERS


def legend(figure: Figure, axes: Axes, kinds: list[str]) -> None:
    """Name every population once, below the picture: color and marker never stand alone."""
    handles = [axes.plot([], [], MARKER[kind], color=COLOR[kind], label=SHORT[kind])[0] for kind in kinds]
    columns = len(kinds) if legend_fits(kinds) else 1
    figure.legend(handles=handles, loc="outside lower left", ncols=columns, handletextpad=0.1, columnspacing=1.2)


def _point(axes: Axes, row: Row, y: float, color: str) -> None:
    axes.plot(
        [row.value],
        [y],
        MARKER[row.population],
        color=color,
        markeredgecolor="white",
        markeredgewidth=0.8,
        clip_on=False,
    )
