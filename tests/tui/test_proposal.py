"""The proposal screen: the paper as it will read, and its way to files."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, SelectionList

from reviewer import exporting
from reviewer.demonstration import demo_case
from reviewer.documents import export, files
from reviewer.domain.blocks import Chart, Drawing
from reviewer.tui.forms.export import FORMATS, ExportForm
from reviewer.tui.screens.exported import ExportScreen
from reviewer.tui.screens.proposal import ProposalScreen
from tests.tui.driving import settled, showing, shown
from tests.tui.small_round import NOW, OPENED, small_case


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


async def exported(pilot: Pilot[Any], target: Path, *marks: str) -> ExportScreen:
    """Ask for an export to the folder, and wait until it has ended; `marks` are the formats to turn over."""
    await pilot.press("e")
    form = pilot.app.screen
    form.query_one("#folder", Input).value = str(target)
    for name in marks:
        form.query_one("#formats", SelectionList).toggle(name)
    await pilot.press("ctrl+s")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ExportScreen)
    return screen


async def test_the_pdf_is_made_last_and_the_files_stand_as_always(tmp_path, monkeypatch):
    made: list[str] = []
    whole = exporting.steps

    def noted(*asked: Any) -> tuple[exporting.Step, ...]:
        def making(step: exporting.Step) -> exporting.Step:
            return exporting.Step(step.format, lambda: made.append(step.format) or step.make())

        return tuple(making(step) for step in whole(*asked))

    monkeypatch.setattr(exporting, "steps", noted)
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        screen = await exported(pilot, tmp_path / "ut")
    assert (made[0], made[-1]) == ("docx", "pdf")
    assert [path.suffix for path in screen.outcome.files[:2]] == [".docx", ".pdf"]


async def test_the_files_of_a_large_case_are_those_of_a_small_one_and_their_steps_are_told(tmp_path, monkeypatch):
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        small = await exported(pilot, tmp_path / "her")
        await pilot.press("escape")
        monkeypatch.setattr("reviewer.tui.screens.exported.LARGE", 1)
        monkeypatch.setattr(exporting, "steps", lambda *_: pytest.fail("they were made in this process"))
        large = await exported(pilot, tmp_path / "for seg")
        assert "5 av 5" in shown(pilot.app.screen)
    assert [path.name for path in large.outcome.files] == [path.name for path in small.outcome.files]
    assert {path.read_bytes() for path in large.outcome.files} == {path.read_bytes() for path in small.outcome.files}


async def test_the_finished_file_opens_with_the_systems_program(tmp_path):
    opened: list[Path] = []
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        pilot.app.opener = opened.append
        await exported(pilot, tmp_path / "ut")
        await pilot.press("enter", "m", "escape")
        assert isinstance(pilot.app.screen, ProposalScreen)
    assert opened == [tmp_path / "ut" / "innstilling.docx", tmp_path / "ut"]


async def test_a_machine_without_a_program_for_it_says_so(tmp_path):
    def refuse(path: Path) -> None:
        raise FileNotFoundError(path)

    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        pilot.app.opener = refuse
        await exported(pilot, tmp_path / "ut")
        await pilot.press("enter")
        await pilot.pause()
        assert "Ingen programmer på denne maskinen åpner innstilling.docx." in shown(pilot.app.screen)


async def test_an_export_that_is_stopped_writes_nothing(tmp_path, monkeypatch):
    begun, go_on = Event(), Event()

    def slow(*_: object) -> bytes:
        begun.set()
        go_on.wait(10)
        return b"ferdig"

    monkeypatch.setitem(export.FORMATS, "html", slow)
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        await pilot.press("e")
        pilot.app.screen.query_one("#folder", Input).value = str(tmp_path / "ut")
        await pilot.press("ctrl+s")
        while not begun.is_set():
            await pilot.pause()
        assert "1 av 5" in shown(pilot.app.screen)
        await pilot.press("escape")
        go_on.set()
        await settled(pilot)
        assert "Stoppet. Ingenting er skrevet." in shown(pilot.app.screen)
    assert not (tmp_path / "ut").exists()


async def test_what_is_being_written_is_not_said_to_be_stopped(tmp_path, monkeypatch):
    begun, go_on = Event(), Event()
    write = files.write_files

    def slow(*given: object) -> object:
        begun.set()
        go_on.wait(10)
        return write(*given)

    monkeypatch.setattr(files, "write_files", slow)
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        await pilot.press("e")
        pilot.app.screen.query_one("#folder", Input).value = str(tmp_path / "ut")
        await pilot.press("ctrl+s")
        while not begun.is_set():
            await pilot.pause()
        await pilot.press("escape")
        assert "Stoppet" not in shown(pilot.app.screen)
        go_on.set()
        await settled(pilot)
        assert "Skrevet til" in shown(pilot.app.screen)
    assert (tmp_path / "ut" / "innstilling.docx").exists()


async def test_the_public_version_and_the_workbook_can_be_asked_for(tmp_path):
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        await pilot.press("e")
        form = pilot.app.screen
        form.query_one("#folder", Input).value = str(tmp_path / "ut")
        formats = form.query_one("#formats", SelectionList)
        formats.deselect_all()
        formats.select("xlsx").select("md")
        form.query_one("#audience", SelectionList).toggle("public")
        await pilot.press("ctrl+s")
        await settled(pilot)
    assert {file.name for file in (tmp_path / "ut").iterdir()} == {"innstilling-offentlig.md", "innstilling-offentlig.xlsx"}


async def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_is_left(tmp_path):
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        screen = await exported(pilot, tmp_path / "fil" / "under")
        assert screen.outcome is not None
        assert screen.outcome.refusal is not None
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ProposalScreen)


async def test_a_member_exports_what_it_may_see(tmp_path):
    async with showing(small_case(tmp_path, OPENED), "lom", ProposalScreen) as pilot:
        await exported(pilot, tmp_path / "ut", "json")
    document = json.loads((tmp_path / "ut" / "innstilling.json").read_text(encoding="utf-8"))
    assert document["seen_by"] == "lom"


async def test_a_mark_is_told_by_its_sign_and_not_by_its_colour_alone(tmp_path):
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen) as pilot:
        await pilot.press("e")
        await pilot.pause()
        lines = {line.split("]")[1].strip(" │"): line for line in shown(pilot.app.screen).splitlines() if "]" in line}
        assert "[x]" in lines["Word (docx)"]
        assert "[ ]" in lines["Data til andre programmer (json)"]
        await pilot.press("space")
        await pilot.pause()
        assert "[ ]  Word (docx)" in shown(pilot.app.screen)


async def test_the_secretariat_is_told_what_the_public_version_leaves_out(tmp_path):
    demo_case(tmp_path / "demo.sak", NOW)
    async with showing(tmp_path / "demo.sak", "sekretariat", ProposalScreen, (120, 40)) as pilot:
        await pilot.press("e")
        form = pilot.app.screen
        form.query_one("#folder", Input).value = str(tmp_path / "ut")
        form.query_one("#formats", SelectionList).deselect_all().select("md")
        form.query_one("#audience", SelectionList).toggle("public")
        await pilot.press("ctrl+s")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.outcome is not None
        assert screen.outcome.withheld
        assert f"{len(screen.outcome.withheld)} felt er unntatt offentlighet." in shown(screen)
    (written,) = (tmp_path / "ut").iterdir()
    assert "felt er unntatt offentlighet." not in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_bars_stand_in_the_preview_as_on_paper(tmp_path, size):
    async with showing(small_case(tmp_path, OPENED), "sekretariat", ProposalScreen, size) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ProposalScreen)
        assert screen.proposal is not None
        assert screen.paper.sheet is not None
        lines = ["".join(text for text, _ in line) for line in screen.paper.sheet.lines]
    bars = [line for line in lines if line.count("▇") > 3]
    parts = [
        part
        for block in screen.proposal.blocks
        if isinstance(block, Chart) and block.drawing is Drawing.BARS
        for mark in block.marks
        for part in mark.parts
    ]
    assert len(bars) >= sum(1 for part in parts if part and part.length > Fraction(1, 2)) > 0
    assert not [line for line in bars if "…" in line[40:]]


async def test_what_another_program_writes_in_the_case_comes_into_the_paper(tmp_path):
    from reviewer.casefile.file import open_case
    from reviewer.domain.events import BudgetSet

    path = small_case(tmp_path, OPENED)
    async with showing(path, "sekretariat", ProposalScreen, (120, 40)) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ProposalScreen)
        file = open_case(path)
        file.append("sekretariat", [BudgetSet(amount=77_700_000)], NOW)
        file.close()
        screen.look()
        await settled(pilot)
        assert screen.paper.sheet is not None
        text = "\n".join("".join(part for part, _ in line) for line in screen.paper.sheet.lines)
        assert "77\u00a0700\u00a0000\u00a0kr" in text
