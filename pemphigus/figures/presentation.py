"""Figures of notebook 02: what a child shows, how long it takes, and which tests decide."""

from matplotlib.figure import Figure

from pemphigus import content
from pemphigus.figures.charts import Row, bars, figure_of, intervals, share_row, spans
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import INK, NARROW, SOFT, width
from pemphigus.laboratories import body_map
from pemphigus.synthesis.certainty import POPULATION

BOY_OF_THREE = "case-8y-two-year-delay"
MONTHS = 12  # of a year
BANDS = ("#dbe7ee", "#9dbfd4", "#4d8fb8")  # from mild to extensive; the words stand in each band


def sites() -> Picture:
    """Return the sites of disease in published children under 12, as the source prints them."""
    where, which = "childhood-pv-mucosa-vs-skin", "childhood-pv-mucosal-sites"
    printed = [
        ("Any mucosa", where, "percent_mucosal"),
        ("Skin", where, "percent_cutaneous"),
        ("Mouth", which, "percent_oral"),
        ("Genitals", which, "percent_genital"),
        ("Eyes", which, "percent_ocular"),
        ("Nose", which, "percent_nasal"),
    ]
    rows = [
        Row(label, figure_of(c, key), None, None, "children", f"{figure_of(c, key):g}%") for label, c, key in printed
    ]
    return Picture(
        figure=bars(rows, xlabel="published children under 12 with lesions there", xlim=(0, 100), unit="%"),
        alt="Among 33 published children under 12 mucosa was involved in 97.0 percent and skin in 84.8; by site "
        "mouth 93.9, genitals 20.6, eyes 11.8 and nose 2.9 percent.",
        caption="Children. The source mixes denominators (33 for the mouth, apparently one more for the rarer "
        "sites), so read the small shares as rough.",
        columns=["Site", "Share"],
        rows=[[row.label, row.said] for row in rows],
        claims=[where, which],
    )


def delay() -> Picture:
    """Return how long diagnosis took: mean, and the range where it is printed."""
    israel, turkey, survey = (
        "pediatric-diagnostic-delay-israel",
        "adult-oral-diagnostic-delay-turkey",
        "ippf-survey-delay-2008",
    )

    def row(label: str, claim: str, population: str, ranged: bool = True) -> Row:
        low, high = figure_of(claim, "range_months") if ranged else (None, None)
        return Row(
            label,
            figure_of(claim, "mean_delay_months"),
            low,
            high,
            population,
            f"{figure_of(claim, 'mean_delay_months'):g}",
        )

    rows = [
        row("Children, Israel", israel, "children"),
        row("Patients of a survey", survey, "mixed"),
        row("Oral disease, Turkey", turkey, "mixed", ranged=False),
        "Single published children",
        *single_delays(),
    ]
    return Picture(
        figure=spans(rows, xlabel="months to diagnosis: mean and range", xlim=(0, 40)),
        alt="Diagnosis took a mean of 11.1 months in 12 Israeli children, with a range from 1.8 to 36, and about "
        "6 months in patients of mixed ages; one boy waited 2 years.",
        caption="The children's mean is pulled up by a few very long delays. The Turkish study prints no range; "
        "the survey was informal. Few reports of single children say how long it took.",
        columns=["Group", "Who", "Mean, months", "Range, months"],
        rows=[
            [r.label, POPULATION[r.population], r.said, f"{r.low:g} to {r.high:g}" if r.low else "not printed"]
            for r in rows
            if isinstance(r, Row)
        ],
        claims=[israel, survey, turkey, BOY_OF_THREE],
    )


def single_delays() -> list[Row]:
    """Return the months to diagnosis of the single published children whose report names them, and what was thought first."""
    boy = figure_of(BOY_OF_THREE, "delay_years") * MONTHS
    rows = [
        Row(
            f"Mouth sore from age {figure_of(BOY_OF_THREE, 'onset_age_years')}", boy, None, None, "children", f"{boy:g}"
        )
    ]
    for case in content.cases().values():
        if case.delay_months is not None:
            label = f"Age {case.age_years}; {case.first_diagnosis}"
            rows.append(Row(label, case.delay_months, None, None, "children", f"{case.delay_months:g}"))
    return sorted(rows, key=lambda row: -row.value)


def sensitivity() -> Picture:
    """Return the sensitivity of serum and tissue tests, as printed, with intervals where there are counts or printed intervals."""
    first, second, monkey = "dsg3-elisa-meta-2012", "iif-vs-dsg3-elisa-meta-2020", "iif-monkey-esophagus-2018"
    taiwan, iran, biopsy = "dsg-elisa-taiwan", "dsg-elisa-20-ru-serum-saliva", "oral-dif-71-vs-skin-61"
    low, high = figure_of(first, "sensitivity_ci95")
    monkey_low, monkey_high = figure_of(monkey, "sensitivity_ci95")
    head = {name: figure_of(second, name)["sensitivity_percent"] for name in ("iif", "dsg3_elisa")}
    pooled = 100 * figure_of(first, "sensitivity")
    rows = [
        "Desmoglein 3 ELISA",
        Row("Meta-analysis of 2012", pooled, 100 * low, 100 * high, "mixed", f"{pooled:g}%"),
        Row("Meta-analysis of 2020, head to head", head["dsg3_elisa"], None, None, "mixed", f"{head['dsg3_elisa']}%"),
        share_row("Taiwan", figure_of(taiwan, "dsg3_positive"), figure_of(taiwan, "n_pv"), "mixed"),
        share_row("Iran, untreated", figure_of(iran, "serum_dsg3_positive"), figure_of(iran, "untreated"), "mixed"),
        "Indirect immunofluorescence",
        Row("Meta-analysis of 2020, head to head", head["iif"], None, None, "mixed", f"{head['iif']}%"),
        Row("On monkey esophagus", figure_of(monkey, "sensitivity_percent"), monkey_low, monkey_high, "mixed", "87.4%"),
        "Direct immunofluorescence, oral disease",
        Row(
            "Biopsy of the mouth",
            figure_of(biopsy, "oral_percent"),
            None,
            None,
            "mixed",
            f"{figure_of(biopsy, 'oral_percent')}%",
        ),
        Row(
            "Biopsy of normal-looking skin",
            figure_of(biopsy, "skin_percent"),
            None,
            None,
            "mixed",
            f"{figure_of(biopsy, 'skin_percent')}%",
        ),
    ]
    return Picture(
        figure=intervals(rows, xlabel="sensitivity, 95% interval where it can be given", xlim=(50, 100), unit="%"),
        alt="One meta-analysis puts the sensitivity of the desmoglein 3 ELISA at 0.97 and another at 81.6 "
        "percent; single studies lie between, and oral biopsy with direct immunofluorescence was positive in 71 "
        "percent.",
        caption="Mixed ages; no test was validated in children. Rows without a line print no interval. A second "
        "reading did not find the meta-analysis of 2012 again.",
        columns=["Test", "Who", "Sensitivity"],
        rows=[[row.label, POPULATION[row.population], row.said] for row in rows if isinstance(row, Row)],
        claims=[first, second, taiwan, iran, monkey, biopsy],
    )


def cut_offs() -> Picture:
    """Return three published ways to put PDAI activity into words."""
    sets = [(row["who"], *row["limits"], row["words"]) for row in body_map.cut_offs()]
    figure = Figure(figsize=(width(), 3.3))
    axes = figure.add_subplot()
    most = 60
    size = 7.5 if width() <= NARROW else 9
    for row, (label, low, high, words) in enumerate(sets):
        place = 1.3 * row
        axes.text(0, place - 0.32, label, fontsize=9, color=INK, va="bottom")
        for start, end, color, word in zip((0, low, high), (low, high, most), BANDS, words, strict=True):
            axes.barh(place, end - start, left=start, height=0.5, color=color, edgecolor="white")
            shown = word.replace(" ", "\n")
            fits = (end - start) / most * width() * 72 > len(max(shown.split("\n"), key=len)) * size * 0.62
            if fits:
                axes.text((start + end) / 2, place, shown, ha="center", va="center", fontsize=size, color=INK)
        for limit in (low, high):
            axes.text(limit, place + 0.27, f"{limit:g}", ha="center", va="top", fontsize=8.5, color=SOFT)
    axes.set(
        xlim=(0, most),
        ylim=(1.3 * len(sets) - 0.7, -0.75),
        yticks=[],
        xlabel="PDAI activity (the scale goes on to 250)",
    )
    return Picture(
        figure=figure,
        alt="The limits between grades lie at 15 and 45 in new adults, at 9 and 25 for Japanese raters and at "
        "6.2 and 27 in relapsing patients, so that the same score gets different names.",
        caption="Adults, or mixed ages; no cut-off was made in children. The words are those of the sources; the "
        "relapsing patients were split by quartiles.",
        columns=["Source", "First limit", "Second limit", "Words"],
        rows=[[label, f"{low:g}", f"{high:g}", ", ".join(words)] for label, low, high, words in sets],
        claims=[*body_map.CUT_OFFS, "pdai-full-scale"],
    )


FIGURES = {
    "sites-in-children": sites,
    "diagnostic-delay": delay,
    "sensitivity-of-tests": sensitivity,
    "pdai-cut-offs": cut_offs,
}
