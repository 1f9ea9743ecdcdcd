"""What the browser's twin of the engine (assets/model.js) needs to know from Python: every constant that is not structure."""

from collections.abc import Sequence
from dataclasses import asdict

from pemphigus.model import endpoints
from pemphigus.model.children import Children
from pemphigus.model.engine import PARTS, RECORDED
from pemphigus.model.plan import LONGEST, QUARTER, RULES, STOP, THERAPIES, Step

CONTINUING = (
    "antimetabolite",
    "cyclophosphamide",
    "fcrn",
)  # while one of them is given, a remission is not off therapy


def specification() -> dict:
    """Return therapies, rules, thresholds and the names of what is recorded, as plain data for JSON."""
    return {
        "therapies": {name: asdict(kind) | {"mid_sentence": kind.mid_sentence} for name, kind in THERAPIES.items()},
        "rules": list(RULES),
        "longest": LONGEST,
        "quarter": QUARTER,
        "stop": STOP,
        "parts": PARTS,
        "recorded": list(RECORDED),
        "ceased": endpoints.CEASED,
        "flare": endpoints.FLARE,
        "continuing": list(CONTINUING),
        "endpoints": {
            "names": endpoints.NAMES,
            "slowed": endpoints.SLOWED,
            "begun": endpoints.BEGUN,
            "clear": endpoints.CLEAR,
            "consolidated_days": endpoints.CONSOLIDATED_DAYS,
            "healed": endpoints.HEALED,
            "remission_days": endpoints.REMISSION_DAYS,
            "minimal_mg": endpoints.MINIMAL_MG,
            "failure_dose": endpoints.FAILURE_DOSE,
            "failure_days": endpoints.FAILURE_DAYS,
        },
    }


def values_of(child: Children) -> dict[str, float]:
    """Return the parameters of the first child by symbol, as plain numbers."""
    return {symbol: float(values[0]) for symbol, values in child.items()}


def steps_of(plan: Sequence[Step]) -> list[dict]:
    """Return a plan as plain data."""
    return [asdict(step) for step in plan]
