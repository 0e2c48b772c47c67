"""What keeps a document from being written or read."""

from __future__ import annotations

from reviewer.domain.said import Said


class DocumentError(Exception):
    """A document could not be written; `said` says which file and what to do."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.message)
        self.said = said


class StoppedError(Exception):
    """A document is not wanted any more."""
