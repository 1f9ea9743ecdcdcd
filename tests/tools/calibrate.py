"""Tune the virtual child on content/model/targets.yaml, judge it by validation.yaml, and report: `python course.py calibrate [--search N]`.

Without --search only the report is printed; --store also writes the model's values to content/model/results.yaml, which the notebooks show.
With it, N generations of scipy's differential evolution look for better values within the bounds of content/model/parameters.yaml and print
them for the author to write down.
"""

import argparse
from datetime import date

import numpy as np
from scipy.optimize import differential_evolution

from pemphigus.content import files, simulation
from pemphigus.model.calibration import Result, report
from pemphigus.model.children import cohort, start_of_disease, typical
from pemphigus.model.validation import Judged, judge

CHILDREN, SEED, MEDIAN_PDAI = 200, 11, 30.0  # for the search
REPORTED = 600  # children of the report


def tuned() -> dict[str, float]:
    """Return the calibrated parameters and their values."""
    return {symbol: row.value for symbol, row in simulation.parameters().items() if row.basis == "calibrated"}


def loss(results: list[Result], median_pdai: float) -> float:
    """Return how far the model lies from the targets: squares of the distance in half intervals, bent so that one miss cannot rule all."""
    total = np.log(median_pdai / MEDIAN_PDAI) ** 2 * 4
    for result in results:
        distance = (result.value - (result.low + result.high) / 2) / ((result.high - result.low) / 2)
        total += distance**2 / (1 + distance**2 / 9)
    return float(total)


def search(generations: int, population: int) -> dict[str, float]:
    """Return better values of the calibrated parameters."""
    start = tuned()
    names = list(start)
    bounds = [
        (np.log(max(simulation.parameters()[name].low, 1e-4)), np.log(simulation.parameters()[name].high))
        for name in names
    ]

    def cost(logs: np.ndarray) -> float:
        medians = dict(zip(names, np.exp(logs), strict=True))
        children = cohort(CHILDREN, SEED, medians=medians)
        return loss(report(children, typical(**medians)), float(np.median(start_of_disease(children)[0])))

    def told(now: np.ndarray, convergence: float) -> None:
        print(f"cost {cost(now):.2f}", dict(zip(names, np.exp(now).round(5).tolist(), strict=True)), flush=True)

    first = np.clip(np.log([max(start[name], 1e-4) for name in names]), *zip(*bounds, strict=True))
    found = differential_evolution(
        cost,
        bounds,
        maxiter=generations,
        popsize=population,
        x0=first,
        rng=1,
        tol=0,
        polish=False,
        callback=told,
        mutation=(0.4, 0.9),
    )
    return dict(zip(names, np.exp(found.x).tolist(), strict=True))


def main(words: list[str] | None = None) -> None:
    """Search if asked, then print the report."""
    asked = argparse.ArgumentParser(prog="course.py calibrate")
    asked.add_argument("--search", type=int, default=0, metavar="N", help="generations of the search")
    asked.add_argument("--population", type=int, default=4, help="candidates for each parameter")
    asked.add_argument("--store", action="store_true", help="write the values to content/model/results.yaml")
    options = asked.parse_args(words)
    medians = search(options.search, options.population) if options.search else tuned()
    for name, value in medians.items():
        print(f"  {simulation.parameters()[name].id:32s} {name:6s} {value:.4g}")
    children, child = cohort(REPORTED, medians=medians), typical(**medians)
    targets, checks = report(children, child), judge(children, child)
    tell("Tuned to", [(row.target.id, row.target.value, row) for row in targets])
    tell("Not tuned to", [(row.check.id, row.check.value, row) for row in checks])
    if options.store and not options.search:
        store({row.target.id: row.value for row in targets}, {row.check.id: row.value for row in checks})


def tell(title: str, rows: list[tuple[str, float, Result | Judged]]) -> None:
    """Print one line a published result, and how many the model meets."""
    print(f"\n{title:32s} {'published':>10s} {'model':>8s}   interval")
    for name, published, row in rows:
        print(
            f"{name:32s} {published:10.3f} {row.value:8.3f}   {row.low:.3f} to {row.high:.3f}  {'' if row.inside else 'OUTSIDE'}"
        )
    print(f"{sum(row.inside for _, _, row in rows)} of {len(rows)} inside")


def store(targets: dict[str, float], checks: dict[str, float]) -> None:
    """Write the model's values where the figures find them."""
    head = "# What the virtual child gives for targets.yaml and validation.yaml. Written by `python course.py calibrate --store`.\n"
    body = "".join(
        f"{name}:\n" + "".join(f"  {key}: {value:.6g}\n" for key, value in values.items())
        for name, values in (("targets", targets), ("checks", checks))
    )
    today = date.today()
    dates = f"reviewed: {today}\nreview_due: {today.replace(year=today.year + 1)}\n"
    (files.CONTENT / "model" / "results.yaml").write_text(head + dates + body, encoding="utf-8")


if __name__ == "__main__":
    main()
