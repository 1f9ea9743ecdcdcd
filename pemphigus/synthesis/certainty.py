"""Certainty, population and design in the words and symbols the course uses everywhere."""

from pemphigus.content.schemas import Claim

LEVELS = ("very-low", "low", "moderate", "high")
POPULATION = {
    "children": "children",
    "juvenile": "adolescents",
    "adults": "adults",
    "mixed": "mixed ages",
    "in-vitro": "cells in the laboratory",
    "animal": "animals",
}
DESIGN = {
    "meta-analysis": "meta-analysis",
    "rct": "randomized trial",
    "cohort": "cohort",
    "case-series": "case series",
    "case-report": "case report",
    "guideline": "guideline or label",
    "review": "review",
    "mechanistic": "laboratory or kinetic study",
    "registry": "registry or survey",
}
YOUNG = frozenset({"children", "juvenile"})
RECALLED = "recalled, awaiting source check"
NOT_REFOUND = "a second reading did not find this passage again"


def symbols(certainty: str) -> str:
    """Return GRADE's four circles, for example "⊕⊕◯◯" for low certainty."""
    filled = LEVELS.index(certainty) + 1
    return "⊕" * filled + "◯" * (4 - filled)


def words(certainty: str) -> str:
    """Return the certainty in words, for example "very low certainty"."""
    return f"{certainty.replace('-', ' ')} certainty"


def marks(claim: Claim) -> list[str]:
    """Return the warnings that go wherever a claim is shown: recalled, or not found again."""
    return ([RECALLED] if claim.read == "recalled" else []) + ([NOT_REFOUND] if claim.audited == "not-refound" else [])


def participants(claim: Claim) -> str:
    """Return how many people stand behind a claim and how many of them were under 18, as far as the source says."""
    if claim.n is None:
        return "number not stated"
    if claim.n_children is None:
        return f"n = {claim.n:,}, of whom children: not stated"
    if claim.n_children == claim.n:
        return f"n = {claim.n:,}, all children or adolescents"
    return f"n = {claim.n:,}, of whom children: {claim.n_children:,}"
