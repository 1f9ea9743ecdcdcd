"""From suspicion to diagnosis: Bayes' theorem for one test, as probability and as natural frequencies."""

from pemphigus.errors import CourseError


def post_test(prior: float, sensitivity: float, specificity: float, positive: bool) -> float | None:
    """Return the probability of disease after a result; all are shares from 0 to 1. None if no patient could have that result.

    Positive: p*se / (p*se + (1-p)*(1-sp)). Negative: p*(1-se) / (p*(1-se) + (1-p)*sp). Raises CourseError for what is no share.
    """
    for name, value in (("prior", prior), ("sensitivity", sensitivity), ("specificity", specificity)):
        if not 0 <= value <= 1:
            raise CourseError(f"Share of {name}: {value!r} given; write a number from 0 to 1.")
    ill = prior * (sensitivity if positive else 1 - sensitivity)
    well = (1 - prior) * (1 - specificity if positive else specificity)
    return ill / (ill + well) if ill + well else None


def least_after_negative(prior: float, sensitivity: float) -> float | None:
    """Return the lowest probability of disease that a negative result can leave when the specificity is not known.

    The more specific the test, the more of the healthy have a negative result; a specificity of 1 gives the lower bound.
    """
    return post_test(prior, sensitivity, 1.0, positive=False)


def of_hundred(prior: float, sensitivity: float, specificity: float) -> list[int]:
    """Return how many of 100 people are (ill, positive), (ill, negative), (well, positive), (well, negative): whole people, in all 100.

    The ill are round(100 * prior); within ill and well the positives are rounded, so the picture is approximate and the percentage is not.
    """
    ill = round(100 * prior)
    found, false = round(ill * sensitivity), round((100 - ill) * (1 - specificity))
    return [found, ill - found, false, 100 - ill - false]
