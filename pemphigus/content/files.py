"""Find and read content files: YAML in, plain data out, each problem as one sentence with file, place and remedy."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from pemphigus.errors import ContentError

PACKAGE = Path(__file__).resolve().parent.parent
# A wheel carries content and assets inside the package; a clone has them beside it.
ROOT = PACKAGE / "_data" if (PACKAGE / "_data").is_dir() else PACKAGE.parent
CONTENT = ROOT / "content"
ASSETS = ROOT / "assets"
NOTEBOOKS = ROOT / "notebooks"


def place(path: Path) -> str:
    """Return the path as an author knows it, relative to the course folder."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def read_text(path: Path) -> str:
    """Return a file's text. Raises ContentError when it is missing or is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{place(path)} is missing: restore it with `git checkout {place(path)}`.") from None
    except UnicodeDecodeError as error:
        raise ContentError(f"{place(path)}, byte {error.start}: not UTF-8 text; save the file as UTF-8.") from None


def read_yaml(path: Path) -> Any:
    """Return the data of a YAML 1.2 file. Raises ContentError with the line when it cannot be parsed."""
    return read_parsed(path, _parse)


def read_parsed(path: Path, parse: Callable[[str, Path], Any]) -> Any:
    """Return the plain data that `parse` makes of a file's text, and its path for messages.

    Pure Python parsers need about half a second for all content and several in the browser, so the parsed data is kept as JSON
    under a name made from the file's bytes: a changed file is a new name, and a cache that cannot be written is simply not used.
    """
    text = read_text(path)
    kept = cache_folder() / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"
    try:
        return json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        data = parse(text, path)
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{os.getpid()}.tmp")
        partial.write_text(json.dumps(data, default=date.isoformat), encoding="utf-8")
        partial.replace(kept)
    except OSError:
        pass
    return data


def cache_folder() -> Path:
    """Return the folder of parsed content: `PEMPHIGUS_CACHE`, or the user's cache folder."""
    if given := os.environ.get("PEMPHIGUS_CACHE"):
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("pemphigus-course", appauthor=False)


def _parse(text: str, path: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        return YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or "cannot be read as YAML").splitlines()[0]
        where = f", line {mark.line + 1}" if mark else ""
        raise ContentError(f"{place(path)}{where}: {problem}; correct the YAML at that line.") from None
