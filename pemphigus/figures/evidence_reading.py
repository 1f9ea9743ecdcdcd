"""Figures of notebook 00: how to read the evidence of this course."""

from matplotlib.figure import Figure

from pemphigus import content
from pemphigus.figures.charts import SHARE_COLUMNS, figure_of, intervals, share_row, share_table
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import COLOR, INK, NARROW, width
from pemphigus.synthesis.certainty import LEVELS, symbols

WHO = {"children": ("children", "juvenile"), "adults": ("adults",), "mixed": ("mixed", "in-vitro", "animal")}
LABEL = {"children": "children and adolescents", "adults": "adults", "mixed": "mixed ages, laboratory, animals"}


def same_share_other_size() -> Picture:
    """Return four published counts with like shares and very different numbers behind them."""
    three, eight, ten, trial = (
        "mmf-three-children",
        "ivig-juvenile-remission-7-of-8",
        "rtx-vinay-cr-off",
        "rtx-ritux3-cr-off-24m",
    )
    rows = [
        share_row("Mycophenolate, children", figure_of(three, "cr"), figure_of(three, "n"), "children"),
        share_row(
            "Immunoglobulin, adolescents", figure_of(eight, "prolonged_remission"), figure_of(eight, "n"), "juvenile"
        ),
        share_row("Rituximab, children", figure_of(ten, "cr_off"), figure_of(ten, "n"), "children"),
        share_row("Rituximab, adults, randomized", figure_of(trial, "events_a"), figure_of(trial, "n_a"), "adults"),
    ]
    return Picture(
        figure=intervals(rows, xlabel="remission, 95% interval", xlim=(0, 100), unit="%"),
        alt="The shares in remission look alike, 3 of 3 children, 7 of 8 adolescents, 7 of 10 children and 41 of "
        "46 adults, but the interval is very long for three patients and short for 46.",
        caption="Different treatments, patients and end points: read the length of the lines, not the order of "
        "the points.",
        columns=SHARE_COLUMNS,
        rows=share_table(rows),
        claims=[three, eight, ten, trial],
    )


def claims_by_certainty() -> Picture:
    """Return how many claims of the course stand at each level of certainty, for children, adults and others."""
    claims = content.claims().values()
    counts = {
        who: [sum(claim.population in kinds and claim.certainty == level for claim in claims) for level in LEVELS]
        for who, kinds in WHO.items()
    }
    most = max(max(row) for row in counts.values())
    figure = Figure(figsize=(width(), 3.1))
    axes = figure.add_subplot()
    places = range(len(LEVELS))
    for step, (who, row) in enumerate(counts.items()):
        left = [place + (step - 1) * 0.27 for place in places]
        bars = axes.bar(
            left, row, width=0.25, color=COLOR[who], hatch=("", "///", "...")[step], edgecolor="white", label=LABEL[who]
        )
        axes.bar_label(bars, color=INK, fontsize=8 if width() <= NARROW else 9, padding=1)
    ticks = [f"{symbols(level)}\n{level.replace('-', ' ')}" for level in LEVELS]
    axes.set(xticks=list(places), xticklabels=ticks, yticks=[], ylim=(0, most * 1.12))
    axes.grid(visible=False)
    figure.legend(loc="outside lower left", ncols=1)
    total = {who: sum(row) for who, row in counts.items()}
    return Picture(
        figure=figure,
        alt="Most claims of the course carry very low or low certainty for children with pemphigus, whoever they "
        "are about, and hardly any reach high certainty.",
        caption="Every claim of the course, by the people it is about and by how sure one may be that it holds "
        "for children with pemphigus.",
        columns=["Certainty", *(f"{LABEL[who]} ({total[who]})" for who in WHO)],
        rows=[
            [level.replace("-", " "), *(str(counts[who][place]) for who in WHO)] for place, level in enumerate(LEVELS)
        ],
        claims=[],
    )


FIGURES = {"same-share-other-size": same_share_other_size, "claims-by-certainty": claims_by_certainty}
