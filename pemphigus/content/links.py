"""Numbers in prose are links to claims: `[41 of 46](#rtx-ritux3-cr-off-24m)`, with or without the address of the claim's source."""

import re

# The end of a Markdown link whose fragment may be a claim; addresses of papers hold round brackets of their own.
LINK = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*#(?P<claim>[a-z0-9-]+)\)")


def cited(prose: str) -> list[str]:
    """Return the ids that the links of a Markdown text point to, each once, in the order of their first use."""
    return list(dict.fromkeys(LINK.findall(prose)))
