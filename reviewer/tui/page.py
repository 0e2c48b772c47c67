"""On which page of a case the app begins."""

from __future__ import annotations

from enum import Enum


class Page(Enum):
    """The list of applications, or what the projector shows."""

    LIST = "list"
    ROOM = "room"
