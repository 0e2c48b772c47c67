"""Text that a spreadsheet would take for a formula: an apostrophe in front of it on the way out, and away again on the way in."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""How a text begins that gets an apostrophe in front (`match` from the start)."""


def guarded(text: str) -> str:
    """Return the cell so that no spreadsheet begins a formula with it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made the cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell
