"""Text that is wrapped by hand, and therefore written again when its width changes."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Static


class Fitted(Static):
    """A `Static` that tells its screen when it has become wider or narrower."""

    class Resized(Message):
        """The width is another than before."""

    _told = 0

    def on_resize(self, event: events.Resize) -> None:
        if event.size.width != self._told:
            self._told = event.size.width
            self.post_message(self.Resized())
