"""A table of any length: it fetches and paints what is on the screen, whatever else there is.

Rows come in blocks from a reader `(start, count) -> rows`. Moving the cursor repaints two lines; painted lines are kept until
the rows, the width or the theme change. The first lines are the columns' headings and units, and stay where they are.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reviewer.domain.said import say
from reviewer.domain.slotted import dataclass
from reviewer.tui.commands import Command, Commanding
from reviewer.tui.drawing.cells import fitted, fitted_right
from reviewer.tui.drawing.tones import REVERSED, Tone, chosen_style, has_few_colours, palette_of, tone_style

BLOCK = 256
_BLOCKS_KEPT = 8
_STRIPS_KEPT = 1024
_GAP = 2

Row = TypeVar("Row")
Piece = tuple[str, Tone]
Reader = Callable[[int, int], Sequence[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """One column: `width` in cells, or 0 for a share of what is left; shown from a table width of `least` cells on.

    `cell` gives its pieces of text; the last piece that does not fit is cut. Numbers stand right. `id` is for those that look it up.
    """

    heading: str
    cell: Callable[[Row], tuple[Piece, ...]]
    unit: str = ""
    width: int = 0
    share: int = 1
    least: int = 0
    numeric: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line drawn across the table below the first `after` rows, like the budget's."""

    after: int
    text: str


class Lines(Commanding, ScrollView, Generic[Row], can_focus=True):
    """The windowed table."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="lines.down", name=say("One row down"), action="down", keys=("down", "j")),
        Command(id="lines.up", name=say("One row up"), action="up", keys=("up", "k")),
        Command(id="lines.page_down", name=say("One page down"), action="page_down", keys=("pagedown", "ctrl+f", "l", "right")),
        Command(id="lines.page_up", name=say("One page up"), action="page_up", keys=("pageup", "ctrl+b", "h", "left")),
        Command(id="lines.first", name=say("To the first row"), action="first", keys=("home", "g")),
        Command(id="lines.last", name=say("To the last row"), action="last", keys=("end", "G")),
        Command(id="lines.open", name=say("Open the row"), action="open_row", keys=("enter",)),
    )
    DEFAULT_CSS = """
    Lines { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    class Moved(Message):
        """The cursor stands on another row; `key` says nothing of rows that are not there."""

    class Opened(Message):
        """The row under the cursor was opened."""

    def __init__(self, columns: Sequence[Column[Row]], *, line: str = "┄", empty: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.columns = tuple(columns)
        self.count = 0
        self.cursor = 0
        self.mark: Mark | None = None
        self._line = line
        self._empty = empty
        self._reader: Reader[Row] | None = None
        self._blocks: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._strips: OrderedDict[tuple[int, bool], Strip] = OrderedDict()
        self._layout_of: tuple[int, tuple[tuple[Column[Row], int], ...]] | None = None

    @property
    def heading_lines(self) -> int:
        """How many lines stand above the rows: headings, and units where a column has one."""
        return 2 if any(column.unit for column in self.columns) else 1

    def show(self, count: int, reader: Reader[Row], cursor: int = 0, mark: Mark | None = None, empty: str | None = None) -> None:
        """Show these rows, with the cursor on row `cursor`."""
        self.count = count
        self._reader = reader
        self.mark = mark if mark is not None and 0 < mark.after <= count else None
        self._empty = self._empty if empty is None else empty
        self._blocks.clear()
        self.cursor = max(0, min(cursor, count - 1))
        self._resized()
        self._into_view()
        self.post_message(self.Moved())

    def draw(self, mark: Mark | None) -> None:
        """Draw the line across the table there, or take it away."""
        if mark != self.mark:
            self.mark = mark if mark is not None and 0 < mark.after <= self.count else None
            self._resized()
            self._into_view()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show these columns instead."""
        self.columns = tuple(columns)
        self._layout_of = None
        self._resized()

    def row(self) -> Row | None:
        """Return the row under the cursor, or None in an empty table."""
        return self.row_at(self.cursor) if self.count else None

    def row_at(self, index: int) -> Row | None:
        """Return the row with this index, or None where the reader no longer has one."""
        number, within = divmod(index, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            if self._reader is None:
                return None
            block = self._blocks[number] = self._reader(number * BLOCK, BLOCK)
            if len(self._blocks) > _BLOCKS_KEPT:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(number)
        return block[within] if within < len(block) else None

    # --- Where things stand: an index counts rows, a line counts rows and the mark.

    def _line_of(self, index: int) -> int:
        return index + 1 if self.mark is not None and index >= self.mark.after else index

    def _index_of(self, line: int) -> int | None:
        """Return the row on this line, or None on the mark and below the last row."""
        if self.mark is not None and line == self.mark.after:
            return None
        index = line - 1 if self.mark is not None and line > self.mark.after else line
        return index if 0 <= index < self.count else None

    @property
    def _page(self) -> int:
        return max(1, self.size.height - self.heading_lines)

    def _resized(self) -> None:
        self._strips.clear()
        lines = self.count + (self.mark is not None)
        self.virtual_size = Size(self.scrollable_content_region.width or self.size.width, lines + self.heading_lines)
        self.refresh()

    def _into_view(self) -> None:
        line, top = self._line_of(self.cursor), self.scroll_offset.y
        if line < top:
            self.scroll_to(y=line, animate=False, force=True)
        elif line >= top + self._page:
            self.scroll_to(y=line - self._page + 1, animate=False, force=True)

    def move_to(self, index: int) -> None:
        """Put the cursor on this row, or the nearest there is."""
        index = max(0, min(index, self.count - 1))
        if index == self.cursor or not self.count:
            return
        before, self.cursor = self.cursor, index
        top = self.scroll_offset.y
        self._into_view()
        if self.scroll_offset.y == top:
            self._repaint(before)
            self._repaint(index)
        self.post_message(self.Moved())

    def _repaint(self, index: int) -> None:
        y = self._line_of(index) - self.scroll_offset.y + self.heading_lines
        self.refresh(Region(0, y, self.size.width, 1))

    def cell_region(self, column: Column[Row]) -> Region | None:
        """Return where on the screen this column's cell stands in the row under the cursor, or None where it is not shown."""
        left = 1
        for shown, cells in self._columns_in(self.size.width):
            if shown is column:
                y = self._line_of(self.cursor) - self.scroll_offset.y + self.heading_lines
                return Region(left, y, cells, 1).translate(self.region.offset)
            left += cells + _GAP
        return None

    # --- Painting

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y < self.heading_lines:
            return self._heading(y, width)
        line = y - self.heading_lines + self.scroll_offset.y
        index = self._index_of(line)
        if index is None:
            return self._between(line, width)
        key = (index, index == self.cursor)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._painted(index, width)
            if len(self._strips) > _STRIPS_KEPT:
                self._strips.popitem(last=False)
        return strip

    def _painted(self, index: int, width: int) -> Strip:
        palette = palette_of(self.app.theme)
        row = self.row_at(index)
        base = tone_style(palette, Tone.TEXT) + self.rich_style_ground()
        reversed_row = index == self.cursor and has_few_colours(self.app)
        under = base + REVERSED if reversed_row else base + chosen_style(palette) if index == self.cursor else base
        if row is None:
            return Strip([Segment(" " * width, under)], width)
        segments = [Segment(" ", under)]
        for column, cells in self._columns_in(width):
            for text, tone in placed(column.cell(row), cells, column.numeric):
                segments.append(Segment(text, under if reversed_row else under + tone_style(palette, tone)))
            segments.append(Segment(" " * _GAP, under))
        return Strip(segments).adjust_cell_length(width, under).simplify()

    def _heading(self, y: int, width: int) -> Strip:
        palette = palette_of(self.app.theme)
        style = tone_style(palette, Tone.MUTED) + self.rich_style_ground()
        segments = [Segment(" ", style)]
        for column, cells in self._columns_in(width):
            text = column.heading if y == 0 else column.unit
            segments.append(Segment((fitted_right if column.numeric else fitted)(text, cells), style))
            segments.append(Segment(" " * _GAP, style))
        return Strip(segments).adjust_cell_length(width, style)

    def _between(self, line: int, width: int) -> Strip:
        palette = palette_of(self.app.theme)
        style = tone_style(palette, Tone.MUTED) + self.rich_style_ground()
        if self.mark is not None and line == self.mark.after:
            text = f" {self.mark.text} "
            text = fitted(text, min(len(text), width - 4))
            drawn = f" {self._line * 2}{text}{self._line * max(0, width - len(text) - 4)} "
            return Strip([Segment(drawn, style)]).adjust_cell_length(width, style)
        text = f" {self._empty}" if not self.count and line == 1 else ""
        return Strip([Segment(fitted(text, width), style)], width)

    def rich_style_ground(self) -> Any:
        """Return the style of the table's own ground."""
        from rich.style import Style

        return Style(bgcolor=palette_of(self.app.theme).ground)

    def _columns_in(self, width: int) -> tuple[tuple[Column[Row], int], ...]:
        if self._layout_of is None or self._layout_of[0] != width:
            self._layout_of = (width, laid_out(self.columns, width))
        return self._layout_of[1]

    # --- What happens

    def on_resize(self) -> None:
        self._resized()
        self._into_view()

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._resized())

    def on_click(self, event: events.Click) -> None:
        index = self._index_of(event.y - self.heading_lines + self.scroll_offset.y) if event.y >= self.heading_lines else None
        if index is None:
            return
        if index == self.cursor and event.chain > 1:
            self.post_message(self.Opened())
        self.move_to(index)

    def action_down(self) -> None:
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        self.move_to(self.cursor - 1)

    def action_page_down(self) -> None:
        self.move_to(self.cursor + self._page)

    def action_page_up(self) -> None:
        self.move_to(self.cursor - self._page)

    def action_first(self) -> None:
        self.move_to(0)

    def action_last(self) -> None:
        self.move_to(self.count - 1)

    def action_open_row(self) -> None:
        if self.count:
            self.post_message(self.Opened())


def laid_out(columns: Sequence[Column[Row]], width: int) -> tuple[tuple[Column[Row], int], ...]:
    """Return the columns that a table of this width shows, each with its cells; what is left is shared by those without a width."""
    shown = [column for column in columns if width >= column.least]
    left = width - 1 - sum(column.width for column in shown) - _GAP * len(shown)
    shares = sum(column.share for column in shown if not column.width) or 1
    cells: list[tuple[Column[Row], int]] = []
    for column in shown:
        if column.width:
            cells.append((column, column.width))
            continue
        part = max(0, left * column.share // shares)
        left, shares = left - part, shares - column.share
        cells.append((column, part))
    return tuple(cells)


def placed(pieces: tuple[Piece, ...], cells: int, numeric: bool) -> list[Piece]:  # noqa: FBT001 - a column's own property
    """Return the pieces in exactly so many cells; numbers stand right."""
    if numeric and len(pieces) == 1:
        return [(fitted_right(pieces[0][0], cells), pieces[0][1])]
    placed_pieces: list[Piece] = []
    left = cells
    for number, (text, tone) in enumerate(pieces):
        last = number == len(pieces) - 1
        shown = fitted(text, left) if last else fitted(text, min(left, _cells(text)))
        placed_pieces.append((shown, tone))
        left -= _cells(shown)
    if numeric and left:
        placed_pieces.insert(0, (" " * left, Tone.TEXT))
    return placed_pieces


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
