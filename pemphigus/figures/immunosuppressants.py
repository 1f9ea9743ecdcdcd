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


def steroid_saved() -> Picture:
    """Return the steroid saved against steroid alone, with 95% confidence intervals. Sources print it as a negative difference."""
    azathioprine, cyclophosphamide, network = (
        "cochrane-aza-steroid-sparing",
        "cochrane-cyc-steroid-sparing",
        "nma-2021-cumulative-steroid",
    )

    def row(label: str, claim: str, mean: str, interval: str) -> Row:
        saved = -figure_of(claim, mean)
        most, least = figure_of(claim, interval)
        return Row(label, saved, -least, -most, "adults", f"{saved:,.0f}")

    rows = [
        "Cochrane review, one trial",
        row("Azathioprine", azathioprine, "mean_difference_mg", "ci"),
        row("Cyclophosphamide", cyclophosphamide, "mean_difference_mg", "ci"),
        "Network of ten trials",
        row("Azathioprine", network, "azathioprine_mg", "azathioprine_ci"),
        row("Cyclophosphamide pulses", network, "cyclophosphamide_pulse_mg", "cyclophosphamide_ci"),
        row("Rituximab", network, "rituximab_mg", "rituximab_ci"),
    ]
    return Picture(
        figure=intervals(rows, xlabel="mg of steroid saved against steroid alone, 95% interval", xlim=(0, 15000)),
        alt="Azathioprine saved 3,919 mg and cyclophosphamide 3,355 mg in the Cochrane review, 3,032 and 2,470 "
        "mg in a network of trials, with intervals that come close to nothing saved; rituximab saved about 11,830 "
        "mg in that network.",
        caption="Adults. Both Cochrane rows come from the four-arm Tehran trial, and the network may count it "
        "again, so these rows do not confirm each other. No interval for mycophenolate was found in what was "
        "read.",
        columns=["Pool", "Drug", "Who", "Saved, mg", "95% interval, mg"],
        rows=with_group(
            rows,
            [
                [row.label, POPULATION[row.population], row.said, f"{row.low:,.0f} to {row.high:,.0f}"]
                for row in rows
                if isinstance(row, Row)
            ],
        ),
        claims=[azathioprine, cyclophosphamide, network, "four-regimens-cumulative-prednisolone"],
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
    "steroid-saved": steroid_saved,
    "adjuvant-arms": arms,
    "fertility-after-cyclophosphamide": fertility,
}
