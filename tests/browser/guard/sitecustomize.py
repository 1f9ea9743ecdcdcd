"""Loaded by every Python of the browser tests: writes down, and refuses, any connection that would leave this computer."""

import os
import socket

LOG = os.environ.get("COURSE_NETWORK_LOG")
HERE = {"127.0.0.1", "::1", "localhost", "", "0.0.0.0"}


def _refuse(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name not in HERE:
        with open(LOG, "a", encoding="utf-8") as log:  # noqa: PTH123 - runs before anything else is imported
            log.write(f"{name}\n")
        raise OSError(f"the tests allow no connection to {name}")


if LOG:
    _connect, _getaddrinfo = socket.socket.connect, socket.getaddrinfo

    def connect(self: socket.socket, address: object) -> None:
        """Connect only inside this computer."""
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _refuse(address[0])
        _connect(self, address)

    def getaddrinfo(host: object, *args: object, **kwargs: object) -> list:
        """Look up only names of this computer."""
        _refuse(host)
        return _getaddrinfo(host, *args, **kwargs)

    socket.socket.connect, socket.getaddrinfo = connect, getaddrinfo
