"""Figures of notebook 02 that stand for its laboratories: a child scored with PDAI, and what a negative test leaves."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from pemphigus.clinic import pdai
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import COLOR, HAIR, INK, NARROW, SOFT, width
from pemphigus.laboratories import body_map, diagnosis_bench

EXAMPLE = "mara"  # the child of the prediction
TINT, DARK, RAW = "#f3f7f8", "#9aa7ae", "#b3261e"
GAP = 8


def pdai_worked_out() -> Picture:
    """Return the child of the prediction on the map, with the points of each site."""
    child = body_map.patients()[EXAMPLE]
    score, points, sites = child.score(), child.points(), pdai.sites()
    front, back, mouth = body_map.panels().values()
    narrow = width() <= NARROW
    across = front.width + GAP + back.width + (0 if narrow else GAP + 1.15 * mouth.width)
    tall = front.height + (mouth.height + 30 if narrow else 10)
    figure = Figure(figsize=(width(), width() * tall / across))
    axes = figure.add_subplot()
    axes.set(xlim=(0, across), ylim=(tall, 0), aspect="equal")
    axes.axis("off")
    places = {
        front.id: (0, 10, 1),
        back.id: (front.width + GAP, 10, 1),
        mouth.id: ((across - mouth.width) / 2, front.height + 30, 1)
        if narrow
        else (front.width + back.width + 2 * GAP, 10, 1.15),
    }
    for panel in (front, back, mouth):
        _panel(axes, panel, child, points, *places[panel.id])
    said = ", ".join(f"{sites[name].name} {value:g}" for name, value in points.items())
    return Picture(
        figure=figure,
        alt=f"A map of an invented child with the points of each site: {said}; together {score.activity:g} of 250 points of PDAI "
        "activity.",
        caption="Invented, and worked out here by the rules of PDAI. Points follow the number and size of lesions at each site, and "
        "nothing else; pain is not counted.",
        columns=["Site", "Part", "Lesions, cm", "Points"],
        rows=[
            [
                sites[name].name,
                sites[name].part,
                ", ".join(f"{size:g}" for size in finding.diameters),
                f"{points[name]:g}",
            ]
            for name, finding in child.findings().items()
        ],
        claims=[pdai.CLAIM, "pdai-skin-and-scalp-second-source"],
        computed=(score.activity, *points.values()),
    )


def _panel(
    axes: Axes,
    panel: body_map.Panel,
    child: body_map.Patient,
    points: dict[str, float],
    x: float,
    y: float,
    size: float,
) -> None:
    """Draw one drawing of the map with its lesions and points."""
    axes.text(x, y - 4, panel.name, fontsize=8, color=SOFT)
    labels = []
    for shape in body_map.outlines():
        if shape["panel"] != panel.id:
            continue
        path = _path([(x + size * px, y + size * py) for px, py in shape["curve"]])
        scored = points.get(shape["site"], 0)
        filled = {"site": "#f6d3bd" if scored else TINT, "dark": DARK, "line": "none"}[shape["kind"]]
        axes.add_patch(PathPatch(path, facecolor=filled, edgecolor=SOFT, linewidth=0.8))
        if shape["label"] and scored:
            labels.append((*shape["label"], f"{scored:g}"))
        # Drawn with its site, so that what lies before it covers a lesion too.
        for lesion in child.lesions:
            if (lesion.panel, lesion.site) == (panel.id, shape["site"]):
                middle = (x + size * lesion.x, y + size * lesion.y)
                drawn = Circle(middle, max(1.5, size * panel.per_cm * lesion.cm / 2), facecolor=RAW)
                axes.add_patch(drawn)
                drawn.set_clip_path(PathPatch(path, transform=axes.transData))
    if panel.id == "mouth":
        axes.text(
            x + size * panel.width / 2, y + size * panel.height, "anogenital", ha="center", fontsize=8, color=SOFT
        )
    for px, py, text in labels:
        axes.text(
            x + size * px,
            y + size * py,
            text,
            ha="center",
            va="center",
            fontsize=11,
            weight="bold",
            color=INK,
            bbox={"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": HAIR},
        )


def _path(curve: list[tuple[float, float]]) -> Path:
    """Return a closed path of cubic curves: a start, then three points for each."""
    return Path([*curve, curve[0]], [Path.MOVETO, *[Path.CURVE4] * (len(curve) - 1), Path.CLOSEPOLY])


def after_a_negative_test() -> Picture:
    """Return what a negative desmoglein 3 ELISA leaves of the suspicion, by the two meta-analyses that disagree."""
    sources, asked = diagnosis_bench.tests()["elisa"].sources, diagnosis_bench.ASKED
    figure = Figure(figsize=(width(), 3.1))
    axes = figure.add_subplot()
    axes.plot([0, 100], [0, 100], color=SOFT, linestyle=(0, (1, 3)), linewidth=1.2)
    axes.annotate("a test that changes nothing", (42, 45), rotation=0, ha="right", fontsize=8, color=SOFT)
    left, rows = [], []
    for source, dash in zip(sources, ("-", (0, (5, 3))), strict=True):
        curve = diagnosis_bench.worked_out(source)
        axes.plot(
            diagnosis_bench.SUSPICIONS,
            [100 * (share or 0) for share in curve["negative"]],
            color=COLOR["mixed"],
            linestyle=dash,
        )
        share = round(100 * curve["negative"][asked])
        left.append(share)
        axes.plot([asked], [100 * curve["negative"][asked]], "D", color=COLOR["mixed"], markeredgecolor="white")
        axes.annotate(
            f"{source.name.split(',')[0][-4:]}: {share}%",
            (asked, 100 * curve["negative"][asked]),
            (-5, 7),
            textcoords="offset points",
            ha="right",
            weight="bold",
            fontsize=9,
        )
        rows += [
            [source.name, str(before), *(f"{100 * curve[result][before]:.0f}%" for result in ("negative", "positive"))]
            for before in (10, 30, asked, 90)
        ]
    axes.set(
        xlim=(0, 100),
        ylim=(0, 100),
        xlabel="of 100 children like this one had it before",
        ylabel="have it after a negative ELISA, %",
    )
    low, high = sorted(left)
    return Picture(
        figure=figure,
        alt=f"Of 100 children like this one, {asked} were thought to have pemphigus; after a negative desmoglein 3 ELISA one "
        f"meta-analysis leaves {low} percent and the other {high} percent.",
        caption="Worked out here with Bayes' theorem from two meta-analyses of mixed ages that disagree; neither test was validated in "
        "children in what was read. A second reading did not find that of 2012 again.",
        columns=["Source", "Before, of 100", "After a negative test", "After a positive test"],
        rows=rows,
        claims=[source.claim for source in sources],
        computed=(100, asked, low, high),
    )


FIGURES = {"pdai-worked-out": pdai_worked_out, "after-a-negative-test": after_a_negative_test}
