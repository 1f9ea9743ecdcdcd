"""Taking one's answers along as a file and bringing them back, for every widget that offers it (assets/progress_file.js)."""

import traitlets

from pemphigus.errors import CourseError
from pemphigus.learning.progress import FILE, Progress, my_progress
from pemphigus.widgets.display import CourseWidget


class CarriesProgress(CourseWidget):
    """A widget from which the progress file can be downloaded and brought back."""

    file_name = traitlets.Unicode(FILE).tag(sync=True)

    def __init__(self, progress: Progress | None = None, **traits: object):
        self.progress = progress or my_progress()
        super().__init__(**traits)
        self.update()
        self.on_msg(self._receive)

    def update(self) -> None:
        """Take in what other notebooks saved, and show it."""
        raise NotImplementedError

    def bring_back(self, text: object) -> str:
        """Merge an exported file; return one sentence that says what happened. Nothing changes when the file is no progress file."""
        try:
            added = self.progress.merge(text if isinstance(text, str) else "")
        except CourseError as problem:
            return f"{problem} Nothing was changed."
        self.update()
        return f"{added} new answer{'s' if added != 1 else ''} added; those you already had are unchanged."

    def _receive(self, _: object, message: dict, __: object) -> None:
        wanted = message.get("do")
        if wanted == "export":
            self.send({"export": self.progress.export()})
        elif wanted == "import":
            self.send({"said": self.bring_back(message.get("text"))})
        elif wanted == "update":
            self.update()
