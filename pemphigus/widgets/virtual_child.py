"""The virtual child, a teaching model, as a panel: Python sends parameters and plans, the browser simulates and draws."""

import traitlets

from pemphigus import content
from pemphigus.content import simulation
from pemphigus.content.bibliography import short
from pemphigus.content.model_schemas import Parameter, Scene
from pemphigus.model.children import patient
from pemphigus.model.plan import Step, daily, steps
from pemphigus.model.scene import Told, told
from pemphigus.model.twin import specification, steps_of, values_of
from pemphigus.widgets.cards import source_line
from pemphigus.widgets.display import CourseWidget, module, style
from pemphigus.widgets.html import Html, join, table, tag

# The parameters through which each therapy acts, for the list of what the controls change.
ACTS_BY = {
    "prednisone": ("E50", "hS", "sig", "zP", "zL", "kS", "gS", "zG"),
    "antimetabolite": ("Mmax", "kM", "aexp"),
    "cyclophosphamide": ("kY",),
    "rituximab": ("CL", "V1", "Emax", "EC50", "kB", "kR"),
    "exchange": ("k12", "v"),
    "ivig": ("Vp", "Km", "rho"),
    "fcrn": ("kcat", "rho", "Km"),
}
FLAGS = {"ada": ("kADA", "eta"), "misdx": ("Ax", "xs")}  # switches that act through further parameters
BASIS = {"assumption": "assumption of this course", "calibrated": "calibrated on the model's targets"}
TITLE = "Virtual child, a teaching model"


class VirtualChild(CourseWidget):
    """A scene with at most three controls in view; the rest (child, switches, plans) is folded under "More"."""

    _esm = module("model", "virtual_child_words", "virtual_child_picture", "virtual_child_plan", "virtual_child")
    _css = style("virtual_child")
    spec = traitlets.Dict().tag(sync=True)
    curves = traitlets.Dict().tag(sync=True)
    children = traitlets.List().tag(sync=True)
    switches = traitlets.List().tag(sync=True)
    scene = traitlets.Dict().tag(sync=True)
    words_of = traitlets.Dict().tag(sync=True)

    def __init__(self, scene: str, against: str | None = None, *, child: str | None = None):
        from pemphigus.figures.virtual_child import CURVES

        self._scene = simulation.scene(scene)
        self._child = self._scene.child if child is None else child
        patient(self._child)  # an unknown child is named here
        other = self._scene.against if against is None else simulation.scene(against).plan
        self._plans = [steps(plan) for plan in (self._scene.plan, other) if plan is not None]
        for plan in self._plans:
            daily(plan, self._scene.days)  # a plan of a longer scene may not fit
        super().__init__(
            spec=specification(),
            curves={
                name: {"title": title, "lines": [list(line) for line in lines]}
                for name, (title, lines) in CURVES.items()
            },
            children=[
                {"id": row.id, "name": row.name, "about": row.about, "values": values_of(patient(row.id))}
                for row in simulation.test_patients().values()
            ],
            switches=[_switch(name) for name in simulation.switches()],
            scene={
                **self._scene.model_dump(include={"id", "title", "look", "days", "curves", "switches", "controls"}),
                "child": self._child,
                "plans": [steps_of(plan) for plan in self._plans],
            },
            words_of={
                "title": TITLE,
                "foot": f"{content.course().not_for_treatment} Assumptions and sources: model card, model_card().",
                "changes": changed_by(self._scene, self._plans),
            },
        )

    def told(self) -> list[Told]:
        """Return what happens under the plans as they are at first."""
        return [told(self._scene, self._child, plan) for plan in self._plans]

    def words(self) -> str:
        """Return who the child is, what is given, and the end points."""
        from pemphigus.figures.virtual_child import described

        who = simulation.test_patients()[self._child].name
        return "\n".join(
            [
                f"{TITLE}: {self._scene.title}",
                f"{who}, a fictional child. {content.course().not_for_treatment}",
                *described(self._scene, self.told()),
            ]
        )

    def static_html(self) -> Html:
        """Return the picture of the plans as they are at first, and the end points in words."""
        from pemphigus.figures.virtual_child import described, virtual_child
        from pemphigus.widgets.show import Drawing

        plans = self.told()
        drawing = Drawing(lambda: virtual_child(self._scene, self._child, plans))
        said = [tag("p", sentence) for sentence in described(self._scene, plans)]
        heading = tag("p", tag("strong", f"{TITLE}: {self._scene.title}"))
        return tag("div", heading, tag("p", self._scene.look), drawing.html(), said, class_="pv-static")


def _switch(name: str) -> dict:
    row = simulation.switches()[name]
    sources = tag("ul", [tag("li", source_line(key)) for key in row.sources])
    return {
        "id": row.id,
        "name": row.name,
        "what": row.what,
        "changes": {symbol: change.model_dump() for symbol, change in row.changes.items()},
        "basis": join(tag("p", row.limits, " The size of the change is an assumption."), sources),
    }


def changed_by(scene: Scene, plans: list[list[Step]]) -> Html:
    """Return the table of the parameters that the controls in view and the therapies of the plans act on, with their basis."""
    symbols: list[str] = []
    for control in scene.controls:
        if control.symbol:
            symbols.append(control.symbol)
        elif control.switch:
            changed = simulation.switches()[control.switch].changes
            symbols += [symbol for name in changed for symbol in FLAGS.get(name, (name,))]
    symbols += [symbol for plan in plans for step in plan for symbol in ACTS_BY[step.therapy]]
    if not plans[0]:
        symbols += ["K3", "K1", "n", "lam"]
    rows = [simulation.parameters()[symbol] for symbol in dict.fromkeys(symbols)]
    return table(
        ["Parameter", "Value", "Basis"],
        [[row.meaning, f"{row.value:g} {row.unit}".removesuffix(" -"), basis_of(row)] for row in rows],
        "What the controls and therapies in view act on, in the typical child",
        stacked=True,
    )


def basis_of(row: Parameter) -> str:
    """Return where a parameter's value comes from, in a few words."""
    if row.basis == "read":
        return f"read in {short(content.references()[row.source])} ({row.read})"
    return BASIS[row.basis]
