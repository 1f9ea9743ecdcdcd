"""The children of the teaching model: one typical child, a child with switches on, or a cohort with published or assumed spread.

Children are a dictionary from a parameter's symbol to an array with one value a child, in the units of content/model/parameters.yaml.
"""

from collections.abc import Iterable

import numpy as np

from pemphigus.content import simulation
from pemphigus.errors import CourseError, unknown

Children = dict[str, np.ndarray]
MOST = 20_000  # children in one cohort; more would need gigabytes in a browser
ACTIVE = 10.0  # the least PDAI that a child of a cohort begins with
YOUNGEST_KG, HEAVIEST_KG = 10.0, 90.0
FLAGS = ("ada", "misdx")  # 0 in every child, 1 when their switch is on


def typical(**changed: float) -> Children:
    """Return one child with the typical value of every parameter; `changed` sets some of them, for example typical(W=22).

    Raises CourseError for an unknown symbol or a value that is not a number of zero or more.
    """
    values = {symbol: row.value for symbol, row in simulation.parameters().items()} | dict.fromkeys(FLAGS, 0.0)
    for symbol, value in changed.items():
        if symbol not in values:
            raise unknown("parameter", symbol, list(values))
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value < float("inf"):
            raise CourseError(f"{symbol} must be a number of zero or more, not {value!r}.")
        values[symbol] = float(value)
    return {symbol: np.array([value]) for symbol, value in values.items()}


def patient(name: str) -> Children:
    """Return one of the fictional children of content/model/children.yaml. Raises CourseError for an unknown one."""
    if name not in simulation.test_patients():
        raise unknown("virtual child", name, list(simulation.test_patients()))
    return typical(**simulation.test_patients()[name].values)


def with_switches(children: Children, switches: Iterable[str]) -> Children:
    """Return the same children with resistance switches on. Raises CourseError for an unknown switch."""
    children = dict(children)
    for name in switches:
        if name not in simulation.switches():
            raise unknown("switch", name, list(simulation.switches()))
        for symbol, change in simulation.switches()[name].changes.items():
            new = (
                children[symbol] * change.times
                if change.times is not None
                else np.full_like(children[symbol], change.to)
            )
            children[symbol] = np.minimum(new, 1.0) if symbol == "adh" else new
    return children


def cohort(
    number: int, seed: int = 1, switches: Iterable[str] = (), medians: dict[str, float] | None = None
) -> Children:
    """Return `number` children whose parameters spread log-normally around the typical ones, the same for the same seed.

    Only children with a PDAI of at least 10 before treatment enter, as in trials of active disease. The median of each parameter is its
    typical value, or that of `medians`; the coefficient of variation is its `cv`. Raises CourseError for a number outside 1 to 20,000.
    """
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST:
        raise CourseError(
            f"A cohort has 1 to {MOST:,} children, a limit that keeps it within the memory of a browser; {number!r} is outside."
        )
    random = np.random.default_rng(seed)
    chosen: list[Children] = []
    found = 0
    while found < number:
        drawn = _draw(2 * (number - found) + 20, random, medians or {})
        active = with_switches(drawn, switches)
        keep = start_of_disease(active)[0] >= ACTIVE
        chosen.append({symbol: values[keep] for symbol, values in active.items()})
        found += int(keep.sum())
        if not keep.any():
            raise CourseError(
                f"No child of this cohort reaches a PDAI of {ACTIVE:g}; change the parameters in content/model."
            )
    return {symbol: np.concatenate([part[symbol] for part in chosen])[:number] for symbol in chosen[0]}


def _draw(number: int, random: np.random.Generator, medians: dict[str, float]) -> Children:
    children: Children = {symbol: np.zeros(number) for symbol in FLAGS}
    for symbol, row in simulation.parameters().items():
        spread = np.sqrt(np.log1p((row.cv or 0.0) ** 2))
        children[symbol] = medians.get(symbol, row.value) * np.exp(spread * random.standard_normal(number))
    om1, om3 = (medians.get(symbol, simulation.parameters()[symbol].value) for symbol in ("om1", "om3"))
    children["om1"] = children["om3"] * om1 / om3  # one bone marrow makes both
    for symbol in ("om3", "om1"):
        children[symbol] = np.minimum(children[symbol], 0.9)
    children["W"] = np.clip(children["W"], YOUNGEST_KG, HEAVIEST_KG)
    return children


def body_surface(weight: np.ndarray) -> np.ndarray:
    """Return the body surface in m2 from the weight in kg: (4 W + 7) / (W + 90), a common weight-only rule (no source was opened)."""
    return (4 * weight + 7) / (weight + 90)


def hill(level: np.ndarray, half: np.ndarray, steepness: np.ndarray | float) -> np.ndarray:
    """Return level^n / (level^n + half^n), the sigmoid of every effect in the model; 0 to 1."""
    ratio = (level / half) ** steepness
    return ratio / (1 + ratio)


def titers(children: Children, short: np.ndarray, long: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return anti-Dsg3 and anti-Dsg1 in U/mL from the antibody of short- and long-lived cells (1 = before treatment)."""
    real = 1 - children["misdx"]
    return tuple(
        real * children[base] * ((1 - children[share]) * short + children[share] * long)
        for base, share in (("C30", "om3"), ("C10", "om1"))
    )


def drives(children: Children, short: np.ndarray, long: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the drive to blister of mucosa and skin, 0 to 1, from the antibody of short- and long-lived cells (1 = before treatment).

    Mucosa has desmoglein 3 alone; skin is backed up by desmoglein 3 unless that is attacked too (desmoglein compensation). Of the antibody
    of long-lived cells only the share `lp` causes blisters. Under another disease (`misdx`) the drive is constant.
    """
    dsg3, dsg1 = titers(children, short, children["lp"] * long)
    h3 = hill(dsg3, children["K3"], children["n"])
    h1 = hill(dsg1, children["K1"], children["n"])
    other = children["misdx"] * children["Ax"]
    real = 1 - children["misdx"]
    return other + real * h3, other + real * h1 * (children["lam"] + (1 - children["lam"]) * h3)


def start_of_disease(children: Children) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return PDAI, mucosal and skin lesion fractions of the untreated steady state."""
    mucosa, skin = drives(children, np.ones_like(children["W"]), np.ones_like(children["W"]))
    lesions = [children["kb"] * drive / (children["kb"] * drive + children["kh"]) for drive in (mucosa, skin)]
    return 120 * (lesions[0] + lesions[1]), *lesions
