"""A trial in virtual children: two arms of a thousand, then small trials drawn from them, to see how far chance moves a small one.

The browser asks for the run part by part, so its progress bar moves, the kernel stays free between parts, and cancelling is simply not
asking any more.
"""

from collections.abc import Generator
from dataclasses import asdict
from functools import cache
from time import perf_counter

import numpy as np
import traitlets

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.errors import CourseError
from pemphigus.figures.trial import (
    COUNTED,
    DRAWN_COLUMNS,
    MODEL,
    SINCE,
    beside_published,
    curves,
    drawn_row,
    flips,
    in_one_sentence,
    p_value,
    points,
    published_rows,
    published_table,
    table_of,
)
from pemphigus.model.endpoints import NEVER
from pemphigus.model.trials import (
    CHUNK,
    SIZES,
    UNDECIDED,
    Drawn,
    Outcomes,
    Trial,
    checked,
    in_parts,
    months,
    reached_by,
    run,
    small_trials,
    tally,
)
from pemphigus.synthesis.certainty import marks
from pemphigus.synthesis.intervals import percent
from pemphigus.synthesis.survival import number_at_risk
from pemphigus.widgets.cards import sources_of
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, join, table, tag

FOLLOW_UPS = {365: "1 year", 730: "2 years", 1095: "3 years"}
MIXED_IN = 1 / 3  # share of children in whom a reason for failure is on, when the learner mixes one in
KEPT = 100  # drawn trials that stay listed; the tally counts all
END_POINTS = {"remission": "Remission without prednisone", "relapse": "First relapse"}
INTRO = (
    "In the teaching model every virtual child goes through both arms. Run the trial, then draw small trials from these children, "
    "as if only a few could be found."
)
LOOK_FOR = (
    "Look at how far apart the curves end, and whether their bands overlap. A sudden step comes from a plan that lets "
    "all children stop prednisone on the same day."
)
MEANS = (
    "All these trials come from the same virtual children and the same two treatments; only who was drawn differs. Undecided does not "
    "mean equal; it may only mean too few. A published series of a few children is one such draw, most often without a second arm."
)


class VirtualTrial(CourseWidget):
    """Two arms, a follow-up, a run and draws. `settings` are the choices at first, `result` the finished trial as arrays, tables and words,
    `drawn` the latest small trials, `counts` all of them by size and verdict, `guessed` the last guess with its outcome.
    """

    _esm = module("trial")
    _css = style("trial")
    arms = traitlets.List().tag(sync=True)
    follow_ups = traitlets.List().tag(sync=True)
    switches = traitlets.List().tag(sync=True)
    sizes = traitlets.List(list(SIZES)).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    settings = traitlets.Dict().tag(sync=True)
    result = traitlets.Dict().tag(sync=True)
    drawn = traitlets.List().tag(sync=True)
    counts = traitlets.List().tag(sync=True)
    guessed = traitlets.Dict().tag(sync=True)

    def __init__(self, first: str, second: str, children: int, days: int, switches: dict[str, float] | None = None):
        checked(first, second, children, days, switches)
        self.children, self.mixed = children, switches or {}
        self.trial: Trial | None = None
        self.tallies: dict[int, dict[str, int]] = {}
        self._draws = self._listed = 0
        self._running: tuple[int, Generator[int, None, Trial], float] | None = None
        super().__init__(
            arms=[_arm(name) for name in simulation.trial_arms()],
            follow_ups=[[length, FOLLOW_UPS.get(length, f"{length} days")] for length in sorted({*FOLLOW_UPS, days})],
            switches=[[switch.id, switch.name] for switch in simulation.switches().values()],
            texts={
                "intro": INTRO,
                "look": LOOK_FOR,
                "means": MEANS,
                "end_points": END_POINTS,
                "counted": COUNTED,
                "since": SINCE,
                "columns": DRAWN_COLUMNS,
                "foot": f"{MODEL} {content.course().not_for_treatment}",
            },
            settings={
                "first": first,
                "second": second,
                "follow_up": days,
                "children": children,
                "mixed": bool(switches),
            },
        )
        self.on_msg(self._receive)

    def begin(self, first: str, second: str, follow_up: int, switch: str | None = None, *, number: int = 0) -> None:
        """Begin a run, which `advance` carries on; a run still going is dropped. Raises CourseError for arms that cannot be compared."""
        mixed = {switch: MIXED_IN} if switch else self.mixed
        self._running = (number, in_parts(first, second, self.children, follow_up, switches=mixed), perf_counter())

    def advance(self) -> int | None:
        """Simulate the next part of the run; return the children done so far, or None when it is finished and `result` is filled."""
        number, parts, started = self._running
        try:
            return next(parts)
        except StopIteration as finished:
            self.trial, self.tallies, self._listed, self._running = finished.value, {}, 0, None
            with self.hold_sync():
                self.drawn, self.counts, self.guessed = [], [], {}
                self.result = _result(self.trial, perf_counter() - started, number)
            return None

    def draw(self, size: int, times: int, guess: object = None) -> None:
        """Draw small trials from the finished one; a guess is how many of them will tell the arms apart.

        Raises CourseError, one sentence, before a run is finished or for a guess that is not a count.
        """
        if self.trial is None:
            raise CourseError("Run the trial first; small trials are drawn from its children.")
        wanted = None if guess is None else _guess(guess, times)
        self._draws += 1
        found = small_trials(self.trial, size, times, seed=self._draws)
        before = self.tallies.get(size, dict.fromkeys(tally([]), 0))
        self.tallies[size] = {name: before[name] + count for name, count in tally(found).items()}
        with self.hold_sync():
            self.drawn = [*self.drawn, *(self._row(one) for one in found)][-KEPT:]
            self.counts = [[size, *self.tallies[size].values()] for size in sorted(self.tallies)]
            if wanted is not None:
                told = sum(one.verdict != UNDECIDED for one in found)
                self.guessed = {"guess": wanted, "found": told, "times": times, "size": size}

    def words(self) -> str:
        """Return what the trial of a few virtual children shows, in words."""
        trial, drawn = _small(*self._shown())
        first, second = trial.arms
        return "\n".join(
            [
                f"Trial in virtual children (teaching model): {first.name} against {second.name}",
                f"{INTRO} Here with {trial.number} children in each arm:",
                curves(trial).alt,
                flips(trial, drawn).alt,
            ]
        )

    def static_html(self) -> Html:
        """Return the curves, small trials and the published counterparts of a run with a few children, for readers without a kernel."""
        return _static(*self._shown())

    def _shown(self) -> tuple[str, str, int, tuple[tuple[str, float], ...]]:
        return self.settings["first"], self.settings["second"], self.settings["follow_up"], tuple(self.mixed.items())

    def _row(self, one: Drawn) -> dict:
        self._listed += 1
        return {**asdict(one), "words": drawn_row(self.trial, self._listed, one)}

    def _receive(self, _: object, message: dict, __: object) -> None:
        number = message.get("run", 0)
        try:
            match message.get("do"):
                case "begin":
                    chosen = (message.get(name) for name in ("first", "second", "follow_up", "switch"))
                    self.begin(*chosen, number=number)
                    self.send({"done": 0, "of": 2 * self.children, "run": number})
                case "next" if self._running and self._running[0] == number:
                    done = self.advance()
                    if done is not None:
                        self.send({"done": done, "of": 2 * self.children, "run": number})
                case "cancel" if self._running and self._running[0] == number:
                    self._running = None
                case "draw":
                    self.draw(message.get("size"), message.get("times"), message.get("guess"))
        except CourseError as problem:
            self.send({"problem": str(problem), "run": number})


def _guess(guess: object, times: int) -> int:
    if not isinstance(guess, int) or isinstance(guess, bool) or not 0 <= guess <= times:
        raise CourseError(f"Guess a whole number from 0 to {times} first, then the trials are drawn.")
    return guess


def _arm(name: str) -> dict:
    arm = simulation.trial_arms()[name]
    return {"id": arm.id, "name": arm.name, "about": arm.about, "assumed": arm.assumed}


def _result(trial: Trial, seconds: float, number: int) -> dict:
    """Return a finished trial as the browser needs it: arrays for the curves, finished tables, and sentences."""
    return {
        "run": number,
        "number": trial.number,
        "seconds": round(seconds, 1),
        "follow_up": trial.follow_up,
        "arms": [arm.short for arm in trial.arms],
        "whole": trial.difference()[0],
        "marks": months(trial.follow_up),
        "curves": {name: [_steps(outcome, name, trial.follow_up) for outcome in trial.outcomes] for name in END_POINTS},
        "risk": {name: [_risk(outcome, name, trial.follow_up) for outcome in trial.outcomes] for name in END_POINTS},
        "says": {name: in_one_sentence(trial, name) for name in END_POINTS},
        "numbers": {name: _numbers(trial, name) for name in END_POINTS},
        "ends": _ends(trial),
        "published": _published(trial),
    }


def _steps(outcome: Outcomes, end_point: str, follow_up: int) -> dict[str, list[float]]:
    found = reached_by(outcome.curve(end_point, follow_up), follow_up)
    return {name: [round(float(value), 4) for value in values] for name, values in found.items()}


def _risk(outcome: Outcomes, end_point: str, follow_up: int) -> list[int]:
    days, _ = outcome.until(end_point, follow_up)
    return number_at_risk(days, [day for _, day in months(follow_up)]).tolist()


def _numbers(trial: Trial, end_point: str) -> Html:
    return table(
        ["Arm", "Month", "Share", "95% interval", "At risk"], table_of(trial, end_point), "The numbers of the curves"
    )


def _ends(trial: Trial) -> Html:
    """Return how both arms ended, and the difference between them."""
    found, low, high = trial.difference()
    rows = [
        ["Reached remission without prednisone", *(f"{reached:,} of {trial.number:,}" for reached in trial.reached())],
        ["Relapsed after disease control", *(percent(float((o.relapse != NEVER).mean())) for o in trial.outcomes)],
        ["PDAI at the end", *(_middle(outcome.pdai) for outcome in trial.outcomes)],
        ["Prednisone taken, mg/kg", *(_middle(outcome.steroid) for outcome in trial.outcomes)],
    ]
    return join(
        table(
            ["At the end", *(arm.short for arm in trial.arms)],
            rows,
            "How the arms ended; scores and doses are medians, with the middle half of children",
            stacked=True,
        ),
        tag(
            "p",
            f"Difference in remission with {trial.number:,} in each arm: {points(found)} points (95% interval {points(low)} to "
            f"{points(high)}; log-rank p {p_value(trial.p())}). So many children make even small differences certain, "
            "and only within the model.",
        ),
    )


def _middle(values: np.ndarray) -> str:
    low, middle, high = np.percentile(values, [25, 50, 75])
    return f"{middle:.0f} ({low:.0f} to {high:.0f})"


def _published(trial: Trial) -> Html:
    """Return the published counterparts of the arms beside the model, and the sources of both arms."""
    lines = published_rows([trial])
    claims = list(dict.fromkeys(claim for arm in trial.arms for claim in arm.claims))
    shown = dict.fromkeys(arm.published.claim for arm, _ in lines)
    warned = dict.fromkeys(mark for name in shown for mark in marks(content.claim(name)))
    beside = table(
        ["Beside the published trial", "Published, adults", "Teaching model, virtual children"],
        published_table(lines),
        "Complete remission without prednisone, counted as the trial counted it and on its day",
        stacked=True,
    )
    return join(
        beside if lines else None,
        [tag("p", f"Published count: {mark}.", class_="pv-warning") for mark in warned],
        sources_of(claims),
    )


@cache
def _small(first: str, second: str, days: int, mixed: tuple[tuple[str, float], ...]) -> tuple[Trial, list[Drawn]]:
    """Return a trial small enough for building a page, and thirty draws of it."""
    trial = run(first, second, CHUNK, days, switches=dict(mixed))
    return trial, small_trials(trial, SIZES[0], 30)


@cache
def _static(first: str, second: str, days: int, mixed: tuple[tuple[str, float], ...]) -> Html:
    from pemphigus.widgets.show import Drawing

    trial, drawn = _small(first, second, days, mixed)
    drawings = [Drawing(lambda: curves(trial)), Drawing(lambda: flips(trial, drawn))]
    if published_rows([trial]):
        drawings.append(Drawing(lambda: beside_published([trial])))
    return tag(
        "div",
        tag("p", tag("strong", "A trial in virtual children. "), INTRO),
        [drawing.html() for drawing in drawings],
        tag("p", MEANS),
        tag("p", f"{MODEL} {content.course().not_for_treatment}"),
        class_="pv-static",
    )
