"""The meeting's page: called, put in order, numbered and triaged by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from textual.widgets import Input

from reviewer.domain.events import Happening, Interest, InterestDeclared
from reviewer.domain.meeting.acts import DiscussionAsked, ItemPlaced, MatterPlaced, MeetingCalled, Triage, TriageSet
from reviewer.domain.meeting.sitting import Meeting, meetings
from reviewer.domain.meeting.timetable import expected
from reviewer.tui.forms.fields import FieldsForm
from reviewer.tui.screens.exported import ExportScreen
from reviewer.tui.screens.meeting.agenda import AgendaScreen
from tests.tui.driving import app_on, settled, showing, shown
from tests.tui.small_round import OPENED, reopened, small_case

CALLED = MeetingCalled(meeting="2018-03-01", date=date(2018, 3, 1), place="Oslo", starts="10:00")


def _placed(key: str, at: int) -> ItemPlaced:
    return ItemPlaced(application=key, meeting=CALLED.meeting, number=f"{13 + at}/18", position=at)


AGENDA: list[tuple[str, Sequence[Happening]]] = [
    *OPENED,
    ("sekretariat", [CALLED, _placed("A-1", 1), _placed("A-2", 2), _placed("A-3", 3)]),
]


def _met(path: Path) -> Meeting:
    return meetings(reopened(path))[0]


def _order(path: Path) -> list[tuple[str, str]]:
    return [(item.number, item.application) for item in _met(path).items]


async def test_a_meeting_is_called_from_the_round_and_its_cases_put_in_order_by_key(tmp_path: Path) -> None:
    path = small_case(tmp_path, OPENED)
    app = app_on(path, "sekretariat")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settled(pilot)
        await pilot.press("m")
        await settled(pilot)
        assert isinstance(app.screen, AgendaScreen)
        assert "Trykk c" in shown(app.screen)
        assert "c Kall inn" in shown(app.screen)
        await pilot.press("c")
        await settled(pilot)
        await pilot.press(*"1.3.2018", "enter", *"Oslo", "enter", *"10", "ctrl+s")
        await settled(pilot)
        assert _met(path).called == MeetingCalled(meeting="2018-03-01", date=date(2018, 3, 1), place="Oslo", starts="10:00")
        assert "c Kall inn" not in shown(app.screen)
        await pilot.press("o", "enter")
        await settled(pilot)
        assert _order(path) == [("1/18", "A-1"), ("2/18", "A-2"), ("3/18", "A-3")]
        assert {item.minutes for item in _met(path).items} == {10}


async def test_what_is_no_date_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("c", *"i morgen".replace(" ", ""), "ctrl+s")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FieldsForm)
        assert "«imorgen» er ikke en dato" in shown(pilot.app.screen)
        assert meetings(reopened(path)) == ()


async def test_the_cases_are_numbered_anew_from_the_number_that_is_given(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("n", "backspace", *"30", "enter")
        await settled(pilot)
    assert [number for number, _ in _order(path)] == ["30/18", "31/18", "32/18"]


async def test_a_case_is_moved_by_hand_and_the_cursor_goes_with_it(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("end", "shift+up", "shift+up")
        await settled(pilot)
        assert pilot.app.screen.row.key == "A-3"
        assert _order(path) == [("16/18", "A-3"), ("14/18", "A-1"), ("15/18", "A-2")]
        await pilot.press("u")
        await settled(pilot)
        assert [key for _, key in _order(path)] == ["A-1", "A-3", "A-2"]


async def test_minutes_are_set_for_one_case_and_for_all_that_are_discussed(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("end", "d", "home", "t", *"25", "enter")
        await settled(pilot)
        assert [item.minutes for item in _met(path).items] == [25, None, None]
        await pilot.press("T", *"15", "enter")
        await settled(pilot)
        assert [item.minutes for item in _met(path).items] == [15, 15, None]


async def test_introducers_are_chosen_in_the_order_in_which_they_speak_and_never_who_is_recused(tmp_path: Path) -> None:
    recused = ("lom", [InterestDeclared(application="A-1", declarer="lom", interest=Interest.RECUSED, ground="Søker.")])
    path = small_case(tmp_path, [*AGENDA, recused])
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("i", "right", "right", "tab", "right")
        await settled(pilot)
        assert {seat for seat, _ in pilot.app.screen.asked[0].choices} == {"", "leder", "bergen"}
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert _met(path).items[0].introducers == ("bergen", "leder")
        await pilot.press("I", "enter")
        await settled(pilot)
        assert [len(item.introducers) for item in _met(path).items] == [1, 1, 1]


async def test_any_member_lifts_a_case_that_was_not_to_be_discussed(tmp_path: Path) -> None:
    path = small_case(tmp_path, [*AGENDA, ("sekretariat", [TriageSet(application="A-2", triage=Triage.UNLESS_ASKED)])])
    async with showing(path, "lom", AgendaScreen) as pilot:
        assert "drøftes ikke" in shown(pilot.app.screen)
        await pilot.press("down", "d")
        await settled(pilot)
        assert _met(path).items[1].triage is Triage.UNLESS_ASKED, "a member sets no triage"
        await pilot.press("a")
        await settled(pilot)
        assert _met(path).items[1].asked == ("lom",)
        assert "drøftes ikke" not in shown(pilot.app.screen)


async def test_the_secretariat_writes_down_who_has_asked(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("a", "down", "enter")
        await settled(pilot)
    asked = [event.body for event in reopened(path).dossiers["A-1"].history if isinstance(event.body, DiscussionAsked)]
    assert [one.asker for one in asked] == ["bergen"]


async def test_matters_that_are_no_application_stand_on_the_agenda_with_a_number_of_their_own(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("M", "tab", *"Eventuelt", "ctrl+s")
        await settled(pilot)
        assert "Eventuelt" in shown(pilot.app.screen)
    assert [(one.number, one.title) for one in _met(path).matters] == [("17/18", "Eventuelt")]


async def test_a_case_is_taken_off_the_agenda(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("down", "delete")
        await settled(pilot)
    assert [key for _, key in _order(path)] == ["A-1", "A-3"]


async def test_a_seat_has_no_trace_of_a_case_that_it_is_recused_from(tmp_path: Path) -> None:
    recused = ("lom", [InterestDeclared(application="A-2", declarer="lom", interest=Interest.RECUSED, ground="Søker selv.")])
    path = small_case(tmp_path, [*AGENDA, recused])
    async with showing(path, "lom", AgendaScreen) as pilot:
        assert "Felles arkiv" not in shown(pilot.app.screen)
        assert "15/18" not in shown(pilot.app.screen)
        assert "2 saker" in shown(pilot.app.screen)


async def test_the_secretariat_is_told_whom_the_order_would_tell_before_it_is_written(tmp_path: Path) -> None:
    recused = ("lom", [InterestDeclared(application="A-2", declarer="lom", interest=Interest.RECUSED, ground="Søker selv.")])
    path = small_case(tmp_path, [*AGENDA, recused])
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("end", "shift+up", "o", "enter")
        await settled(pilot)
        assert "Lom kommune" in shown(pilot.app.screen)
        await pilot.press("escape")
        await settled(pilot)
        assert [key for _, key in _order(path)] == ["A-1", "A-3", "A-2"]


async def test_the_invitation_is_written_one_version_a_seat(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("e")
        await settled(pilot)
        pilot.app.screen.query_one("#folder", Input).value = str(tmp_path / "ut")
        await pilot.press("space", "down", "space", "down", "space", "ctrl+s")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(pilot.app.screen, ExportScreen)
    names = {file.name for file in (tmp_path / "ut").iterdir()}
    assert {"innkalling-2018-03-01.md", "innkalling-2018-03-01-lom.md", "innkalling-2018-03-01-leder.md"} <= names


async def test_a_second_meeting_is_called_and_tab_goes_between_them(tmp_path: Path) -> None:
    path = small_case(tmp_path, AGENDA)
    async with showing(path, "sekretariat", AgendaScreen) as pilot:
        await pilot.press("C", *"8.3.2018", "ctrl+s")
        await settled(pilot)
        assert "01.03.2018" in shown(pilot.app.screen)
        await pilot.press("tab")
        await settled(pilot)
        assert "08.03.2018" in shown(pilot.app.screen)


def test_a_matter_keeps_its_place_when_a_case_moves_past_it(tmp_path: Path) -> None:
    from reviewer.domain.meeting.arranging import moved, rows_of

    matter = MatterPlaced(meeting=CALLED.meeting, matter="13/18", number="13/18", position=1, title="Godkjenning av innkalling")
    met = _met(small_case(tmp_path, [*AGENDA, ("sekretariat", [matter])]))
    assert [row.number for row in rows_of(met)] == ["13/18", "14/18", "15/18", "16/18"]
    assert {(one.number, one.position) for one in moved(met, 1, -1)} == {("13/18", 2), ("15/18", 3), ("16/18", 4)}
    assert moved(met, 3, 1) == ()


async def test_a_member_says_when_it_is_there_and_the_agenda_says_which_cases_that_touches(tmp_path: Path) -> None:
    path = small_case(tmp_path, [*AGENDA, ("sekretariat", [replace(_placed("A-1", 1), minutes=30)])])
    async with showing(path, "lom", AgendaScreen, (120, 40)) as pilot:
        await pilot.press("w", "tab", *"10.15", "ctrl+s")
        await settled(pilot)
        assert expected(reopened(path), CALLED.meeting)["lom"].arrives == "10:15"
        assert "Ventes ikke kl. 10:00: Lom kommune." in shown(pilot.app.screen)
        await pilot.press("down")
        await settled(pilot)
        assert "Ventes ikke" not in shown(pilot.app.screen)
