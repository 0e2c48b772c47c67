"""Who has not said yet whether it has an interest in an application is asked before it opens, and answers by one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

import reviewer.tui
from reviewer.domain.events import Happening, Interest, InterestDeclared, Stage, StageSet
from reviewer.domain.meeting.opened import asked_first
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.meeting.interest_first import InterestFirstScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import rated, reopened, small_case

CONTENT = "Innbyggerne kan skrive"
"""Stands in A-1, and in nothing of what it takes to answer."""


async def _keys(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_who_applies_and_what_points_to_the_seat_is_shown_before_anything_else_is(tmp_path: Path, size: tuple[int, int]) -> None:
    async with showing(small_case(tmp_path), "bergen", BatchScreen, size=size) as pilot:
        assert CONTENT not in shown(pilot.app.screen)
        await _keys(pilot, "home", "enter")
        assert isinstance(pilot.app.screen, InterestFirstScreen)
        text = shown(pilot.app.screen)
        assert CONTENT not in text
        for told in (
            "Er du habil i denne saken?",
            "A-1",
            "Digital dialog",
            "Søker",
            "Samarbeidspartnere",
            "Tar løsningen i bruk",
            "forvaltningsloven",
        ):
            assert told in text


async def test_one_key_answers_and_the_application_is_open(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    async with showing(path, "lom", BatchScreen) as pilot:
        await _keys(pilot, "home", "enter", "1")
        assert isinstance(pilot.app.screen, ApplicationScreen)
        assert CONTENT in shown(pilot.app.screen)
        assert reopened(path).dossiers["A-1"].interests["lom"].interest is Interest.NONE
        await _keys(pilot, "escape", "enter")
        assert isinstance(pilot.app.screen, ApplicationScreen)


async def test_escape_leads_back_to_the_list_and_nothing_is_declared(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    async with showing(path, "lom", BatchScreen) as pilot:
        await _keys(pilot, "home", "enter", "escape")
        assert isinstance(pilot.app.screen, BatchScreen)
        assert not reopened(path).dossiers["A-1"].interests


async def test_who_is_in_doubt_names_a_ground_and_reads_and_who_is_recused_does_not_read(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    async with showing(path, "lom", BatchScreen) as pilot:
        await _keys(pilot, "home", "enter", "2", "ctrl+s")
        assert isinstance(pilot.app.screen, ApplicationScreen)
        await _keys(pilot, "n", "3", "escape")
        assert isinstance(pilot.app.screen, InterestFirstScreen)
        await _keys(pilot, "3", "ctrl+s")
        assert isinstance(pilot.app.screen, BatchScreen)
        found = reopened(path).dossiers
        assert found["A-1"].interests["lom"].interest is Interest.POSSIBLE
        assert {key for key, one in found.items() if "lom" in one.recused()} == {"A-2"}


async def test_the_next_application_asks_as_the_first_did(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    async with showing(path, "lom", BatchScreen) as pilot:
        await _keys(pilot, "home", "enter", "1", "n")
        assert isinstance(pilot.app.screen, InterestFirstScreen)
        await _keys(pilot, "1")
        assert isinstance(pilot.app.screen, ApplicationScreen)
        assert pilot.app.screen.application == "A-2"
        await _keys(pilot, "n", "escape")
        assert isinstance(pilot.app.screen, BatchScreen)


async def test_who_takes_the_answer_back_reads_no_more(tmp_path: Path) -> None:
    async with showing(small_case(tmp_path), "lom", BatchScreen) as pilot:
        await _keys(pilot, "home", "enter", "1", "u")
        assert isinstance(pilot.app.screen, BatchScreen)


def _declared(declarer: str) -> InterestDeclared:
    return InterestDeclared(application="A-1", declarer=declarer, interest=Interest.NONE)


@pytest.mark.parametrize(
    ("acts", "asked"),
    [
        ([], {"leder", "bergen", "lom"}),
        ([("lom", [_declared("lom")])], {"leder", "bergen"}),
        ([("sekretariat", [_declared("bergen")])], {"leder", "lom"}),
        ([("leder", rated("leder", "A-1", 4, 4))], {"bergen", "lom"}),
        ([("sekretariat", [StageSet(stage=Stage.DECLARING)])], {"leder", "bergen", "lom"}),
        ([("sekretariat", [StageSet(stage=Stage.OPENED)])], {"leder", "bergen", "lom"}),
        ([("sekretariat", [StageSet(stage=Stage.PREPARING)])], set()),
        ([("sekretariat", [StageSet(stage=Stage.MEETING)])], {"leder", "bergen", "lom"}),
    ],
)
def test_those_are_asked_who_rate_and_have_neither_answered_nor_rated(
    tmp_path: Path, acts: list[tuple[str, list[Happening]]], asked: set[str]
) -> None:
    case = reopened(small_case(tmp_path, acts))
    assert {seat.id for seat in case.committee.seats if asked_first(case, "A-1", seat.id)} == asked


def test_every_list_opens_an_application_through_the_question() -> None:
    sources = Path(reviewer.tui.__file__).parent.rglob("*.py")
    makes = {path.name for path in sources if "ApplicationScreen(" in path.read_text(encoding="utf-8")}
    assert makes == {"application.py", "reading.py"}
