"""Figures of notebook 06: what children and adults show after rituximab."""

from pemphigus import content
from pemphigus.figures.charts import (
    SHARE_COLUMNS,
    Row,
    figure_of,
    intervals,
    printed_row,
    share_row,
    share_table,
    spans,
)
from pemphigus.figures.picture import Picture
from pemphigus.laboratories import ten_children
from pemphigus.synthesis.borrowing import borrow
from pemphigus.synthesis.certainty import POPULATION
from pemphigus.synthesis.intervals import percent


def remission() -> Picture:
    """Return complete remission in each pediatric series and each adult trial arm, one by one, never pooled."""
    vinay, kianfar, turkey = "rtx-vinay-cr-off", "rtx-kianfar-first-cycle-outcome", "rtx-bilgictemel-outcome"
    ritux3, pemphix = "rtx-ritux3-cr-off-24m", "rtx-pemphix-primary"
    kianfar_complete = figure_of(kianfar, "cr_minimal_therapy") + figure_of(kianfar, "cr_off")
    rows = [
        "Children and adolescents, series",
        share_row("India: off all other treatment", figure_of(vinay, "cr_off"), figure_of(vinay, "n"), "children"),
        share_row(
            "Iran: first cycle, mostly on minimal therapy", kianfar_complete, figure_of(kianfar, "n"), "children"
        ),
        share_row("Turkey: off therapy at last visit", figure_of(turkey, "cr_off"), figure_of(turkey, "n"), "juvenile"),
        "Adults, randomized trials",
        share_row(
            "Ritux 3: rituximab, off therapy, month 24",
            figure_of(ritux3, "events_a"),
            figure_of(ritux3, "n_a"),
            "adults",
        ),
        share_row("Ritux 3: prednisone alone", figure_of(ritux3, "events_b"), figure_of(ritux3, "n_b"), "adults"),
        share_row("PEMPHIX: rituximab, week 52", figure_of(pemphix, "events_a"), figure_of(pemphix, "n_a"), "adults"),
        share_row("PEMPHIX: mycophenolate", figure_of(pemphix, "events_b"), figure_of(pemphix, "n_b"), "adults"),
    ]
    return Picture(
        figure=intervals(rows, xlabel="complete remission, 95% interval", xlim=(0, 100), unit="%"),
        alt="Three small series of children reached complete remission in most patients, 7 of 10 in the largest "
        "with this end point, with long intervals; in two adult trials rituximab did clearly better than its "
        "comparison arm.",
        caption="Each study stands alone: the end points and times differ, the children had no comparison group, "
        "and the Indian and Iranian series mix forms of pemphigus.",
        columns=SHARE_COLUMNS,
        rows=share_table(rows),
        claims=[vinay, kianfar, turkey, ritux3, pemphix],
    )


def relapse() -> Picture:
    """Return relapse after rituximab in two pediatric series, beside adults and all ages."""
    vinay, kianfar, ritux3, pooled = (
        "rtx-vinay-relapse",
        "rtx-kianfar-relapse-sepsis",
        "rtx-ritux3-7y-relapse",
        "rtx-meta-wang-cr-relapse",
    )
    rows = [
        "Children and adolescents",
        share_row("India, median follow-up 16 months", figure_of(vinay, "relapse"), figure_of(vinay, "n"), "children"),
        share_row(
            "Iran, follow-up not stated", figure_of(kianfar, "relapse"), figure_of(kianfar, "n_pemphigus"), "children"
        ),
        "Adults and all ages, as printed",
        printed_row("Ritux 3, rituximab arm, seven years", figure_of(ritux3, "relapse_a_pct"), "adults"),
        printed_row("Ritux 3, prednisone arm, seven years", figure_of(ritux3, "relapse_b_pct"), "adults"),
        printed_row(f"{figure_of(pooled, 'studies')} studies pooled", figure_of(pooled, "relapse_pct"), "mixed"),
    ]
    return Picture(
        figure=intervals(rows, xlabel="relapsed, 95% interval where counts are printed", xlim=(0, 100), unit="%"),
        alt="Six of ten and nine of 12 children relapsed after rituximab in two series; among adults 42.2 "
        "percent relapsed over seven years after rituximab and 83.7 percent after prednisone alone.",
        caption="Follow-up differs from study to study, and only the two arms of Ritux 3 can be compared with "
        "each other.",
        columns=["Study", "Who", "Relapsed"],
        rows=[[row.label, POPULATION[row.population], row.said] for row in rows if isinstance(row, Row)],
        claims=[vinay, kianfar, ritux3, pooled],
    )


def b_cell_return() -> Picture:
    """Return when B cells come back in children, by dose and by kind of cell. Months; the spreads are as the sources print them."""
    kinetics = content.kinetics()

    def row(label: str, name: str, per_month: float = 1.0) -> Row:
        source = kinetics[name]
        (_, value), *_rest = source.time.items()
        low, high = next(iter(source.spread.values()))
        return Row(
            label, value * per_month, low * per_month, high * per_month, source.population, f"{value * per_month:.1f}"
        )

    memory = kinetics["switched-memory-bcell-reconstitution-median-hoppener2025hypogamma"]
    low, high = memory.spread["iqr_years"]
    rows = [
        "Nephrotic syndrome, by dose (Paris)",
        row("one infusion of 100 mg/m²", "bcell-reconstitution-median-hogan2019different"),
        row("one infusion of 375 mg/m²", "bcell-reconstitution-median-hogan2019different-2"),
        row("two infusions of 375 mg/m²", "bcell-reconstitution-median-hogan2019different-3"),
        "All indications (Utrecht)",
        row("all B cells", "cd19-reconstitution-median-hoppener2025hypogamma"),
        Row(
            "IgG-switched memory B cells",
            memory.time["months"],
            12 * low,
            12 * high,
            "children",
            f"{memory.time['months']:.1f}",
        ),
    ]
    return Picture(
        figure=spans(rows, xlabel="months after rituximab: median and spread", xlim=(0, 36)),
        alt="In children with other diseases B cells return after a median of 2.5 to 6.6 months depending on the "
        "dose in one study and 11 months in another, while switched memory B cells need 1.8 years.",
        caption="Children with other diseases, not pemphigus. Bars show the spread printed by each source. Doses "
        "are shown as published, not for treating patients.",
        columns=["Group", "Who", "Median, months", "Spread, months"],
        rows=[
            [r.label, "children", f"{r.value:.1f}", f"{r.low:.1f} to {r.high:.1f}"] for r in rows if isinstance(r, Row)
        ],
        claims=["rtx-bcell-return-by-dose-children", "rtx-memory-b-return-children"],
    )


def borrowed() -> Picture:
    """Return the estimate for a child when adults count not at all, a little, half or fully, from two trials that pull opposite ways."""
    studies = [study for study in ten_children.studies_as_rows() if study["outcome"] == "remission"]
    children, ritux3, pemphix = studies[0], studies[3], studies[4]
    own = children["events"], children["total"]

    def row(adults: dict, weight: float) -> Row:
        belief = borrow(own, (adults["events"], adults["total"]), weight)
        low, high = belief.interval
        label = f"each adult counts {percent(weight)} of a child: {own[1]} + {belief.borrowed:.1f}"
        said = f"{percent(belief.mean)} ({percent(low)} to {percent(high)})"
        return Row(label, 100 * belief.mean, 100 * low, 100 * high, "mixed", said)

    steps = (0.1, 0.5, 1)
    alone = row(ritux3, 0)
    first, second = ([row(adults, weight) for weight in steps] for adults in (ritux3, pemphix))
    rows = [
        "Children only",
        Row("India, ten children", alone.value, alone.low, alone.high, "children", alone.said),
        f"Borrowing from Ritux 3 ({ritux3['events']} of {ritux3['total']} adults)",
        *first,
        f"Borrowing from PEMPHIX ({pemphix['events']} of {pemphix['total']} adults)",
        *second,
    ]
    said = [line.said for line in (alone, first[-1], second[-1])]
    shown = [line for line in rows if isinstance(line, Row)]
    return Picture(
        figure=intervals(rows, xlabel="complete remission off therapy, 95% interval", xlim=(0, 100), unit="%"),
        alt=f"Ten children alone say {said[0]}; with the adults of Ritux 3 counted fully the estimate moves up to {said[1]}, "
        f"with those of PEMPHIX down to {said[2]}.",
        caption="Worked out here: every adult counts as a chosen part of a child, and before any patient every share is equally likely. "
        "The weight is a judgment that no data can make, and the populations differ: the adults were newly or lately diagnosed. "
        "A second reading did not find the passage on Ritux 3 again.",
        columns=["Estimate", "Middle and 95% interval"],
        rows=[[line.label, line.said] for line in shown],
        claims=[children["claim"], ritux3["claim"], pemphix["claim"]],
        computed=tuple(round(float(value)) for line in shown for value in (line.value, line.low, line.high)),
    )


FIGURES = {
    "rituximab-remission": remission,
    "rituximab-relapse": relapse,
    "rituximab-borrowed": borrowed,
    "b-cell-return": b_cell_return,
}
