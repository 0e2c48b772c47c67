"""How far a table reaches down a page, as far as that can be told from its texts alone."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_ROWS, _MOST_SIGNS, _LINE = 14, 900, 60
"""So many rows and signs take about a third of a page, a line break counting as so many signs."""


def stays_whole(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows certainly go on one page, and may stand together: what is longer would leave much of the page before empty."""
    return len(rows) <= _MOST_ROWS and sum(len(cell) + _LINE * cell.count("\n") for row in rows for cell in row) <= _MOST_SIGNS
