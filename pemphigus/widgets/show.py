"""Show a picture with its alt text, caption, data table and sources. Jupyter drops alt text given any other way."""

import io
import re
from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from pemphigus.figures.picture import Picture
from pemphigus.widgets.cards import sources_of
from pemphigus.widgets.display import Shown
from pemphigus.widgets.html import Html, details, scrolling, table, tag

# Written on the element, so that the light card also stands where no style sheet is loaded (GitHub, nbviewer, an un-run notebook).
CARD = (
    "background:#fbfcfd;color:#17252d;max-width:640px;margin:0;padding:12px;border:1px solid #d3dce2;border-radius:8px"
)


class Drawing:
    """A picture turned into SVG once, wide and narrow, and into HTML and words as often as needed."""

    def __init__(self, draw: Callable[[], Picture]):
        from pemphigus.figures.style import NARROW, WIDE, style

        self.images = {}
        for kind, inches in (("wide", WIDE), ("narrow", NARROW)):
            with style(inches):
                self.picture = draw()
                self.images[kind] = data_address(svg(self.picture))
                self.picture.figure.clear()  # drawn; its thousands of parts need not stay in memory
        self.alt = self.picture.alt

    def html(self) -> Html:
        """Return the figure element: image with alt text, caption, data table, sources."""
        wide, narrow = self.images["wide"], self.images["narrow"]
        # A reader that drops styles, classes or <picture> itself (GitHub, an un-run notebook) is left with one image, the wide one.
        image = tag(
            "picture",
            tag("source", media="(max-width: 480px)", srcset=narrow.replace(" ", "%20")),
            tag("img", alt=self.alt, src=wide, style="width:100%;display:block"),
        )
        caption = tag("figcaption", self.picture.caption, style="margin:8px 0")
        rows = table(self.picture.columns, self.picture.rows, "The numbers of the picture")
        folded = details("Data table", scrolling(rows, "Data table"))
        return tag("figure", image, caption, folded, sources_of(self.picture.claims), class_="pv-figure", style=CARD)

    def words(self) -> str:
        """Return alt text and table as plain text."""
        lines = [f"Figure: {self.alt}", " | ".join(self.picture.columns)]
        return "\n".join(lines + [" | ".join(row) for row in self.picture.rows])

    def shown(self) -> Shown:
        """Return the picture for display in a notebook."""
        return Shown(self.html(), self.words())


def svg(picture: Picture) -> str:
    """Return a picture as SVG, the same text in every run."""
    stream = io.StringIO()
    picture.figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def data_address(drawn: str) -> str:
    """Return SVG as an address that an image can carry. Left readable, it packs far better in version control than base64."""
    body = re.sub(r"\s+", " ", drawn[drawn.index("<svg") :].replace('"', "'"))
    # A hundredth of a point is finer than any screen; more decimals only make notebooks larger. (The scale of letters is exact.)
    body = re.sub(r"(?<!scale\()\b\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), body)
    # Without needless spaces it also fits into srcset, where a space would end the address.
    body = re.sub(r"<metadata>.*?</metadata>", "", body).replace("> <", "><")
    body = re.sub(r"(?<= d=')[^']*", lambda path: re.sub(r" ?([A-Za-z]) ?", r"\1", path[0]).replace(" ", ","), body)
    return "data:image/svg+xml," + quote(body, safe=" =/:;,.()-_!*+?@$&|[]{}")


@cache
def picture(name: str) -> Drawing:
    """Return a figure of the course by name, drawn once. Raises CourseError when there is none of that name."""
    from pemphigus.figures.registry import figure

    return Drawing(figure(name))
