from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from reviewer.tui.drawing.cells import cell_len
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.widgets.lines import BLOCK, Column, Lines, Mark, laid_out, placed

HOSTILE = ("[/x][b]fet[/b]", "=cmd|'/c calc'!A0", "a\u030a", "👩\u200d👧\u200d👦", "\u202eabc", "\x00\x1b[2J", "漢字" * 40, "a" * 400, "")


def _text(row: str) -> tuple[tuple[str, Tone], ...]:
    return ((row, Tone.TEXT),)


COLUMNS = (
    Column(heading="Nr.", unit="", cell=_text, width=8, numeric=True),
    Column(heading="Tittel", cell=_text, share=2),
    Column(heading="Søker", cell=_text, least=60),
)


class Shelf(App[None]):
    """A table on its own, with a reader that remembers what it was asked for."""

    def __init__(self, rows: Sequence[str], count: int | None = None) -> None:
        super().__init__()
        self.rows = rows
        self.count = len(rows) if count is None else count
        self.asked: list[tuple[int, int]] = []
        self.opened = 0

    def compose(self) -> ComposeResult:
        yield Lines(COLUMNS)

    def on_mount(self) -> None:
        self.query_one(Lines).focus()
        self.query_one(Lines).show(self.count, self.read)

    def read(self, start: int, count: int) -> Sequence[str]:
        self.asked.append((start, count))
        return [self.rows[at % len(self.rows)] for at in range(start, min(start + count, self.count))]

    def on_lines_opened(self) -> None:
        self.opened += 1


def _lines_on(pilot: Pilot[None]) -> Lines[str]:
    return pilot.app.query_one(Lines)


@pytest.mark.parametrize("count", [0, 1, 100, 100_000, 5_000_000])
async def test_only_what_is_on_the_screen_is_fetched(count: int) -> None:
    app = Shelf(["a"], count)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.asked == ([(0, BLOCK)] if count else [])
        await pilot.press("end")
        table = _lines_on(pilot)
        assert table.cursor == max(0, count - 1)
        assert len(app.asked) <= 3


async def test_a_step_without_scrolling_paints_two_rows() -> None:
    app = Shelf([f"rad {number}" for number in range(500)])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        table = _lines_on(pilot)
        painted: list[int] = []
        paint = table._painted  # noqa: SLF001 - counts what is painted
        table._painted = lambda index, width: painted.append(index) or paint(index, width)  # type: ignore[method-assign,func-returns-value] # noqa: SLF001
        await pilot.press("down")
        assert sorted(painted) == [0, 1]


async def test_the_cursor_moves_by_arrows_letters_pages_and_ends() -> None:
    app = Shelf([f"rad {number}" for number in range(500)])
    async with app.run_test(size=(80, 24)) as pilot:
        table = _lines_on(pilot)
        for key, cursor in [("j", 1), ("down", 2), ("k", 1), ("up", 0), ("pagedown", 23), ("pageup", 0), ("G", 499), ("g", 0)]:
            await pilot.press(key)
            assert table.cursor == cursor, key
        await pilot.press("enter")
        assert app.opened == 1


async def test_the_row_under_the_cursor_is_always_on_the_screen() -> None:
    app = Shelf([f"rad {number}" for number in range(500)])
    async with app.run_test(size=(80, 24)) as pilot:
        table = _lines_on(pilot)
        table.draw(Mark(3, "ramme"))
        for index in (499, 250, 3, 2, 0, 40):
            table.move_to(index)
            await pilot.pause()
            shown = [table.render_line(y).text for y in range(table.size.height)]
            assert any(f"rad {index} " in line for line in shown)


async def test_a_line_across_the_table_takes_no_row_away() -> None:
    app = Shelf([f"rad {number}" for number in range(6)])
    async with app.run_test(size=(80, 24)) as pilot:
        table = _lines_on(pilot)
        table.draw(Mark(2, "ramme 40,0"))
        await pilot.pause()
        shown = [table.render_line(y).text for y in range(table.size.height)]
        assert ["rad 1" in shown[2], "ramme 40,0" in shown[3], "rad 2" in shown[4], "rad 5" in shown[7]] == [True] * 4


async def test_a_click_chooses_the_row_that_is_clicked() -> None:
    app = Shelf([f"rad {number}" for number in range(50)])
    async with app.run_test(size=(80, 24)) as pilot:
        table = _lines_on(pilot)
        table.draw(Mark(2, "ramme"))
        await pilot.pause()
        await pilot.click(Lines, offset=(4, 5))
        assert table.cursor == 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 8)])
async def test_strangers_text_never_moves_the_columns(size: tuple[int, int]) -> None:
    app = Shelf(HOSTILE)
    async with app.run_test(size=size) as pilot:
        table = _lines_on(pilot)
        await pilot.press("down")
        for y in range(table.size.height):
            strip = table.render_line(y)
            assert strip.cell_length == cell_len(strip.text) == table.size.width
        assert "[/x][b]" in table.render_line(1).text or size[0] < 40


@given(st.integers(0, 250))
def test_columns_fill_the_width_and_no_more(width: int) -> None:
    cells = laid_out(COLUMNS, width)
    used = 1 + sum(part for _, part in cells) + 2 * len(cells)
    shown = [column for column in COLUMNS if width >= column.least]
    assert [column for column, _ in cells] == shown
    if width >= 1 + 8 + 2 * len(shown):
        assert used == width


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(Tone)), max_size=5), st.integers(0, 20), st.booleans())
def test_pieces_take_exactly_their_column(pieces: list[tuple[str, Tone]], cells: int, numeric: bool) -> None:  # noqa: FBT001 - a property's choice
    assert sum(cell_len(text) for text, _ in placed(tuple(pieces), cells, numeric)) == (cells if pieces or numeric else 0)


async def test_with_few_colours_the_chosen_row_is_the_only_one_that_is_reversed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.tui.widgets.lines.has_few_colours", lambda _: True)
    async with Shelf(["en", "to"]).run_test(size=(80, 10)) as pilot:
        await pilot.press("down")
        lines = pilot.app.query_one(Lines)
        reversed_rows = [
            any(segment.style is not None and segment.style.reverse for segment in lines.render_line(lines.heading_lines + at))
            for at in range(2)
        ]
        assert reversed_rows == [False, True]
