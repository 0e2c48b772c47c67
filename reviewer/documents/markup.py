"""Text as HTML and SVG have it."""

from __future__ import annotations

import re
from html import escape

_MARKUP = re.compile("[&<>\"']")


def marked_up(text: str) -> str:
    """Return text of which no sign is read as markup; nearly every text has none, and escaping goes through it five times."""
    return escape(text) if _MARKUP.search(text) else text
