"""Figures of notebook 04 that stand for its laboratories: three children who look alike, and what a course of prednisone adds up to."""

from matplotlib.figure import Figure

from pemphigus import content
from pemphigus.clinic.taper import total
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import CHILD, INK, MIXED, SOFT, width
from pemphigus.laboratories import is_this_resistance, taper

ALIKE = ("chiara", "deniz", "emil")
TAPER = "#9fcdd2"  # a lighter shade of the color of a course
FULL = "#0a6a73"


def three_alike() -> Picture:
    """Return three invented children whose lesions look alike, the prednisone they took, and the end point that the engine reads."""
    shown = {row["id"]: row for row in is_this_resistance.data()["children"]}
    limit = is_this_resistance.endpoints.FAILURE_DOSE
    names = is_this_resistance.data()["names"]
    figure = Figure(figsize=(width(), 4.6))
    axes = figure.subplots(3, 1, sharex=True)
    rows = []
    for panel, name in zip(axes, ALIKE, strict=True):
        child = shown[name]
        weeks = range(child["mark"] + 1)
        lesions, taken, dose = (child[key] for key in ("lesions", "taken", "dose"))
        doses = panel.twinx()
        doses.stairs(taken[: child["mark"]], weeks, fill=True, color=MIXED, alpha=0.3)
        doses.stairs(dose[: child["mark"]], weeks, color=INK, linestyle=(0, (4, 3)))
        doses.axhline(limit, color=SOFT, linewidth=1, linestyle=":")
        doses.set(ylim=(0, 4), yticks=[0, limit])
        panel.plot(weeks, lesions[: child["mark"] + 1], "o-", color=CHILD)
        panel.set(ylim=(0, 22), yticks=[0, 10, 20], xlim=(-0.2, 5.2))
        panel.set_title(
            f"{child['name'].split(',')[0]}: {names[child['key']].lower()}",
            fontsize=9,
            loc="left",
            color=INK,
            weight="bold",
        )
        rows.append(
            [
                child["name"],
                str(child["mark"]),
                f"{lesions[0]} and {lesions[child['mark']]}",
                f"{taken[0]:g}",
                f"{dose[0]:g}",
                names[child["key"]],
            ]
        )
    axes[1].set_ylabel("open lesions", color=CHILD)
    axes[-1].set_xlabel("weeks")
    return Picture(
        figure=figure,
        alt="Three invented children have as many lesions as on the first day; only the one who took more than "
        "1.5 mg/kg of prednisone a day for at least 3 weeks meets the definition of treatment failure.",
        caption="Invented cases, read by the engine of the course. Right scale: prednisone in mg/kg a day, filled as taken and dashed "
        "as prescribed. The dotted line is the dose of the definition "
        "(recalled, awaiting source check; an adult dose). "
        f"{content.course().not_for_treatment}",
        columns=["Child", "Week", "Lesions, first and last", "Taken, mg/kg a day", "Prescribed", "End point"],
        rows=rows,
        claims=["consensus-treatment-failure"],
    )


def taper_bill() -> Picture:
    """Return the course of the prediction: what is taken at full dose and what in the taper."""
    start, weeks, cut = taper.EXAMPLE
    steps = taper.plan(*taper.EXAMPLE)
    full, rest, share = total(steps[:1]), total(steps[1:]), round(taper.share_of_taper(*taper.EXAMPLE))
    edges = [step.day / 7 for step in steps] + [(steps[-1].day + steps[-1].days) / 7]
    figure = Figure(figsize=(width(), 3.2))
    axes = figure.add_subplot()
    axes.stairs([start], edges[:2], fill=True, color=FULL)
    axes.stairs([step.dose for step in steps[1:]], edges[1:], fill=True, color=TAPER)
    axes.set(xlim=(0, 26), ylim=(0, 1.9), xlabel="weeks", ylabel="prednisone, mg/kg a day")
    axes.text(0.2, start + 0.06, f"full dose: {full:.0f} mg/kg", fontsize=9, color=FULL, weight="bold")
    axes.text(weeks + 3, start * 0.62, f"taper: {rest:.0f} mg/kg, {share}%", fontsize=9, color=INK, weight="bold")
    return Picture(
        figure=figure,
        alt=f"A course of {start} mg/kg a day for {weeks} weeks and then {cut}% less every 2 weeks adds up to {full + rest:.0f} mg/kg, "
        f"of which {share}% falls into the taper.",
        caption=f"Worked out here. The rhythm of the cuts is an earlier European schedule for adults; the end at "
        f"{taper.stop()} mg/kg a day is an assumption, taken from where relapses were usual in a series of mixed ages. "
        f"{content.course().not_for_treatment}",
        columns=["Week", "Prednisone, mg/kg a day", "Sum so far, mg/kg"],
        rows=[
            [
                f"{step.day / 7 + 1:.0f} to {(step.day + step.days) / 7:.0f}",
                f"{step.dose:.2f}",
                f"{total(steps[: n + 1]):.1f}",
            ]
            for n, step in enumerate(steps)
        ],
        claims=[taper.SCHEDULE, taper.RELAPSE],
        computed=(start, weeks, round(full + rest), share),
    )


FIGURES = {"three-alike": three_alike, "taper-bill": taper_bill}
