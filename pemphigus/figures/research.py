"""Figures of notebook 09: the pipeline and its trials."""

from matplotlib.figure import Figure

from pemphigus.figures.charts import (
    LINE,
    SHARE_COLUMNS,
    SPACIOUS,
    figure_of,
    intervals,
    legend,
    share_row,
    share_table,
)
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import COLOR, INK, MARKER, SOFT, width
from pemphigus.laboratories import evidence_map as laboratory
from pemphigus.synthesis.evidence_map import DESIGNS, FIRST_HAND

# The chain from help to blister, and the agents that cut it: name, who with pemphigus was treated, claim.
CHAIN = [
    (
        "T cells help",
        [
            ("Dupilumab: one girl of 15", "juvenile", "dupilumab-15y"),
            ("Upadacitinib: one adult", "adults", "upadacitinib-pf-adult"),
            ("Regulatory T cells: trial", "adults", "treg-trial-adults"),
        ],
    ),
    (
        "B cells grow",
        [
            ("Rituximab: three series of children", "children", "rtx-kianfar-first-cycle-outcome"),
            ("Ofatumumab: matched cohort", "adults", "rtx-ofatumumab-cohort"),
            ("Rilzabrutinib: phase 3 negative", "adults", "rilzabrutinib-phase3-negative"),
            ("Tirabrutinib: phase 2", "adults", "tirabrutinib-phase2"),
            ("DSG3-CAART: trial part closed", "adults", "rtx-dsg3-caart-closed"),
            ("CD19 CAR-T: trial planned", "adults", "cart-cd19-trial"),
        ],
    ),
    ("Plasma cells make IgG", []),
    (
        "FcRn keeps IgG alive",
        [
            ("Immunoglobulin: adolescents", "juvenile", "ivig-juvenile-remission-7-of-8"),
            ("Efgartigimod: phase 3 negative", "adults", "efgartigimod-phase3-negative"),
        ],
    ),
    ("IgG opens the rivets: blister", []),
]


def pathway() -> Picture:
    """Return the chain from T-cell help to blister with the agents that cut it, marked by who was treated."""
    kinds = ["children", "adults"]
    beside = width() >= SPACIOUS  # room for the agents at the right of their link, else below it
    line, gap, box_height = LINE * 1.25, 0.24, 0.34
    heights = [
        gap + (max(box_height, line * len(agents)) if beside else box_height + line * max(1, len(agents)))
        for _, agents in CHAIN
    ]
    tall = sum(heights)
    figure = Figure(figsize=(width(), tall + 0.45))
    axes = figure.add_subplot()
    axes.set(xlim=(0, 1), ylim=(tall, 0))
    axes.axis("off")
    box = {"boxstyle": "round,pad=0.35", "facecolor": "#e6f0f2", "edgecolor": "#0a6a73"}
    top, left, down = 0.0, (0.5 if beside else 0.06), (0.14 if beside else 0.42)
    for place, ((station, agents), height) in enumerate(zip(CHAIN, heights, strict=True)):
        axes.text(0.02, top + 0.14, station, weight="bold", va="center", fontsize=9.5, color=INK, bbox=box)
        for row, (said, population, _) in enumerate(agents or [("nothing among the agents read", None, "")]):
            y = top + down + line * row
            if population:
                axes.plot([left], [y], MARKER[population], color=COLOR[population], markersize=6)
            axes.text(left + 0.15 / width(), y, said, va="center", fontsize=9, color=INK if population else SOFT)
        if place < len(CHAIN) - 1:
            start = top + 0.32 if beside else top + height - gap
            axes.annotate(
                "",
                (0.05, top + height),
                (0.05, start),
                arrowprops={"arrowstyle": "-|>", "color": SOFT, "linewidth": 1.4},
            )
        top += height
    legend(figure, axes, kinds)
    named = [(station, *agent) for station, agents in CHAIN for agent in agents]
    return Picture(
        figure=figure,
        alt="Agents cut the chain at T-cell help, at B cells and at the receptor that keeps IgG alive; children "
        "with pemphigus were treated with rituximab, immunoglobulin and, one girl, dupilumab, and none among the "
        "agents read acts on plasma cells or on the rivets.",
        caption="Where each agent acts, and who with pemphigus was treated with it in what was read. Plasma "
        "exchange and immunoadsorption, which remove IgG, are left to notebook 07.",
        columns=["Link of the chain", "Agent", "Who"],
        rows=[
            [station, said, "children or adolescents" if population != "adults" else "adults only"]
            for station, said, population, _ in named
        ],
        claims=[claim for *_, claim in named],
    )


def phases() -> Picture:
    """Return complete remission on efgartigimod and rilzabrutinib in early trials and, where printed, against placebo."""
    early, late, other = "efgartigimod-phase2-remission", "efgartigimod-phase3-negative", "rilzabrutinib-phase2"
    rows = [
        "Efgartigimod",
        share_row("Phase 2, no control group", figure_of(early, "remission"), figure_of(early, "of"), "adults"),
        share_row("Phase 3, drug", figure_of(late, "events_a"), figure_of(late, "n_a"), "adults"),
        share_row("Phase 3, placebo", figure_of(late, "events_b"), figure_of(late, "n_b"), "adults"),
        "Rilzabrutinib",
        share_row(
            "Phase 2, no control group", figure_of(other, "complete_response_week_24"), figure_of(other, "n"), "adults"
        ),
    ]
    return Picture(
        figure=intervals(rows, xlabel="complete remission, 95% interval", xlim=(0, 100), unit="%"),
        alt="On efgartigimod 14 of 22 adults reached remission in the uncontrolled trial, then 44 of 124 against "
        "20 of 66 on placebo; on rilzabrutinib it was 6 of 27 in the uncontrolled trial.",
        caption="Adults. The definitions of remission differ between the phases. The placebo-controlled trial of "
        "rilzabrutinib missed its endpoint; its counts were not printed in what was read, and a second reading "
        "did not find the report again.",
        columns=SHARE_COLUMNS,
        rows=share_table(rows),
        claims=[early, late, other, "rilzabrutinib-phase3-negative"],
    )


def month_three() -> Picture:
    """Return how often antibodies persisted three months after rituximab in adults who relapsed and in those who did not."""
    claim = "relapse-predictor-month-3"
    rows = [
        share_row("Relapsed within a year", figure_of(claim, "relapse_with"), figure_of(claim, "relapse_n"), "adults"),
        share_row("Did not relapse", figure_of(claim, "no_relapse_with"), figure_of(claim, "no_relapse_n"), "adults"),
    ]
    return Picture(
        figure=intervals(rows, xlabel="antibody above the cut-off at month 3, 95% interval", xlim=(0, 100), unit="%"),
        alt="Antibody above the cut-off three months after rituximab was found in 7 of 11 adults who relapsed "
        "within a year and in 7 of 36 who did not, so the groups differ and overlap.",
        caption="Adults after first-line rituximab. A second reading did not find this passage again.",
        columns=SHARE_COLUMNS,
        rows=share_table(rows),
        claims=[claim],
    )


def evidence_map() -> Picture:
    """Return the map of all therapies by design: a mark for the patients in each square, children and adults side by side."""
    shown = laboratory.data()
    squares = {(square["therapy"], square["design"], square["age"]): square["patients"] for square in shown["squares"]}
    names, ages, line = dict(shown["therapies"]), ("children", "adults"), 0.25
    beside = width() >= SPACIOUS  # room for the names at the left of their row, else above it
    step = line if beside else 1.7 * line
    figure = Figure(figsize=(width(), step * len(names) + 0.95))
    axes = figure.add_subplot()
    start = 2.55 if beside else 0.0
    axes.set(xlim=(0, start + len(DESIGNS)), ylim=(step * len(names), -0.3))
    axes.axis("off")
    for column, design in enumerate(DESIGNS):
        axes.text(
            start + column + 0.05,
            -0.15,
            laboratory.DESIGN_NAMES[design][1],
            weight="bold",
            fontsize=9 if beside else 7.5,
            color=INK,
        )
    for row, (therapy, name) in enumerate(names.items()):
        y = step * (row + 1) - line / 2
        axes.plot([0, start + len(DESIGNS)], [step * row] * 2, color="#e2e8ec", linewidth=0.7)
        axes.text(
            0,
            y if beside else y - 0.7 * line,
            name,
            va="center",
            fontsize=8.5,
            color=INK,
            weight="normal" if beside else "bold",
        )
        for column, design in enumerate(DESIGNS):
            filled = [(age, squares[therapy, design, age]) for age in ages if (therapy, design, age) in squares]
            for age, patients in filled:
                area = min(8 + patients / 6, 100 if beside else 50)  # square points
                half = area**0.5 / 2 / 72 * (start + len(DESIGNS)) / width()
                x = start + column + (0.05 if age == "children" else 0.44 if beside else 0.4) + half
                axes.scatter([x], [y], s=area, marker=MARKER[age], color=COLOR[age], linewidth=0)
                axes.text(x + half + 0.03, y, str(patients), va="center", fontsize=8 if beside else 7, color=INK)
            if not filled:
                axes.text(start + column + 0.05, y, "\N{EN DASH}", va="center", fontsize=8, color=SOFT)
    legend(figure, axes, list(ages))
    rituximab, prednisone = (
        sum(squares.get((therapy, design, "children"), 0) for design in FIRST_HAND)
        for therapy in ("rituximab", "prednisone")
    )
    empty = sum((therapy, design, "children") not in squares for therapy in names for design in DESIGNS)
    total = len(names) * len(DESIGNS)
    return Picture(
        figure=figure,
        alt=f"Of {total} squares of the map {empty} hold no child with pemphigus, among them every randomized trial; rituximab has most "
        f"children reported first-hand, at most {rituximab}, prednisone {prednisone}.",
        caption="Patients with pemphigus behind each therapy, worked out here from the claims of this course: each source once, sums are "
        "at most, of reviews the largest, all arms of a comparison; patients of mixed ages stand in the bench. A dash is nobody.",
        columns=["Therapy", *(laboratory.DESIGN_NAMES[design][0] for design in DESIGNS)],
        rows=[
            [
                name,
                *(
                    "; ".join(
                        f"{squares[therapy, design, age]} {age}" for age in ages if (therapy, design, age) in squares
                    )
                    or "nobody"
                    for design in DESIGNS
                ),
            ]
            for therapy, name in names.items()
        ],
        claims=sorted(shown["claims"]),
        computed=(total, empty, rituximab, prednisone),
    )


FIGURES = {
    "evidence-map": evidence_map,
    "agents-on-the-pathway": pathway,
    "phase-two-phase-three": phases,
    "month-three-antibodies": month_three,
}
