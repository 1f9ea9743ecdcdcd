"""Find numbers that no claim stands behind: in the prose of the notebooks, in questions, and in the words of figures.

In prose a clinical number stands inside a link whose fragment is a claim: `[41 of 46](https://doi.org/…#rtx-ritux3-cr-off-24m)`. The
address is that of the claim's source, and every number of the link's words is among the numbers of the claim.
"""

import re
from collections.abc import Iterator

from pemphigus import content
from pemphigus.content.bibliography import address
from pemphigus.content.schemas import Claim

LINK = re.compile(r"\[(?P<words>[^\][]*)\]\((?P<address>(?:[^()\s]|\([^()\s]*\))*?)(?:#(?P<claim>[a-z0-9-]+))?\)")
DIGITS = re.compile(r"(?<![\w.,:/#-])\d[\d,]*(?:\.\d+)?(?![\w-]|\.\d|,\d{3})")
# Names that carry a digit without being a measurement, and the label of the interval that the course always uses.
NAMES = re.compile(
    r"\b(?:Ritux|[Pp]hase|[Gg]rade|[Ll]evel|[Dd]esmoglein|Dsg|CD|IgG|Table|[Nn]otebook)[ -]?\d+"
    r"(?:[ /](?:to|or|and|/)?[ ]?\d+)?\b|95% (?:interval|CI)|S2k"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
ONES = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
WORDS = {word: value for value, word in enumerate(ONES.split(), 2)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}
COUNTED = (
    "of|in|children|adolescents|juveniles|adults|patients|people|girls|boys|women|men|infants|newborns|families|cases|deaths|weeks?|months?|years?|days?|hours?"
    "|percent|times|infusions?|courses?|cycles?|exchanges?|sessions?|pulses?|doses?|mg|g|kg|mL|points?|trials|studies|centers|countries|relapses|lesions"
)
_WORD = "|".join(WORDS)
SPELLED = re.compile(rf"\b({_WORD})(?=[ -](?:{COUNTED})\b)", re.IGNORECASE)
SPELLED_TOTAL = re.compile(
    rf"\b(?:\d+|one|{_WORD}) (?:of|in) (?:the |every )?({_WORD})\b(?![ -](?:{COUNTED})\b)", re.IGNORECASE
)


def numbers(text: str) -> Iterator[float]:
    """Yield the numbers of a text, in digits or spelled before something counted; not years, not names such as CD20 or Ritux 3."""
    plain = YEAR.sub(" ", NAMES.sub(" ", text))
    for found in DIGITS.finditer(plain):
        yield float(found[0].rstrip(",").replace(",", ""))
    for found in [*SPELLED.finditer(plain), *SPELLED_TOTAL.finditer(plain)]:
        yield float(WORDS[found[1].lower()])


def numbers_of(claim: Claim) -> set[float]:
    """Return the numbers a claim holds: its figures, its counts, and those of its sentence."""
    found = set(_flatten(claim.figures)) | set(numbers(claim.statement))
    found |= {float(word) for word in (claim.n, claim.n_children) if word is not None}
    spelled = {float(WORDS[word]) for word in re.findall(r"[a-z]+", claim.statement.lower()) if word in WORDS}
    return {round(value, 4) for value in found | spelled}


def untraced_in_prose(text: str) -> list[str]:
    """Return what is wrong with the numbers of a Markdown text; vignettes (block quotes that say "invented") and headings may be free."""
    problems = []
    for found in LINK.finditer(text):
        if found["claim"] in content.claims():
            problems += _problems_of_link(found["words"], found["address"], content.claim(found["claim"]))
        elif found["claim"]:
            problems.append(f"'{found['words']}' points to the unknown claim '{found['claim']}'")
    free = LINK.sub(" ", text)
    free = re.sub(r"^#.*$", " ", free, flags=re.MULTILINE)
    free = re.sub(r"(?:^>.*\n?)+", lambda quote: " " if "invented" in quote[0] else quote[0], free, flags=re.MULTILINE)
    free = re.sub(
        r"`[^`]*`|^\d+\. |\| \d\d \|", " ", free, flags=re.MULTILINE
    )  # code, list numbers, notebook numbers of a table
    free = re.sub(r"^About \d+ minutes\b", " ", free, flags=re.MULTILINE)
    return problems + [f"{value:g} stands outside a link to its claim" for value in numbers(free)]


def untraced(text: str, claims: list[str], also: list[float] = ()) -> list[str]:
    """Return the numbers of a text that are neither in the claims nor in `also`."""
    known = {value for name in claims for value in numbers_of(content.claim(name))} | {
        round(value, 4) for value in also
    }
    return [
        f"{value:g} is in none of {', '.join(claims) or 'no claims'}"
        for value in numbers(text)
        if round(value, 4) not in known
    ]


def _problems_of_link(words: str, given: str, claim: Claim) -> Iterator[str]:
    wanted = address(content.references()[claim.source]).replace("(", "%28").replace(")", "%29")
    if given != wanted:
        yield f"'{words}' points to {given or 'no address'}, but the source of {claim.id} is {wanted}"
    known = numbers_of(claim)
    for value in numbers(words):
        if round(value, 4) not in known:
            yield f"{value:g} in '{words}' is not among the numbers of {claim.id}"


def _flatten(value: object) -> Iterator[float]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield abs(float(value))
    elif isinstance(value, str):
        yield from numbers(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _flatten(key)
            yield from _flatten(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _flatten(item)
