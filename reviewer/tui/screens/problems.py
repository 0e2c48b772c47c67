"""What is wrong in a batch: file, row, column, what stood there, what was expected; and whether to take the good rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from reviewer.domain.events import Problem
from reviewer.domain.said import say, say_number
from reviewer.tui.commands import Command
from reviewer.tui.drawing.cells import lines_of, one_line
from reviewer.tui.drawing.tones import Tone
from reviewer.tui.screen import CommandScreen
from reviewer.tui.widgets.bars import KeyBar, TopLine
from reviewer.tui.widgets.lines import Column, Lines

BESIDE = 100


class ProblemsScreen(CommandScreen[bool | None]):
    """Answers True where the good rows are to be taken and the others set aside."""

    CSS_PATH = "problems.tcss"
    PURPOSE = say("Everything that is wrong in the files. Repair them and import again, or take the good rows and set the others aside.")
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            id="problems.partial",
            name=say("Take the good rows, set the others aside"),
            action="partial",
            keys=("t",),
            footer=say("Take the good rows"),
        ),
        Command(
            id="problems.back", name=say("Back; nothing is written"), action="back", keys=("escape",), footer=say("Back, write nothing")
        ),
    )

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)

    def compose(self) -> ComposeResult:
        number = len(self.problems)
        yield TopLine(
            self.text(say_number("{number} thing is wrong", "{number} things are wrong", number)), self.text(say("nothing is written"))
        )
        yield Lines(self.columns(), line=self.reviewer.glyphs.line, id="problems")
        with VerticalScroll(id="problem-detail", can_focus=False):
            yield Static(id="whole", markup=False)
        yield KeyBar()

    def columns(self) -> tuple[Column[Problem], ...]:
        """Return where, what stood there, and what was expected."""
        return (
            Column(heading=self.text(say("File")), cell=lambda one: ((one.file, Tone.MUTED),), share=2, least=BESIDE),
            Column(heading=self.text(say("Row")), cell=lambda one: ((str(one.row or ""), Tone.TEXT),), width=5, numeric=True),
            Column(heading=self.text(say("Column")), cell=lambda one: ((one.column or one.application or "", Tone.TEXT),), share=2),
            Column(heading=self.text(say("Stands there")), cell=lambda one: ((one.value or "", Tone.ATTENTION),), share=2),
            Column(heading=self.text(say("Expected")), cell=lambda one: ((one.expected, Tone.TEXT),), share=4),
        )

    def on_mount(self) -> None:
        table = self.query_one("#problems", Lines)
        table.show(len(self.problems), lambda start, count: self.problems[start : start + count])
        table.focus()

    def on_lines_moved(self) -> None:
        problem = self.query_one("#problems", Lines).row()
        if problem is not None:
            self.query_one("#whole", Static).update(self.whole(problem))

    def whole(self, problem: Problem) -> str:
        """Return the problem in full, for what the columns cut."""
        where = [problem.file, problem.sheet, problem.application, problem.column]
        row = self.text(say("row {row}", row=str(problem.row))) if problem.row else ""
        place = ", ".join(one_line(part) for part in [*where, row] if part)
        return "\n".join(part for part in (place, lines_of(problem.value or ""), one_line(problem.expected)) if part)

    def action_partial(self) -> None:
        self.dismiss(True)

    def action_back(self) -> None:
        self.dismiss(False)
