"""A plain static web server, as any host is one: it knows nothing but files."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import BinaryIO


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing about each request, but remember it."""
        self.server.asked.append(self.path)

    def copyfile(self, source: BinaryIO, outputfile: BinaryIO) -> None:
        """Send a file; a page that was closed meanwhile is no fault."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)


def static_server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """Return a server of a folder, on this computer only; port 0 takes any free one, `asked` lists the paths requested."""
    made = ThreadingHTTPServer(("127.0.0.1", port), partial(_Files, directory=folder))
    made.asked = []
    return made


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder while the block runs; give its address and the list of the paths requested so far."""
    server = static_server(folder)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server.asked
    finally:
        server.shutdown()
        server.server_close()
