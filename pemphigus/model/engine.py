"""The virtual child's equations, solved for any number of children at once. A teaching model: see content/model.

Fourteen states (units): R1, R2 rituximab central and peripheral (mg); B CD19+ cells, D the clone that remembers desmoglein, P short-lived
and L long-lived antibody-secreting cells (1 = before treatment); C3, C1 antibody in plasma and X3, X1 in tissue (U/mL); G, Y IgG in plasma
and tissue (g/L); Em, Es share of mucosa and skin with lesions (0 to 1). PDAI = 120 (Em + Es), a PDAI-like score of 0 to 240.

    S  = (adh bexp p)^h / ((adh bexp p)^h + E50^h)        effect of prednisone p, mg/kg a day
    M  = Mmax a / (1 + a)                                 effect of an antimetabolite at a = adh aexp times the target exposure
    k  = kcat (1 - rho (1 - o) (Km + G0) / (Km + G))      breakdown of IgG; FcRn rescue saturates and is blocked by o
    ER = c / (EC50 + c), c = R1 / V1;  A = eta ada (1 - exp(-kADA (t - first infusion)))
    R1' = -(CL/V1) (k/k0) (1 + A) R1 - (Q/V1) R1 + (Q/V2) R2;     R2' = (Q/V1) R1 - (Q/V2) R2
    B'  = kB - kB (1 + Emax ER + 2 y) B
    D'  = r B (1-M) (1-gS S) D (1-D) (D-theta)/(D+theta) + s B (1-D) - (kR ER + kS S + kM M/Mmax + kY y) D
    P'  = kP (D (1-zP S) (1-M) - P);     L' = kL (P - L)
    W'  = k0 P - k W - k12 (W-U);     U' = (k12/v) (W-U)
    Z'  = k0 L (1-zL S) - k Z - k12 (Z-V);     V' = (k12/v) (Z-V)
    anti-Dsg j = Cj0 ((1-omj) W + omj Z); of the part of Z only the share lp takes part in blistering (children.drives)
    G'  = k0 G0 (1-zG S) - k G - k12 (G-Y);     Y' = (k12/v) (G-Y)
    Em' = kb Am (1-sig S) (1-Em) - kh Em;     Es' = kb As (1-sig S) (1-Es) - kh Es      (drives Am, As: children.drives)
    at once: rituximab R1 += dose BSA; IVIG G += (g/kg)/Vp; exchange of n plasma volumes: W, Z, G
             times exp(-n), R1 times exp(-n Vp weight / V1), since its central volume is larger than the plasma

Sources of equations and numbers: content/model and its bibliography. Before treatment every state is exactly steady, so whatever moves on
the screen was caused by an intervention.

Method: one step a day. Each equation is linear in its own state once the others are held at mid-day, so it is solved by its exact
exponential (the three pairs plasma-tissue share one 2 by 2 matrix); holding at mid-day makes the whole of second order. The browser's
twin, assets/model.js, takes the same steps in the same order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pemphigus.model.children import Children, body_surface, drives, hill, start_of_disease, titers
from pemphigus.model.endpoints import CEASED, FLARE
from pemphigus.model.igg import pair
from pemphigus.model.plan import QUARTER, STOP, Inputs, Step, daily

RECORDED = (
    "pdai",
    "mucosa",
    "skin",
    "new",
    "dsg3",
    "dsg1",
    "b_cells",
    "clone",
    "igg",
    "rituximab",
    "short_lived",
    "long_lived",
    "prednisone",
)
PARTS = 4  # steps a day on and after the day of an infusion, an exchange, or a change of FcRn blockade


@dataclass(frozen=True)
class Course:
    """What happened: arrays of shape (days + 1, children), row t being day t after that day's infusions.

    pdai 0 to 240; mucosa, skin: their parts of it, 0 to 120; new: lesion points formed a day; dsg3, dsg1 U/mL; b_cells, clone,
    short_lived, long_lived relative to before treatment; igg g/L; rituximab mg/L; prednisone mg/kg prescribed that day, of which
    `adherence` (one share a child) was taken.
    """

    days: int
    pdai: np.ndarray
    mucosa: np.ndarray
    skin: np.ndarray
    new: np.ndarray
    dsg3: np.ndarray
    dsg1: np.ndarray
    b_cells: np.ndarray
    clone: np.ndarray
    igg: np.ndarray
    rituximab: np.ndarray
    short_lived: np.ndarray
    long_lived: np.ndarray
    prednisone: np.ndarray
    adherence: np.ndarray

    def steroid_burden(self) -> np.ndarray:
        """Return the prednisone taken before each day in mg/kg, shape (days + 1, children)."""
        taken = np.cumsum(self.prednisone, axis=0) * self.adherence
        return np.concatenate([np.zeros_like(taken[:1]), taken[:-1]])


def simulate(children: Children, plan: Sequence[Step], days: int, keep: Sequence[str] = RECORDED) -> Course:
    """Return the course of all children under one plan. Only the quantities named in `keep` are recorded, the others are empty.

    Raises CourseError, one sentence, for a plan that does not fit the length.
    """
    given = daily(plan, days)
    c = children
    count = len(c["W"])
    surface = body_surface(c["W"])
    # Constants of each child
    k0 = c["kcat"] * (1 - c["rho"])
    q1, q2 = c["Q"] / (c["V1"] * surface / 0.9), c["Q"] / c["V2"]
    volume = c["V1"] * surface / 0.9
    clearance = c["CL"] * (surface / 0.9) ** 1.26 / volume
    back = c["k12"] / c["v"]
    kept = c["Vp"] * c["W"] / volume  # an exchange of one plasma volume cleans this share of the drug's central volume
    decay_p = {parts: np.exp(-c["kP"] / parts) for parts in (1, PARTS)}
    decay_l = {parts: np.exp(-c["kL"] / parts) for parts in (1, PARTS)}
    skin_effect = c["sig"] * (1 - c["misdx"] * (1 - c["xs"]))
    half_dose = c["E50"] / (c["adh"] * c["bexp"])
    recruiting = bool(c["s"].any())
    rescue = c["kcat"] * c["rho"] * (c["Km"] + c["G0"])
    sudden = _sudden(given)
    # States
    _, mucosa, skin = start_of_disease(c)
    lesions = np.stack([mucosa, skin])
    r1, r2 = np.zeros(count), np.zeros(count)
    b, d, p, ll = (np.ones(count) for _ in range(4))
    plasma = np.stack([np.ones(count), np.ones(count), c["G0"]])  # W, Z, G
    tissue, source = plasma.copy(), np.empty_like(plasma)
    drive = np.stack(drives(c, plasma[0], plasma[1]))
    effect = np.zeros(count)  # ER at the start of the day
    first_infusion: int | None = None
    following = [_Follow(step, count) for step in given.following]
    out = {name: np.empty((days + 1, count)) for name in keep}
    s, dose_before = np.zeros(count), None

    for day in range(days + 1):
        last = day == days
        # Infusions and exchanges of this day
        if not last:
            if given.exchange[day]:
                plasma *= np.exp(-given.exchange[day])
                r1 = r1 * np.exp(-given.exchange[day] * kept)
                drive = np.stack(drives(c, plasma[0], plasma[1]))
            if given.ivig[day]:
                plasma[2] += given.ivig[day] / c["Vp"]
            if given.rituximab[day]:
                r1 = r1 + given.rituximab[day] * surface
                first_infusion = day if first_infusion is None else first_infusion
            if given.exchange[day] or given.rituximab[day]:
                effect = r1 / (c["EC50"] * volume + r1)
        # Prednisone of this day
        formed = 120 * c["kb"] * drive * (1 - skin_effect * s) * (1 - lesions)
        score = 120 * (lesions[0] + lesions[1])
        dose = given.prednisone[min(day, days - 1)]
        for rule in following:
            dose = dose + rule.dose_on(day, score, formed[0] + formed[1])
        if following or dose != dose_before:
            s = hill(dose, half_dose, c["hS"]) + np.zeros(count)
            dose_before = None if following else dose
        dsg3, dsg1 = titers(c, plasma[0], plasma[1])
        record = (
            {
                "pdai": score,
                "mucosa": 120 * lesions[0],
                "skin": 120 * lesions[1],
                "new": formed[0] + formed[1],
                "dsg3": dsg3,
                "dsg1": dsg1,
                "igg": plasma[2],
                "b_cells": b,
                "clone": d,
                "rituximab": r1 / volume,
                "short_lived": p,
                "long_lived": ll,
                "prednisone": dose,
            }
            if keep
            else {}
        )
        for name in keep:
            out[name][day] = record[name]
        if last:
            break
        anti = c["adh"] * c["aexp"] * given.antimetabolite[day]
        m = c["Mmax"] * anti / (1 + anti)
        y, free = given.cyclophosphamide[day], 1 - given.fcrn[day]
        growth_now = c["r"] * (1 - m) * (1 - c["gS"] * s)
        killed_now = c["kS"] * s + c["kM"] * m / c["Mmax"] + c["kY"] * y
        secreting = (1 - c["zP"] * s) * (1 - m)
        long_secretion = 1 - c["zL"] * s
        igg_made = k0 * c["G0"] * (1 - c["zG"] * s)
        forming = c["kb"] * (1 - skin_effect * s)
        parts = PARTS if sudden[day] else 1
        h = 1 / parts
        for part in range(parts):
            # Breakdown of IgG in the middle of the step, from a trapezoidal half step of G
            g = plasma[2]
            k = c["kcat"] - free * rescue / (c["Km"] + g)
            half_loss = 0.25 * h * (k + c["k12"])
            middle = (g * (1 - half_loss) + 0.5 * h * (igg_made + c["k12"] * tissue[2])) / (1 + half_loss)
            k = c["kcat"] - free * rescue / (c["Km"] + middle)
            # Rituximab and its effect on B cells at the start, middle and end of the step
            start = effect
            if first_infusion is not None:
                built = 1 - np.exp(-c["kADA"] * (day + (part + 0.5) * h - first_infusion))
                out_rate = clearance * (k / k0) * (1 + c["eta"] * c["ada"] * built)
                e11, e12, e21, e22 = pair(h * (out_rate + q1), h * q2, h * q1, h * q2)
                before = r1
                r1, r2 = e11 * r1 + e12 * r2, e21 * r1 + e22 * r2
                halfway = np.sqrt(before * r1)
                effect = r1 / (c["EC50"] * volume + r1)
                mean = (start + 4 * halfway / (c["EC50"] * volume + halfway) + effect) / 6
            else:
                mean = start
            # B cells, drawn to a moving balance
            w0 = 1 / (1 + c["Emax"] * start + 2 * y)
            w1 = 1 / (1 + c["Emax"] * effect + 2 * y)
            rate = h * c["kB"] * (1 + c["Emax"] * mean + 2 * y)
            gone = np.exp(-rate)
            b_end = w1 + (b - w0) * gone - (w1 - w0) * (1 - gone) / rate
            b_mid = 0.5 * (b + b_end)
            # The clone
            growth = growth_now * b_mid
            killed = c["kR"] * mean + killed_now
            recruited = c["s"] * b_mid
            change = (growth * (1 - d) * (d - c["theta"]) / (d + c["theta"]) - killed) * d + recruited * (1 - d)
            d_mid = d + 0.5 * h * change
            net = h * (growth * (1 - d_mid) * (d_mid - c["theta"]) / (d_mid + c["theta"]) - killed - recruited)
            d_end = d * np.exp(net)
            if recruiting:
                d_end = d_end + h * recruited * np.where(
                    np.abs(net) < 1e-8, 1.0, np.expm1(net) / np.where(net == 0, 1.0, net)
                )
            # Secreting cells
            goal = 0.5 * (d + d_end) * secreting
            p_end = goal + (p - goal) * decay_p[parts]
            p_mid = 0.5 * (p + p_end)
            l_end = p_mid + (ll - p_mid) * decay_l[parts]
            # Antibody and IgG in plasma and tissue
            source[0] = k0 * p_mid
            source[1] = k0 * 0.5 * (ll + l_end) * long_secretion
            source[2] = igg_made
            e11, e12, e21, e22 = pair(h * (k + c["k12"]), h * c["k12"], h * back, h * back)
            balance = source / k
            dp, dt = plasma - balance, tissue - balance
            plasma, tissue = balance + e11 * dp + e12 * dt, balance + e21 * dp + e22 * dt
            # Lesions
            drive_end = np.stack(drives(c, plasma[0], plasma[1]))
            form = forming * 0.5 * (drive + drive_end)
            total = form + c["kh"]
            settled = form / total
            lesions = settled + (lesions - settled) * np.exp(-h * total)
            drive, b, d, p, ll = drive_end, b_end, d_end, p_end, l_end
    empty = np.empty((0, count))
    return Course(days=days, adherence=c["adh"], **{name: out.get(name, empty) for name in RECORDED})


def _sudden(given: Inputs) -> np.ndarray:
    """Return for each day whether it, or the day before, brings an infusion, an exchange or a change of FcRn blockade."""
    jump = (given.exchange > 0) | (given.ivig > 0) | (given.rituximab > 0) | (np.diff(given.fcrn, prepend=0) != 0)
    return jump | np.concatenate([[False], jump[:-1]])


class _Follow:
    """Prednisone that follows each child's disease: looks at its interval, cuts a quarter while controlled, goes back up on a relapse."""

    def __init__(self, step: Step, count: int):
        self.step = step
        self.now = np.zeros(count)
        self.since = step.day

    def dose_on(self, day: int, score: np.ndarray, formed: np.ndarray) -> np.ndarray:
        first = self.step.dose
        if day == self.since:
            self.now = np.full_like(self.now, first)
        elif day > self.since and (day - self.since) % self.step.every == 0:
            controlled = formed < CEASED
            flaring = (score >= FLARE) & ~controlled
            cut = self.now * QUARTER
            cut = np.where(cut < STOP * first, 0.0, cut)
            raised = np.minimum(first, np.maximum(self.now / QUARTER**2, 0.25 * first))
            self.now = np.where(controlled, cut, np.where(flaring & (self.now < first), raised, self.now))
        return self.now
