"""Figures of notebook 10: everything compared."""

from pemphigus import content
from pemphigus.content.schemas import Therapy
from pemphigus.figures.charts import Row, bars
from pemphigus.figures.picture import Picture
from pemphigus.synthesis.comparison import is_young


def largest_pediatric_series() -> Picture:
    """Return, for each therapy, the largest group of children in one publication; groups are never added, because they overlap."""
    counted = [(therapy.name.split(" (")[0], *largest(therapy)) for therapy in content.therapies().values()]
    shown = sorted((item for item in counted if item[1]), key=lambda item: -item[1])
    without = [name for name, count, _ in counted if not count]
    rows = [Row(name, count, None, None, "children", str(count)) for name, count, _ in shown]
    figure = bars(
        [*rows, f"No count of children: {', '.join(without)}"],
        xlabel="children in the largest publication",
        xlim=(0, 12),
    )
    return Picture(
        figure=figure,
        alt="Only corticosteroids, dexamethasone pulses, rituximab, immunoglobulin and mycophenolate have a "
        "published series of three or more children with pemphigus; a few others have single cases, and for the "
        "rest no count of children was found.",
        caption="Children or adolescents with pemphigus and a reported outcome, in the largest publication read "
        "here. Groups overlap between publications and are not added; a review also names children given other "
        "drugs, without their outcome by drug.",
        columns=["Therapy", "Children"],
        rows=[[row.label, row.said] for row in rows] + [[name, "no count found"] for name in without],
        claims=[*dict.fromkeys(claim for *_, claim in shown), "childhood-pv-drugs-used"],
    )


def largest(therapy: Therapy) -> tuple[int, str | None]:
    """Return the largest count of children behind a therapy's efficacy, else behind a finding of its own, and the claim."""
    counts = {row.claim: row.total for row in therapy.efficacy if is_young(row.population)}
    if not counts:
        own = [content.claim(row.claim) for row in therapy.findings if is_young(row.population)]
        counts = {claim.id: claim.n_children for claim in own if claim.therapy == therapy.id and claim.n_children}
    best = max(counts, key=counts.get, default=None)
    return (counts[best], best) if best else (0, None)


FIGURES = {"largest-pediatric-series": largest_pediatric_series}
