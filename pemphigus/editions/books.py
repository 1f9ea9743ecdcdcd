"""The stored notebooks as the other editions take them."""

from pathlib import Path

import nbformat
from nbconvert.exporters import HTMLExporter

from pemphigus import content
from pemphigus.content import files
from pemphigus.errors import CourseError

TEMPLATES = files.ASSETS / "editions"
DIST = files.ROOT / "dist"


def names() -> list[str]:
    """Return the names of all notebooks in the order of the course."""
    return [book.id for book in content.course().notebooks]


def read(name: str) -> nbformat.NotebookNode:
    """Return a notebook with its stored outputs. Raises CourseError when there is none of that name."""
    path = files.NOTEBOOKS / f"{name}.ipynb"
    if not path.exists():
        raise CourseError(f"There is no notebook '{name}'; use one of: {', '.join(names())}.")
    return nbformat.read(path, as_version=4)


def exporter(template: str, kind: type[HTMLExporter] = HTMLExporter) -> HTMLExporter:
    """Return an exporter without code and prompts, with a template of assets/editions/; nothing in it names a network address."""
    return kind(
        template_name=template,
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input=True,
        exclude_output_prompt=True,
        anchor_link_text="",
        mathjax_url="",
        require_js_url="",
        jquery_url="",
    )


def write(path: Path, text: str) -> None:
    """Write a text file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
