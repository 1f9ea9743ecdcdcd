"""A diagnosis bench: suspicion, one test result, and the probability of pemphigus by each source that gives sensitivity and specificity."""

from functools import cache

from pemphigus import content
from pemphigus.content.checking import items_of
from pemphigus.content.schemas import Record
from pemphigus.synthesis.probability import least_after_negative, of_hundred, post_test

FILE = "laboratories/diagnosis-bench.yaml"
SUSPICIONS = range(101)  # of 100 children like this one
ASKED = 60  # the suspicion in the prediction, where the bench begins


class Source(Record):
    """Where a claim holds the accuracy of a test: names of its figures, if need be `within` a group of them."""

    claim: str
    name: str
    within: str | None = None
    sensitivity: str
    specificity: str | None = None

    def accuracy(self) -> tuple[float, float | None]:
        """Return sensitivity and specificity as shares (0 to 1), None where the claim holds none."""
        figures = content.claim(self.claim).figures
        figures = figures[self.within] if self.within else figures
        given = [(key, figures[key]) if key else None for key in (self.sensitivity, self.specificity)]
        return tuple(pair and (pair[1] / 100 if pair[0].endswith("percent") else pair[1]) for pair in given)


class Test(Record):
    """A test that may be chosen, and what the learner must know about its numbers."""

    id: str
    name: str
    sources: list[Source]
    note: str


@cache
def tests() -> dict[str, Test]:
    """Return the tests by id."""
    return {test.id: test for test in items_of(FILE, "tests", Test)}


def worked_out(source: Source) -> dict:
    """Return all that the bench shows for a source, for each suspicion from 0 to 100 of 100 children (probabilities from 0 to 1).

    Without specificity a positive result has no probability, and a negative one only a lower bound (`bound` is then true).
    """
    sensitivity, specificity = source.accuracy()
    bound = specificity is None
    priors = [number / 100 for number in SUSPICIONS]
    if bound:
        negative = [least_after_negative(prior, sensitivity) for prior in priors]
        positive = [None] * len(priors)
        hundred = [
            [round(number * sensitivity), number - round(number * sensitivity), 0, 100 - number]
            for number in SUSPICIONS
        ]
    else:
        negative, positive = (
            [post_test(prior, sensitivity, specificity, result) for prior in priors] for result in (False, True)
        )
        hundred = [of_hundred(prior, sensitivity, specificity) for prior in priors]
    return {
        "name": source.name,
        "sensitivity": sensitivity,
        "specificity": specificity,
        "bound": bound,
        "negative": negative,
        "positive": positive,
        "hundred": hundred,
    }


def data() -> dict:
    """Return what the bench needs."""
    return {
        "suspicion": ASKED,
        "tests": [
            {
                "id": test.id,
                "name": test.name,
                "note": test.note,
                "sources": [worked_out(source) for source in test.sources],
            }
            for test in tests().values()
        ],
    }
