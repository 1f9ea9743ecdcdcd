"""A picture and everything that must go with it."""

from dataclasses import dataclass

from matplotlib.figure import Figure


@dataclass(frozen=True)
class Picture:
    """A drawn figure, one sentence of alt text that says what a sighted reader learns, and the table of what is drawn.

    `claims` are the ids of the claims the numbers come from; `caption` names population and limits. `computed` are numbers of alt text and
    caption that no claim holds: the teaching model gives them, or they are worked out here from claims, and the words say which.
    """

    figure: Figure
    alt: str
    caption: str
    columns: list[str]
    rows: list[list[str]]
    claims: list[str]
    computed: tuple[float, ...] = ()
