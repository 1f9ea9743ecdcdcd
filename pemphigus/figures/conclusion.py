"""Figures of notebook 10: everything compared."""

from pemphigus import content
from pemphigus.content.schemas import Therapy
from pemphigus.figures.charts import Row, bars
from pemphigus.figures.picture import Picture
from pemphigus.synthesis.comparison import is_young


def largest_pediatric_series() -> Picture:
    """Return, for each therapy, the largest group of children in one publication; groups are never added, because they overlap."""
    rows: list[Row | str] = []
    claims: list[str] = []
    for group, label in content.GROUPS.items():
        rows.append(label)
        for therapy in content.group_of_therapies(group):
            count, claim = largest(therapy)
            claims += [claim] if claim else []
            rows.append(Row(therapy.name.split(" (")[0], count, None, None, "children", str(count) if count else "none found"))
    most = max(row.value for row in rows if isinstance(row, Row))
    return Picture(
        figure=bars(rows, xlabel="children or adolescents in the largest publication", xlim=(0, most)),
        alt="Only corticosteroids, dexamethasone pulses, rituximab, immunoglobulin and mycophenolate have a published series of three or "
        "more children with pemphigus; single cases exist for a few others, and nothing was found for the rest.",
        caption="The largest group of children with pemphigus in one publication read here, single cases included. Groups overlap between "
        "publications and are not added.",
        columns=["Therapy", "Children"],
        rows=[[row.label, row.said] for row in rows if isinstance(row, Row)],
        claims=list(dict.fromkeys(claims)),
    )


def largest(therapy: Therapy) -> tuple[int, str | None]:
    """Return the largest count of children behind a therapy's efficacy or findings, and its claim."""
    counts = {row.claim: row.total for row in therapy.efficacy if is_young(row.population)}
    for row in therapy.findings:
        claim = content.claim(row.claim)
        if is_young(row.population) and claim.therapy == therapy.id and claim.n_children:
            counts.setdefault(row.claim, claim.n_children)
    best = max(counts, key=counts.get, default=None)
    return (counts[best], best) if best else (0, None)


FIGURES = {"largest-pediatric-series": largest_pediatric_series}
