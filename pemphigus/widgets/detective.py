"""The detective game: an invented child whose treatment fails, seven possible causes, tests and treatments to order, and a verdict."""

import secrets

import numpy as np
import traitlets

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.content.model_schemas import Expert, HiddenCase
from pemphigus.errors import CourseError
from pemphigus.learning.detective import (
    RANDOM,
    SEEDS,
    Effort,
    Finding,
    Investigation,
    Suspect,
    Verdict,
    hidden_case,
    story,
)
from pemphigus.learning.grading import CONFIDENCE, Judgment
from pemphigus.learning.progress import Progress, my_progress
from pemphigus.model.plan import THERAPIES, daily, in_words, steps
from pemphigus.widgets.cards import source_line, sources_of
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, details, join, table, tag

ABOUT = "A teaching model: the child is invented, every result is computed; days, burden and cost are judgments of this course."
POINTS, ROWS = 220, 16  # of the drawn line, and of its table
RIGHT, WRONG = "✓", "✗"


class Detective(CourseWidget):
    """A case being solved. The browser sends what is ordered; Python simulates, tells what was found, and judges in the end.

    `cases` are those to choose from, `state` is what the learner may know so far, `reveal` the end of the case once a cause was named.
    """

    _esm = module("detective")
    _css = style("detective")
    cases = traitlets.List().tag(sync=True)
    causes = traitlets.List().tag(sync=True)
    tests = traitlets.List().tag(sync=True)
    treatments = traitlets.List().tag(sync=True)
    confidence = traitlets.List([[level, name] for level, name in CONFIDENCE.items()]).tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    reveal = traitlets.Unicode().tag(sync=True)
    notes = traitlets.List().tag(sync=True)

    def __init__(self, case: str | None = None, progress: Progress | None = None):
        self.progress = progress or my_progress()
        self.progress.refresh()
        super().__init__(
            about=_about(),
            causes=[[switch.id, switch.name] for switch in simulation.switches().values()],
            tests=[_act(test, test.what) for test in simulation.orderable_tests().values()],
            treatments=[_act(treatment, "") for treatment in simulation.trial_treatments().values()],
        )
        self.begin(case if case is not None else self._next())
        self.on_msg(self._receive)

    def begin(self, case: object) -> None:
        """Begin a case by its id, "random" for any random one. Raises CourseError, one sentence, for a name that does not exist."""
        found = hidden_case(f"{RANDOM}-{secrets.randbelow(SEEDS)}" if case == RANDOM else case)
        self.investigation = Investigation(found)
        self.verdict: Verdict | None = None
        self.reveal = ""
        self._update(f"{found.title}. Day {found.day}: the child is yours now.")

    def order(self, tests: object) -> None:
        """Order tests, wait for them, and write them down. Raises CourseError, one sentence."""
        self._still_open()
        found = self.investigation.order(tests)
        said = " ".join(f"{_name(finding.source)}: {finding.text}" for finding in found)
        self._update(f"Day {self.investigation.day}. {said}")

    def treat(self, treatment: object) -> None:
        """Give a treatment and wait until it can be judged. Raises CourseError, one sentence."""
        self._still_open()
        finding = self.investigation.treat(treatment)
        self._update(f"Day {finding.day}. {_name(finding.source)}: {finding.text}")

    def commit(self, cause: object, confidence: object) -> None:
        """Name the cause, keep the answer, and show the truth. Raises CourseError, one sentence."""
        self._still_open()
        verdict = self.investigation.commit(cause, confidence)
        self.verdict = verdict
        case = self.investigation.case
        item = case.model_copy(update={"id": _item(case.id)})
        number = list(simulation.switches()).index(verdict.chosen)
        self.progress.record(item, [number], confidence, Judgment(verdict.right, verdict.score))
        self.reveal = _reveal(self.investigation, verdict, confidence)
        self._update(f"{'Right' if verdict.right else 'Not right'}. The truth is below.")

    def words(self) -> str:
        """Return the openings of the twelve cases as plain text."""
        lines = [f"Detective (teaching model): {len(simulation.hidden_cases())} cases. Why does the treatment fail?"]
        return "\n".join(
            lines
            + [
                f"{number}. {case.title}: {story(case)}"
                for number, case in enumerate(simulation.hidden_cases().values(), 1)
            ]
        )

    def static_html(self) -> Html:
        """Return the twelve openings with the answers folded away, for paper and for readers without a kernel."""
        listed = [
            tag(
                "li",
                tag("p", tag("strong", f"{case.title}. "), tag("em", "An invented case. "), story(case)),
                tag("p", "Treatment so far: ", "; ".join(map(in_words, steps(case.plan))), "."),
                details("The cause, and how an expert finds it", _truth(case), _path(case), _evidence(case)),
            )
            for case in simulation.hidden_cases().values()
        ]
        causes = [tag("li", tag("strong", switch.name), ": ", switch.what) for switch in simulation.switches().values()]
        return tag(
            "div",
            tag("p", tag("strong", "Detective: why does the treatment fail?")),
            tag("ol", listed),
            details("The seven causes", tag("ul", causes)),
            tag("p", _about()),
            class_="pv-static",
        )

    def _next(self) -> str:
        """Return the first case that was not solved yet, or the first of all."""
        known = list(simulation.hidden_cases())
        return next((name for name in known if self.progress.latest(_item(name)) is None), known[0])

    def _still_open(self) -> None:
        if self.verdict is not None:
            raise CourseError("This case is closed: open another one.")

    def _receive(self, _: object, message: dict, __: object) -> None:
        try:
            wanted = message.get("do")
            if wanted == "open":
                self.begin(message.get("case"))
            elif wanted == "order":
                self.order(message.get("tests"))
            elif wanted == "treat":
                self.treat(message.get("treatment"))
            elif wanted == "commit":
                self.commit(message.get("cause"), message.get("confidence"))
        except CourseError as problem:
            self.send({"problem": str(problem)})

    def _update(self, said: str) -> None:
        it = self.investigation
        answers = {name: self.progress.latest(_item(name)) for name in simulation.hidden_cases()}
        self.cases = [
            [case.id, case.title, "" if answers[case.id] is None else "solved" if answers[case.id].right else "missed"]
            for case in simulation.hidden_cases().values()
        ]
        self.notes = list(self.progress.messages)
        self.state = {
            "turn": self.state.get("turn", 0) + 1,  # the same case opened twice must reach the browser twice
            "case": it.case.id,
            "title": it.case.title,
            "story": story(it.case),
            "plan": [in_words(step) for step in steps(it.case.plan)],
            "day": it.day,
            "spent": _spent(it.effort()) if it.actions else "",
            "chart": chart(it),
            "findings": [[finding.day, _name(finding.source), finding.text] for finding in it.findings],
            "said": said,
        }


def chart(it: Investigation) -> dict:
    """Return what the browser draws: days, PDAI, prednisone (mg/kg a day), what was given when, in words, and as a table."""
    score, dose = it.course.pdai[: it.day + 1, 0], it.prednisone()
    every = max(1, it.day // POINTS)
    days = sorted({*range(0, it.day + 1, every), it.day, *(int(day) + 1 for day in np.flatnonzero(np.diff(dose)))})
    given = daily(it.plan, it.course.days)
    marks = [
        [int(day), THERAPIES[name].name]
        for name in ("rituximab", "exchange", "ivig")
        for day in np.flatnonzero(getattr(given, name)[: it.day])
    ]
    changes = np.flatnonzero(np.diff(given.antimetabolite[: it.day], prepend=0.0))
    marks += [[int(day), "Azathioprine or mycophenolate"] for day in changes if given.antimetabolite[day] > 0]
    firsts = {name: [day for day, other in marks if other == name] for _, name in marks}
    lists = "".join(
        f" {name} on day{'s' if len(on) > 1 else ''} {', '.join(map(str, on))}." for name, on in firsts.items()
    )
    lowest = int(score.argmin())
    rows = sorted({*range(0, it.day + 1, max(7, -(-it.day // ROWS // 7) * 7)), it.case.day, it.day})
    return {
        "days": days,
        "pdai": [round(float(score[day]), 2) for day in days],
        "prednisone": [round(float(dose[day]), 3) for day in days],
        "marks": sorted(marks),
        "begin": it.case.day,
        "rows": [[str(day), f"{score[day]:.0f}", f"{dose[day]:.2f}"] for day in rows],
        "alt": (
            f"Teaching model. PDAI {score[0]:.0f} on day 0, lowest {score[lowest]:.0f} on day {lowest}, "
            f"{score[-1]:.0f} today, day {it.day}. "
            f"Prednisone {dose[0]:.2g} mg/kg a day at first, {dose[-1]:.2g} today.{lists}"
        ),
    }


def _act(act: object, what: str) -> dict:
    days = f"{act.days} day{'s' if act.days > 1 else ''}"
    return {
        "id": act.id,
        "name": act.name,
        "price": f"{days} · burden {act.burden} · cost {act.cost}",
        "what": what,
        "limits": act.limits,
    }


def _about() -> str:
    return f"{ABOUT} {content.course().not_for_treatment}"


def _item(case: str) -> str:
    return f"detective-{case}"


def _name(source: str) -> str:
    return {**simulation.orderable_tests(), **simulation.trial_treatments()}[source].name


def _spent(effort: Effort) -> str:
    return f"{effort.days} days since you took over, burden {effort.burden}, cost {effort.cost}"


def _truth(case: HiddenCase) -> Html:
    switch = simulation.switches()[case.cause]
    return join(
        tag("p", tag("strong", f"The cause: {switch.name}. "), switch.what),
        tag("p", tag("strong", "What tells it from the others. "), case.apart),
    )


def _path(case: Expert) -> Html:
    steps = [
        tag("li", tag("strong", "; ".join(_name(name) for name in step.do)), f". {step.why}") for step in case.path
    ]
    return join(tag("p", tag("strong", "The way of an expert")), tag("ol", steps))


def _evidence(case: HiddenCase) -> Html:
    switch = simulation.switches()[case.cause]
    keys = list(dict.fromkeys([*case.sources, *switch.sources]))
    lines = [tag("li", source_line(key)) for key in keys]
    count = f"{len(keys)} source{'s' if len(keys) != 1 else ''} about this cause"
    return join(
        tag("p", tag("strong", "What is not known. "), switch.limits),
        details(count, tag("ul", lines), class_="pv-sources"),
        sources_of(case.claims),
    )


def _reveal(it: Investigation, verdict: Verdict, confidence: int) -> Html:
    case = it.case
    kind, said = ("right", f"{RIGHT} Right") if verdict.right else ("wrong", f"{WRONG} Not right")
    chosen = simulation.switches()[verdict.chosen].name
    met = sum(done for _, done in verdict.features) + verdict.right
    features = [(part.text, done, part.why) for part, done in verdict.features]
    features.append(("Named the cause", verdict.right, ""))
    marks = [
        tag(
            "li",
            tag("span", RIGHT if done else WRONG, class_="pv-sign", aria_hidden="true"),
            tag("div", tag("strong", text), f" ({'yes' if done else 'no'}). {why}".rstrip()),
            class_=f"pv-option {'pv-is-right' if done else 'pv-is-wrong'}",
        )
        for text, done, why in features
    ]
    mine, best = verdict.effort, verdict.expert
    efforts = [
        [name, str(getattr(mine, field)), str(getattr(best, field))]
        for name, field in (("Days", "days"), ("Burden for the child", "burden"), ("Cost", "cost"))
    ]
    return join(
        tag("p", f"{said}; you were {CONFIDENCE[confidence]}.", class_=f"pv-result pv-result-{kind}"),
        None if verdict.right else tag("p", f"You said: {chosen}."),
        _truth(case),
        tag(
            "p",
            tag("strong", f"{met} of {len(features)} key decisions. "),
            "Only these are scored, never the number of clicks.",
        ),
        tag("ul", marks, class_="pv-explained"),
        _path(case),
        table(["Not scored", "You", "An expert"], efforts, "Days, burden and cost, the sum of what was ordered"),
        tag("p", tag("strong", "The seven causes against your results")),
        [_suspect(it, suspect) for suspect in verdict.suspects],
        _evidence(case),
    )


def _suspect(it: Investigation, suspect: Suspect) -> Html:
    """Return why a cause fits the learner's results or not; worked out by giving the same child that cause."""
    switch = simulation.switches()[suspect.cause]
    true, day = suspect.cause == it.case.cause, it.case.day
    against = len(suspect.against)
    course = None
    if true:
        verdict = "the cause"
    elif suspect.course == "well":
        verdict = "would not have made this treatment fail"
        course = f"With this cause alone, the same child would have had a PDAI of {suspect.score:.0f} on day {day}."
    elif suspect.course == "other":
        verdict = "would have taken another course"
        clear = "after having been well" if suspect.was_well else "without ever having been well"
        course = f"With this cause, the same child would have had a PDAI of {suspect.score:.0f} on day {day}, {clear}."
    elif against:
        verdict = f"{against} of your results {'speaks' if against == 1 else 'speak'} against it"
    else:
        verdict = "your results cannot exclude it" if it.findings else "you looked at nothing that could exclude it"
    return details(
        join(tag("strong", switch.name), f": {verdict}"),
        tag("p", switch.what),
        tag("p", course) if course else None,
        _listed("Speaks against it:", [_found(mine, theirs) for mine, theirs in suspect.against]),
        _listed("Fits:", [_found(mine) for mine in suspect.agree]),
        None if true or against else _listed("This would tell it from the true cause today:", _telling(suspect)),
        class_="pv-suspect",
    )


def _found(mine: Finding, theirs: str | None = None) -> Html:
    """Return a finding as a list item, with what the same child with another cause would have shown."""
    instead = None if theirs is None else tag("span", f" With this cause: {theirs}", class_="pv-instead")
    return tag("li", tag("strong", f"{_name(mine.source)}. "), mine.text, instead)


def _telling(suspect: Suspect) -> list[Html]:
    tests = [simulation.orderable_tests()[name] for name in suspect.tells]
    return [
        tag("li", tag("strong", f"{test.name}. "), f"With this cause: {test.answers[suspect.cause]}") for test in tests
    ]


def _listed(label: str, items: list[Html]) -> Html | None:
    return join(tag("p", label, class_="pv-label"), tag("ul", items)) if items else None
