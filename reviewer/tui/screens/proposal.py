"""The proposal as it will read, what is missing in it, and the way out to files."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reviewer.domain.committee import SeatRole
from reviewer.domain.proposal import Proposal
from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import fitted, one_line
from reviewer.tui.drawing.paper import Entry, contents, drafted, write_blocks
from reviewer.tui.drawing.sheet import Sheet
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.forms.export import ExportForm, Wish
from reviewer.tui.screen import CaseScreen
from reviewer.tui.screens.choice import Choice
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.sheet_view import SheetView

BESIDE = 110
"""From this width on, the table of contents stands beside the paper."""

_TOC = 32

EVERY = 2.0
"""Seconds between two looks at the file."""


class ProposalScreen(CaseScreen[None]):
    """The preview."""

    CSS_PATH = "proposal.tcss"
    PURPOSE = say("The paper as it will read. Nothing is sent: export writes it to files that you choose the place of.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="proposal.export", name=say("Export: write the proposal to files"), action="export", keys=("e",), footer=say("Write files")
        ),
        Command(id="proposal.contents", name=say("Go to a section"), action="contents", keys=("i",), footer=say("Contents")),
        Command(id="proposal.next", name=say("Next section"), action="section(1)", keys=("n",), footer=say("Next")),
        Command(id="proposal.previous", name=say("Previous section"), action="section(-1)", keys=("p",), footer=say("Previous")),
        Command(id="proposal.close", name=say("Back to the list"), action="close", keys=("escape", "q"), footer=say("Back")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.proposal: Proposal | None = None
        self.entries: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        yield Static(id="state", markup=False)
        with Horizontal(id="reading"):
            toc = OptionList(id="toc", markup=False)
            toc.can_focus = False
            yield toc
            yield SheetView(self._write, id="paper")
        yield KeyBar()

    @property
    def paper(self) -> SheetView:
        """The preview itself."""
        return self.query_one("#paper", SheetView)

    def on_mount(self) -> None:
        self.head(say("Proposal"))
        self.paper.focus()
        self.case_changed()
        self.set_interval(EVERY, self.look)

    def look(self) -> None:
        """Write the paper anew where another window or laptop has written in the case."""
        if self.is_current and self.session.moved_on():
            self.repaint_if_changed()

    def on_resize(self) -> None:
        self.set_class(self.size.width >= BESIDE, "-beside")

    def case_changed(self) -> None:
        session = self.session
        self.in_background(lambda: drafted(session), self.show, "draft")

    # --- What is shown

    def show(self, proposal: Proposal) -> None:
        """Show this draft, where the reader was."""
        self.proposal = proposal
        self.paper.write()
        state = self.query_one("#state", Static)
        state.update(f" {self.text(self._state(proposal))}")
        state.set_class(proposal.draft, "-draft")
        options = self.query_one("#toc", OptionList)
        options.clear_options()
        options.add_options([Option(fitted(self._indented(entry), _TOC).rstrip(), id=entry.anchor) for entry in self.entries])

    def _state(self, proposal: Proposal) -> Said:
        if not proposal.draft:
            return say("Nothing is missing: the paper can be sent.")
        return say("DRAFT: what is missing stands at the top of the paper.")

    def _write(self, sheet: Sheet) -> None:
        if self.proposal is None:
            sheet.prose(say("The proposal is being written."), Tone.MUTED)
            return
        write_blocks(sheet, self.proposal.blocks)
        self.entries = contents(self.proposal.blocks, sheet)

    @staticmethod
    def _indented(entry: Entry) -> str:
        return "  " * max(0, entry.level - 2) + one_line(entry.text)

    # --- What a person does

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._go(event.option.id)

    def _go(self, anchor: str | None) -> None:
        if anchor is not None:
            self.paper.go_to(anchor)
            self.paper.focus()

    def action_contents(self) -> None:
        if self.entries:
            self.app.push_screen(Choice(say("Go to"), [(entry.anchor, self._indented(entry)) for entry in self.entries]), self._go)

    def action_section(self, step: int) -> None:
        """Go to the next section below the first line on the screen, or to the one above it."""
        if self.paper.sheet is None:
            return
        top = self.paper.scroll_offset.y
        lines = sorted(self.paper.sheet.anchors.items(), key=lambda pair: pair[1])
        found = [anchor for anchor, line in lines if (line > top if step > 0 else line < top)]
        if found:
            self._go(found[0] if step > 0 else found[-1])

    def action_export(self) -> None:
        if self.proposal is None:
            self.tell(say("The proposal is being written."))
            return
        self.app.push_screen(ExportForm(self.session.path.resolve().parent, self._note(self.proposal), self.export))

    def _note(self, proposal: Proposal) -> Said | None:
        own = next((seat for seat in self.session.info.seats if seat.id == self.session.seat), None)
        if own is None or own.role is not SeatRole.SECRETARIAT:
            return say("This is the case as {seat} sees it. The secretariat writes the paper that is sent.", seat=self.session.seat_name)
        return say("The paper is a draft, and says so on its first page.") if proposal.draft else None

    def export(self, wish: Wish) -> None:
        """Write the files, and show how that goes."""
        from reviewer.tui.screens.exported import ExportScreen

        self.call_later(self.app.push_screen, ExportScreen(self.session, wish))

    def action_close(self) -> None:
        self.dismiss()
