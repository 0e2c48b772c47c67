"""What stands in a form unsaved outlives a stop, here and in a copy of the file on another machine; closing the form throws it away."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from reviewer.casefile.file import open_case
from reviewer.domain.meeting.sitting import meeting
from reviewer.tui.forms.ask import AskForm
from reviewer.tui.forms.keeping import Keeping
from reviewer.tui.forms.motion import MotionForm
from reviewer.tui.forms.roll_call import RollCall
from reviewer.tui.screens.meeting.presenting import PresentingScreen
from tests.tui.driving import on, settled, showing, shown
from tests.tui.meeting.sitting import MEETING, floor, moved, sitting_case
from tests.tui.small_round import OPENED, reopened, small_case


def presenting(session: Any) -> PresentingScreen:
    return PresentingScreen(session, MEETING, "A-2")


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


def events(path: Path) -> list[bytes]:
    file = open_case(path)
    try:
        return list(file.stored_events())
    finally:
        file.close()


def kept(path: Path) -> list[str]:
    file = open_case(path)
    try:
        return [str(key) for (key,) in file._connection.execute("SELECT key FROM exchange WHERE key LIKE 'unsaved:%'")]  # noqa: SLF001
    finally:
        file.close()


async def test_half_a_roll_call_goes_on_in_a_copy_of_the_file_where_it_was(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    before = events(path)
    async with showing(path, "sekretariat", presenting) as pilot:
        await press(pilot, "v", "end", "enter", "1", "2")
    assert events(path) == before
    there = tmp_path / "annen" / path.name
    there.parent.mkdir()
    shutil.copy(path, there)
    async with showing(there, "sekretariat", presenting) as pilot:
        await press(pilot, "v", "end", "enter")
        roll = pilot.app.screen
        assert isinstance(roll, RollCall)
        assert (roll.voted, roll.at) == ({"leder": "for", "bergen": "against"}, 2)
        assert "Slik ble det stemt sist, uten at det ble ført." in shown(roll)
        await press(pilot, *"1111", "enter")
    met = meeting(reopened(there), MEETING)
    item = met.item("A-2") if met else None
    assert item is not None
    assert [(vote.for_count, vote.voted_against) for vote in item.votes] == [(5, ("bergen",))]
    assert kept(there) == []


async def test_a_roll_call_that_is_closed_begins_anew(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", presenting) as pilot:
        await press(pilot, "v", "end", "enter", "1", "2", "escape")
        assert kept(path) == []
        await press(pilot, "v", "end", "enter")
        assert isinstance(pilot.app.screen, RollCall)
        assert pilot.app.screen.voted == {}


async def test_a_half_written_motion_stands_there_again_field_by_field(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-2")]])
    async with showing(path, "sekretariat", presenting) as pilot:
        await press(pilot, "f", "tab", "right", "tab", "tab", "home", "shift+end", *"3 mill", "tab", *"plan")
        first = pilot.app.screen
        assert isinstance(first, MotionForm)
        state = first.state()
    async with showing(path, "sekretariat", presenting) as pilot:
        await press(pilot, "f")
        again = pilot.app.screen
        assert isinstance(again, MotionForm)
        assert again.state() == state
        assert again.query_one("#amount", Input).value == "3 mill"
        assert "Dette skrev du sist uten å lagre det." in shown(again)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MotionForm)
        await press(pilot, "escape")
        assert kept(path) == []
        await press(pilot, "f")
        assert isinstance(pilot.app.screen, MotionForm)
        assert "Dette skrev du sist" not in shown(pilot.app.screen)


async def test_an_unsaved_comment_belongs_to_its_seat_application_and_criterion(tmp_path: Path) -> None:
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await press(pilot, "c", *"godt")
    for seat, application, keys in (("lom", "A-1", "c"), ("bergen", "A-2", "c"), ("bergen", "A-1", "jc")):
        async with showing(path, seat, on(application, 3)) as pilot:
            await press(pilot, *keys)
            assert isinstance(pilot.app.screen, AskForm)
            assert "godt" not in pilot.app.screen.query_one(TextArea).text
            await press(pilot, "escape")
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await press(pilot, "c")
        assert pilot.app.screen.query_one(TextArea).text.endswith("godt")
        await press(pilot, "ctrl+s")
    assert any(one.comment.endswith("godt") for one in reopened(path).dossiers["A-1"].ratings.values())
    assert kept(path) == []


async def test_a_stop_just_after_the_act_leaves_no_words_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keeping, "forget", lambda _: None)
    path = sitting_case(tmp_path, [[floor("A-2"), moved("A-2", 4_000_000)]])
    async with showing(path, "sekretariat", presenting) as pilot:
        await press(pilot, "v", "end", "enter", "1", "2")
        assert kept(path) != []
        await press(pilot, *"1111", "enter")
    assert kept(path) == []


async def test_what_is_refused_stays_kept(tmp_path: Path) -> None:
    path = small_case(tmp_path, OPENED)
    async with showing(path, "bergen", on("A-1", 3)) as pilot:
        await press(pilot, "d", *"fordi")
        (name,) = kept(path)
        await press(pilot, "home", "shift+end", "delete", "space", "ctrl+s")
        assert isinstance(pilot.app.screen, AskForm)
        assert kept(path) == [name]
