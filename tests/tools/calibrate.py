"""Tune the calibrated parameters of the virtual child on content/model/targets.yaml, and report: `python course.py calibrate [--search N]`.

Without --search only the report is printed. With it, N generations of scipy's differential evolution look for better values within the
bounds of content/model/parameters.yaml and print them for the author to write down; nothing is changed by itself.
"""

import argparse

import numpy as np
from scipy.optimize import differential_evolution

from pemphigus import content
from pemphigus.model.calibration import Result, report
from pemphigus.model.children import cohort, start_of_disease, typical

CHILDREN, SEED, MEDIAN_PDAI = 200, 11, 30.0


def tuned() -> dict[str, float]:
    """Return the calibrated parameters and their values."""
    return {symbol: row.value for symbol, row in content.parameters().items() if row.basis == "calibrated"}


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
        (np.log(max(content.parameters()[name].low, 1e-4)), np.log(content.parameters()[name].high)) for name in names
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
    options = asked.parse_args(words)
    medians = search(options.search, options.population) if options.search else tuned()
    for name, value in medians.items():
        print(f"  {content.parameters()[name].id:32s} {name:6s} {value:.4g}")
    results = report(cohort(600, medians=medians), typical(**medians))
    print(f"{'target':24s} {'published':>10s} {'model':>8s}   interval")
    for result in results:
        mark = "inside" if result.inside else "OUTSIDE"
        span = f"{result.low:.3f} to {result.high:.3f}"
        mark = "inside" if result.inside else "OUTSIDE"
        print(
            f"{result.target.id:24s} {result.target.value:10.3f} {result.value:8.3f}   {span:18s} {mark:8s} ({result.origin})"
        )
    print(f"{sum(result.inside for result in results)} of {len(results)} targets inside")


if __name__ == "__main__":
    main()
