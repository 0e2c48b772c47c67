"""A network between a laptop and the server that can fall silent: it takes what is sent, answers nothing, and closes nothing."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self


class Network:
    """Forward connections on a port of this machine to the server's socket; those that are open fall silent for good with `fall_silent`."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._silent = threading.Event()
        self.port = self._listening.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._listening, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def fall_silent(self) -> None:
        """Forward nothing any more, in either direction."""
        self._silent.set()

    def come_back(self) -> None:
        """Forward what connects from now on; what was open before stays as dead as it was."""
        self._silent = threading.Event()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(str(self._target))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_forward, args=(*ends, self._silent), daemon=True).start()


def _forward(source: socket.socket, target: socket.socket, silent: threading.Event) -> None:
    with suppress(OSError):
        while content := source.recv(65536):
            if not silent.is_set():
                target.sendall(content)
        if not silent.is_set():
            target.shutdown(socket.SHUT_WR)
