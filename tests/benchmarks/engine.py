"""How fast the virtual child is, beside other ways to solve it: `python course.py benchmark engine`.

A thousand children over two years with infusions, exchanges, monthly IVIG and a taper, in one run: the engine, and scipy's LSODA, numba
and libroadrunner with the equations below. All are compared with a tight solution by tests/model/reference.py. Figures, not tests.
"""

import math
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
from scipy.integrate import solve_ivp

from pemphigus.model.children import Children, body_surface, cohort, start_of_disease, titers
from pemphigus.model.engine import simulate
from pemphigus.model.plan import Step, daily
from tests.model.reference import NAMES, solve
from tests.model.test_engine import CLINICAL

NUMBER, DAYS, SAMPLE = 1000, 730, 20
PLAN = [
    Step("prednisone", dose=1, days=28, rule="taper"),
    Step("rituximab", dose=375, times=4, every=7),
    Step("exchange", day=30, times=5, every=2),
    Step("ivig", day=45, dose=2, times=24, every=28),
]
GIVEN = daily(PLAN, DAYS)
AT_ONCE = np.stack([GIVEN.exchange, GIVEN.ivig, GIVEN.rituximab])
CHANGES = np.flatnonzero(AT_ONCE.any(axis=0) | (np.diff(GIVEN.prednisone, prepend=-1) != 0)).tolist()
SAME = 0.01  # beyond this relative error answers are not the same, and their times mean nothing
RTOL, ATOL = 1e-6, 1e-9  # ordinary tolerances of LSODA and CVODE

# The equations in the words of pemphigus/model/engine.py, in a form that Python, numba and Antimony all read. Plasma and tissue of the
# antibody of short-lived cells are w and wx here, of long-lived cells z and zx, of IgG g and gx; no drug but those of the plan.
STATES = ("r1", "r2", "b", "d", "p", "l", "w", "z", "wx", "zx", "g", "gx", "em", "es")
EFFECTS = {
    "S": "(adh * bexp * dose) ** hS / ((adh * bexp * dose) ** hS + E50 ** hS)",
    "k0": "kcat * (1 - rho)",
    "k": "kcat * (1 - rho * (Km + G0) / (Km + g))",
    "ER": "r1 / (EC50 * Vc + r1)",
    "A": "eta * ada * (1 - exp(-kADA * time))",  # the first infusion is on day 0
    "out": "clearance * k / k0 * (1 + A) * r1",
    "across": "Q / Vc * r1 - Q / V2 * r2",
    "x3": "((1 - misdx) * C30 * ((1 - om3) * w + om3 * lp * z) / K3) ** n",
    "x1": "((1 - misdx) * C10 * ((1 - om1) * w + om1 * lp * z) / K1) ** n",
    "am": "misdx * Ax + (1 - misdx) * x3 / (1 + x3)",
    "ask": "misdx * Ax + (1 - misdx) * x1 / (1 + x1) * (lam + (1 - lam) * x3 / (1 + x3))",
    "form": "kb * (1 - sig * (1 - misdx * (1 - xs)) * S)",
}
RATES = (
    "-out - across",
    "across",
    "kB - kB * (1 + Emax * ER) * b",
    "r * b * (1 - gS * S) * d * (1 - d) * (d - theta) / (d + theta) + s * b * (1 - d) - (kR * ER + kS * S) * d",
    "kP * (d * (1 - zP * S) - p)",
    "kL * (p - l)",
    "k0 * p - k * w - k12 * (w - wx)",
    "k0 * l * (1 - zL * S) - k * z - k12 * (z - zx)",
    "k12 / v * (w - wx)",
    "k12 / v * (z - zx)",
    "k0 * G0 * (1 - zG * S) - k * g - k12 * (g - gx)",
    "k12 / v * (g - gx)",
    "form * am * (1 - em) - kh * em",
    "form * ask * (1 - es) - kh * es",
)
Way = tuple[str, int, Callable[[Children], np.ndarray]]  # its name, how many children it is timed on, what solves them


def main() -> None:
    """Print every figure of the engine."""
    children = cohort(NUMBER)
    sample = first(children, SAMPLE)
    exact = clinical(sample, np.array([solve(sample, number, PLAN, DAYS) for number in range(SAMPLE)]))
    print(
        f"\nVirtual child: {NUMBER:,} children, {DAYS} days, rituximab, exchanges, monthly IVIG and a prednisone taper"
    )
    print(f"(error: largest relative one of {', '.join(CLINICAL)} in {SAMPLE} children against LSODA at rtol 1e-9)")
    print("   seconds     ratio     error")
    best, median = timed(lambda: simulate(children, PLAN, DAYS, tuple(CLINICAL)), 5)
    course = simulate(children, PLAN, DAYS, tuple(CLINICAL))
    answers = {name: getattr(course, name).T for name in CLINICAL}
    ours = errors(first(answers, SAMPLE), exact).max()
    print(f"  {best:8.3f}  {1:8.1f}  {ours:8.1e}  simulate, best of 5 (median {median:.3f} s){warning(ours)}")
    for way in (lsoda, lambda: compiled(sample, exact, min(ours, SAME)), roadrunner):
        try:
            label, number, run = way()
        except ImportError as problem:
            print(f"  {problem}; to see it here: {sys.executable} -m pip install numba libroadrunner antimony")
            continue
        some = first(children, number)
        seconds = timed(lambda run=run, some=some: run(some), 3)[0] * NUMBER / number
        off = errors(clinical(sample, run(some)[:SAMPLE]), exact).max()
        scaled = f", {number} children scaled to {NUMBER:,}" if number < NUMBER else ""
        print(f"  {seconds:8.3f}  {seconds / best:8.1f}  {off:8.1e}  {label}{scaled}, best of 3{warning(off)}")
    each = errors(answers, clinical(children, lsoda()[2](children)))
    print(
        f"  simulate against LSODA in all {NUMBER:,} children: error {each.max():.1e}, {(each > SAME).sum()} children over {SAME:g}"
    )
    for number in (250, 500, 1000, 2000):
        print(f"  {number:5,} children: peak {memory(cohort(number)):5.1f} MB (tracemalloc)")
    one = first(children, 1)
    best, median = timed(lambda: simulate(one, PLAN, DAYS), 30)
    print(f"  one child, all recorded: median of 30 {1000 * median:.0f} ms, best {1000 * best:.0f} ms")


def first(children: dict[str, np.ndarray], number: int) -> dict[str, np.ndarray]:
    """Return the first children of a cohort, or of anything else with one row a child."""
    return {symbol: values[:number] for symbol, values in children.items()}


def warning(off: float) -> str:
    """Return a mark behind a time that was bought with a wrong answer."""
    return "" if off <= SAME else f"  ERROR OVER {SAME:g}"


def timed(call: Callable[[], object], times: int) -> tuple[float, float]:
    """Return the best and the median time of a call in seconds."""
    runs = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        runs.append(time.perf_counter() - started)
    return min(runs), statistics.median(runs)


def memory(children: Children) -> float:
    """Return the peak memory of one simulation in MB."""
    tracemalloc.start()
    simulate(children, PLAN, DAYS, tuple(CLINICAL))
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def clinical(children: Children, states: np.ndarray) -> dict[str, np.ndarray]:
    """Return the clinical quantities, shape (children, days + 1), of states of shape (children, days + 1, 14)."""
    found = dict(zip(NAMES, np.moveaxis(states, 2, 0), strict=True))
    columns = {symbol: values[:, None] for symbol, values in children.items()}
    dsg3, dsg1 = titers(columns, found["w"], found["z"])
    pdai = 120 * (found["mucosa"] + found["skin"])
    return {"pdai": pdai, "dsg3": dsg3, "dsg1": dsg1, "igg": found["igg"], "b_cells": found["b_cells"]}


def errors(found: dict[str, np.ndarray], exact: dict[str, np.ndarray]) -> np.ndarray:
    """Return each child's largest relative error, with CLINICAL's floors under the exact values; infinite where a solver blew up."""
    worst = [np.abs(found[name] - exact[name]) / np.maximum(exact[name], least) for name, least in CLINICAL.items()]
    return np.nan_to_num(np.max(worst, axis=(0, 2)), nan=np.inf)


def constants(children: Children) -> dict[str, list[float]]:
    """Return every constant of the equations, one value a child; `give` needs the first three."""
    surface = body_surface(children["W"])
    central = children["V1"] * surface / 0.9
    derived = {
        "surface": surface,
        "kept": children["Vp"] * children["W"] / central,
        "Vp": children["Vp"],
        "Vc": central,
        "clearance": children["CL"] * (surface / 0.9) ** 1.26 / central,
    }
    return {symbol: values.tolist() for symbol, values in (derived | children).items()}


SYMBOLS = list(constants(cohort(1)))


def by_child(children: Children) -> list[tuple[float, ...]]:
    """Return the constants as one tuple a child, in the order of SYMBOLS."""
    return list(zip(*constants(children).values(), strict=True))


def starts(children: Children) -> np.ndarray:
    """Return the states before treatment, shape (children, 14)."""
    _, mucosa, skin = start_of_disease(children)
    none, one, igg = np.zeros_like(mucosa), np.ones_like(mucosa), children["G0"]
    return np.stack([none, none, *[one] * 8, igg, igg, mucosa, skin], axis=1)


def slopes() -> Callable:
    """Return the equations as a function of time, states, dose and one child's constants that gives 14 numbers."""
    lines = [
        f"{', '.join(SYMBOLS)} = c",
        f"{', '.join(STATES)} = {', '.join(f'u[{number}]' for number in range(len(STATES)))}",
        *(f"{name} = {formula}" for name, formula in EFFECTS.items()),
        f"return ({', '.join(RATES)})",
    ]
    space: dict[str, Callable] = {"exp": math.exp}
    exec("def slope(time, u, dose, c):\n    " + "\n    ".join(lines), space)
    return space["slope"]


def give(u, c, exchange, ivig, rituximab):
    """Change one child's states by what is given at once."""
    for state in (6, 7, 10):
        u[state] *= math.exp(-exchange)
    u[0] = u[0] * math.exp(-exchange * c[1]) + rituximab * c[0]
    u[10] += ivig / c[2]


def walk(children: Children, advance: Callable[..., np.ndarray]) -> np.ndarray:
    """Return the states, shape (children, days + 1, 14), solved child by child from one change of treatment to the next.

    `advance(c, u, day, until, dose)` returns the states of the days after `day` up to `until`, shape (days, 14).
    """
    out = np.empty((len(children["W"]), DAYS + 1, len(STATES)))
    out[:, 0] = starts(children)
    for c, states in zip(by_child(children), out, strict=True):
        for day, until in zip(CHANGES, [*CHANGES[1:], DAYS], strict=True):
            give(states[day], c, *AT_ONCE[:, day])
            states[day + 1 : until + 1] = advance(c, states[day], day, until, float(GIVEN.prednisone[day]))
    return out


def lsoda() -> Way:
    """Solve with scipy's LSODA, one child at a time."""
    slope = slopes()

    def advance(c, u, day, until, dose):
        days = np.arange(day + 1, until + 1)
        return solve_ivp(
            lambda t, u: slope(t, u.tolist(), dose, c), (day, until), u, "LSODA", days, rtol=RTOL, atol=ATOL
        ).y.T

    return f"scipy LSODA, rtol {RTOL:g}", SAMPLE, lambda children: walk(children, advance)


def compiled(sample: Children, exact: dict[str, np.ndarray], most: float) -> Way:
    """Compile with numba: Runge-Kutta of fourth order, with the fewest steps a day whose error in the sample is at most `most`."""
    from numba import njit

    fast = njit(error_model="numpy", fastmath=True)
    slope, at_once = fast(slopes()), fast(give)

    @fast
    def advance(u, c, given, doses, steps, out):
        h, at = 1 / steps, u.copy()
        for day, dose in enumerate(doses):
            at_once(u, c, given[0, day], given[1, day], given[2, day])
            out[day] = u
            for step in range(steps):
                t = day + step * h
                k1 = slope(t, u, dose, c)
                for i in range(len(u)):
                    at[i] = u[i] + h / 2 * k1[i]
                k2 = slope(t + h / 2, at, dose, c)
                for i in range(len(u)):
                    at[i] = u[i] + h / 2 * k2[i]
                k3 = slope(t + h / 2, at, dose, c)
                for i in range(len(u)):
                    at[i] = u[i] + h * k3[i]
                k4 = slope(t + h, at, dose, c)
                for i in range(len(u)):
                    u[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i])
        out[len(doses)] = u

    def run(children: Children, steps: int) -> np.ndarray:
        out = np.empty((len(children["W"]), DAYS + 1, len(STATES)))
        for u, c, states in zip(starts(children), by_child(children), out, strict=True):
            advance(u, c, AT_ONCE, GIVEN.prednisone, steps, states)
        return out

    started = time.perf_counter()
    run(first(sample, 1), 1)
    seconds = time.perf_counter() - started
    steps = next(steps for steps in range(1, 100) if errors(clinical(sample, run(sample, steps)), exact).max() <= most)
    label = f"numba, {steps} Runge-Kutta steps a day for the same accuracy, compiled before in {seconds:.1f} s"
    return label, NUMBER, lambda children: run(children, steps)


def roadrunner() -> Way:
    """Give the equations to libroadrunner as an Antimony model, solved by its CVODE one child at a time."""
    import antimony
    from roadrunner import RoadRunner

    lines = [f"{name} = 1" for name in (*SYMBOLS, "dose", *STATES)]
    lines += [f"{name} := {formula}" for name, formula in EFFECTS.items()]
    lines += [f"{state}' = {formula}" for state, formula in zip(STATES, RATES, strict=True)]
    if antimony.loadAntimonyString("\n".join(lines).replace("**", "^")) < 0:
        raise ValueError(antimony.getLastError())
    runner = RoadRunner(antimony.getSBMLString())
    runner.timeCourseSelections = list(STATES)
    runner.integrator.relative_tolerance, runner.integrator.absolute_tolerance = RTOL, ATOL
    ids = runner.model.getGlobalParameterIds()
    known, moving = ([ids.index(name) for name in names] for names in (SYMBOLS, ("dose", *STATES)))

    def advance(c, u, day, until, dose):
        if day == 0:
            runner.model.setGlobalParameterValues(known, c)
        runner.model.setGlobalParameterValues(moving, [dose, *u])
        return runner.simulate(day, until, until - day + 1)[1:]

    return f"libroadrunner CVODE, rtol {RTOL:g}", SAMPLE, lambda children: walk(children, advance)


if __name__ == "__main__":
    main()
