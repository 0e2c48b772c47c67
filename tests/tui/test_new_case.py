"""Walks from nothing to a case, through files with faults, and back to the rows that were set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from reviewer.casefile.browse import Browser
from reviewer.casefile.views import View
from reviewer.shipped import shipped
from reviewer.tui.app import ReviewerApp
from reviewer.tui.screens.batch import BatchScreen
from reviewer.tui.screens.importing import ImportScreen
from reviewer.tui.screens.new_case import NewCaseScreen
from reviewer.tui.screens.problems import ProblemsScreen
from reviewer.tui.screens.seats import SeatScreen
from reviewer.tui.screens.set_aside import SetAsideScreen
from tests.tui.driving import settled

Made = Callable[..., ReviewerApp]
HEADINGS = "Søknadsnr.;Tittel;Søker;Søknadsbeløp;Prosjektkostnad\n"


async def _until(pilot: Pilot[None], kind: type) -> None:
    for _ in range(200):
        await pilot.pause(0.05)
        if isinstance(pilot.app.screen, kind):
            return
    raise AssertionError(f"{type(pilot.app.screen).__name__} is shown, not {kind.__name__}")


async def _new_case(pilot: Pilot[None], path: Path, *batches: Path) -> None:
    await pilot.press("n")
    screen = pilot.app.screen
    assert isinstance(screen, NewCaseScreen)
    options = screen.query_one(OptionList)
    options.highlighted = next(at for at in range(options.option_count) if options.get_option_at_index(at).id == "kommit-radet")
    screen.query_one("#budget", Input).value = "40 mill"
    screen.query_one("#path", Input).value = str(path)
    for batch in batches:
        await pilot.press("ctrl+b")
        pilot.app.screen.query_one(Input).value = str(batch)
        await pilot.press("enter")
    await pilot.press("ctrl+s")


async def test_a_batch_becomes_a_case(app_on: Made, tmp_path: Path) -> None:
    app = app_on()
    async with app.run_test() as pilot:
        await _new_case(pilot, tmp_path / "ny", shipped("fixtures") / "digifin-illustrativ.toml")
        await _until(pilot, SeatScreen)
    browser = Browser(tmp_path / "ny.sak")
    assert browser.frame().budget == 40_000_000
    assert browser.count(View()) == browser.info().applications > 0
    browser.close()


async def test_the_budget_is_read_back_while_it_is_written(app_on: Made) -> None:
    app = app_on()
    async with app.run_test() as pilot:
        await pilot.press("n")
        field, read = app.screen.query_one("#budget", Input), app.screen.query_one("#budget-read", Static)
        field.focus()
        said = []
        for key in ("4", "0", "space", "m", "i", "l", "l", "x"):
            await pilot.press(key)
            said.append(str(read.render()))
        height = read.size.height
    assert said[3:6] == ["", "", ""]
    assert said[6] == "40 000 000 kr".replace(" ", "\u00a0")
    assert "«40 millx» er ikke et beløp." in said[7]
    assert height == 1


async def _until_said(pilot: Pilot[None], words: str) -> None:
    for _ in range(200):
        await pilot.pause(0.02)
        if words in str(pilot.app.screen.query_one("#wrong", Static).render()):
            return
    raise AssertionError(f"{words} is not said")


async def test_the_rules_are_chosen_by_a_person_or_by_the_batch_and_a_batch_for_others_says_so_at_once(app_on: Made) -> None:
    app = app_on()
    async with app.run_test() as pilot:
        await pilot.press("n", "ctrl+s")
        await _until_said(pilot, "Velg rådets regler")
        await pilot.press("ctrl+b")
        app.screen.query_one(Input).value = str(shipped("fixtures") / "digifin-illustrativ.toml")
        await pilot.press("enter")
        await _until_said(pilot, "KommIT-rådet er valgt, for det står i digifin-illustrativ.toml.")
        marks = [str(option.prompt)[0] for option in app.screen.query_one(OptionList).options]
        assert marks == [" ", app.glyphs.point]
        await pilot.press("ctrl+b")
        app.screen.query_one(Input).value = str(shipped("fixtures") / "medfinansiering-2017.json")
        await pilot.press("enter")
        await _until_said(pilot, "medfinansiering-2017.json er til Medfinansieringsordningen. Velg de reglene")
        await pilot.press("up")
        await _until_said(pilot, "digifin-illustrativ.toml er til KommIT-rådet. Velg de reglene")


async def test_a_pasted_path_takes_the_place_of_the_folder_in_the_field(app_on: Made, tmp_path: Path) -> None:
    batch = tmp_path / "mine søknader.csv"
    batch.write_text(HEADINGS, encoding="utf-8")
    app = app_on()
    async with app.run_test() as pilot:
        await pilot.press("n", "ctrl+b")
        app.screen.query_one(Input).post_message(Paste(f'"{batch}"\n'))
        await pilot.pause()
        assert app.screen.query_one(Input).value == str(batch)
        await pilot.press("enter")
        screen = app.screen
        assert isinstance(screen, NewCaseScreen)
        assert screen.batches == (batch,)


async def test_nothing_is_written_where_a_row_is_wrong_until_the_good_rows_are_taken(app_on: Made, tmp_path: Path) -> None:
    batch = tmp_path / "søknader.csv"
    batch.write_text(HEADINGS + "1;God;Bergen kommune;1000;2000\n2;Dårlig;Oslo kommune;mange penger;2000\n", encoding="utf-8")
    path = tmp_path / "ny.sak"
    app = app_on()
    async with app.run_test(size=(120, 40)) as pilot:
        await _new_case(pilot, path, batch)
        await _until(pilot, ProblemsScreen)
        await pilot.pause()
        told = str(app.screen.query_one("#whole", Static).render())
        assert "søknader.csv" in told
        assert "rad 3" in told
        assert "mange penger" in told
        assert not path.exists()
        await pilot.press("t")
        await _until(pilot, SeatScreen)
    browser = Browser(path)
    assert (browser.info().applications, browser.info().set_aside) == (1, 1)
    browser.close()


async def test_a_place_that_is_taken_is_told_and_left_alone(app_on: Made, tmp_path: Path) -> None:
    path = tmp_path / "ny.sak"
    path.write_bytes(b"noe annet")
    app = app_on()
    async with app.run_test() as pilot:
        await _new_case(pilot, path)
        for _ in range(100):
            await pilot.pause(0.05)
            if "ny.sak" in str(app.screen.query_one("#wrong", Static).render()):
                break
        else:
            raise AssertionError("nothing was told")
    assert path.read_bytes() == b"noe annet"


async def test_a_row_set_aside_is_dropped_with_a_reason_and_comes_back_by_undo(app_on: Made, tmp_path: Path) -> None:
    batch = tmp_path / "b.csv"
    batch.write_text(HEADINGS + "1;God;Bergen kommune;1000;2000\n2;Dårlig;Oslo kommune;mange penger;2000\n", encoding="utf-8")
    app = app_on()
    async with app.run_test() as pilot:
        await _new_case(pilot, tmp_path / "ny.sak", batch)
        await _until(pilot, ProblemsScreen)
        await pilot.press("t")
        await _until(pilot, SeatScreen)
        options = app.screen.query_one(OptionList)
        options.highlighted = options.get_option_index("sekretariat")
        await pilot.press("enter")
        await _until(pilot, BatchScreen)
        await pilot.press("b")
        screen = app.screen
        assert isinstance(screen, SetAsideScreen)
        await pilot.press("x")
        app.screen.query_one(Input).value = "Trukket av søkeren"
        await pilot.press("enter")
        await settled(pilot)
        assert screen.rows == ()
        await pilot.press("u")
        await settled(pilot)
        assert [row.application for row in screen.rows] == ["2"]


async def test_an_import_is_shown_before_it_is_written(app_on: Made, demo: Path, tmp_path: Path) -> None:
    batch = tmp_path / "mer.csv"
    batch.write_text(HEADINGS + "2018-99;Enda en;Bergen kommune;1000;2000\n", encoding="utf-8")
    app = app_on(demo, "sekretariat")
    async with app.run_test() as pilot:
        await pilot.pause()
        before = app.session.info.applications if app.session else 0
        await pilot.press("i")
        await pilot.pause()
        app.screen.query_one(Input).value = str(batch)
        await pilot.press("enter")
        await _until(pilot, ImportScreen)
        for _ in range(100):
            await pilot.pause(0.05)
            if "1 ny søknad" in str(app.screen.query_one("#what", Static).render()):
                break
        assert _applications(demo) == before
        await pilot.press("enter")
        await _until(pilot, BatchScreen)
    assert _applications(demo) == before + 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_a_hostile_batch_goes_through_the_list(size: tuple[int, int], app_on: Made, tmp_path: Path) -> None:
    app = app_on()
    async with app.run_test(size=size, notifications=True) as pilot:
        await _new_case(pilot, tmp_path / "ny.sak", shipped("fixtures") / "hostile.json")
        for _ in range(200):
            await pilot.pause(0.05)
            if isinstance(app.screen, ProblemsScreen):
                await pilot.press("t")
            if isinstance(app.screen, SeatScreen):
                break
        await pilot.press("enter")
        await _until(pilot, BatchScreen)
        screen = app.screen
        assert isinstance(screen, BatchScreen)
        await pilot.pause(0.5)
        for _ in range(screen.lines.count):
            await pilot.press("down")
            await pilot.pause(0.1)
            strips = [screen.lines.render_line(y) for y in range(screen.lines.size.height)]
            assert {strip.cell_length for strip in strips} == {screen.lines.size.width}
        assert screen.lines.count > 3


def _applications(path: Path) -> int:
    browser = Browser(path)
    try:
        return browser.info().applications
    finally:
        browser.close()
