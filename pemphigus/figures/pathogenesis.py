"""Figures of notebook 03: desmogleins and antibodies."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, Patch, Rectangle

from pemphigus.figures.charts import Row, figure_of, intervals, printed_row, share_row
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import CHILD, INK, NARROW, SOFT, width
from pemphigus.laboratories import compensation as laboratory
from pemphigus.laboratories.compensation import Site, Tissue
from pemphigus.synthesis.certainty import POPULATION

DSG1, DSG3 = "#0a6a73", "#aa4499"
TISSUE, CELL = "#f6ead9", "#e3cfae"
PROFILES = {
    "dsg3": "Antibody to Dsg3 only",
    "both": "Antibodies to Dsg1 and Dsg3",
    "dsg1": "Antibody to Dsg1 only",
}


def compensation() -> Picture:
    """Return skin and mucosa under three antibody profiles: what still holds, and where the tissue splits."""
    return drawn(
        ["skin", "mucosa"],
        alt="Antibody to desmoglein 3 alone splits mucosa while skin holds; antibodies to both split both deep down; antibody to "
        "desmoglein 1 alone splits only the upper skin.",
    )


def newborn_compensation() -> Picture:
    """Return skin, mucosa and newborn skin under three antibody profiles."""
    return drawn(
        ["skin", "mucosa", "newborn"],
        alt="Antibody to desmoglein 3 alone splits mucosa and newborn skin while skin holds; antibodies to both "
        "split all three deep down; antibody to desmoglein 1 alone splits only the upper skin.",
    )


def drawn(names: list[str], alt: str) -> Picture:
    """Return the tissues of these names, one a column, under each antibody profile."""
    narrow = width() <= NARROW
    figure = Figure(figsize=(width(), 6.0 if not narrow else 5.6), layout="none")
    grid = figure.add_gridspec(3, len(names), left=0.02, right=0.98, top=0.88, bottom=0.1, hspace=0.62, wspace=0.1)
    rows = []
    for line, (key, profile) in enumerate(PROFILES.items()):
        attacked = set(laboratory.profiles()[key].attacks)
        for column, tissue in enumerate(laboratory.tissues()[name] for name in names):
            axes = figure.add_subplot(grid[line, column])
            split = laboratory.split(tissue, attacked)
            draw_tissue(axes, tissue, attacked, split)
            verdict = "holds" if split is None else "splits"
            axes.text(
                0.5,
                1.1,
                verdict,
                ha="center",
                va="top",
                fontsize=9,
                weight="bold",
                color=INK if split is None else CHILD,
            )
            if line == 0:
                axes.text(
                    0.5, -0.36, tissue.name, ha="center", va="bottom", fontsize=7.8 if narrow else 10, weight="bold"
                )
            if column == 0:
                axes.text(0, -0.12, profile, ha="left", va="bottom", fontsize=9, color=SOFT)
            rows.append([profile, tissue.name, f"splits {split.name}" if split else "holds"])
    handles = [
        Patch(facecolor=DSG1, hatch="....", edgecolor="white", label="Dsg1"),
        Patch(facecolor=DSG3, hatch="////", edgecolor="white", label="Dsg3"),
        Patch(facecolor="none", edgecolor=SOFT, linestyle="--", label="attacked"),
    ]
    figure.legend(handles=handles, loc="lower center", ncols=3, columnspacing=1.0, handletextpad=0.4)
    return Picture(
        figure=figure,
        alt=alt,
        caption="A drawing of the desmoglein compensation theory, not a measurement. Top of each block: surface; "
        "bottom: lowest layer. A split opens where no desmoglein is left to hold.",
        columns=["Antibody", "Tissue", "What happens"],
        rows=rows,
        claims=list(
            dict.fromkeys(
                ["dsg-compensation-summary", *(claim for name in names for claim in laboratory.tissues()[name].claims)]
            )
        ),
    )


def draw_tissue(axes: Axes, tissue: Tissue, attacked: set[str], split: Site | None) -> None:
    """Draw one block of tissue: rows of cells, the bars of both desmogleins, and the gap. Depth runs from 0, the surface, to 1."""
    row = 1 / laboratory.rows()
    axes.set(xlim=(0, 1), ylim=(1.12, -0.02), xticks=[], yticks=[])
    axes.axis("off")
    axes.add_patch(Rectangle((0, 0), 1, 1, facecolor=TISSUE, edgecolor=SOFT, linewidth=0.8))
    for layer in range(laboratory.rows()):
        for cell in range(4):
            center = (0.125 + 0.25 * cell, (layer + 0.5) * row)
            axes.add_patch(Ellipse(center, 0.22, 0.8 * row, facecolor=CELL, edgecolor="none"))
    if split is not None:
        center = (0.5, split.below_row * row)
        axes.add_patch(Ellipse(center, 0.96, 0.2, facecolor="white", edgecolor=CHILD, linewidth=1.6))
    for name, left, color, hatch in (("dsg1", 0.16, DSG1, "...."), ("dsg3", 0.66, DSG3, "////")):
        first, last = getattr(tissue, name)
        if name in attacked:
            look = {"facecolor": "none", "edgecolor": SOFT, "linestyle": "--", "linewidth": 1.2}
        else:
            look = {"facecolor": color, "edgecolor": "white", "hatch": hatch, "linewidth": 0.5}
        axes.add_patch(Rectangle((left, (first - 1) * row), 0.18, (last - first + 1) * row, **look))


def profiles() -> Picture:
    """Return how often each antibody was found in each clinical type, in the first study and in a later one."""
    first, later = "dsg-profile-defines-phenotype-1999", "dsg-profile-overlap-2014"
    types = [
        ("Mucosal disease", "mucosal_dominant", "mucosal"),
        ("Mucocutaneous disease", "mucocutaneous", "mucocutaneous"),
    ]
    rows: list[Row | str] = []
    for title, then, now in types:
        rows.append(title)
        for name in ("dsg3", "dsg1"):
            counted, printed = figure_of(first, then), figure_of(later, now)
            antibody = f"anti-Dsg{name[-1]}"
            rows.append(share_row(f"{antibody}, 1999", counted[f"{name}_positive"], counted["n"], "mixed"))
            rows.append(printed_row(f"{antibody}, 2014", printed[f"{name}_percent"], "mixed"))
    return Picture(
        figure=intervals(
            rows, xlabel="patients with the antibody, 95% interval where counts are printed", xlim=(0, 100), unit="%"
        ),
        alt="In 1999 all 24 patients with mucosal disease had anti-desmoglein 3 and none anti-desmoglein 1, and "
        "all 20 with mucocutaneous disease had both; in 2014 anti-desmoglein 1 was found in 12.5 percent of "
        "mucosal and 94.1 percent of mucocutaneous cases.",
        caption="Mixed ages, active disease. The later study prints percentages without counts by group, so no "
        "interval is drawn for it.",
        columns=["Antibody and study", "Who", "Found in"],
        rows=[[row.label, POPULATION[row.population], row.said] for row in rows if isinstance(row, Row)],
        claims=[first, later],
    )


FIGURES = {
    "desmoglein-compensation": compensation,
    "newborn-compensation": newborn_compensation,
    "antibody-profiles": profiles,
}
