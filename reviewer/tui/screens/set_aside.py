"""Rows that could not be read and were set aside: what is wrong with each, and dropping one with a reason."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from reviewer.domain.events import RowSetAside, RowSettled
from reviewer.domain.said import Said, say
from reviewer.tui.commands import Command, Doer
from reviewer.tui.drawing.cells import lines_of, one_line
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screen import CaseScreen
from reviewer.tui.session import Session
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Column, Lines


class SetAsideScreen(CaseScreen[None]):
    """The rows, with the cells of the one under the cursor."""

    CSS_PATH = "set_aside.tcss"
    PURPOSE = say("A row is repaired by importing it again in a corrected file. A row that is not wanted is dropped, with a reason.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(id="aside.drop", name=say("Drop the row"), action="drop", keys=("delete", "x"), by=Doer.OFFICE, footer=say("Drop")),
        Command(id="aside.undo", name=say("Undo your last act"), action="undo", keys=("u",), footer=say("Undo")),
        Command(id="aside.back", name=say("Back to the list"), action="back", keys=("escape",), footer=say("Back")),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.rows: tuple[RowSetAside, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopLine(self.text(say("Rows set aside")), self.session.info.committee)
        yield Lines(self.columns(), line=self.reviewer.glyphs.line, id="rows")
        with VerticalScroll(id="cells", can_focus=False):
            yield Static(id="row", markup=False)
        yield KeyBar()

    def columns(self) -> tuple[Column[RowSetAside], ...]:
        """Return the row's application, its first problem, and where it came from."""
        return (
            Column(heading=self.text(say("Application")), cell=lambda row: ((row.application or "–", Tone.TEXT),), share=1),
            Column(heading=self.text(say("What is wrong")), cell=lambda row: ((_first(row), Tone.ATTENTION),), share=3),
            Column(heading=self.text(say("File")), cell=lambda row: ((row.source, Tone.MUTED),), share=1),
        )

    def on_mount(self) -> None:
        self.query_one("#rows", Lines).focus()
        self.case_changed()

    def case_changed(self) -> None:
        self.rows = self.session.casefile().case(only=()).set_aside
        table = self.query_one("#rows", Lines)
        table.show(
            len(self.rows),
            lambda start, count: self.rows[start : start + count],
            table.cursor,
            None,
            self.text(say("No rows are set aside.")),
        )

    def on_lines_moved(self) -> None:
        row = self.query_one("#rows", Lines).row()
        self.query_one("#row", Static).update("" if row is None else self.whole(row))

    def whole(self, row: RowSetAside) -> str:
        """Return all that is wrong with the row, and its cells as they stood."""
        wrong = [f"{one_line(one.column or '')}: {one_line(one.value or '')} – {one_line(one.expected)}" for one in row.problems]
        cells = [f"{one_line(name)}: {lines_of(value)}" for name, value in row.cells.items() if value]
        return "\n".join([*wrong, "", *cells])

    def action_drop(self) -> None:
        row = self.query_one("#rows", Lines).row()
        if row is not None:
            from reviewer.tui.screens.ask import Ask

            def answered(reason: str | None) -> None:
                if reason is not None:
                    self.act([RowSettled(key=row.key, reason=reason.strip())])

            question = say("Why is the row for {application} dropped?", application=row.application or "–")
            self.app.push_screen(Ask(question, note=say("The reason is kept in the case."), check=_reason_wrong), answered)

    def action_undo(self) -> None:
        from reviewer.tui.actions.undoing import undo

        undo(self)

    def action_back(self) -> None:
        self.dismiss()


def _first(row: RowSetAside) -> str:
    if not row.problems:
        return ""
    first = row.problems[0]
    more = f" (+{len(row.problems) - 1})" if len(row.problems) > 1 else ""
    return f"{first.column or ''}: {first.expected}{more}"


def _reason_wrong(text: str) -> Said | None:
    return None if text.strip() else say("Write why, in a few words.")
