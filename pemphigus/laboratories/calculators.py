"""Body surface, growth and life quality: what the bench of notebook 08 draws and refuses, for learning, not for treating patients."""

from functools import cache
from typing import Literal

from pemphigus import content
from pemphigus.clinic import body, growth, life_quality
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record

FILE = "laboratories/calculators.yaml"
PERCENTILES = (3, 10, 25, 50, 75, 90, 97)  # the lines of CDC's charts
# The ages of CDC's rows, in months: between them everything is linear.
MONTHS = (growth.YOUNGEST * 12, *(month + 0.5 for month in range(24, 240)), growth.OLDEST * 12)
BANDS, RANGE, MEANS = "cdlqi-bands", "cdlqi-0-30-ages-4-16", "cdlqi-reference-means-1995"


class Example(Record):
    """An invented person; `before` is the height one year earlier, in cm."""

    id: str
    name: str
    sex: Literal["girl", "boy"]
    years: float
    height: float
    weight: float
    before: float


@cache
def examples() -> dict[str, Example]:
    """Return the invented people by id; the first is the child of the prediction."""
    return {example.id: example for example in items_of(FILE, "examples", Example)}


def bands() -> list[dict]:
    """Return the bands of the CDLQI as the claim gives them: name, lowest and highest score."""
    figures = content.claim(BANDS).figures
    names = [name for name in figures if name != "max"]
    return [{"name": name.replace("_", " "), "low": figures[name][0], "high": figures[name][1]} for name in names]


def lines_crossed(sex: str, years: float, height: float, before: float) -> int:
    """Return how many centile lines lie between last year's height and this year's (cm); negative when the child has fallen."""
    then, now = growth.z_score("height", sex, years - 1, before), growth.z_score("height", sex, years, height)
    between = sum(min(then, now) < growth.z_of_percentile(percent) <= max(then, now) for percent in PERCENTILES)
    return between if now >= then else -between


def medians(sex: str) -> list[tuple[float, float, float]]:
    """Return age in years, median height in cm and median weight in kg, year by year."""
    years = range(int(growth.YOUNGEST), int(growth.OLDEST) + 1)
    return [(age, *(growth.value_at(measure, sex, age, 0) for measure in growth.MEASURES)) for age in years]


def data() -> dict:
    """Return what the bench needs: limits, the rows of the growth charts, the bands and the invented people."""
    ages = content.claim(RANGE).figures["ages_years"]
    means = content.claim(MEANS).figures
    return {
        "examples": [example.model_dump() for example in examples().values()],
        "limits": {name: list(limit) for name, limit in body.LIMITS.items()},
        "months": list(MONTHS),
        "charts": {sex: {measure: _chart(measure, sex) for measure in growth.MEASURES} for sex in growth.SEXES},
        "measures": {name: list(measure) for name, measure in growth.MEASURES.items()},
        "ages": [growth.YOUNGEST, growth.OLDEST],
        "doubtful": growth.DOUBTFUL,
        "farthest": growth.FARTHEST,
        "lines": [{"percent": percent, "z": growth.z_of_percentile(percent)} for percent in PERCENTILES],
        "cdlqi": {
            "questions": life_quality.QUESTIONS,
            "most": life_quality.MOST,
            "ages": ages,
            "bands": bands(),
            "ill": means["patients_mean"],
            "healthy": means["controls_mean"],
        },
        "warning": content.course().not_for_treatment,
    }


def _chart(measure: str, sex: str) -> list[list[float]]:
    """Return L, M and S at MONTHS."""
    return [list(growth.lms(measure, sex, month / 12)) for month in MONTHS]
