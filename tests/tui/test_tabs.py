"""The line of tabs: the open one is always in view, and a click finds the tab that stands there."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from reviewer.tui.drawing.theme import NATT, theme
from reviewer.tui.widgets.tabs import TabLine

NAMES = ("Søknad", "Krav", "Økonomi", "Min vurdering", "Rådets innstilling", "Historikk")


class Tabs(App[None]):
    """Nothing but the line."""

    def compose(self) -> ComposeResult:
        self.register_theme(theme(NATT))
        self.theme = NATT.name
        yield TabLine(NAMES)


@pytest.mark.parametrize("width", [30, 60, 80])
async def test_the_open_tab_is_in_view_however_narrow_the_window_is(width: int) -> None:
    app = Tabs()
    async with app.run_test(size=(width, 3)) as pilot:
        line = app.query_one(TabLine)
        for number, name in enumerate(NAMES):
            line.open_tab = number
            await pilot.pause()
            shown = line.render().plain
            placed = {tab: left for tab, left, _ in line.placed()}
            assert shown[placed[number] :].startswith(name)
            assert placed[number] + cell_len(name) <= width
            assert shown.startswith(" …") is (min(placed) > 0)
            if width == 80:
                assert min(placed) == 0
