"""The bibliography: BibTeX in, references and NLM-style citations with DOI and PubMed addresses out."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pemphigus.content.files import place, read_parsed
from pemphigus.content.schemas import Reference
from pemphigus.errors import ContentError

AUTHORS_SHOWN = 3


def read_bibliography(path: Path) -> dict[str, Reference]:
    """Return the references of a BibTeX file by key. Raises ContentError for an entry that cannot be read."""
    from pydantic import ValidationError

    found = {}
    for key, kind, fields in read_parsed(path, _parse):
        try:
            found[key] = Reference(key=key, kind=kind, **fields)
        except ValidationError as error:
            fault = error.errors()[0]
            raise ContentError(
                f"{place(path)}, item '{key}', field '{fault['loc'][-1]}': {fault['msg'].lower()}; correct the entry."
            ) from None
    return found


def _parse(text: str, path: Path) -> list[list[Any]]:
    """Return key, kind and fields of every entry."""
    import bibtexparser

    library = bibtexparser.parse_string(text)
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        raise ContentError(
            f"{place(path)}, line {line}: this entry cannot be read or its key is used twice; correct it."
        )
    return [
        [entry.key, entry.entry_type, {field.key: re.sub(r"[{}]", "", str(field.value)) for field in entry.fields}]
        for entry in library.entries
    ]


def address(reference: Reference) -> str:
    """Return where a reference is found: its DOI, its PubMed page, its web address, or a PubMed search for its title."""
    if reference.doi:
        return f"https://doi.org/{quote(reference.doi, safe='/')}"
    searched = re.sub(r"\s*[(\[].*", "", reference.title)
    return pubmed(reference) or reference.url or f"https://pubmed.ncbi.nlm.nih.gov/?term={quote(searched)}"


def pubmed(reference: Reference) -> str | None:
    """Return the address of the reference's PubMed page, if its number is known."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{reference.pmid}/" if reference.pmid else None


def short(reference: Reference) -> str:
    """Return the reference in a word, for example "Joly 2017", or the start of its title where no author was seen."""
    family = _family(_names(reference)[0])
    if reference.author.startswith("Authors not shown"):
        family = " ".join(reference.title.split()[:5])
    return f"{family} {_year(reference)}"


def citation(reference: Reference) -> str:
    """Return one line in the style of the National Library of Medicine.

    Source of the form: Patrias K, Wendling D, Citing Medicine, 2nd ed, NLM 2007 (author list cut at three names).
    """
    names = _names(reference)
    shown = [_initials(name) for name in names[:AUTHORS_SHOWN] if name != "others"]
    authors = ", ".join(shown) + (", et al" if len(names) > len(shown) else "")
    place_ = (
        reference.journal or reference.booktitle or reference.howpublished or reference.school or reference.publisher
    )
    pages = (reference.pages or "").replace("--", "-")
    numbers = (
        (reference.volume or "")
        + (f"({reference.number})" if reference.number else "")
        + (f":{pages}" if pages else "")
    )
    dated = f"{_year(reference)}{';' + numbers if numbers else ''}"
    return ". ".join(part.rstrip(".") for part in (authors, reference.title, place_ or "", dated) if part) + "."


def _names(reference: Reference) -> list[str]:
    return [" ".join(name.split()) for name in reference.author.split(" and ")]


def _family(name: str) -> str:
    return name.split(",")[0].strip()


def _initials(name: str) -> str:
    family, _, given = name.partition(",")
    letters = "".join(part[0] for part in re.split(r"[\s.-]+", given.strip()) if part)
    return f"{family.strip()} {letters}".strip()


def _year(reference: Reference) -> str:
    return "no date" if reference.year in {"nd", "n.d."} else reference.year
