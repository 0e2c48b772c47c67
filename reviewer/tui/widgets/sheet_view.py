"""Shows a `Sheet`: it scrolls, and where the sheet has parts, one of them is chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from reviewer.domain.said import say
from reviewer.tui.commands import Command, Commanding
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone, chosen_style, palette_of, tone_style

if TYPE_CHECKING:
    from reviewer.tui.host import Host

Writer = Callable[[Sheet], None]
_MARGIN = 2


class SheetView(Commanding, ScrollView, can_focus=True):
    """Lines made anew by `writer` whenever the width or what they show has changed."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="sheet.down", name=say("Down"), action="down", keys=("down", "j")),
        Command(id="sheet.up", name=say("Up"), action="up", keys=("up", "k")),
        Command(id="sheet.page_down", name=say("One page down"), action="turn(1)", keys=("pagedown", "ctrl+f", "space")),
        Command(id="sheet.page_up", name=say("One page up"), action="turn(-1)", keys=("pageup", "ctrl+b")),
        Command(id="sheet.top", name=say("To the top"), action="top", keys=("home", "g")),
        Command(id="sheet.bottom", name=say("To the bottom"), action="bottom", keys=("end", "G")),
    )
    DEFAULT_CSS = """
    SheetView { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden; overflow-y: scroll; }
    """

    def __init__(self, writer: Writer | None = None, **options: str | None) -> None:
        super().__init__(**options)  # type: ignore[arg-type]  # ids and classes pass through to Textual
        self._writer = writer
        self._sheet: Sheet | None = None
        self._written_for: tuple[int, str] | None = None
        self.chosen = 0

    @property
    def sheet(self) -> Sheet | None:
        """The sheet as it was last written."""
        return self._sheet

    def write(self, writer: Writer | None = None) -> None:
        """Write the sheet again; it stays where it was scrolled to."""
        self._writer = writer or self._writer
        self._written_for = None
        self._lay_out()

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self.refresh())

    def on_resize(self, event: events.Resize) -> None:
        del event
        self._lay_out()

    def on_show(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width or self._writer is None or not self.is_attached:
            return
        app = cast("Host", self.app)
        if self._written_for == (width, app.speech.language):
            return
        sheet = Sheet(app.speech, app.glyphs, width - 2 * _MARGIN)
        self._writer(sheet)
        sheet.end_part()
        self._sheet = sheet
        self._written_for = (width, app.speech.language)
        self.virtual_size = Size(width, len(sheet.lines))
        self.chosen = max(0, min(self.chosen, len(sheet.parts) - 1))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        palette = palette_of(self.app.theme)
        width = self.size.width
        base = tone_style(palette, Tone.TEXT) + Style(bgcolor=palette.ground)
        index = y + self.scroll_offset.y
        if self._sheet is None or index >= len(self._sheet.lines):
            return Strip.blank(width, base)
        held = self._in_chosen(index)
        ground = base + Style(bgcolor=chosen_style(palette).bgcolor) if held else base
        mark = self._mark if held else " "
        segments = [Segment(mark, ground + tone_style(palette, Tone.ACCENT)), Segment(" ", ground)]
        segments += [Segment(text, ground + tone_style(palette, tone)) for text, tone in self._sheet.lines[index]]
        return Strip(segments).adjust_cell_length(width, ground)

    @property
    def _mark(self) -> str:
        return "▌" if cast("Host", self.app).glyphs.whole != "#" else "|"

    def _in_chosen(self, index: int) -> bool:
        if self._sheet is None or not self._sheet.parts:
            return False
        first, end = self._sheet.parts[self.chosen]
        return first <= index < end

    # --- Moving

    def choose(self, part: int) -> None:
        """Choose this part, and bring it into view."""
        if self._sheet is None or not self._sheet.parts:
            return
        self.chosen = max(0, min(part, len(self._sheet.parts) - 1))
        first, end = self._sheet.parts[self.chosen]
        top, height = self.scroll_offset.y, self._height
        if self.chosen == 0:
            self._to(0)
        elif end > top + height or first < top:
            self._to(min(first, max(end - height, 0)) if first >= top else first)
        if self.chosen == len(self._sheet.parts) - 1 and len(self._sheet.lines) - first <= height:
            self._to(len(self._sheet.lines))
        self.refresh()

    def go_to(self, anchor: str) -> None:
        """Scroll so that the anchor's line stands on top."""
        if self._sheet is not None and anchor in self._sheet.anchors:
            self._to(self._sheet.anchors[anchor])

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height

    def _to(self, line: int) -> None:
        self.scroll_to(y=max(0, min(line, self.max_scroll_y)), animate=False)

    def _step(self, step: int) -> None:
        if self._sheet is None or not self._sheet.parts:
            self._to(self.scroll_offset.y + step)
            return
        first, end = self._sheet.parts[self.chosen]
        hidden = end > self.scroll_offset.y + self._height if step > 0 else first < self.scroll_offset.y
        if hidden:
            self._to(self.scroll_offset.y + 3 * step)
            return
        self.choose(self.chosen + step)

    def action_down(self) -> None:
        self._step(1)

    def action_up(self) -> None:
        self._step(-1)

    def action_turn(self, pages: int) -> None:
        self._to(self.scroll_offset.y + pages * max(1, self._height - 1))

    def read_on(self) -> None:
        """Turn a page, and from the last one back to the first."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self._to(0)
        else:
            self.action_turn(1)

    def action_top(self) -> None:
        self._to(0)
        self.choose(0)

    def action_bottom(self) -> None:
        self._to(self.max_scroll_y)
        self.choose(10**6)

    def on_click(self, event: events.Click) -> None:
        index = event.y + self.scroll_offset.y
        for number, (first, end) in enumerate(self._sheet.parts if self._sheet else ()):
            if first <= index < end:
                self.choose(number)
