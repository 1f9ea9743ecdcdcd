"""The IgG of the virtual child alone: plasma, tissue, rescue by FcRn, and three ways to lower it. A teaching model: see content/model.

W, U antibody in plasma and tissue (1 = before treatment); G, Y all IgG there (g/L). Nothing touches the cells that make them.

    k  = kcat (1 - rho (1 - o) (Km + G0) / (Km + G))      breakdown; rescue by FcRn saturates and is blocked by o;  k0 = k at G0, o = 0
    W' = k0 - k W - k12 (W - U);        U' = (k12/v) (W - U)
    G' = k0 G0 - k G - k12 (G - Y);     Y' = (k12/v) (G - Y)
    at once: an exchange of n plasma volumes W, G times exp(-n); IVIG G += (g/kg) / Vp

These are the equations and the parameters of pemphigus.model.engine (its sources stand in content/model/parameters.yaml), and the method is
the same: k is held at the middle of a step, and the pair plasma and tissue is then solved by its exact exponential. The browser's twin in
assets/laboratories/wash-out.js takes the same steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pemphigus.errors import CourseError
from pemphigus.model.children import body_surface

PARTS = 4  # steps a day
MOST = {"exchange": 3.0, "ivig": 3.0, "fcrn": 1.0}  # plasma volumes, g/kg, share of receptors
UNIT = {"exchange": "plasma volumes", "ivig": "g/kg", "fcrn": "of the receptors"}


@dataclass(frozen=True)
class Levels:
    """Arrays of one length: day; plasma and tissue, antibody there as a share of before (1 = before); igg, IgG in plasma (g/L).

    A day of an exchange or an infusion stands twice, before and after it. `removed` is the share of the antibody in the body before
    treatment that all exchanges took out.
    """

    day: np.ndarray
    plasma: np.ndarray
    tissue: np.ndarray
    igg: np.ndarray
    removed: float


def levels(
    values: Mapping[str, float],
    days: int,
    exchange: Mapping[int, float] | None = None,
    ivig: Mapping[int, float] | None = None,
    fcrn: tuple[int, int, float] = (0, 0, 0.0),
) -> Levels:
    """Return antibody and IgG over `days` days for one child.

    `values` are parameters by symbol (kcat, rho, Km, G0, k12, v, Vp); `exchange` holds plasma volumes by day, `ivig` g/kg by day, `fcrn`
    the first day of a blockade, the day it ends, and the share of receptors blocked (0 to 1). Raises CourseError for a value out of bounds.
    """
    exchange, ivig = dict(exchange or {}), dict(ivig or {})
    start, end, blocked = fcrn
    for name, given in (("exchange", exchange.values()), ("ivig", ivig.values()), ("fcrn", [blocked])):
        for dose in given:
            if not 0 <= dose <= MOST[name]:
                raise CourseError(f"{name} takes 0 to {MOST[name]:g} {UNIT[name]}, not {dose!r}.")
    kcat, rho, km, g0, k12, v, vp = (values[symbol] for symbol in ("kcat", "rho", "Km", "G0", "k12", "v", "Vp"))
    k0, back, h = kcat * (1 - rho), k12 / v, 1 / PARTS
    plasma, tissue = np.array([1.0, g0]), np.array([1.0, g0])  # W, G and U, Y
    source = k0 * plasma
    removed, rows = 0.0, []
    for step in range(days * PARTS + 1):
        day, part = divmod(step, PARTS)
        rows.append((step / PARTS, plasma[0], tissue[0], plasma[1]))
        if part == 0 and (day in exchange or day in ivig):
            kept = np.exp(-exchange.get(day, 0.0))
            removed += (1 - kept) * plasma[0] / (1 + v)
            plasma = plasma * kept + np.array([0.0, ivig.get(day, 0.0) / vp])
            rows.append((day, plasma[0], tissue[0], plasma[1]))
        rescue = kcat * rho * (km + g0) * (1 - (blocked if start <= day < end else 0.0))
        # Breakdown in the middle of the step, from a trapezoidal half step of G
        k, g = kcat - rescue / (km + plasma[1]), plasma[1]
        lost = 0.25 * h * (k + k12)
        middle = (g * (1 - lost) + 0.5 * h * (source[1] + k12 * tissue[1])) / (1 + lost)
        k = kcat - rescue / (km + middle)
        e11, e12, e21, e22 = pair(h * (k + k12), h * k12, h * back, h * back)
        balance = source / k
        above, beyond = plasma - balance, tissue - balance
        plasma, tissue = balance + e11 * above + e12 * beyond, balance + e21 * above + e22 * beyond
    return Levels(*np.array(rows).T, removed=removed)


def rituximab_removed(values: Mapping[str, float], volumes: float, day: float) -> float:
    """Return the share (0 to 1) of the rituximab in the body that an exchange of `volumes` plasma volumes takes out, `day` days after
    a single infusion. Closed form; the drug's two compartments and their parameters (CL, V1, V2, Q, W, Vp) are those of the engine.
    """
    weight, surface = values["W"], body_surface(values["W"])
    v1 = values["V1"] * surface / 0.9
    out = values["CL"] * (surface / 0.9) ** 1.26 / v1
    q1, q2 = values["Q"] / v1, values["Q"] / values["V2"]
    central, _, other, _ = pair(day * (out + q1), day * q2, day * q1, day * q2)
    return central / (central + other) * (1 - np.exp(-volumes * values["Vp"] * weight / v1))


def pair(a, b, c, d):
    """Return the entries of exp([[-a, b], [c, -d]]), what two compartments exchange in one step (closed form of a 2 by 2 matrix).

    All four are numbers or arrays of one shape, without unit: rate times time.
    """
    half, differ = 0.5 * (a + d), 0.5 * (a - d)
    root = np.sqrt(differ * differ + b * c)
    slow, fast = np.exp(root - half), np.exp(-root - half)
    mean = 0.5 * (slow + fast)
    slope = 0.5 * (slow - fast) / np.where(root > 0, root, 1.0)
    return mean - slope * differ, slope * b, slope * c, mean + slope * differ
