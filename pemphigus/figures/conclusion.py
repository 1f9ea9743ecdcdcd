"""Figures of notebook 10: everything compared."""

from pemphigus import content
from pemphigus.content.schemas import Therapy
from pemphigus.figures.charts import Row, bars
from pemphigus.figures.picture import Picture
from pemphigus.laboratories import one_plan
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


POPULATION_OF = {"series": "children", "single": "children", "other": "children", "adults": "adults"}  # of a level


def plan_profile() -> Picture:
    """Return how many steps of a typical plan rest on whom, the nearest to the child first."""
    plan = one_plan.typical()
    found = one_plan.profile(plan)
    names = {step.id: step.name.lower() for step in one_plan.steps()}
    choices = {(step.id, option["id"]): option["name"] for step in one_plan.steps() for option in _options(step)}
    claims = [claim for step, option in plan.items() for claim in one_plan.reasons(step, option, plan["next"])]
    rows = []
    for level in one_plan.levels():
        steps = [names[step] for step, rests in found.items() if rests == level.id]
        label = f"{level.name[0].upper()}{level.name[1:]}" + (f": {', '.join(steps)}" if steps else "")
        rows.append(Row(label, len(steps), None, None, POPULATION_OF.get(level.id, "mixed"), str(len(steps))))
    series = next(row for row, level in zip(rows, one_plan.levels(), strict=True) if level.id == "series")
    return Picture(
        figure=bars(rows, xlabel="steps of the plan that rest on it", xlim=(0, len(plan))),
        alt=f"Of the {len(plan)} steps of a plan with rituximab {series.said} rest on a series of children or adolescents with pemphigus; "
        "the others rest on adults or on advice.",
        caption="Worked out here from the claims that speak for each step of the plan of the prediction; a step rests on the claim that is "
        "nearest to the child. A count of steps, not of their weight. For learning, not for treating patients.",
        columns=["Step", "Choice", "Rests on"],
        rows=[
            [
                names[step],
                choices[step, option],
                next(level.name for level in one_plan.levels() if level.id == found[step]),
            ]
            for step, option in plan.items()
        ],
        claims=list(dict.fromkeys(claims)),
        computed=(len(plan), *(row.value for row in rows)),
    )


def _options(step: one_plan.Step) -> list[dict]:
    return [one_plan.option_row(step, option) for option in step.options]


FIGURES = {"largest-pediatric-series": largest_pediatric_series, "one-plan-profile": plan_profile}
