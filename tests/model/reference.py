"""The equations of the virtual child written once more, plainly, and solved child by child with scipy: the oracle of the fast engine."""

import numpy as np
from scipy.integrate import solve_ivp

from pemphigus.model.children import Children, body_surface, drives, start_of_disease
from pemphigus.model.plan import daily

NAMES = (
    "r1",
    "r2",
    "b_cells",
    "clone",
    "short_lived",
    "long_lived",
    "w",
    "z",
    "u",
    "v",
    "igg",
    "y",
    "mucosa",
    "skin",
)


def one(children: Children, number: int) -> dict[str, float]:
    """Return the parameters of one child as plain numbers."""
    return {symbol: float(values[number]) for symbol, values in children.items()}


def derivatives(t, u, c, p, a, y, o, first):
    """Return the right-hand side of the model for one child under constant inputs."""
    r1, r2, b, d, ps, pl, w, z, wt, zt, g, gt, em, es = u
    surface = body_surface(c["W"])
    v1 = c["V1"] * surface / 0.9
    pe = c["adh"] * c["bexp"] * p
    s = pe ** c["hS"] / (pe ** c["hS"] + c["E50"] ** c["hS"])
    ae = c["adh"] * c["aexp"] * a
    m = c["Mmax"] * ae / (1 + ae)
    k = c["kcat"] * (1 - c["rho"] * (1 - o) * (c["Km"] + c["G0"]) / (c["Km"] + g))
    k0 = c["kcat"] * (1 - c["rho"])
    conc = r1 / v1
    er = conc / (c["EC50"] + conc)
    built = 0.0 if first is None else 1 - np.exp(-c["kADA"] * (t - first))
    cl = c["CL"] * (surface / 0.9) ** 1.26
    out = cl / v1 * k / k0 * (1 + c["eta"] * c["ada"] * built)
    am, as_ = drives({key: np.array(value) for key, value in c.items()}, np.array(w), np.array(z))
    sig = c["sig"] * (1 - c["misdx"] * (1 - c["xs"]))
    q1, q2 = c["Q"] / v1, c["Q"] / c["V2"]
    back = c["k12"] / c["v"]
    return [
        -out * r1 - q1 * r1 + q2 * r2,
        q1 * r1 - q2 * r2,
        c["kB"] - c["kB"] * (1 + c["Emax"] * er + 2 * y) * b,
        c["r"] * b * (1 - m) * (1 - c["gS"] * s) * d * (1 - d) * (d - c["theta"]) / (d + c["theta"])
        + c["s"] * b * (1 - d)
        - (c["kR"] * er + c["kS"] * s + c["kM"] * m / c["Mmax"] + c["kY"] * y) * d,
        c["kP"] * (d * (1 - c["zP"] * s) * (1 - m) - ps),
        c["kL"] * (ps - pl),
        k0 * ps - k * w - c["k12"] * (w - wt),
        k0 * pl * (1 - c["zL"] * s) - k * z - c["k12"] * (z - zt),
        back * (w - wt),
        back * (z - zt),
        k0 * c["G0"] * (1 - c["zG"] * s) - k * g - c["k12"] * (g - gt),
        back * (g - gt),
        c["kb"] * am * (1 - sig * s) * (1 - em) - c["kh"] * em,
        c["kb"] * as_ * (1 - sig * s) * (1 - es) - c["kh"] * es,
    ]


def solve(
    children: Children, number: int, plan, days: int, rtol: float = 1e-9, atol: float = 1e-12, prednisone=None
) -> np.ndarray:
    """Return the states of one child, shape (days + 1, 14), row t after the infusions of day t. `prednisone` replaces the plan's dose."""
    c = one(children, number)
    given = daily(plan, days)
    dose = given.prednisone if prednisone is None else prednisone
    _, em, es = (float(part[number]) for part in start_of_disease(children))
    u = np.array([0, 0, *[1] * 8, c["G0"], c["G0"], em, es])
    rows, first, day = [], None, 0
    while day <= days:
        if day < days:
            if given.exchange[day]:
                u[[6, 7, 10]] *= np.exp(-given.exchange[day])
                u[0] *= np.exp(-given.exchange[day] * c["Vp"] * c["W"] / (c["V1"] * body_surface(c["W"]) / 0.9))
            u[10] += given.ivig[day] / c["Vp"]
            if given.rituximab[day]:
                u[0] += given.rituximab[day] * body_surface(c["W"])
                first = day if first is None else first
        rows.append(u.copy())
        if day == days:
            break
        until = day + 1  # on to the next change of any input
        inputs = (dose[day], given.antimetabolite[day], given.cyclophosphamide[day], given.fcrn[day])
        while (
            until < days
            and not (given.exchange[until] or given.ivig[until] or given.rituximab[until])
            and inputs == (dose[until], given.antimetabolite[until], given.cyclophosphamide[until], given.fcrn[until])
        ):
            until += 1
        found = solve_ivp(
            derivatives,
            (day, until),
            u,
            "LSODA",
            np.arange(day + 1, until + 1),
            args=(c, *inputs, first),
            rtol=rtol,
            atol=atol,
        )
        rows += list(found.y.T[:-1])
        u, day = found.y[:, -1].copy(), until
    return np.array(rows)
