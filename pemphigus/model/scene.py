"""A scene of content/model/scenes.yaml run through the model: the child, the plan, what happened, and the end points."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pemphigus.content.model_schemas import Scene
from pemphigus.model.children import patient, with_switches
from pemphigus.model.endpoints import NAMES, EndPoint, story
from pemphigus.model.engine import Course, simulate
from pemphigus.model.plan import Step, daily
from pemphigus.model.twin import CONTINUING


@dataclass(frozen=True)
class Told:
    """One plan of a scene: its steps, the course of the child (one column), and the end points in order."""

    plan: list[Step]
    course: Course
    points: list[EndPoint]


def told(scene: Scene, child: str, plan: Sequence[Step]) -> Told:
    """Return what happens to a fictional child under a plan, with the switches that are on at first in the scene.

    Raises CourseError for an unknown child and for a plan that does not fit the scene's days.
    """
    values = with_switches(patient(child), scene.switches)
    course = simulate(values, plan, scene.days)
    given = daily(plan, scene.days)
    taken = np.sum([getattr(given, name) for name in CONTINUING], axis=0) > 0
    drugs = np.append(taken, taken[-1])
    points = story(course.pdai[:, 0], course.new[:, 0], course.prednisone[:, 0], float(values["W"][0]), drugs)
    return Told(list(plan), course, points)


def happened(points: Sequence[EndPoint]) -> str:
    """Return the end points in words, in the order they were reached."""
    names = {name: said[0].lower() + said[1:] for name, said in NAMES.items()}
    return "; ".join(f"{names[point.id]} on day {point.day}" for point in points) or "no end point is reached"
