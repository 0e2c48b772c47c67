"""The projector's page: what it shows, what it never shows, and that nothing on it moves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reviewer.casefile.file import open_case
from reviewer.domain.events import Stage, StageSet
from reviewer.domain.meeting.acts import Decided, FloorState, Manner, VoteTaken
from reviewer.domain.stages import Outcome
from reviewer.tui.app import ReviewerApp
from reviewer.tui.page import Page
from reviewer.tui.screens.meeting.room import RoomScreen
from reviewer.tui.settings import Settings
from tests.tui.driving import settled, showing, shown
from tests.tui.meeting.sitting import MEETING, SEATS, came, does, floor, left, moved, sitting_case
from tests.tui.small_round import NOW, OPENED, rated, small_case


def lines(pilot) -> list[str]:
    return shown(pilot.app.screen).splitlines()


async def test_before_a_case_opens_the_room_sees_who_leaves_and_nothing_of_the_case(tmp_path: Path) -> None:
    async with showing(sitting_case(tmp_path), "sekretariat", RoomScreen) as pilot:
        text = shown(pilot.app.screen)
        assert "Bergen kommune" in text
        assert "Saken åpnes når disse har fratrådt: Bergen kommune." in text
        assert "Neste: sak 15/18. Ingen fratrer." in text
        assert "Digital dialog" not in text
        assert "5,0" not in text


async def test_an_open_case_is_there_in_one_screen(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-1")], [moved("A-1", 4_000_000)]])
    async with showing(path, "sekretariat", RoomScreen) as pilot:
        text = shown(pilot.app.screen)
        for part in (
            "Digital dialog",
            "Har fratrådt: Bergen kommune.",
            "Søkt 5,0 mill. kr",
            "NNV",
            "Oppgitt 20,0 mill. kr, 2,5 per krone",
            "Krav",
            "5 av 5 har vurdert",
            "Forslag 1: innstilles, 4 000 000 kr",
            "5 av 6 deltar, og 3 er nok (kommuneloven § 11-9).",
            "Det er ikke votert ennå.",
            "5:00 av 10 min, 5:00 igjen",
            "Brukt 0,0 av 9,0 mill. kr",
            "0 av 4 saker behandlet",
        ):
            assert part in text.replace("\u00a0", " "), part


async def test_the_page_follows_what_another_program_writes_and_no_line_moves(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-1")]])
    async with showing(path, "sekretariat", RoomScreen) as pilot:
        before = lines(pilot)
        does(path, moved("A-1", 4_000_000))
        voters = tuple(seat for seat in SEATS if seat != "bergen")
        vote = VoteTaken(application="A-1", meeting=MEETING, motion="1", manner=Manner.UNANIMOUS, voters=voters, chair="leder")
        does(path, vote)
        pilot.app.screen._look()  # noqa: SLF001 - the timer's own step, without its second
        await settled(pilot)
        after = lines(pilot)
        assert "Enstemmig vedtatt." in "\n".join(after)
        changed = [number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        assert changed == [14, 16, 19]


async def test_with_nothing_new_only_the_clock_goes_on(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-1")]])
    async with showing(path, "sekretariat", RoomScreen) as pilot:
        before = lines(pilot)
        pilot.app.clock = lambda: NOW + timedelta(minutes=6)
        pilot.app.session.clock = pilot.app.clock
        pilot.app.screen._look()  # noqa: SLF001 - the timer's own step, without its second
        await settled(pilot)
        after = lines(pilot)
        assert [number for number, (one, other) in enumerate(zip(before, after, strict=True)) if one != other] == [0, 20]
        assert "11:00 av 10 min, 1:00 over tiden" in after[20]


async def test_a_case_of_somebody_who_is_back_in_the_room_is_in_no_sum(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-1"), floor("A-1", FloorState.CLOSED), floor("A-2")]])
    async with showing(path, "sekretariat", RoomScreen) as pilot:
        text = shown(pilot.app.screen)
        assert "Saker som noen her er inhabile i, er ikke med" in text
        does(path, *left("bergen", "leder"))
        pilot.app.screen._look()  # noqa: SLF001 - the timer's own step, without its second
        await settled(pilot)
        assert "Saker som noen her er inhabile i, er ikke med" not in shown(pilot.app.screen)


def _decided(folder: Path, amount: int, score: int) -> Path:
    """Make the case with A-2 open while Bergen, recused from A-1, is in the room; A-1 was given `amount`, and rated with `score`."""
    folder.mkdir()
    voters = tuple(seat for seat in SEATS if seat != "bergen")
    vote = VoteTaken(application="A-1", meeting=MEETING, motion="1", manner=Manner.UNANIMOUS, voters=voters, chair="leder")
    given = Decided(
        application="A-1", meeting=MEETING, motion="1", outcome=Outcome.RECOMMENDED, amount=amount, taking_part=voters, chair="leder"
    )
    acts = [[floor("A-1"), moved("A-1", amount)], [vote], [given], [floor("A-1", FloorState.CLOSED)], [floor("A-2")]]
    path = sitting_case(folder, acts)
    file = open_case(path)
    file.append("sekretariat", [StageSet(stage=Stage.SECOND_ROUND)], NOW)
    file.append("lom", rated("lom", "A-1", score, score), NOW)
    file.append("sekretariat", [StageSet(stage=Stage.MEETING)], NOW)
    file.close()
    return path


async def _page(path: Path) -> str:
    async with showing(path, "sekretariat", RoomScreen, (120, 40)) as pilot:
        return shown(pilot.app.screen)


async def test_what_somebody_in_the_room_may_not_see_changes_no_character(tmp_path: Path) -> None:
    one, two = (_decided(tmp_path / str(amount), amount, score) for amount, score in ((4_000_000, 5), (1_000_000, 1)))
    assert await _page(one) == await _page(two)


async def test_before_anybody_is_noted_every_seat_may_be_in_the_room(tmp_path: Path) -> None:
    async with showing(sitting_case(tmp_path, present=()), "sekretariat", RoomScreen) as pilot:
        text = shown(pilot.app.screen)
        assert "Saker som noen her er inhabile i, er ikke med" in text
        assert "Møtet er satt til kl. 13:00." in text.replace("\u00a0", " ")
        assert "Først: sak 14/18. Fratrer før den åpnes: Bergen kommune." in text


async def test_a_members_own_page_shows_no_more_than_the_member_may_see(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [[floor("A-1")]])
    async with showing(path, "bergen", RoomScreen) as pilot:
        assert "Digital dialog" not in shown(pilot.app.screen)


async def test_too_few_in_the_room_is_said(tmp_path: Path) -> None:
    path = sitting_case(tmp_path, [left("lom", "voss", "narvik", "molde"), [floor("A-2")]])
    async with showing(path, "sekretariat", RoomScreen) as pilot:
        assert "Ikke vedtaksført: 2 av 6 deltar, og det må være 3 (kommuneloven § 11-9)." in shown(pilot.app.screen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45), (40, 12)])
async def test_the_page_fills_the_terminal_whatever_its_size(tmp_path: Path, size: tuple[int, int]) -> None:
    path = sitting_case(tmp_path, [[floor("A-1"), moved("A-1", 4_000_000)]])
    async with showing(path, "sekretariat", RoomScreen, size) as pilot:
        found = lines(pilot)
        assert len(found) == size[1]
        assert {len(line) for line in found} == {size[0]}


async def test_without_a_meeting_it_says_so(tmp_path: Path) -> None:
    async with showing(small_case(tmp_path, OPENED), "sekretariat", RoomScreen) as pilot:
        assert "Det er ikke innkalt til noe møte." in shown(pilot.app.screen)


async def test_it_is_a_window_of_its_own_that_asks_for_no_seat_and_closes_with_escape(tmp_path: Path) -> None:
    app = ReviewerApp(sitting_case(tmp_path), clock=lambda: NOW, settings=Settings())
    app.page = Page.ROOM
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, RoomScreen)
        assert "Bergen kommune" in shown(app.screen)
        await pilot.press("escape")
        await pilot.pause()
    assert app.return_code == 0


async def test_when_every_case_is_treated_the_page_says_that(tmp_path: Path) -> None:
    closed = [floor(key, FloorState.CLOSED) for key in ("A-1", "A-2", "A-3", "A-4")]
    path = sitting_case(tmp_path, [[StageSet(stage=Stage.MEETING), *came("leder"), *closed]])
    async with showing(path, "sekretariat", RoomScreen) as pilot:
        assert "Alle saker på sakslisten er behandlet." in shown(pilot.app.screen)
