"""Figures of notebook 05: what adjuvants buy, and what cyclophosphamide costs."""

from pemphigus.figures.charts import (
    SHARE_COLUMNS,
    Row,
    figure_of,
    intervals,
    share_row,
    share_table,
    spans,
    with_group,
)
from pemphigus.figures.picture import Picture
from pemphigus.laboratories import adjuvant
from pemphigus.synthesis.certainty import POPULATION

NOBODY = 0  # where a source says that nobody was affected


def four_regimens() -> Picture:
    """Return the prednisolone used in one year in the four arms of one trial: mean, and one standard deviation to either side."""
    claim = "four-regimens-cumulative-prednisolone"

    def row(label: str, mean: str, deviation: str) -> Row:
        value, spread = figure_of(claim, mean), figure_of(claim, deviation)
        return Row(label, value, value - spread, value + spread, "adults", f"{value:,} mg")

    rows = [
        row("Prednisolone alone", "prednisolone_alone_mg", "sd_alone"),
        row("with azathioprine", "azathioprine_mg", "sd_aza"),
        row("with cyclophosphamide pulses", "cyclophosphamide_mg", "sd_cyc"),
        row("with mycophenolate", "mmf_mg", "sd_mmf"),
    ]
    return Picture(
        figure=spans(rows, xlabel="prednisolone in one year, mg: mean and standard deviation", xlim=(0, 20000)),
        alt="In one trial of 120 adults the mean prednisolone of a year was 11,631 mg alone, 9,798 mg with "
        "mycophenolate, 8,276 mg with cyclophosphamide and 7,712 mg with azathioprine; patients on prednisolone "
        "alone differed most from each other.",
        caption="Adults, new patients, 30 in each arm, of whom 21 to 24 completed the year. A long bar means "
        "that patients differed much; it is not an interval for the mean.",
        columns=["Regimen", "Who", "Mean", "One standard deviation to either side, mg"],
        rows=[[r.label, POPULATION[r.population], r.said, f"{r.low:,} to {r.high:,}"] for r in rows],
        claims=[claim, "four-regimens-completers"],
    )


def forest() -> Picture:
    """Return the effects of second drugs on remission and relapse as ratios with their intervals; the table adds the steroid saved."""
    rows: list[Row | str] = []
    lines, claims = [], []
    for outcome in ("remission", "relapse", "steroid"):
        title = adjuvant.OUTCOMES[outcome]
        if outcome != "steroid":
            rows.append(title)
        for found in adjuvant.comparisons():
            if found["outcome"] != outcome:
                continue
            value, low, high = found["effect"]
            claims.append(found["claim"])
            name = f"{found['name']}, {found['goal']}"
            origin = "worked out here" if found["worked_out"] else "as printed"
            if outcome == "steroid":
                lines.append([title, name, "adults", f"{value:,.0f} mg", f"{low:,.0f} to {high:,.0f} mg", origin])
                continue
            lines.append([title, name, "adults", f"{found['measure']} {value:.2f}", f"{low:.2f} to {high:.2f}", origin])
            if not found["again"]:
                rows.append(Row(name, value, low, high, "adults", f"{value:.2f}"))
    pooled = figure_of("atzmony2015-relapse-29-percent-less", "rr")
    return Picture(
        figure=intervals(
            rows,
            xlabel="ratio, first named against second, 95% interval",
            xlim=(0.25, 12),
            log=True,
            reference=(1, "no difference"),
        ),
        alt="Mycophenolate, azathioprine, pulses, immunoadsorption and efgartigimod did not raise remission beyond chance in adults, only "
        f"rituximab did; relapse was rarer with add-on drugs pooled, risk ratio {pooled}, and with rituximab.",
        caption="Adults, randomized; each trial once. Ratios are worked out here from printed counts, except the pool and the hazard ratio "
        "of immunoadsorption. Goals differ from row to row: never pool them. A second reading did not find the passage on rituximab or "
        "prednisone alone at month 24 again. Steroid saved, and a second reading of one trial, stand in the data table.",
        columns=["Outcome", "Comparison", "Who", "Effect", "95% interval", "Origin"],
        rows=lines,
        claims=list(dict.fromkeys(claims)),
    )


def arms() -> Picture:
    """Return the patients who reached the end point of each randomized trial, arm by arm; end points differ and are never pooled."""
    head, placebo, pemphix, dapsone = (
        "aza-vs-mmf-remission",
        "mmf-placebo-trial-primary",
        "rtx-pemphix-primary",
        "dapsone-rct",
    )

    def both(claim: str, first: str, second: str) -> list[Row]:
        return [
            share_row(label, figure_of(claim, f"events_{arm}"), figure_of(claim, f"n_{arm}"), "adults")
            for label, arm in ((first, "a"), (second, "b"))
        ]

    rows = [
        "Complete remission, with methylprednisolone",
        *reversed(both(head, "azathioprine", "mycophenolate")),
        "Response at one year, with prednisone",
        *both(placebo, "mycophenolate", "placebo"),
        "Remission without steroid",
        *reversed(both(pemphix, "rituximab", "mycophenolate")),
        f"Prednisone down to {figure_of(dapsone, 'target_mg')} mg",
        *both(dapsone, "dapsone", "placebo"),
    ]
    return Picture(
        figure=intervals(rows, xlabel="reached the end point of their trial, 95% interval", xlim=(0, 100), unit="%"),
        alt="Mycophenolate reached the end point in 20 of 21, 40 of 58 and 6 of 63 adults of three trials, "
        "against 13 of 18 on azathioprine, 23 of 36 on placebo and 25 of 62 on rituximab; dapsone did so in 5 of "
        "9 against 3 of 10 on placebo.",
        caption="Adults, four randomized trials with four end points: compare the two arms of a trial, not one "
        "trial with another.",
        columns=["End point", *SHARE_COLUMNS],
        rows=with_group(rows, share_table(rows)),
        claims=[head, placebo, pemphix, dapsone],
    )


def fertility() -> Picture:
    """Return sperm and menstrual trouble after cyclophosphamide, by the age at treatment."""
    men, series, girls, women = (
        "cyc-boys-azoospermia-5-of-17",
        "cyc-boys-before-and-during-puberty",
        "cyc-girls-normal-cycles",
        "cyc-pulses-26-side-effects",
    )
    rows = [
        "Men",
        share_row(
            "no sperm, treated as boys or adolescents", figure_of(men, "azoospermic"), figure_of(men, "n"), "children"
        ),
        share_row(
            "impaired sperm, treated before or during puberty",
            figure_of(series, "impaired_pre_during"),
            figure_of(series, "boys_pre_during"),
            "children",
        ),
        share_row(
            "impaired sperm, treated after puberty",
            figure_of(series, "impaired_after"),
            figure_of(series, "after_puberty"),
            "mixed",
        ),
        "Women",
        share_row("menstrual trouble, treated as girls", NOBODY, figure_of(girls, "n"), "children"),
        share_row(
            "menstrual trouble, treated as girls, low doses",
            NOBODY,
            figure_of(series, "girls_pre_pubertal"),
            "children",
        ),
        share_row("menstrual trouble, treated after puberty", NOBODY, figure_of(series, "women_after"), "mixed"),
        share_row(
            "loss of periods, treated as adults", figure_of(women, "amenorrhea"), figure_of(women, "women"), "adults"
        ),
    ]
    return Picture(
        figure=intervals(rows, xlabel="affected after cyclophosphamide, 95% interval", xlim=(0, 100), unit="%"),
        alt="Five of 17 men treated as boys had no sperm, 6 of 15 treated before or during puberty and all 4 "
        "treated after it had impaired sperm; none of 12, 6 and 7 women had menstrual trouble later, but 3 of 14 "
        "adult women with pemphigus lost their periods.",
        caption="Other diseases, except the adult women, who had pemphigus. Doses differ, the first row counts "
        "only men without any sperm, and regular periods do not exclude an early menopause.",
        columns=SHARE_COLUMNS,
        rows=share_table(rows),
        claims=[men, series, girls, women],
    )


FIGURES = {
    "four-regimens": four_regimens,
    "what-adjuvants-buy": forest,
    "adjuvant-arms": arms,
    "fertility-after-cyclophosphamide": fertility,
}
