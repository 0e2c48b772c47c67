"""The whole case by keyboard: from a folder with a batch in it to the Word file, which is then read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from reviewer.casefile.file import open_case
from reviewer.domain.events import Outcome, Stage
from reviewer.tui.app import ReviewerApp
from reviewer.tui.forms.recommendation import RecommendationForm
from reviewer.tui.screens.application import ApplicationScreen
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.exported import ExportScreen
from reviewer.tui.screens.meeting.interest_first import InterestFirstScreen
from reviewer.tui.screens.new_case import NewCaseScreen
from reviewer.tui.screens.proposal import ProposalScreen
from reviewer.tui.screens.ranking import RankingScreen
from reviewer.tui.screens.seats import SeatScreen
from tests.tui.conftest import NOW
from tests.tui.driving import shown

BATCH = """
[batch]
committee = "kommit-radet"
call = "2018-1"
received = 2018-01-15

[[applications]]
id = "A-1"
title = "Felles vaktliste"
applicant = { name = "Oslo kommune", kind = "municipality", number = "0301" }
amount_applied = 3_000_000
project_cost = 6_000_000
phase = "planning"
gains_plan = "draft"
reuse = { municipalities = ["0301", "1103"] }
flows = [
  { line = "Utvikling", side = "cost", role = "investment", amounts = { 2018 = 6_000_000 } },
  { line = "Spart tid", side = "benefit", actor = "municipalities", amounts = { 2019 = 9_000_000 } },
]

[[applications]]
id = "A-2"
title = "Kart over [b]brannkummer[/b]"
applicant = { name = "Bergen kommune", kind = "municipality", number = "1201" }
amount_applied = 2_000_000
project_cost = 4_000_000
"""


async def _until(pilot: Pilot[Any], kind: type[Screen[Any]]) -> Any:
    """Wait until a screen of this kind is on top, with its work done."""
    for _ in range(1000):
        if isinstance(pilot.app.screen, kind):
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            return pilot.app.screen
        await pilot.pause(0.05)
    raise AssertionError(f"{pilot.app.screen} is on top, not {kind.__name__}: {shown(pilot.app.screen)}")


async def _make(pilot: Pilot[Any], folder: Path) -> None:
    """From the start page: a new case for KommIT-rådet with the batch, the frame, and a place to save it."""
    await pilot.press("n")
    await _until(pilot, NewCaseScreen)
    await pilot.press("down", "ctrl+b", "end", *"runde", "enter")
    await _until(pilot, NewCaseScreen)
    await pilot.press("enter", *"4 000 000", "enter", "home", "shift+end", "delete", *str(folder / "runde.sak"), "ctrl+s")
    await _until(pilot, SeatScreen)


async def _rate(pilot: Pilot[Any]) -> None:
    """As the chair: the first application, no interest in it, every criterion, on its tab."""
    await pilot.press("enter")
    await _until(pilot, BatchScreen)
    await pilot.press("home", "enter")
    await _until(pilot, InterestFirstScreen)
    await pilot.press("1")
    await _until(pilot, ApplicationScreen)
    await pilot.press("tab", "tab", "tab", "5", "down", "4", "down", "3", "down", "4", "down", "5", "escape")
    await _until(pilot, BatchScreen)


async def _become_secretariat(pilot: Pilot[Any]) -> None:
    await pilot.press("ctrl+p", *"opptre", "enter")
    screen = await _until(pilot, SeatScreen)
    seats = [seat.id for seat in screen.session.info.seats]
    await pilot.press("home", *["down"] * seats.index("sekretariat"), "enter")
    await _until(pilot, BatchScreen)


async def _recommend(pilot: Pilot[Any]) -> None:
    """Open the ratings, look at the ranking, and recommend the first one as computed; the other one not."""
    await pilot.press("O", "down", "enter")
    await _until(pilot, BatchScreen)
    await pilot.press("r")
    await _until(pilot, RankingScreen)
    await pilot.press("home", "enter")
    await _until(pilot, ApplicationScreen)
    await pilot.press("e")
    await _until(pilot, RecommendationForm)
    await pilot.press("ctrl+s")
    await _until(pilot, ApplicationScreen)
    await pilot.press("n", "e")
    await _until(pilot, RecommendationForm)
    await pilot.press("down", "down", "ctrl+s")
    await _until(pilot, ApplicationScreen)
    await pilot.press("escape", "escape")
    await _until(pilot, BatchScreen)


async def _written(pilot: Pilot[Any]) -> None:
    """Wait until the export says where it wrote."""
    screen = await _until(pilot, ExportScreen)
    for _ in range(1000):
        if screen.has_class("-written"):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"nothing was written: {shown(screen)}")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_case_is_walked_by_keyboard_from_an_empty_folder_to_the_word_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    folder = tmp_path / "runde på nytt"
    folder.mkdir()
    (folder / "runde.toml").write_text(BATCH, encoding="utf-8")
    monkeypatch.chdir(folder)
    app = ReviewerApp(clock=lambda: NOW)
    async with app.run_test(size=size, notifications=True) as pilot:
        await _make(pilot, folder)
        await _rate(pilot)
        await _become_secretariat(pilot)
        await _recommend(pilot)
        await pilot.press("p")
        await _until(pilot, ProposalScreen)
        assert "Felles vaktliste" in shown(pilot.app.screen) or "Innstilling til KS" in shown(pilot.app.screen)
        await pilot.press("e", "ctrl+s")
        await _written(pilot)
        await pilot.press("escape")
        await _until(pilot, ProposalScreen)
    _check_case(folder / "runde.sak")
    _check_paper(folder / "innstilling.docx")


def _check_case(path: Path) -> None:
    file = open_case(path)
    case = file.case()
    given = {key: rated.score for key, rated in case.dossiers["A-1"].ratings.items()}
    assert list(given.values()) == [5, 4, 3, 4, 5]
    assert {seat for seat, _ in given} == {"oslo"}
    assert case.stage is Stage.OPENED
    assert case.budget == 4_000_000
    outcomes = {key: (one.recommendation.outcome, one.recommendation.granted) for key, one in case.dossiers.items()}
    assert outcomes == {"A-1": (Outcome.RECOMMENDED, 3_000_000), "A-2": (Outcome.NOT_RECOMMENDED, 0)}
    assert file.verify().ok
    file.close()


def _check_paper(path: Path) -> None:
    paper = docx.Document(str(path))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "KommIT-rådet anbefaler at KS tildeler inntil 3\u00a0000\u00a0000\u00a0kr" in text
    assert "Felles vaktliste" in text
    assert "Kart over [b]brannkummer[/b]" in text
    assert "4,20" in cells
    assert "foreslått, ikke vedtatt" in text
