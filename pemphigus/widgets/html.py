"""Build HTML that cannot be broken by the text inside it: every string is escaped unless it is already Html."""

from html import escape


class Html(str):
    """A piece of finished HTML."""

    __slots__ = ()

    def __add__(self, other: str) -> "Html":
        return Html(str(self) + (other if isinstance(other, Html) else escape(str(other))))


def tag(name: str, *children: object, **attributes: object) -> Html:
    """Return an element. A trailing underscore is dropped from an attribute (`class_`), inner ones become hyphens.

    Attributes that are None or False are left out, True is written bare; children are escaped unless they are Html, None is skipped.
    """
    written = ""
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        label = key.rstrip("_").replace("_", "-")
        written += f" {label}" if value is True else f' {label}="{escape(str(value))}"'
    if name in {"img", "br", "hr", "input", "source"}:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: object) -> Html:
    """Return the children one after another; lists are flattened."""
    parts = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, list | tuple):
            parts.append(join(*child))
        else:
            parts.append(child if isinstance(child, Html) else escape(str(child)))
    return Html("".join(parts))


def link(text: object, address: str) -> Html:
    """Return a link that opens beside the notebook. Only web addresses become links; anything else stays text."""
    if not address.startswith(("https://", "http://")):
        return join(text)
    return tag("a", text, href=address, target="_blank", rel="noopener")


def details(summary: object, *children: object, open_: bool = False, class_: str | None = None) -> Html:
    """Return a native disclosure, which keyboards and screen readers know."""
    return tag("details", tag("summary", summary), *children, open=open_, class_=class_)


def table(columns: list[str], rows: list[list[object]], caption: str, *, stacked: bool = False) -> Html:
    """Return a data table whose header cells name their columns and rows.

    With `stacked`, a row's name stands on a line of its own where the place is narrow; the roles are written out because that layout would
    otherwise stop being a table for screen readers.
    """

    def cell(name: str, role: str, *children: object, **attributes: object) -> Html:
        return tag(name, *children, role=role if stacked else None, **attributes)

    head = cell("tr", "row", [cell("th", "columnheader", column, scope="col") for column in columns])
    body = [
        cell(
            "tr", "row", cell("th", "rowheader", row[0], scope="row"), [cell("td", "cell", value) for value in row[1:]]
        )
        for row in rows
    ]
    return cell(
        "table",
        "table",
        tag("caption", caption),
        cell("thead", "rowgroup", head),
        cell("tbody", "rowgroup", body),
        class_="pv-table pv-stacked" if stacked else "pv-table",
    )


def scrolling(inside: Html, name: str) -> Html:
    """Return a part that scrolls sideways where it is too wide, also with the keyboard."""
    return tag("div", inside, class_="pv-scroll", tabindex="0", role="group", aria_label=name)
