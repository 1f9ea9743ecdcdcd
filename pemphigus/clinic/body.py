"""Body surface from height and weight. For learning, not for treating patients.

Sources of the formulas: Mosteller RD, New England Journal of Medicine 1987;317:1098 (the square root of height times weight by 3600), and
Haycock GB, Schwartz GJ, Wisotsky DH, Journal of Pediatrics 1978;93:62-66 (validated in infants, children and adults).
"""

from math import isfinite, sqrt

from pemphigus.clinic import growth
from pemphigus.errors import CourseError

# What a human being can measure at all, from a small newborn to the largest adult: centimeters and kilograms.
LIMITS = {"height": (30.0, 250.0, "cm"), "weight": (1.0, 350.0, "kg")}


def mosteller(height: float, weight: float) -> float:
    """Return the body surface in m² from height in cm and weight in kg: the square root of height x weight / 3600.

    Raises CourseError when a measure is none, or none of a human being.
    """
    _check(height=height, weight=weight)
    return sqrt(height * weight / 3600)


def haycock(height: float, weight: float) -> float:
    """Return the body surface in m² from height in cm and weight in kg: 0.024265 weight^0.5378 height^0.3964. Raises as `mosteller`."""
    _check(height=height, weight=weight)
    return 0.024265 * weight**0.5378 * height**0.3964


def check_child(sex: str, years: float, height: float, weight: float) -> None:
    """Raise CourseError when height or weight cannot be, or hardly, those of a "girl" or "boy" of this age in years (2 to 20)."""
    _check(height=height, weight=weight)
    for measure, value in (("height", height), ("weight", weight)):
        z = growth.z_score(measure, sex, years, value)
        if abs(z) > growth.DOUBTFUL:
            unit = LIMITS[measure][2]
            raise CourseError(
                f"{measure.capitalize()} {value:g} {unit} does not fit a {sex} of {years:g} years "
                f"({abs(z):.1f} standard deviations {'above' if z > 0 else 'below'} the median): check age, unit and {measure}."
            )


def _check(**measures: float) -> None:
    for name, value in measures.items():
        least, most, unit = LIMITS[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise CourseError(f"{name.capitalize()}: {value!r} is no number; give it in {unit}, such as {2 * least:g}.")
        if not least <= value <= most:
            raise CourseError(
                f"{name.capitalize()}: {value:g} {unit} is not possible; give it in {unit}, from {least:g} to {most:g}."
            )
