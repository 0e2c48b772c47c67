"""How far a table reaches down a page, as far as that can be told from its texts alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from reviewer.documents.columns import lines_of_row
from reviewer.domain.blocks import Block, Bullets, Chart, Facts, Paragraph, Table, Tone

_MOST_ROWS, _MOST_BARS, _MOST_SIGNS, _LINE = 8, 14, 900, 60
"""So many rows, bars and signs take about a third of a page, a line break counting as so many signs."""
_LAST, _MOST_LAST = 2, 300
"""So many rows end a table that goes on on the next page, and so many signs may be in them, to stand there together."""
_CAPTION, _AIR, _LINE_HEIGHT, _MOST_BEGUN = 20.0, 2.0, 10.7, 220.0
"""Points of a caption, of the air in a row, of a line in it, and what a table's beginning takes at most: a third of a page."""
_MOST_LABELS, _BETWEEN = 14, 4.0
"""So many columns of a chart have their figures at most, and so far apart, in points, are two of them at least."""
_LEAD = 300
"""So many signs has a paragraph that leads into what follows; a longer one stands by itself."""


def leads(block: Block, following: Block, signs: int) -> bool:
    """Tell whether a paragraph of so many signs leads into the table, figure, list or quotation below it: it stays on its page."""
    return (
        isinstance(block, Paragraph)
        and block.tone is Tone.PLAIN
        and (isinstance(following, Bullets | Chart | Facts | Table) or (isinstance(following, Paragraph) and following.tone is Tone.QUOTE))
        and signs <= _LEAD
    )


def stays_whole(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows certainly go on one page, and may stand together: what is longer would leave much of the page before empty."""
    return len(rows) <= _MOST_ROWS and _signs(rows) <= _MOST_SIGNS


def begin_height(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> float:
    """Return about how many points a table's caption, head and first rows take: where there is less room, the table begins a page."""
    lines = [lines_of_row(cells, widths) for cells in (head, *rows)]
    return min(_CAPTION + sum(_AIR + _LINE_HEIGHT * count for count in lines), _MOST_BEGUN)


def ends_together(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the last two rows are certainly lower than a page, however narrow their columns are: so only can they be kept together."""
    return len(rows) > _LAST and _signs(rows[-_LAST:]) <= _MOST_LAST


def chart_stays_whole(labels: Sequence[str]) -> bool:
    """Whether the bars with these names may stand together on one page."""
    return len(labels) <= _MOST_BARS and _signs([labels]) <= _MOST_SIGNS


def _signs(rows: Sequence[Sequence[str]]) -> int:
    return sum(len(cell) + _LINE * cell.count("\n") for row in rows for cell in row)


def every_labelled(columns: int, widest: float, across: float) -> int:
    """Return every how many of a chart's columns has its figures and its name, the widest of which is so wide in a chart so far across.

    Words that are wider than their column are moved in at the chart's ends, nearer to the next ones.
    """
    column = across / max(columns, 1)
    moved = max(0.0, widest - column) / 2
    return max(1, ceil(columns / _MOST_LABELS), ceil((widest + _BETWEEN + moved) / column))
