"""Why a decision departs from the computed order is written by key with the decision, and the review tells where it is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reviewer.casefile.file import open_case
from reviewer.domain.meeting.acts import Decided
from reviewer.tui.screens.choice import Choice
from reviewer.tui.screens.meeting.review import ReviewScreen
from tests.tui.driving import settled, shown
from tests.tui.driving import showing as driven
from tests.tui.meeting.held import AFTER, HELD, ID, Acts
from tests.tui.meeting.sitting import sitting_case
from tests.tui.meeting.test_presenting import floor, moved, on, press, showing
from tests.tui.small_round import small_case


async def test_it_is_written_by_key_with_the_decision(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 1_000_000)]])
    async with showing(path, "sekretariat", on("A-2")) as pilot:
        await press(pilot, "v", "enter", "ctrl+s")
        await press(pilot, "d", *"Nyttig.", "tab", "tab", "tab", *"Resten kommer.", "ctrl+s")
    file = open_case(path)
    try:
        decided = file.case().dossiers["A-2"].decision
    finally:
        file.close()
    assert decided is not None
    assert (decided.reasons, decided.departure) == ("Nyttig.", "Resten kommer.")


async def test_the_review_says_where_it_is_missing_and_the_lock_asks(tmp_path: Path) -> None:
    silent: Acts = [(seat, [replace(one, departure="") if isinstance(one, Decided) else one for one in bodies]) for seat, bodies in HELD]
    async with driven(small_case(tmp_path, silent), "sekretariat", lambda session: ReviewScreen(session, ID), (120, 40), AFTER) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReviewScreen)
        assert [row.number for row in screen.rows if row.lacks] == ["14/18"]
        assert "1 ting mangler." in shown(screen)
        await pilot.press("L")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Choice)
