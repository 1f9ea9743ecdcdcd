"""Complete, run and store notebooks: `python course.py build [06-rituximab ...]`, all of them without a name.

For authors. In prose, write a number as `[41 of 46](#claim-id)`; this fills in the address of the claim's source, runs the notebook
with an empty progress file, and stores its outputs without widget state (random, and useless without a kernel).
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from pemphigus import content
from pemphigus.content import files

VIEW = "application/vnd.jupyter.widget-view+json"


def build(path: Path) -> None:
    """Complete the links of one notebook, run it, and store it."""
    book = nbformat.read(path, as_version=4)
    for number, cell in enumerate(book.cells, 1):
        cell.id = f"{path.stem[:2]}-{number:02d}"
        if cell.cell_type == "markdown":
            cell.source = content.complete_links(cell.source)
    nbformat.write(book, path)  # before running: the list of sources is read from the notebook itself
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    for cell in book.cells:
        cell.metadata = {}
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(VIEW, None)
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.write(book, path)


def main(names: list[str]) -> None:
    """Build the named notebooks, or all."""
    with tempfile.TemporaryDirectory() as empty:
        os.environ["PEMPHIGUS_PROGRESS"] = empty
        for name in names or [book.id for book in content.course().notebooks]:
            build(files.NOTEBOOKS / f"{name}.ipynb")
            print(f"{name}: run and stored")


if __name__ == "__main__":
    main(sys.argv[1:])
