"""Hands that only know keys."""

CELLS = "() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.map((cell) => cell.source)"
WHERE = """() => {
  const e = document.activeElement;
  const name = e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? '';
  return [e.tagName.toLowerCase(), e.type ?? '', name].join('|');
}"""


class Hands:
    """Presses keys in a page, and knows where the focus is."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        """Press keys one after the other, as fast as a person might."""
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(40)

    def here(self):
        """Return what has the focus: element, type and name."""
        return self.page.evaluate(WHERE)

    def tab_to(self, wanted, most=60):
        """Press Tab until the focus is on what is described by `wanted`."""
        for _ in range(most):
            self.press("Tab")
            if wanted in self.here():
                return
        raise AssertionError(f"Tab did not reach {wanted!r}; it is on {self.here()!r}")
