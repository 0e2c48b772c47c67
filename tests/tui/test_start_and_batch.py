"""Walks from the start page to the list, and through the list, by keyboard."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

import reviewer.tui.screens
from reviewer.casefile.browse import Browser
from reviewer.casefile.file import open_case
from reviewer.casefile.views import Only, Sort, View
from reviewer.domain.assessment import assess
from reviewer.domain.events import Stage
from reviewer.tui.app import ReviewerApp
from reviewer.tui.screens.ask import Ask
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.help import HelpScreen
from reviewer.tui.screens.palette import Palette
from reviewer.tui.screens.seats import SeatScreen
from reviewer.tui.screens.start import StartScreen
from reviewer.tui.settings import Settings
from reviewer.tui.widgets.bars import TopLine
from tests.tui.conftest import NOW
from tests.tui.driving import settled

Made = Callable[..., ReviewerApp]


async def _loaded(pilot: Pilot[None]) -> BatchScreen:
    """Wait until the list has loaded what comes after its first paint."""
    screen = pilot.app.screen
    assert isinstance(screen, BatchScreen)
    for _ in range(100):
        await pilot.pause(0.05)
        if screen.committee is not None and (screen.drawn is not None or not screen.session.frame.budget):
            return screen
    raise AssertionError("the list did not load")


def _sums(screen: BatchScreen) -> str:
    return str(screen.query_one("#sums", Static).render())


def _shown_ids(screen: BatchScreen) -> list[str]:
    return [row.id for row in (screen.lines.row_at(index) for index in range(screen.lines.count)) if row is not None]


async def test_the_start_page_leads_to_the_illustrative_case(app_on: Made, home: Path) -> None:
    app = app_on()
    async with app.run_test() as pilot:
        assert isinstance(app.screen, StartScreen)
        await pilot.press("d")
        for _ in range(200):
            await pilot.pause(0.05)
            if isinstance(app.screen, SeatScreen):
                break
        await pilot.press("down", "enter")
        screen = await _loaded(pilot)
        assert screen.session.seat == "bergen"
        assert "illustrativ" in screen.query_one("#top", TopLine).aside
    assert app.settings.recent == ((home / "illustrativ.sak").resolve(),)


async def test_what_is_no_case_is_said_and_the_start_page_stays(app_on: Made, tmp_path: Path) -> None:
    path = tmp_path / "brev.sak"
    path.write_text("Hei", encoding="utf-8")
    app = app_on(path, "bergen")
    async with app.run_test():
        assert isinstance(app.screen, StartScreen)
        assert "brev.sak" in str(app.screen.query_one("#problem", Static).render())
    assert path.read_text(encoding="utf-8") == "Hei"


async def test_a_seat_that_is_not_there_is_asked_for_again(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "paris")
    async with app.run_test():
        assert isinstance(app.screen, SeatScreen)
        assert "paris" in str(app.screen.query_one("#unknown", Static).render())


async def test_a_case_is_found_by_walking_through_folders(app_on: Made, demo: Path) -> None:
    app = app_on()
    async with app.run_test() as pilot:
        await pilot.press("o")
        app.screen.query_one(Input).value = str(demo.parent / "de")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SeatScreen)


async def test_the_list_has_the_places_of_the_domain(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "sekretariat")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _loaded(pilot)
        file = open_case(demo)
        assessment = assess(file.case().seen_by("sekretariat"))
        file.close()
        assert _shown_ids(screen) == [place.id for place in assessment.places]
        assert screen.drawn is not None
        assert screen.drawn.used == assessment.allocation.spent


async def test_search_narrows_the_list_and_escape_brings_it_back(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "bergen")
    async with app.run_test() as pilot:
        screen = await _loaded(pilot)
        whole = _shown_ids(screen)
        await pilot.press("slash", *"minside")
        await settled(pilot)
        assert [screen.lines.row_at(0).title[:7]] == ["MinSide"]  # type: ignore[union-attr]
        assert screen.lines.mark is None
        assert _sums(screen).strip().startswith("viser 1 av")
        await pilot.press("escape")
        await settled(pilot)
        assert _shown_ids(screen) == whole
        assert screen.lines.has_focus


async def test_a_filter_narrows_the_list_by_figures_and_says_what_it_cannot_read(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "sekretariat")
    async with app.run_test() as pilot:
        screen = await _loaded(pilot)
        whole = [screen.lines.row_at(at) for at in range(screen.lines.count)]
        await pilot.press("slash", *"beløp<5m sorter:beløp")
        await settled(pilot)
        small = sorted((row.amount or 0 for row in whole if row and row.amount is not None and row.amount < 5_000_000), reverse=True)
        assert [row.amount for at in range(screen.lines.count) if (row := screen.lines.row_at(at))] == small
        assert screen.lines.mark is None
        await pilot.press(*" beløp>")
        await settled(pilot)
        assert "Skriv et tall etter «beløp>»" in _sums(screen)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert screen.view.plain


async def test_letters_typed_in_the_search_are_not_commands(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "bergen")
    async with app.run_test() as pilot:
        screen = await _loaded(pilot)
        await pilot.press("slash", "r", "p", "s", "u")
        assert app.screen is screen
        assert screen.query_one("#search", Input).value == "rpsu"


async def test_sorting_keeps_the_cursor_on_its_application(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "bergen")
    async with app.run_test() as pilot:
        screen = await _loaded(pilot)
        await pilot.press("down", "down")
        row = screen.lines.row()
        assert row is not None
        await pilot.press("s")
        app.screen.query_one(OptionList).highlighted = list(Sort).index(Sort.AMOUNT)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.view.sort is Sort.AMOUNT
        assert screen.lines.row() == row
        amounts = [line.amount for line in (screen.lines.row_at(index) for index in range(screen.lines.count)) if line and line.amount]
        assert amounts == sorted(amounts, reverse=True)


async def test_only_some_are_shown(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "bergen")
    async with app.run_test() as pilot:
        screen = await _loaded(pilot)
        await pilot.press("f")
        app.screen.query_one(OptionList).highlighted = list(Only).index(Only.NOT_ELIGIBLE)
        await pilot.press("enter")
        await pilot.pause()
        browser = Browser(demo)
        assert screen.lines.count == browser.count(View(seat="bergen", only=Only.NOT_ELIGIBLE)) > 0
        browser.close()


async def test_the_frame_is_on_disk_before_the_next_key_and_can_be_undone(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "sekretariat")
    async with app.run_test(notifications=True) as pilot:
        screen = await _loaded(pilot)
        before = screen.session.frame.budget
        await pilot.press("B")
        assert isinstance(app.screen, Ask)
        app.screen.query_one(Input).value = "12,5 mill"
        await pilot.press("enter")
        other = Browser(demo)
        assert other.frame().budget == 12_500_000
        other.close()
        await pilot.press("u")
        assert screen.session.frame.budget == before
        assert any("12\u00a0500\u00a0000\u00a0kr" in notification.message for notification in app._notifications)  # noqa: SLF001 - what is told


async def test_an_amount_that_is_none_is_told_and_nothing_is_written(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "sekretariat")
    async with app.run_test() as pilot:
        screen = await _loaded(pilot)
        await pilot.press("B")
        app.screen.query_one(Input).value = "mange penger"
        await pilot.press("enter")
        assert "mange penger" in str(app.screen.query_one("#wrong", Static).render())
        await pilot.press("escape")
        assert screen.session.version == 0


@pytest.mark.parametrize("key", ["B", "O", "i"])
async def test_a_member_is_told_whose_act_it_is_before_anything_is_asked(app_on: Made, demo: Path, key: str) -> None:
    app = app_on(demo, "bergen")
    async with app.run_test(notifications=True) as pilot:
        screen = await _loaded(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert app.screen is screen
        assert screen.session.version == 0
        assert [notification.severity for notification in app._notifications] == ["warning"]  # noqa: SLF001 - what is told


async def test_the_secretariat_closes_the_ratings_and_a_member_sees_its_own_only(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "sekretariat")
    async with app.run_test() as pilot:
        await _loaded(pilot)
        await pilot.press("O")
        options = app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index("rating")
        await pilot.press("enter")
        await pilot.pause()
    browser = Browser(demo)
    assert browser.frame().stage is Stage.RATING
    browser.close()


async def test_help_tells_every_key_of_the_screen(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "bergen")
    async with app.run_test(size=(120, 60)) as pilot:
        screen = await _loaded(pilot)
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        told = {str(cell) for cell in app.screen.keys().columns[1].cells}
        words = {command.id: screen.text(command.help or command.name) for command in screen.KEYS if command.keys}
        assert [name for name, text in words.items() if not any(line.startswith(text) for line in told)] == []
        assert f"{words['batch.budget']} (bare sekretariatet)" in told
        assert words["batch.sort"] in told


async def test_the_palette_offers_no_seat_what_is_another_seat_s(app_on: Made, demo: Path) -> None:
    offered = {}
    for seat in ("bergen", "sekretariat"):
        app = app_on(demo, seat)
        async with app.run_test() as pilot:
            await _loaded(pilot)
            offered[seat] = {command.id for _, command in Palette(app.screen).commands()}
    assert offered["sekretariat"] - offered["bergen"] == {"batch.budget", "batch.import", "batch.stage", "batch.amend"}
    assert offered["bergen"] <= offered["sekretariat"]


async def test_the_palette_does_what_its_line_says(app_on: Made, demo: Path) -> None:
    app = app_on(demo, "sekretariat")
    async with app.run_test() as pilot:
        screen = await _loaded(pilot)
        await pilot.press("ctrl+p", *"sett ram", "enter")
        await pilot.pause()
        assert isinstance(app.screen, Ask)
        assert app.screen_stack[-2] is screen


async def test_the_theme_that_was_chosen_is_there_at_the_next_start(app_on: Made, home: Path) -> None:
    app = app_on()
    async with app.run_test() as pilot:
        await pilot.press("f2")
        assert app.theme == "dag"
    assert '"theme": "dag"' in (home / "settings.json").read_text(encoding="utf-8")
    assert ReviewerApp().theme == "dag"


async def test_a_seat_sees_nothing_of_what_it_is_recused_from(app_on: Made, demo: Path) -> None:
    file = open_case(demo)
    case = file.case()
    file.close()
    seat, hidden = next(
        (seat.id, key) for seat in case.committee.seats for key, dossier in case.dossiers.items() if seat.id in dossier.recused()
    )
    app = app_on(demo, seat)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await _loaded(pilot)
        assert hidden not in _shown_ids(screen)
        assert f"{len(case.seen_by(seat).dossiers)} søknader" in _sums(screen)
        assert screen.session.judged(hidden) is None


class Broken(BatchScreen):
    """A screen with a fault, and something in its variables that nobody else is to see."""

    CSS_PATH = Path(reviewer.tui.screens.__file__).with_name("batch.tcss")

    def action_rank(self) -> None:
        number = "31129956715"
        raise ValueError(f"fault near {number}")

    def action_proposal(self) -> None:
        self.in_background(self.fail, lambda _: None, "fault")

    def fail(self) -> Any:
        raise ValueError("31129956715")


async def _press_r(app: ReviewerApp) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("r")


async def test_a_fault_stops_the_app_without_showing_what_stood_in_the_variables(
    app_on: Made, demo: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewer.tui.screens.batch.BatchScreen", Broken)
    app = app_on(demo, "bergen")
    with pytest.raises(ValueError, match="fault"):
        await _press_r(app)
    shown = "".join(segment.text for part in app._exit_renderables for segment in getattr(part, "segments", []))  # noqa: SLF001 - what is printed
    written = (home / "last-fault.txt").read_text(encoding="utf-8")
    assert "31129956715" not in shown + written.replace('number = "31129956715"', "")
    assert "action_rank" in written


async def test_a_fault_in_the_background_leaves_the_app_running(app_on: Made, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.tui.screens.batch.BatchScreen", Broken)
    app = app_on(demo, "bergen")
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("p")
        for _ in range(20):
            await pilot.pause(0.05)
        assert app.is_running
        assert [notification.severity for notification in app._notifications] == ["error"]  # noqa: SLF001 - what is told


def test_the_first_paint_waits_for_no_heavy_library() -> None:
    code = (
        "import sys, reviewer.tui.app, reviewer.tui.opening, reviewer.tui.screens.batch, reviewer.tui.screens.start; "
        "print([name for name in ('pydantic', 'sqlite_utils', 'docx', 'xlsxwriter', 'python_calamine', 'tomli') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("theme", ["natt", "dag"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("page", ["start", "batch"])
def test_looks(page: str, size: tuple[int, int], theme: str, demo: Path, snap_compare: Any) -> None:
    recent = (Path("/saker/digifin-2018-1.sak"), Path("/saker/digifin-2017-2.sak"))
    settings = Settings(theme=theme, recent=recent if page == "start" else ())
    app = ReviewerApp(None if page == "start" else demo, "bergen", clock=lambda: NOW, settings=settings)

    async def before(pilot: Pilot[None]) -> None:
        if page == "batch":
            await _loaded(pilot)
            await pilot.press("down")
            await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)
