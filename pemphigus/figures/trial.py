"""Pictures of a trial in virtual children: its curves, small trials drawn from it, and published trials beside the model."""

from collections.abc import Sequence
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import FuncFormatter

from pemphigus.content.model_schemas import TrialArm
from pemphigus.figures.charts import LETTERS, figure_of
from pemphigus.figures.picture import Picture
from pemphigus.figures.style import ADULT, INK, MARKER, OTHER, SOFT, width
from pemphigus.model.trials import (
    FAVORS_FIRST,
    FAVORS_SECOND,
    UNDECIDED,
    Drawn,
    Trial,
    months,
    reached_by,
    tally,
)
from pemphigus.synthesis.intervals import in_words, percent, wilson
from pemphigus.synthesis.survival import number_at_risk, share_on

FIRST, SECOND = "#0a6a73", "#7a4d00"
LOOK = ((FIRST, "-", "//"), (SECOND, (0, (5, 2)), "\\\\"))  # color, line and hatch of each arm
VERDICT = {FAVORS_FIRST: (FIRST, "o"), FAVORS_SECOND: (SECOND, "s"), UNDECIDED: (SOFT, "D")}
END_POINTS = {
    "remission": "complete remission without prednisone",
    "relapse": "a first relapse",
}
COUNTED = {
    "remission": "Counted is complete remission that has lasted two months without prednisone; other drugs may go on.",
    "relapse": "Counted is the first relapse, from the day the disease was controlled, in children in whom it was.",
}
SINCE = {"remission": "months since the start", "relapse": "months since disease control"}
MODEL = "Teaching model, assumptions included; no result of patients."
DRAWN_COLUMNS = ["Trial", "First arm", "Second arm", "Difference", "95% interval", "Verdict"]


def curves(trial: Trial, end_point: str = "remission") -> Picture:
    """Return the share of each arm that had reached an end point by each day, with intervals and numbers at risk."""
    figure = Figure(figsize=(width(), 3.4))
    axes, below = figure.subplots(2, 1, sharex=True, height_ratios=[0.8, 0.2])
    marks = months(trial.follow_up)
    ends = [_steps(axes, trial, number, end_point) for number in (0, 1)]
    axes.set(xlim=(0, trial.follow_up), ylim=(-10, 112), ylabel="share of children", yticks=[0, 25, 50, 75, 100])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
    axes.set_xticks([day for _, day in marks], [str(month) for month, _ in marks])
    axes.grid(axis="y")
    axes.tick_params(labelbottom=True)
    axes.set_xlabel(SINCE[end_point])
    halo = withStroke(linewidth=3, foreground=axes.get_facecolor())  # names stay readable where a curve crosses them
    top = 0 if ends[0][0] >= ends[1][0] else 1
    for number, (_, low, high) in enumerate(ends):
        axes.annotate(
            trial.arms[number].short,
            (trial.follow_up, 100 * (high if number == top else low)),
            xytext=(0, 3 if number == top else -3),
            textcoords="offset points",
            ha="right",
            va="bottom" if number == top else "top",
            color=LOOK[number][0],
            weight="bold",
            fontsize=9,
            path_effects=[halo],
        )
    _numbers_at_risk(below, trial, end_point)
    return Picture(
        figure=figure,
        alt=in_one_sentence(trial, end_point),
        caption=f"{MODEL} {trial.number:,} virtual children in each arm, the same children in both. {COUNTED[end_point]} "
        "Bands are 95% intervals.",
        columns=["Arm", "Month", "Share", "95% interval", "At risk"],
        rows=table_of(trial, end_point),
        claims=list(dict.fromkeys(claim for arm in trial.arms for claim in arm.claims)),
    )


def in_one_sentence(trial: Trial, end_point: str = "remission") -> str:
    """Return what the curves show, in words."""
    month = round(months(trial.follow_up)[-1][0])
    said = []
    for arm, outcome in zip(trial.arms, trial.outcomes, strict=True):
        curve = outcome.curve(end_point, trial.follow_up)
        if curve is None:
            said.append(f"no child on {arm.short} was ever controlled")
        else:
            share, low, high = (1 - value for value in share_on(curve, trial.follow_up))
            said.append(f"{percent(share)} ({percent(high)} to {percent(low)}) on {arm.short}")
    return f"Teaching model: by month {month}, {' and '.join(said)} had reached {END_POINTS[end_point]}."


def table_of(trial: Trial, end_point: str) -> list[list[str]]:
    """Return the data table of the curves: arm, month, share, interval, number at risk."""
    rows = []
    for arm, outcome in zip(trial.arms, trial.outcomes, strict=True):
        days, _ = outcome.until(end_point, trial.follow_up)
        curve = outcome.curve(end_point, trial.follow_up)
        for month, day in months(trial.follow_up) if curve is not None else []:
            share, low, high = (1 - value for value in share_on(curve, day))
            risk = int(number_at_risk(days, [day])[0])
            rows.append([arm.short, str(month), percent(share), f"{percent(high)} to {percent(low)}", f"{risk:,}"])
    return rows


def flips(trial: Trial, drawn: Sequence[Drawn]) -> Picture:
    """Return small trials drawn from a large one as rows of intervals, marked by their verdict."""
    figure = Figure(figsize=(width(), 0.11 * len(drawn) + 1.4))
    axes = figure.add_subplot()
    for place, one in enumerate(drawn):
        color, marker = VERDICT[one.verdict]
        dashes = (0, (2, 1.5)) if one.verdict == UNDECIDED else "-"
        axes.plot([100 * one.low, 100 * one.high], [place, place], color=color, linewidth=1.3, linestyle=dashes)
        hollow = "none" if one.verdict == UNDECIDED else color
        axes.plot([100 * one.difference], [place], marker, color=color, markersize=4.5, markerfacecolor=hollow)
    axes.axvline(0, color=INK, linewidth=1)
    whole = 100 * trial.difference()[0]
    axes.axvline(whole, color=SOFT, linestyle=(0, (4, 3)), linewidth=1.2, zorder=0)
    axes.annotate(
        f"all {trial.number:,} in each arm",
        (whole, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3),
        textcoords="offset points",
        color=SOFT,
        ha="right" if whole > 40 else "center",
        fontsize=9,
    )
    axes.set(xlim=(-100, 100), xticks=[-100, -50, 0, 50, 100], ylim=(len(drawn) - 0.2, -0.8), yticks=[])
    axes.set_xlabel(fill("points in favor of " + trial.arms[0].short, int(width() * LETTERS)))
    counts = tally(drawn)
    for name, (color, marker) in VERDICT.items():
        hollow = "none" if name == UNDECIDED else color
        said = f"{trial.says(name)}: {counts[name]}"
        axes.plot([], [], marker, color=color, markerfacecolor=hollow, markersize=6, label=said)
    figure.legend(loc="outside lower left", ncols=1, handletextpad=0.1)
    size = drawn[0].size
    said = ", ".join(f"{trial.says(name)} {counts[name]}" for name in VERDICT)
    return Picture(
        figure=figure,
        alt=f"Teaching model: the verdicts of {len(drawn)} trials with {size} virtual children in each arm are: {said}.",
        caption=f"{MODEL} Each row is one trial drawn from the same {trial.number:,} virtual children, {size} in each arm: "
        "the difference of the shares in remission with its 95% interval (Newcombe). A trial is undecided when its interval holds zero.",
        columns=DRAWN_COLUMNS,
        rows=[drawn_row(trial, number, one) for number, one in enumerate(drawn, 1)],
        claims=[],
    )


def drawn_row(trial: Trial, number: int, one: Drawn) -> list[str]:
    """Return one drawn trial in words; the columns are DRAWN_COLUMNS."""
    return [
        str(number),
        f"{one.first} of {one.size}",
        f"{one.second} of {one.size}",
        points(one.difference),
        f"{points(one.low)} to {points(one.high)}",
        trial.says(one.verdict),
    ]


def p_value(p: float) -> str:
    """Return a p value with three decimals, or that it is smaller."""
    return "under 0.001" if p < 0.001 else f"{p:.3f}"


def points(share: float) -> str:
    """Return a difference of shares in percentage points with its sign, for example "+40"; near zero with a decimal, to keep the sign."""
    said = f"{abs(100 * share):.0f}" if abs(share) >= 0.01 else f"{abs(100 * share):.1f}"
    return "0" if float(said) == 0 else f"+{said}" if share > 0 else f"−{said}"


def beside_published(trials: Sequence[Trial]) -> Picture:
    """Return the published counts of adults beside the shares of the model's virtual children, for every arm that has a counterpart."""
    lines = published_rows(trials)
    figure = Figure(figsize=(width(), 0.62 * len(lines) + 1.1))
    axes = figure.add_subplot()
    across = axes.get_yaxis_transform()
    for place, (arm, share) in enumerate(lines):
        events, total = published_count(arm)
        low, high = wilson(events, total)
        axes.text(
            0,
            place - 0.4,
            f"{arm.published.trial}: {arm.short.split(' (')[0]}",
            transform=across,
            weight="bold",
            va="center",
        )
        axes.plot([100 * low, 100 * high], [place - 0.1, place - 0.1], color=ADULT)
        axes.plot([100 * events / total], [place - 0.1], MARKER["adults"], color=ADULT)
        axes.plot([100 * share], [place + 0.2], "^", color=OTHER, markerfacecolor="none", markeredgewidth=1.6)
    axes.set(xlim=(0, 100), xticks=[0, 50, 100], ylim=(len(lines) - 0.4, -0.7), yticks=[])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}%"))
    axes.set_xlabel(fill("in complete remission without prednisone", int(width() * LETTERS)))
    axes.plot([], [], MARKER["adults"], color=ADULT, label="published, adults")
    axes.plot([], [], "^", color=OTHER, markerfacecolor="none", label="teaching model, virtual children")
    figure.legend(loc="outside lower left", ncols=1, handletextpad=0.1)
    said = [
        f"{arm.published.trial} {arm.short.split(' (')[0]} {in_words(*published_count(arm)).split(' (')[0]} adults, model {percent(share)}"
        for arm, share in lines
    ]
    return Picture(
        figure=figure,
        alt=f"Published trials beside the teaching model: {'; '.join(said)}.",
        caption="Published counts are of adults, with 95% intervals. The model's shares are of virtual children given adult doses per "
        "body surface; they have no interval, since more virtual children would shrink it at will.",
        columns=["Arm", "Published, adults", "Teaching model, virtual children"],
        rows=published_table(lines),
        claims=list(dict.fromkeys(arm.published.claim for arm, _ in lines)),
    )


def published_rows(trials: Sequence[Trial]) -> list[tuple[TrialArm, float]]:
    """Return each arm that stands for a published one, with the model's share on the published day, as far as it was followed so long."""
    return [
        (arm, float(outcome.held.mean()))
        for trial in trials
        for arm, outcome in zip(trial.arms, trial.outcomes, strict=True)
        if arm.published and arm.published.day <= trial.follow_up
    ]


def published_count(arm: TrialArm) -> tuple[int, int]:
    """Return events and total of an arm's published counterpart, from its claim."""
    return figure_of(arm.published.claim, arm.published.events), figure_of(arm.published.claim, arm.published.total)


def published_table(lines: Sequence[tuple[TrialArm, float]]) -> list[list[str]]:
    """Return the table of published counts beside the model."""
    return [
        [f"{arm.published.trial}: {arm.name}", in_words(*published_count(arm)), percent(share)] for arm, share in lines
    ]


def _steps(axes: Axes, trial: Trial, number: int, end_point: str) -> tuple[float, float, float]:
    """Draw one arm's curve with its band; return share, low and high at the end."""
    found = reached_by(trial.outcomes[number].curve(end_point, trial.follow_up), trial.follow_up)
    if not len(found["days"]):
        return 0.0, 0.0, 0.0
    color, line, hatch = LOOK[number]
    days, share, low, high = (found[name] for name in ("days", "share", "low", "high"))
    axes.fill_between(days, 100 * low, 100 * high, step="post", color=color, alpha=0.16, hatch=hatch, linewidth=0)
    axes.step(days, 100 * share, where="post", color=color, linestyle=line)
    return share[-1], low[-1], high[-1]


def _numbers_at_risk(axes: Axes, trial: Trial, end_point: str) -> None:
    """Write the numbers at risk below a curve, one line an arm, under the marks of its axis."""
    axes.set(ylim=(2.6, -0.4), yticks=[])
    axes.axis("off")
    axes.text(0, 0, "at risk", transform=axes.get_yaxis_transform(), color=SOFT, fontsize=9, va="center", ha="left")
    for number, outcome in enumerate(trial.outcomes):
        days, _ = outcome.until(end_point, trial.follow_up)
        marks = [day for _, day in months(trial.follow_up)]
        for day, risk in zip(marks, number_at_risk(days, marks), strict=True):
            axes.text(day, number + 1, f"{risk:,}", color=LOOK[number][0], fontsize=9, va="center", ha="center")
