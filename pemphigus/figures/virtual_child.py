"""A scene of the virtual child as a static picture: the same curves as the live panel at first."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.content.model_schemas import Scene
from pemphigus.figures.charts import SPACIOUS
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import ADULT, CHILD, INK, SOFT, width
from pemphigus.model.plan import THERAPIES, daily, in_words
from pemphigus.model.scene import Told, happened

# id: title with unit, then its lines as (quantity, name, factor). The live panel is sent the same list.
CURVES = {
    "pdai": ("PDAI (teaching score)", [("pdai", "", 1)]),
    "places": ("PDAI (teaching score) by place", [("mucosa", "mouth", 1), ("skin", "skin", 1)]),
    "antibodies": ("Antibody, U/mL", [("dsg3", "anti-Dsg3", 1), ("dsg1", "anti-Dsg1", 1)]),
    "b_cells": ("B cells, % of before", [("b_cells", "", 100)]),
    "igg": ("IgG, g/L", [("igg", "", 1)]),
    "rituximab": ("Rituximab in the blood, mg/L", [("rituximab", "", 1)]),
    "burden": ("Prednisone taken so far, mg/kg", [("burden", "", 1)]),
}
ROW, PANEL, TITLE, FOOT = 0.3, 0.7, 0.27, 0.5  # inches: a therapy, a curve, the room above each, the axis below all
LEFT, RIGHT, KEYS = 0.42, 0.12, 0.17  # inches
LINES = [(CHILD, 2.2, None), (ADULT, 1.6, "s")]  # first and second line of a panel; never by color alone
OTHER_PLAN = (0, (4, 2))
TABLE_DAYS, DRAWN_DAYS = 9, 240


def virtual_child(scene: Scene, child: str, plans: list[Told]) -> Picture:
    """Return therapies and curves of a scene for one or two plans on one time axis; the second plan is dashed."""
    names = ["Plan A", "Plan B"] if len(plans) > 1 else [""]
    rows = [max(1, len(_used(told))) + (1 if len(plans) > 1 else 0) for told in plans]
    heights = [sum(rows) * ROW, *[PANEL * (1.4 if name == "pdai" else 1) for name in scene.curves]]
    rooms = [TITLE, *[TITLE + _keys_below(name) for name in scene.curves]]
    figure, axes = _stacked(heights, rooms, scene.days)
    _therapies(axes[0], scene, plans, names)
    for place, name in zip(axes[1:], scene.curves, strict=True):
        _panel(place, name, plans)
    axes[-1].xaxis.set_major_locator(MaxNLocator(4 if width() < 4 else 7, integer=True))
    axes[-1].set_xlabel("days from the start")
    axes[-1].tick_params(labelbottom=True)
    ends = [f"{f'{name}: ' if name else ''}{happened(told.points)}." for name, told in zip(names, plans, strict=True)]
    scores = [told.course.pdai[:, 0] for told in plans]
    last = " and ".join(f"{score[-1]:.0f}" for score in scores)
    return Picture(
        figure=figure,
        alt=f"Teaching model, {simulation.test_patients()[child].name}: the score begins at {scores[0][0]:.0f} and after {scene.days} days "
        f"ends at {last}. {' '.join(ends)}",
        caption=f"Teaching model. {content.course().not_for_treatment} A fictional child; the end points follow the "
        "consensus, with thresholds that this course assumes. Assumptions and sources: model card, model_card().",
        columns=["Day", *(label for name in names for label in _labels(scene, name))],
        rows=_table(scene, plans),
        claims=[],
    )


def _keys_below(name: str) -> float:
    """Return the room, in inches, of the names of a panel's lines where they do not fit beside its title."""
    return KEYS if len(CURVES[name][1]) > 1 and width() < SPACIOUS else 0.0


def _stacked(heights: list[float], rooms: list[float], days: int) -> tuple[Figure, list[Axes]]:
    """Return axes of the given heights under the given room, in inches, one above the other, with their left ends in line.

    Placed by hand: a layout engine leaves the last digits of the places to chance, and stored pictures must not change by themselves.
    """
    tall = sum(heights) + sum(rooms) + FOOT
    figure = Figure(figsize=(width(), tall), layout="none")
    axes: list[Axes] = []
    bottom = tall
    for height, room in zip(heights, rooms, strict=True):
        bottom -= room + height
        across = (width() - LEFT - RIGHT) / width()
        place = (LEFT / width(), bottom / tall, across, height / tall)
        axes.append(figure.add_axes(place, xlim=(0, days)))
        axes[-1].tick_params(labelbottom=False)
    return figure, axes


def series(told: Told, quantity: str) -> np.ndarray:
    """Return one recorded quantity, or the prednisone taken so far ("burden"), of the one child: shape (days + 1,)."""
    if quantity == "burden":
        return told.course.steroid_burden()[:, 0]
    return getattr(told.course, quantity)[:, 0]


def _drawn(told: Told) -> np.ndarray:
    """Return the days that a curve is drawn through: no finer than a screen shows, so that stored notebooks stay small."""
    last = told.course.days
    return np.unique(np.append(np.arange(0, last + 1, 1 + last // DRAWN_DAYS), last))


def _panel(axes: Axes, name: str, plans: list[Told]) -> None:
    title, lines = CURVES[name]
    for number, told in enumerate(plans):
        for (quantity, label, factor), (color, thick, mark) in zip(lines, LINES, strict=False):
            dashes = OTHER_PLAN if number else "-"
            named = label if not number else None
            days = _drawn(told)
            axes.plot(
                days,
                factor * series(told, quantity)[days],
                color=color,
                linewidth=thick,
                linestyle=dashes,
                label=named,
                marker=mark,
                markevery=0.16,
                markersize=4,
            )
    if len(lines) > 1:
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, borderaxespad=0, handlelength=1.4)
    axes.set_title(title, fontsize=9, color=INK, pad=6 + 72 * _keys_below(name))
    axes.set_ylim(0, max(axes.get_ylim()[1], 1))
    axes.yaxis.set_major_locator(MaxNLocator(2))
    if name == "pdai":
        for number, told in enumerate(plans):
            for place, point in enumerate(told.points, 1):
                height = told.course.pdai[point.day, 0]
                face, edge = (("white", INK), (INK, "white"))[1 - number]
                axes.plot(point.day, height, "o", color=face, markersize=11, markeredgecolor=edge, clip_on=False)
                axes.text(point.day, height, str(place), color=edge, fontsize=7, ha="center", va="center")


def _therapies(axes: Axes, scene: Scene, plans: list[Told], names: list[str]) -> None:
    axes.set_title("Teaching model: what is given", fontsize=9, color=INK)
    axes.set(yticks=[])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", length=0)
    axes.grid(False)
    level = 0.0
    across = axes.get_yaxis_transform()
    for told, name in zip(plans, names, strict=True):
        if name:
            axes.text(0, level - 0.5, name, transform=across, fontsize=8.5, weight="bold", color=INK, va="center")
            level -= 1
        given = daily(told.plan, scene.days)
        if not _used(told):
            axes.text(0, level - 0.5, "nothing", transform=across, fontsize=8.5, color=SOFT, va="center")
            level -= 1
        for therapy in _used(told):
            kind = THERAPIES[therapy]
            dose = told.course.prednisone[:-1, 0] if therapy == "prednisone" else getattr(given, therapy)
            axes.text(0, level - 0.22, kind.name, transform=across, fontsize=8, color=SOFT, va="center")
            if kind.at_once:
                days = np.flatnonzero(dose)
                axes.plot(days, np.full(len(days), level - 0.72), "v", color=INK, markersize=5, clip_on=False)
            elif dose.any():
                edges = np.flatnonzero(np.diff(dose, prepend=0, append=0))  # days on which the dose changes
                amounts = np.append(dose, 0)[edges]
                top = level - 0.98 + 0.5 * amounts / dose.max()
                axes.fill_between(edges, level - 0.98, top, color=SOFT, step="post", linewidth=0)
            level -= 1
    axes.set_ylim(level - 0.1, 0)


def _used(told: Told) -> list[str]:
    """Return the therapies of a plan with a dose above zero."""
    return list(dict.fromkeys(step.therapy for step in told.plan if step.dose))


def _labels(scene: Scene, plan: str) -> list[str]:
    lines = [(title, label) for name in scene.curves for title, lines in [CURVES[name]] for _, label, _ in lines]
    return [f"{f'{plan}: ' if plan else ''}{title}{f', {label}' if label else ''}" for title, label in lines]


def _table(scene: Scene, plans: list[Told]) -> list[list[str]]:
    days = np.linspace(0, scene.days, TABLE_DAYS).round().astype(int)
    lines = [line for name in scene.curves for line in CURVES[name][1]]
    return [
        [str(day), *(f"{factor * series(told, name)[day]:.1f}" for told in plans for name, _, factor in lines)]
        for day in days.tolist()
    ]


def described(scene: Scene, plans: list[Told]) -> list[str]:
    """Return one sentence a plan: what is given, and the end points."""
    names = ["Plan A", "Plan B"] if len(plans) > 1 else ["Plan"]
    said = []
    for name, told in zip(names, plans, strict=True):
        given = "; ".join(in_words(step) for step in told.plan if step.dose) or "nothing is given"
        said.append(f"{name}: {given}. In this model: {happened(told.points)}.")
    return said
