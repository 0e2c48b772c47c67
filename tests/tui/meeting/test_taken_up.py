"""A meeting broken off on one laptop is taken up on another, where it was."""

from __future__ import annotations

import shutil
from pathlib import Path

from reviewer.domain.meeting.acts import FloorState
from reviewer.domain.meeting.sitting import meetings
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.meeting.held import HELD, ID
from tests.tui.small_round import reopened, small_case

BROKEN_OFF = HELD[:-2]
"""The last case is open, moved and voted on; nothing is decided in it, and the lid is closed."""


async def test_a_meeting_is_taken_up_where_it_was_from_a_copy_of_the_file(tmp_path: Path) -> None:
    path = small_case(tmp_path, BROKEN_OFF)
    (tmp_path / "annen").mkdir()
    other = tmp_path / "annen" / "kopi.sak"
    shutil.copyfile(path, other)
    assert meetings(reopened(other)) == meetings(reopened(path))
    async with showing(other, "sekretariat", AgendaScreen) as pilot:
        row = next(line for line in shown(pilot.app.screen).splitlines() if "16/18" in line)
        assert "behandles nå" in row
        await pilot.press("p")
        await settled(pilot)
        assert isinstance(pilot.app.screen, PresentingScreen)
        text = shown(pilot.app.screen)
        assert "16/18" in text
        assert "Enstemmig" in text
        await pilot.press("d")
        await settled(pilot)
        await pilot.press(*"Tall mangler", "ctrl+s")
        await settled(pilot)
    (met,) = meetings(reopened(other))
    item = met.item("A-3")
    assert met.id == ID
    assert item is not None
    assert item.decided is not None
    assert item.floor is FloorState.OPEN
