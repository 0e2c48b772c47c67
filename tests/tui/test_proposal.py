"""The proposal screen: the paper as it will read, and its way to files."""

from __future__ import annotations

import json

from textual.widgets import Input, SelectionList

from reviewer.tui.forms.export import FORMATS, ExportForm
from reviewer.tui.screens.proposal import ProposalScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import OPENED, small_case


async def test_the_draft_says_so_before_anything_else(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", ProposalScreen) as pilot:
        lines = shown(pilot.app.screen).splitlines()
    assert "UTKAST" in lines[1]
    assert "Innstilling til KS" in "\n".join(lines[2:6])


async def test_every_section_of_the_paper_can_be_gone_to(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", ProposalScreen, (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ProposalScreen)
        assert screen.paper.sheet is not None
        assert {entry.anchor for entry in screen.entries} <= set(screen.paper.sheet.anchors)
        top = screen.paper.scroll_offset.y
        await pilot.press("n", "n")
        assert screen.paper.scroll_offset.y > top
        await pilot.press("p", "p")
        assert screen.paper.scroll_offset.y == top


async def test_no_line_of_the_preview_is_wider_than_the_screen(tmp_path):
    from rich.cells import cell_len

    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", ProposalScreen, (80, 24)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ProposalScreen)
        sheet = screen.paper.sheet
        assert sheet is not None
        widest = max(sum(cell_len(text) for text, _ in line) for line in sheet.lines)
        assert widest <= sheet.width


async def test_export_writes_the_marked_formats_and_says_where(tmp_path):
    path = small_case(tmp_path, OPENED)
    target = tmp_path / "ut"
    async with showing(path, "sekretariat", ProposalScreen) as pilot:
        await pilot.press("e", *["down"] * list(FORMATS).index("json"), "space")
        form = pilot.app.screen
        assert isinstance(form, ExportForm)
        marked = set(form.query_one("#formats", SelectionList).selected)
        assert "json" in marked
        form.query_one("#folder", Input).value = str(target)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Skrevet" in shown(pilot.app.screen)
    assert sorted(file.name for file in target.iterdir()) == sorted(f"innstilling.{name}" for name in marked)
    assert json.loads((target / "innstilling.json").read_text(encoding="utf-8"))


async def test_a_folder_that_is_a_file_is_said_and_the_form_stays(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", ProposalScreen) as pilot:
        await pilot.press("e")
        form = pilot.app.screen
        form.query_one("#folder", Input).value = str(path)
        await pilot.press("ctrl+s")
        assert pilot.app.screen is form


async def test_a_member_is_told_whose_paper_it_is(tmp_path):
    path = small_case(tmp_path, OPENED)
    async with showing(path, "lom", ProposalScreen) as pilot:
        await pilot.press("e")
        assert "slik Lom kommune ser den" in shown(pilot.app.screen)
