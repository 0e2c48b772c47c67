"""The open case in step with the council's server: others' events come in while people work, and work never waits for the server."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from reviewer.domain.said import Said, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from reviewer.casefile.errors import CaseFileError
    from reviewer.exchange.errors import ExchangeError
    from reviewer.syncing import Synced
    from reviewer.tui.session import Session

SERVER = ("postgresql://", "postgres://")


class Live:
    """A thread that exchanges with the server until it is stopped; it loses the connection and finds it again by itself."""

    def __init__(self, app: App[Any], session: Session, url: str, heard: Callable[[], None]) -> None:
        """Keep in step through `url`; `heard` is called on the app's own thread when something came or the contact changed."""
        self.session = session
        self.url = url
        self._heard_of = heard
        self.status: Said = say("connecting to the server")
        self._app = app
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="exchange", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; the thread goes when it has finished what it is at, and nobody waits for it."""
        self._stop.set()

    def join(self, seconds: float) -> None:
        """Wait for the thread's end, at most so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        from reviewer.server_syncing import Watch, watch

        own = self.session.own()
        if own is not None:
            watch(Watch(path=self.session.path, url=self.url, own=own, stop=self._stop, told=self._told))

    def _told(self, what: Synced | ExchangeError | CaseFileError) -> None:
        """Hand it over to the app's own thread, unless the app is on its way out."""
        if not self._stop.is_set():
            self._app.call_from_thread(self._heard, what)

    def _heard(self, what: Synced | ExchangeError | CaseFileError) -> None:
        from reviewer.syncing import Synced

        if self._stop.is_set():
            return
        came = isinstance(what, Synced) and bool(what.merged.added)
        self.status = say("in touch with the server") if isinstance(what, Synced) else say("no contact with the server; work goes on")
        if came:
            self.session.changed(self.session.saved_at)
        self._heard_of()


def is_server(place: str) -> bool:
    """Whether a place of exchange is a server's address."""
    return place.startswith(SERVER)
