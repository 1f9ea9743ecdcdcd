"""Turn content files into checked objects; every fault is one sentence with file, item, field and remedy."""

from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from pemphigus.content import files
from pemphigus.content.schemas import Record
from pemphigus.errors import ContentError

R = TypeVar("R", bound=Record)


def items_of(name: str, field: str, schema: type[R], key: str = "id") -> list[R]:
    """Return the checked items under `field` of content/`name`; every file also carries its two review dates."""
    data = files.read_yaml(files.CONTENT / name)
    if not isinstance(data, dict) or not isinstance(data.get(field), list):
        raise ContentError(
            f"content/{name}, field '{field}': a list of items is expected; write `{field}:` and the items below it."
        )
    for dated in ("reviewed", "review_due"):
        try:
            date.fromisoformat(str(data.get(dated)))
        except ValueError:
            raise ContentError(
                f"content/{name}, field '{dated}': a date such as 2027-11-24 is expected; add it at the top."
            ) from None
    return [check(name, item, schema, key) for item in data[field]]


def whole(name: str, schema: type[R]) -> R:
    """Return a content file that holds one item, without its review dates."""
    data = files.read_yaml(files.CONTENT / name)
    kept = (
        {key: value for key, value in data.items() if not key.startswith("review")} if isinstance(data, dict) else data
    )
    return check(name, kept, schema, None)


def check(name: str, data: Any, schema: type[R], key: str | None) -> R:
    try:
        return schema.model_validate(data)
    except ValidationError as error:
        fault = error.errors()[0]
        item = f", item '{data[key]}'" if key and isinstance(data, dict) and key in data else ""
        field = ".".join(str(part) for part in fault["loc"])
        raise ContentError(
            f"content/{name}{item}{f', field {field!r}' if field else ''}: {remedy(fault, schema)}"
        ) from None


def remedy(fault: dict[str, Any], schema: type[Record]) -> str:
    if fault["type"] == "extra_forbidden":
        field = str(fault["loc"][-1])
        near = get_close_matches(field, schema.model_fields, n=1)
        return f"no such field; {f'write {near[0]!r}' if near else 'remove it'}."
    if fault["type"] == "missing":
        return "this field is missing; add it (null if the source does not give it)."
    if fault["type"] == "literal_error":
        return f"{fault['input']!r} is not one of {fault['ctx']['expected']}; use one of these."
    if fault["type"] == "value_error":
        return f"{fault['msg'].removeprefix('Value error, ')}; correct the item."
    return f"{fault['msg'][0].lower() + fault['msg'][1:]}, but it is {fault['input']!r}; correct the value."


def check_known(name: str, item: str, field: str, keys: list[str], known: dict[str, Any]) -> None:
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            raise ContentError(
                f"content/{name}, item '{item}', field '{field}': '{key}' does not exist; "
                f"{f'write {near[0]!r}' if near else 'correct or add it'}."
            )
